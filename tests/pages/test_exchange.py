"""Drawn exchanges: what is really sent, and where it stops."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from fieldguide.entries.models import Exchange, Reason
from fieldguide.pages.exchange import arrows
from fieldguide.project import load
from tests.mkdocs.sites import ROOT

ALLOWED = {"status": 204, "headers": [["Allow", "{origin}"]]}


def drawn(outcome: Literal["broken", "fixed"], **parts: Any) -> list[str]:
    data: dict[str, Any] = {
        "request": {"method": "PUT"},
        "broken": {"status": 200},
        "fixed": {"status": 200},
        **parts,
    }
    exchange = Exchange.model_validate(data)
    return [arrow.text or str(arrow.note) for arrow in arrows(exchange, outcome)]


def test_a_simple_exchange() -> None:
    assert drawn("broken") == ["PUT /items", "200", "kept-back"]
    assert drawn("fixed") == ["PUT /items", "200", "handed-over"]


def test_after_a_refused_preflight_nothing_more_is_sent() -> None:
    parts = {
        "broken": {"preflight": {"status": 401}, "status": 200},
        "fixed": {"preflight": ALLOWED, "status": 200},
    }
    assert drawn("broken", **parts) == ["OPTIONS /items", "401", "kept-back"]
    assert drawn("fixed", **parts) == ["OPTIONS /items", "204", "PUT /items", "200", "handed-over"]


def test_a_preflight_that_the_fix_leaves_alone_was_not_what_failed() -> None:
    parts = {
        "broken": {"preflight": ALLOWED, "status": 500},
        "fixed": {"preflight": ALLOWED, "status": 200},
    }
    assert drawn("broken", **parts)[2:] == ["PUT /items", "500", "kept-back"]


def test_a_connection_that_fails() -> None:
    parts = {"broken": {"failure": "connection-refused"}}
    assert drawn("broken", **parts) == ["PUT /items", "kept-back"]


def test_a_browser_that_does_not_go_on() -> None:
    parts = {"broken": {"environment": "file-page"}}
    assert drawn("broken", **parts) == ["PUT /items", "kept-back"]


def test_the_origin_is_filled_in() -> None:
    exchange = Exchange.model_validate(
        {"request": {}, "broken": {"status": 200}, "fixed": {**ALLOWED, "status": 200}}
    )
    answer = arrows(exchange, "fixed")[1]
    assert answer.headers == (("Allow", "https://app.example.com"),)


@pytest.mark.parametrize("outcome", ["broken", "fixed"])
def test_every_exchange_of_the_guide_ends_with_what_the_page_gets(
    outcome: Literal["broken", "fixed"],
) -> None:
    for source in load(ROOT / "docs", ROOT / "locales").sources.values():
        if isinstance(source.entry, Reason) and source.entry.exchange is not None:
            last = arrows(source.entry.exchange, outcome)[-1]
            assert last.verdict == ("blocked" if outcome == "broken" else "allowed"), source.path


def test_with_cors_switched_off_the_request_still_goes_out() -> None:
    parts = {"broken": {"environment": "cors-disabled", "status": 200}}
    assert drawn("broken", **parts) == ["PUT /items", "200", "kept-back"]
