"""The flow of the Fetch standard; that browsers agree is `test_browsers.py`'s."""

from __future__ import annotations

from typing import Any

import pytest

from fieldguide.entries.models import Outcome, Request
from fieldguide.lab.answers import answers
from fieldguide.lab.verdict import Decision, decide

PLACES = {"origin": "http://a.example", "self": "http://b.example", "other": "http://c.example"}
ALLOW = ["Access-Control-Allow-Origin", "{origin}"]


def decided(
    outcome: dict[str, Any], environment: str = "web-page", url: str = "", **request: Any
) -> Decision:
    asked = url or f"{PLACES['self']}/items"
    told = Outcome.model_validate(outcome)
    wanted = Request.model_validate(request)
    return decide(wanted, PLACES["origin"], asked, answers(told, PLACES, asked), environment)


def redirect(location: str, *headers: list[str], **outcome: Any) -> dict[str, Any]:
    return {"status": 302, "headers": [["Location", location], ALLOW, *headers], **outcome}


def test_a_plain_success_says_what_happened() -> None:
    decision = decided({"status": 201, "headers": [ALLOW]})
    assert decision == Decision("readable", steps=("GET was answered with status 201.",))


def test_a_refusal_names_reason_and_section_and_says_why() -> None:
    decision = decided({"preflight": {"status": 404, "headers": [ALLOW]}}, method="PUT")
    assert (decision.result, decision.reason) == ("blocked", "CORSPreflightDidNotSucceed")
    assert decision.section == "cors-preflight-fetch"
    assert decision.steps == (
        "A preflight is needed, because of PUT.",
        "The preflight was answered with status 404.",
        "The answer to the preflight has status 404, not one from 200 to 299.",
    )


def test_the_pages_own_origin_needs_no_cors() -> None:
    assert decided({}, url="/items", method="PUT").result == "readable"
    assert decided({}, url="/items", mode="same-origin").result == "readable"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/elsewhere", ""),
        ("{other}/x", ""),
        ("{origin}/x", "CORSMissingAllowOrigin"),
        ("http://u:p@c.example/", "CORSDidNotSucceed"),
        ("http://u:p@a.example/", "CORSDidNotSucceed"),
        ("data:,x", "CORSDidNotSucceed"),
        ("app://x", "CORSRequestNotHttp"),
        ("http://c.example:x/", "CORSDidNotSucceed"),
        ("http://c.example:25/", None),
    ],
)
def test_redirects(target: str, reason: str | None) -> None:
    decision = decided(redirect(target))
    assert decision.reason == (reason or "")
    assert (decision.result == "readable") is (reason == "")


def test_redirects_without_an_address_are_answers() -> None:
    assert decided({"status": 302, "headers": [ALLOW]}).result == "readable"


def test_a_redirect_needs_the_header_itself() -> None:
    decision = decided({"status": 302, "headers": [["Location", "{other}/"]]})
    assert decision.reason == "CORSMissingAllowOrigin"


def test_after_a_redirect_to_a_third_origin_the_origin_is_null() -> None:
    kept = redirect("{other}/x", redirected={"status": 200, "headers": [ALLOW]})
    assert decided(kept).reason == "CORSAllowOriginNotMatchingOrigin"
    null = {"status": 200, "headers": [["Access-Control-Allow-Origin", "null"]]}
    assert decided(redirect("{other}/x", redirected=null)).result == "readable"
    same = redirect("/x", redirected={"status": 200, "headers": [ALLOW]})
    assert decided(same).result == "readable"


def test_endless_redirects() -> None:
    told = redirect("/x", redirected=redirect("/x"))
    assert decided(told).reason == "CORSDidNotSucceed"


def test_a_post_becomes_a_get() -> None:
    told = redirect("/x", redirected={"status": 200, "headers": [ALLOW]})
    headers = [("Content-Type", "application/json")]
    told["preflight"] = {
        "status": 204,
        "headers": [ALLOW, ["Access-Control-Allow-Headers", "content-type"]],
    }
    steps = decided(told, method="POST", headers=headers).steps
    assert steps[-1] == "GET was answered with status 200."
    assert sum("preflight is needed" in step for step in steps) == 1


def test_a_redirect_after_the_preflight_needs_another() -> None:
    told = redirect("/x", preflight={
        "status": 204, "headers": [ALLOW, ["Access-Control-Allow-Methods", "PUT"]],
    }, redirected={"status": 200, "headers": [ALLOW]})  # fmt: skip
    assert decided(told, method="PUT").reason == "CORSMethodNotFound"


def test_authorization_is_dropped_on_the_way_to_another_origin() -> None:
    allowed = [ALLOW, ["Access-Control-Allow-Headers", "authorization"]]
    told = redirect("{other}/x", preflight={"status": 204, "headers": allowed})
    decision = decided(told, headers=[("Authorization", "x")])
    assert decision.result == "readable"
    assert sum("preflight is needed" in step for step in decision.steps) == 1


def test_where_browsers_do_not_keep_to_the_standard_they_go_on() -> None:
    wildcard = {"status": 204, "headers": [ALLOW, ["Access-Control-Allow-Headers", "*"]]}
    request: dict[str, Any] = {"headers": [("Authorization", "x")]}
    decision = decided({"preflight": wildcard, "headers": [ALLOW]}, **request)
    assert (decision.result, decision.differs) == ("readable", True)
    assert any("does not stand for authorization" in step for step in decision.steps)
    later = decided({"preflight": wildcard, "headers": []}, **request)
    assert (later.reason, later.differs) == ("CORSMissingAllowOrigin", True)


@pytest.mark.parametrize(
    ("request_", "result"),
    [
        ({"mode": "same-origin"}, "blocked"),
        ({"mode": "no-cors"}, "opaque"),
        ({"mode": "no-cors", "method": "PUT"}, "blocked"),
        ({"mode": "no-cors", "headers": [("X-A", "1")]}, "opaque"),
        ({"method": "TRACE"}, "blocked"),
        ({"url": "http://b.example:6667/"}, "blocked"),
    ],
)
def test_what_is_no_matter_of_cors_has_no_reason(request_: dict[str, Any], result: str) -> None:
    decision = decided({"headers": []}, **request_)
    assert (decision.result, decision.reason) == (result, "")


def test_a_resource_policy_keeps_answers_from_no_cors() -> None:
    told = {"headers": [["Cross-Origin-Resource-Policy", "same-origin"]]}
    assert decided(told, mode="no-cors").result == "blocked"
    assert decided({"headers": [ALLOW, *told["headers"]]}).result == "readable"


@pytest.mark.parametrize("url", ["app://x", "localhost:3000/items", "file:///x"])
def test_other_schemes(url: str) -> None:
    assert decided({}, url=url).reason == "CORSRequestNotHttp"


def test_data_is_read_by_anybody() -> None:
    assert decided({}, url="data:,x").result == "readable"


@pytest.mark.parametrize("failure", ["connection-refused", "connection-reset"])
def test_no_answer(failure: str) -> None:
    assert decided({"failure": failure}).reason == "CORSDidNotSucceed"
    decision = decided({"failure": failure}, method="PUT")
    assert decision.steps[-1] == "There was no answer to the preflight."
    assert decided({"status": 103, "headers": [ALLOW]}).reason == "CORSDidNotSucceed"


@pytest.mark.parametrize(
    ("environment", "reason"),
    [("cors-disabled", "CORSDisabled"), ("content-script", "CORSOriginHeaderNotAdded")],
)
def test_what_is_unusual_about_a_browser(environment: str, reason: str) -> None:
    assert decided({"headers": [ALLOW]}, environment).reason == reason
    assert decided({}, environment, url="/items").result == "readable"


def test_any_address_gets_a_verdict() -> None:
    for url in ("http://[", "http://x:99999/", "//", "", "?", "#", "\x00", "http://user@/", "::"):
        assert decided(redirect(url)).result in ("readable", "blocked")
        assert decided({"headers": [ALLOW]}, url=url or " ").result in ("readable", "blocked")
