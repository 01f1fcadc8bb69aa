"""From what was seen to an outcome. Pure."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from fieldguide.links.external.models import Outcome, Request, Status
from fieldguide.links.external.page import anchor_of, missing_anchors
from fieldguide.links.external.rules import Rule, host_of
from fieldguide.links.external.seen import Answer, Failure, Seen
from fieldguide.links.external.soft404 import fell_to_root, says_not_found
from fieldguide.links.external.wildcards import matches

#: What walls against programs answer. Some give people a page with these: AWS WAF sends its
#: captcha with 405, mod_security its refusal with 406, LinkedIn 999.
WALLS = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 999})
#: Not the address's fault.
TROUBLE = frozenset({408, 425})


def wants_page(request: Request, rule: Rule, *, soft_404: bool) -> bool:
    """Whether the page itself must be read to judge it."""
    return soft_404 or bool(rule.expect_text) or bool(anchors_wanted(request, rule))


def anchors_wanted(request: Request, rule: Rule) -> list[str]:
    """The fragments that must be looked for in the page."""
    return [f for f in request.fragments if rule.fragments and anchor_of(f) is not None]


def judge(
    request: Request, rule: Rule, seen: Seen, now: datetime, *, soft_404: bool = True
) -> Outcome:
    """The outcome for one request."""

    def outcome(status: Status, message: str, missing: tuple[str, ...] = ()) -> Outcome:
        return Outcome(
            url=request.url,
            status=status,
            message=message,
            checked_at=now,
            http_status=answer.http_status if isinstance(answer, Answer) else None,
            final_url=seen.final_url,
            moved_to=seen.moved_to,
            fragments=request.fragments,
            missing=missing,
        )

    answer = seen.result
    if isinstance(answer, Failure):
        return outcome(answer.status, answer.message)
    bad = _http(answer, rule)
    if bad is not None:
        return outcome(*bad)
    other = _content(request, rule, seen, answer, soft_404)
    if other is not None:
        return outcome(Status.SOFT_404, other)

    wanted = anchors_wanted(request, rule)
    if wanted and answer.page is not None and not seen.anchored:
        missing = missing_anchors(answer.page, wanted)
        if missing and answer.page.complete:
            return outcome(Status.MISSING_FRAGMENT, _lacks(missing), missing)
        if missing:
            return outcome(
                Status.UNKNOWN,
                f"The page could not be read whole; {_lacks(missing, 'what was read')}",
            )
    if seen.moved_to is not None:
        return outcome(
            Status.PERMANENT_REDIRECT, f"The page has moved for good to {seen.moved_to}."
        )
    if answer.forbidden and (wanted or rule.expect_text):
        what = "its anchors were not checked" if wanted else "its text was not checked"
        return outcome(
            Status.ROBOTS, f"The page answers; robots.txt lets no program read it, so {what}."
        )
    return outcome(Status.OK, f"The page answers {_phrase(answer.http_status)}.")


def _http(answer: Answer, rule: Rule) -> tuple[Status, str] | None:
    status = answer.http_status
    if status in rule.accept:
        return None
    if answer.wall:
        return Status.BLOCKED, f"{answer.wall} keeps programs out; people may get through."
    said = f"The server answers {_phrase(status)}"
    if status in WALLS:
        return Status.BLOCKED, f"{said}, which it may do only to programs."
    if status >= 500 or status in TROUBLE:
        again = f", {answer.retries + 1} times in a row" if answer.retries else ""
        return Status.UNKNOWN, f"{said}{again}."
    # 416: the answer to our asking for the first bytes of an empty file.
    if status >= 400 and status != 416:
        return Status.BROKEN, f"{said}."
    if 300 < status < 400:
        return Status.UNKNOWN, f"{said} and doesn't say where it leads."
    return None


def _content(
    request: Request, rule: Rule, seen: Seen, answer: Answer, soft_404: bool
) -> str | None:
    final = seen.final_url or request.url
    if rule.expect_host and not matches(rule.expect_host.lower(), host_of(final)):
        return f"The address should lead to {rule.expect_host}, but it leads to {final}."
    if rule.expect_text and not answer.forbidden and not _has_text(answer, rule.expect_text):
        return f"The page doesn't have the expected text “{rule.expect_text}”."
    if not soft_404 or answer.http_status in rule.accept:
        return None
    if answer.page is not None and says_not_found(answer.page):
        said = answer.page.title or answer.page.heading
        return f"The page answers, but only to say “{said[:80]}”."
    if seen.final_url and fell_to_root(request.url, seen.final_url):
        return f"The page is gone: its address leads to the front page {seen.final_url}."
    return None


def _has_text(answer: Answer, text: str) -> bool:
    return answer.page is not None and " ".join(text.split()) in answer.page.text


def _lacks(missing: tuple[str, ...], what: str = "The page") -> str:
    names = ", ".join(f"‘{name}’" for name in missing)
    return f"{what} has no anchor {names}."


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
