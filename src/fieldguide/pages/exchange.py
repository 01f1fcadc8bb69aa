"""An executable exchange, step by step: what is sent, where it stops, what the fix changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from fieldguide.entries.base import Header
from fieldguide.entries.models import Exchange, Outcome, Request
from fieldguide.lab import sent

#: The page's origin, the server's, and the resource's path in all drawings.
EXAMPLE_ORIGIN = "https://app.example.com"
EXAMPLE_SERVER = "https://api.example.com"
EXAMPLE_PATH = "/items"
_EXAMPLES = {
    "{origin}": EXAMPLE_ORIGIN,
    "{self}": EXAMPLE_SERVER,
    "{other}": "https://other.example",
}

Side = Literal["page", "browser", "server"]
Note = Literal["refused", "reset", "not-sent", "handed-over", "kept-back"]
#: What is the fault, what is missing, what takes their place, and what else a fix adds.
Mark = Literal["wrong", "missing", "right", "added"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message: its first one, whose name is empty, or a header."""

    name: str
    value: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """One message; `note` names a standard remark, put into words by the template."""

    sender: Side
    to: Side
    lines: tuple[Line, ...] = ()
    note: Note | None = None
    verdict: Literal["allowed", "blocked"] | None = None


_FAILURES: dict[str, Note] = {"connection-refused": "refused", "connection-reset": "reset"}
#: With CORS switched off the request still goes out; only its answer is refused.
_UNSENT = ("file-page", "content-script")


def arrows(exchange: Exchange, outcome: Literal["broken", "fixed"]) -> list[Arrow]:
    """The messages of one outcome, in order, ending with what the page gets."""
    is_broken = outcome == "broken"
    run = exchange.broken if is_broken else exchange.fixed
    request = run.request or exchange.request
    asked = _marked(_asked(exchange, exchange.broken), _asked(exchange, exchange.fixed), is_broken)
    verdict: Arrow = (
        Arrow("browser", "page", note="kept-back", verdict="blocked")
        if is_broken
        else Arrow("browser", "page", note="handed-over", verdict="allowed")
    )
    if is_broken and run.environment in _UNSENT:
        return [Arrow("page", "browser", asked, "not-sent"), verdict]
    drawn = [Arrow("page", "browser", asked)]
    # What the fix changes is what failed: after a refused preflight nothing more is sent.
    is_preflight = exchange.broken.preflight not in (None, exchange.fixed.preflight)
    if run.preflight is not None:
        headers = sent.preflight(request, EXAMPLE_ORIGIN)
        drawn += [
            Arrow("browser", "server", _message(f"OPTIONS {_target(request)}", headers)),
            _answer(exchange, outcome, "preflight", is_compared=is_preflight),
        ]
    if is_broken and is_preflight:
        return [*drawn, verdict]
    headers = [*sent.added(request, EXAMPLE_ORIGIN), *request.headers]
    message = _message(f"{request.method} {_target(request)}", headers)
    if run.failure is not None:
        drawn.append(Arrow("browser", "server", message, _FAILURES[run.failure]))
    else:
        drawn.append(Arrow("browser", "server", message))
        if run.status is not None:
            drawn.append(_answer(exchange, outcome, "final", is_compared=not is_preflight))
    return [*drawn, verdict]


Stage = Literal["preflight", "final"]


def _answer(
    exchange: Exchange, outcome: Literal["broken", "fixed"], stage: Stage, *, is_compared: bool
) -> Arrow:
    is_broken = outcome == "broken"
    was_sent = exchange.broken.environment not in _UNSENT
    broken = _response(exchange.broken, stage) if was_sent else ()
    fixed = _response(exchange.fixed, stage)
    if is_compared:
        return Arrow("server", "browser", _marked(broken, fixed, is_broken))
    return Arrow("server", "browser", broken if is_broken else fixed)


def _response(run: Outcome, stage: Stage) -> tuple[Line, ...]:
    """The lines of a response; none where there isn't any."""
    if stage == "preflight":
        answer = run.preflight
        return () if answer is None else _message(str(answer.status), answer.headers)
    return () if run.status is None else _message(str(run.status), run.headers)


def _asked(exchange: Exchange, run: Outcome) -> tuple[Line, ...]:
    """What the page's code asks for, as far as it isn't the default."""
    request = run.request or exchange.request
    first = f"{request.method} {request.url or EXAMPLE_SERVER + EXAMPLE_PATH}"
    options = [
        (name, value)
        for name, value, default in (
            ("credentials", request.credentials, "same-origin"),
            ("mode", request.mode, "cors"),
        )
        if value != default
    ]
    return _message(first, [*options, *request.headers])


def _message(first: str, headers: Sequence[Header]) -> tuple[Line, ...]:
    return (Line("", _filled(first)), *(Line(name, _filled(value)) for name, value in headers))


def _marked(broken: tuple[Line, ...], fixed: tuple[Line, ...], is_broken: bool) -> tuple[Line, ...]:
    """One of two messages, with marks on the lines in which they differ.

    A header counts with all its values. One that only the fix has is what was missing where
    nothing else is at fault; entries name the one that matters first.
    """
    if not broken:  # no answer came: that there is one is what the fix changes
        return tuple(
            replace(line, mark=None if index else "right") for index, line in enumerate(fixed)
        )
    before, after = _fields(broken), _fields(fixed)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    faults = changed & before.keys()
    missing = None if faults else next((line for line in fixed if _key(line) in changed), None)
    if missing is not None:
        faults = {_key(missing)}
    if is_broken:
        marked = [replace(line, mark="wrong") if _key(line) in faults else line for line in broken]
        return (*marked, replace(missing, value="", mark="missing")) if missing else tuple(marked)
    return tuple(
        replace(line, mark="right" if _key(line) in faults else "added")
        if _key(line) in changed
        else line
        for line in fixed
    )


def _key(line: Line) -> str:
    return line.name.lower()


def _fields(lines: Sequence[Line]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for line in lines:
        fields.setdefault(_key(line), []).append(line.value)
    return fields


def _target(request: Request) -> str:
    """What the first line of the request has: the path alone."""
    url = urlsplit(_filled(request.url) or EXAMPLE_PATH)
    return url._replace(scheme="", netloc="", fragment="", path=url.path or "/").geturl()


def examples(headers: Sequence[Header]) -> list[Header]:
    """Headers as readers see them: with origins of examples in place of placeholders."""
    return [(name, _filled(value)) for name, value in headers]


def _filled(value: str) -> str:
    for placeholder, example in _EXAMPLES.items():
        value = value.replace(placeholder, example)
    return value
