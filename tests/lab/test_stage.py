from __future__ import annotations

import asyncio
from typing import Any

import pytest

from fieldguide.entries.models import Outcome
from fieldguide.lab.models import LabError
from fieldguide.lab.stage import Stage
from tests.lab.sockets import preflight, request, run, send, status, values

PAGE = "http://127.0.0.1:1"
ALLOW = "Access-Control-Allow-Origin"


def outcome(**fields: Any) -> Outcome:
    return Outcome.model_validate(fields)


def ask(told: Outcome, *requests: bytes) -> list[bytes]:
    async def work() -> list[bytes]:
        async with Stage(told, PAGE) as stage:
            origin = stage.url.partition("/items")[0]
            return [await send(origin, data) for data in requests]

    return run(work)


def test_the_pages_origin_stands_in_headers() -> None:
    (answer,) = ask(outcome(status=418, headers=[[ALLOW, "{origin}"]]), request())
    assert status(answer) == 418
    assert values(answer, ALLOW) == [PAGE]


def test_a_header_goes_out_as_often_as_it_is_told() -> None:
    told = outcome(headers=[[ALLOW, "*"], [ALLOW, "{origin}"], ["Vary", "Origin"]])
    (answer,) = ask(told, request())
    assert status(answer) == 200
    assert values(answer, ALLOW) == ["*", PAGE]


def test_preflight_and_request_have_their_own_answers() -> None:
    told = outcome(
        preflight={"status": 204, "headers": [[ALLOW, "a"]]}, status=200, headers=[[ALLOW, "b"]]
    )
    first, second, plain = ask(told, preflight(), request("PUT"), request("OPTIONS"))
    assert (status(first), values(first, ALLOW)) == (204, ["a"])
    assert (status(second), values(second, ALLOW)) == (200, ["b"])
    assert (status(plain), values(plain, ALLOW)) == (200, ["b"])
    assert first.endswith(b"\r\n\r\n")


def test_without_one_of_its_own_a_preflight_is_answered_as_the_request() -> None:
    (answer,) = ask(outcome(status=405, headers=[["Allow", "GET"]]), preflight())
    assert (status(answer), values(answer, "Allow")) == (405, ["GET"])


def test_head_has_no_body() -> None:
    head, got = ask(outcome(), request("HEAD"), request())
    assert head.endswith(b"\r\n\r\n")
    assert values(head, "Content-Length") == values(got, "Content-Length") != ["0"]


def test_a_reset_connection() -> None:
    with pytest.raises(ConnectionResetError):
        ask(outcome(failure="connection-reset"), request())


def test_a_refused_connection() -> None:
    with pytest.raises(ConnectionRefusedError):
        ask(outcome(failure="connection-refused"), request())


def test_what_a_redirect_leads_to_is_open_to_everybody() -> None:
    told = outcome(status=302, headers=[["Location", "/items/"]])
    first, second, third = ask(told, request(), request("GET", "/items/"), preflight("/items/"))
    assert (status(first), values(first, "Location")) == (302, ["/items/"])
    assert (status(second), values(second, ALLOW)) == (200, ["*"])
    assert (status(third), values(third, ALLOW)) == (200, ["*"])


def test_what_a_redirect_leads_to_can_be_told() -> None:
    told = outcome(status=302, redirected={"status": 403, "headers": [[ALLOW, "{origin}"]]})
    _, second = ask(told, request(), request("GET", "/elsewhere"))
    assert (status(second), values(second, ALLOW)) == (403, [PAGE])


def test_a_third_origin_is_there_if_the_outcome_leads_to_it() -> None:
    async def work() -> None:
        told = outcome(status=302, headers=[["Location", "{other}/x"], ["X-Self", "{self}"]])
        async with Stage(told, PAGE) as stage:
            first = await send(stage.url, request())
            (location,) = values(first, "Location")
            other = location.removesuffix("/x")
            assert values(first, "X-Self") == [stage.url.partition("/items")[0]] != [other]
            second = await send(other, request("GET", "/x", "Origin: null"))
            assert (status(second), values(second, ALLOW)) == (200, ["*"])
            assert [seen.target for seen in stage.seen] == ["/items", "/x"]
            assert stage.seen[1].header("origin") == "null"

    run(work)


def test_all_that_was_asked_is_noted_but_icons() -> None:
    async def work() -> None:
        async with Stage(outcome(), PAGE) as stage:
            await send(stage.url, preflight())
            await send(stage.url, request("PUT", "/items", "X-A: 1", "X-A: 2"))
            await send(stage.url, request("GET", "/favicon.ico"))
            assert [seen.method for seen in stage.seen] == ["OPTIONS", "PUT"]
            assert stage.seen[1].headers[1:] == (("X-A", "1"), ("X-A", "2"))

    run(work)


@pytest.mark.parametrize(
    "told",
    [
        outcome(headers=[["X", "a\nb"]]),
        outcome(preflight={"status": 204, "headers": [["X\r", "a"]]}),
        outcome(redirected={"status": 200, "headers": [["X", "a\0"]]}),
    ],
)
def test_a_header_that_cannot_be_sent_is_said(told: Outcome) -> None:
    with pytest.raises(LabError, match="the header `X` has a line break"):
        ask(told, request())


def test_no_two_stages_have_one_address() -> None:
    """Else a browser would know the answer to a preflight that came before."""

    async def addresses() -> set[str]:
        outcome = Outcome(status=200)
        async with Stage(outcome, "http://page.test") as first, Stage(outcome, "x") as second:
            return {stage.url.partition("?")[2] for stage in (first, second)}

    assert len(asyncio.run(addresses())) == 2
