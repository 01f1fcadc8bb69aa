"""Exchanges step by step: what is really sent, where it stops, what is marked."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from fieldguide.entries.models import Exchange, Reason
from fieldguide.pages.exchange import Arrow, Line, arrows
from fieldguide.project import load_sources
from tests.mkdocs.sites import ROOT

Outcome = Literal["broken", "fixed"]
ALLOWED = {"status": 204, "headers": [["Allow", "{origin}"]]}


def steps(outcome: Outcome, **parts: Any) -> list[Arrow]:
    data: dict[str, Any] = {
        "request": {"method": "PUT"},
        "broken": {"status": 200},
        "fixed": {"status": 200},
        **parts,
    }
    return arrows(Exchange.model_validate(data), outcome)


def drawn(outcome: Outcome, **parts: Any) -> list[str]:
    """The first line of each message, and the note of the last one."""
    return [
        step.lines[0].value if step.lines else str(step.note) for step in steps(outcome, **parts)
    ]


ASKED = "PUT https://api.example.com/items"


def test_a_simple_exchange() -> None:
    assert drawn("broken") == [ASKED, "PUT /items", "200", "kept-back"]
    assert drawn("fixed") == [ASKED, "PUT /items", "200", "handed-over"]


def test_after_a_refused_preflight_nothing_more_is_sent() -> None:
    parts = {
        "broken": {"preflight": {"status": 401}, "status": 200},
        "fixed": {"preflight": ALLOWED, "status": 200},
    }
    assert drawn("broken", **parts) == [ASKED, "OPTIONS /items", "401", "kept-back"]
    after = [ASKED, "OPTIONS /items", "204", "PUT /items", "200", "handed-over"]
    assert drawn("fixed", **parts) == after


def test_a_preflight_that_the_fix_leaves_alone_was_not_what_failed() -> None:
    parts = {
        "broken": {"preflight": ALLOWED, "status": 500},
        "fixed": {"preflight": ALLOWED, "status": 200},
    }
    assert drawn("broken", **parts)[3:] == ["PUT /items", "500", "kept-back"]


def test_a_connection_that_fails() -> None:
    parts = {"broken": {"failure": "connection-refused"}}
    assert drawn("broken", **parts) == [ASKED, "PUT /items", "kept-back"]
    assert steps("broken", **parts)[1].note == "refused"
    assert marks("fixed", **parts) == [("200", "right")], "that an answer comes is the fix"


def test_a_browser_that_does_not_go_on() -> None:
    parts = {"broken": {"environment": "file-page"}}
    assert drawn("broken", **parts) == [ASKED, "kept-back"]
    assert steps("broken", **parts)[0].note == "not-sent"


def test_with_cors_switched_off_the_request_still_goes_out() -> None:
    parts = {"broken": {"environment": "cors-disabled", "status": 200}}
    assert drawn("broken", **parts) == [ASKED, "PUT /items", "200", "kept-back"]


def test_an_address_of_its_own() -> None:
    request = {"method": "GET", "url": "{other}/a?b=c#d"}
    assert drawn("fixed", request=request)[:2] == [
        "GET https://other.example/a?b=c#d",
        "GET /a?b=c",
    ]


def test_what_the_browser_adds_and_what_the_page_asks_for_are_shown() -> None:
    request = {"method": "PUT", "credentials": "include", "headers": [["X-A", "1"]]}
    asked, preflight, _, sent, *_ = steps("fixed", request=request, fixed={**FIXED})
    assert asked.lines[1:] == (Line("credentials", "include"), Line("X-A", "1"))
    origin = Line("Origin", "https://app.example.com")
    assert preflight.lines[1:] == (
        origin,
        Line("Access-Control-Request-Method", "PUT"),
        Line("Access-Control-Request-Headers", "x-a"),
    )
    assert sent.lines[1:] == (origin, Line("X-A", "1"))


FIXED = {"preflight": ALLOWED, "status": 200}


def marks(outcome: Outcome, **parts: Any) -> list[tuple[str, str]]:
    """What is marked, and how: `name: value`, or a first line."""
    return [
        (f"{line.name}: {line.value}".strip(": "), line.mark)
        for step in steps(outcome, **parts)
        for line in step.lines
        if line.mark
    ]


def answers(before: list[list[str]], after: list[list[str]]) -> dict[str, Any]:
    return {
        "broken": {"status": 200, "headers": before},
        "fixed": {"status": 200, "headers": after},
    }


def test_a_header_that_is_missing_has_its_place_marked() -> None:
    parts = answers([], [["Allow", "{origin}"], ["Vary", "Origin"]])
    assert marks("broken", **parts) == [("Allow", "missing")]
    assert marks("fixed", **parts) == [
        ("Allow: https://app.example.com", "right"),
        ("Vary: Origin", "added"),
    ]


def test_a_header_with_another_value() -> None:
    parts = answers([["allow", "a"], ["X", "1"]], [["Allow", "b"], ["X", "1"], ["Vary", "Origin"]])
    assert marks("broken", **parts) == [("allow: a", "wrong")]
    assert marks("fixed", **parts) == [("Allow: b", "right"), ("Vary: Origin", "added")]


def test_a_header_that_is_there_twice() -> None:
    parts = answers([["Allow", "*"], ["Allow", "a"]], [["Allow", "a"]])
    assert marks("broken", **parts) == [("Allow: *", "wrong"), ("Allow: a", "wrong")]
    assert marks("fixed", **parts) == [("Allow: a", "right")]


def test_a_status_and_a_header_that_goes() -> None:
    parts = {
        "broken": {"preflight": {"status": 301, "headers": [["Location", "/x"]]}, "status": 200},
        "fixed": {"preflight": {"status": 204}, "status": 200},
    }
    assert marks("broken", **parts) == [("301", "wrong"), ("Location: /x", "wrong")]
    assert marks("fixed", **parts) == [("204", "right")]


def test_a_request_that_the_fix_changes() -> None:
    parts = {
        "broken": {"request": {"method": "PUT", "credentials": "include"}, "status": 200},
        "fixed": {"status": 200},
    }
    assert marks("broken", **parts) == [("credentials: include", "wrong")]
    assert marks("fixed", **parts) == []


def test_what_only_the_fixed_exchange_goes_on_to_is_not_marked() -> None:
    parts = {
        "broken": {"preflight": {"status": 401}, "status": 200},
        "fixed": {"preflight": {"status": 204}, "status": 201, "headers": [["X", "1"]]},
    }
    assert marks("fixed", **parts) == [("204", "right")]


def exchanges() -> dict[str, Exchange]:
    return {
        source.entry.id: source.entry.exchange
        for source in load_sources(ROOT / "docs", ROOT / "locales").sources.values()
        if isinstance(source.entry, Reason) and source.entry.exchange is not None
    }


@pytest.mark.parametrize("outcome", ["broken", "fixed"])
def test_every_exchange_of_the_guide_ends_with_what_the_page_gets(outcome: Outcome) -> None:
    for name, exchange in exchanges().items():
        last = arrows(exchange, outcome)[-1]
        assert last.verdict == ("blocked" if outcome == "broken" else "allowed"), name


def test_every_exchange_of_the_guide_shows_its_fault() -> None:
    for name, exchange in exchanges().items():
        broken = arrows(exchange, "broken")
        shown = [step.note or line.mark for step in broken[:-1] for line in step.lines]
        # with CORS switched off, nothing that is sent is at fault
        assert any(shown) is (exchange.broken.environment != "cors-disabled"), name
