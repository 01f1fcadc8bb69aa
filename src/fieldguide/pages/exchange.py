"""An executable exchange as a drawing: who sends what to whom, and where it stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fieldguide.entries.models import Exchange, Header, Outcome, Request, Response

#: The page's origin and the resource's path in all drawings.
EXAMPLE_ORIGIN = "https://app.example.com"
EXAMPLE_PATH = "/items"
_EXAMPLES = {"{origin}": EXAMPLE_ORIGIN, "{other}": "https://other.example"}

Side = Literal["page", "browser", "server"]
Note = Literal["refused", "reset", "not-sent", "handed-over", "kept-back"]


@dataclass(frozen=True, slots=True)
class Arrow:
    """One message; `note` names a standard remark, put into words by the template."""

    sender: Side
    to: Side
    text: str = ""
    headers: tuple[Header, ...] = ()
    note: Note | None = None
    verdict: Literal["allowed", "blocked"] | None = None


_FAILURES: dict[str, Note] = {"connection-refused": "refused", "connection-reset": "reset"}


def arrows(exchange: Exchange, outcome: Literal["broken", "fixed"]) -> list[Arrow]:
    """The messages of one outcome, in order, ending with what the page gets."""
    run = exchange.broken if outcome == "broken" else exchange.fixed
    request = run.request or exchange.request
    verdict: Arrow = (
        Arrow("browser", "page", note="kept-back", verdict="blocked")
        if outcome == "broken"
        else Arrow("browser", "page", note="handed-over", verdict="allowed")
    )
    # With CORS switched off the request still goes out; only its answer is refused.
    if outcome == "broken" and run.environment in ("file-page", "content-script"):
        return [Arrow("page", "browser", _line(request), note="not-sent"), verdict]
    drawn: list[Arrow] = []
    if run.preflight is not None:
        drawn += [
            Arrow("browser", "server", f"OPTIONS {_target(request)}"),
            _answer(run.preflight),
        ]
    # What the fix changes is what failed: after a refused preflight nothing more is sent.
    stopped = outcome == "broken" and run.preflight not in (None, exchange.fixed.preflight)
    if run.failure is not None:
        drawn.append(Arrow("browser", "server", _line(request), note=_FAILURES[run.failure]))
    elif not stopped:
        drawn.append(Arrow("browser", "server", _line(request), tuple(map(_fill, request.headers))))
        drawn += _final(run)
    return [*drawn, verdict]


def _final(run: Outcome) -> list[Arrow]:
    return [] if run.status is None else [_answer(Response(status=run.status, headers=run.headers))]


def _answer(response: Response) -> Arrow:
    return Arrow("server", "browser", str(response.status), tuple(map(_fill, response.headers)))


def _fill(header: Header) -> Header:
    return header[0], _filled(header[1])


def _target(request: Request) -> str:
    return request.url or EXAMPLE_PATH


def _line(request: Request) -> str:
    return f"{request.method} {_target(request)}"


def examples(headers: Sequence[Header]) -> list[Header]:
    """Headers as readers see them: with origins of examples in place of placeholders."""
    return [(name, _filled(value)) for name, value in headers]


def _filled(value: str) -> str:
    for placeholder, example in _EXAMPLES.items():
        value = value.replace(placeholder, example)
    return value
