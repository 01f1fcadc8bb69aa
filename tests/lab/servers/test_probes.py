"""What passes a probe, and what doesn't."""

from __future__ import annotations

import pytest

from fieldguide.lab.servers.ask import Answered, Asked, shown
from fieldguide.lab.servers.probes import ATTACKERS, PROBES, Probe, check, is_accepted

BY_NAME = {probe.name: probe for probe in PROBES}
APP = "https://app.example.com"
GOOD = {
    "Access-Control-Allow-Origin": APP,
    "Access-Control-Allow-Credentials": "true",
    "Vary": "Accept-Encoding, Origin",
}
PREFLIGHT = {
    **GOOD,
    "Access-Control-Allow-Methods": "GET, PUT",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
}


def answered(status: int, headers: dict[str, str], *more: tuple[str, str]) -> Answered:
    return Answered(status, (*headers.items(), *more))


def judged(name: str, answer: Answered) -> list[str]:
    probe = BY_NAME[name]
    return check(probe, probe.asked[0], answer)


def test_there_are_twelve() -> None:
    assert [probe.name for probe in PROBES] == [
        "allowed", "none", "foreign", "suffix", "prefix", "null", "not-found", "error",
        "unauthorized", "preflight", "preflight-protected", "preflight-foreign",
    ]  # fmt: skip


def test_attackers_come_from_where_their_names_say() -> None:
    assert ATTACKERS == {
        "foreign": "https://evil.example",
        "suffix": "https://app.example.com.evil.example",
        "prefix": "https://evilapp.example.com",
        "null": "null",
    }


def test_both_allowed_origins_are_asked_for() -> None:
    assert [asked.origin for asked in BY_NAME["allowed"].asked] == [
        APP, "https://admin.example.com",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "status", "headers"),
    [
        ("allowed", 200, GOOD),
        ("not-found", 404, GOOD),
        ("error", 500, GOOD),
        ("unauthorized", 401, GOOD),
        ("none", 200, {"Vary": "Origin"}),
        ("foreign", 403, {"vary": "origin"}),
        ("null", 200, {"Vary": "Origin", "Access-Control-Allow-Credentials": "true"}),
        ("preflight", 204, PREFLIGHT),
        ("preflight", 200, {name: value for name, value in PREFLIGHT.items() if name != "Vary"}),
        ("preflight-protected", 204, PREFLIGHT),
        ("preflight-foreign", 405, {}),
    ],
)
def test_what_passes(name: str, status: int, headers: dict[str, str]) -> None:
    assert judged(name, answered(status, headers)) == []


@pytest.mark.parametrize(
    ("name", "answer", "wrong"),
    [
        ("allowed", answered(404, GOOD), ["expected status 200, seen 404"]),
        ("not-found", answered(200, GOOD), ["expected status 404, seen 200"]),
        (
            "allowed",
            answered(200, GOOD, ("access-control-allow-origin", APP)),
            [f"expected Access-Control-Allow-Origin: {APP}, once; seen “{APP}” and “{APP}”"],
        ),
        (
            "allowed",
            answered(200, {**GOOD, "Access-Control-Allow-Origin": "*"}),
            [f"expected Access-Control-Allow-Origin: {APP}, once; seen “*”"],
        ),
        (
            "error",
            answered(500, {"Vary": "Origin"}),
            [
                f"expected Access-Control-Allow-Origin: {APP}, once; seen none",
                "expected Access-Control-Allow-Credentials: true, once; seen none",
            ],
        ),
        (
            "allowed",
            answered(200, {**GOOD, "Access-Control-Allow-Credentials": "True"}),
            ["expected Access-Control-Allow-Credentials: true, once; seen “True”"],
        ),
        ("none", answered(200, {}), ["expected Vary with Origin in it, seen none"]),
        (
            "foreign",
            answered(200, {"Vary": "Accept"}),
            ["expected Vary with Origin in it, seen “Accept”"],
        ),
        (
            "none",
            answered(200, GOOD),
            [f"expected no Access-Control-Allow-Origin, seen “{APP}”"],
        ),
        (
            "null",
            answered(200, {"Vary": "Origin", "Access-Control-Allow-Origin": "null"}),
            ["expected no Access-Control-Allow-Origin, seen “null”"],
        ),
        (
            "preflight-foreign",
            answered(204, {"Access-Control-Allow-Origin": "*"}),
            ["expected no Access-Control-Allow-Origin, seen “*”"],
        ),
        ("foreign", answered(502, {"Vary": "Origin"}), ["expected a status below 500, seen 502"]),
        (
            "preflight",
            answered(404, PREFLIGHT),
            ["expected status one from 200 to 204, seen 404"],
        ),
        (
            "preflight",
            answered(204, GOOD),
            [
                "expected Access-Control-Allow-Methods with PUT in it, seen none",
                "expected Access-Control-Allow-Headers with content-type in it, seen none",
            ],
        ),
        (
            "preflight",
            answered(204, {**PREFLIGHT, "Access-Control-Allow-Methods": "GET, put"}),
            ["expected Access-Control-Allow-Methods with PUT in it, seen “GET, put”"],
        ),
        (
            "preflight-protected",
            answered(204, {**PREFLIGHT, "Access-Control-Allow-Headers": "*"}),
            ["expected Access-Control-Allow-Headers with authorization in it, seen “*”"],
        ),
    ],
)
def test_what_does_not(name: str, answer: Answered, wrong: list[str]) -> None:
    assert judged(name, answer) == wrong


@pytest.mark.parametrize(
    ("value", "accepted"),
    [("https://evil.example", True), ("*", True), (APP, False), ("null", False), ("", False)],
)
def test_who_gets_in(value: str, accepted: bool) -> None:
    asked = Asked("GET", "/items", "https://evil.example")
    answer = answered(200, {"Access-Control-Allow-Origin": value})
    assert is_accepted(asked, answer) is accepted
    assert is_accepted(asked, Answered(200)) is False


def test_null_gets_in_as_null() -> None:
    asked = BY_NAME["null"].asked[0]
    assert is_accepted(asked, answered(200, {"Access-Control-Allow-Origin": "null"}))


def test_requests_in_few_words() -> None:
    assert shown(Asked("GET", "/items")) == "GET /items without Origin"
    assert shown(Asked("OPTIONS", "/private", APP)) == f"OPTIONS /private from {APP}"


def test_a_probe_knows_what_it_is() -> None:
    kinds: dict[str, list[str]] = {}
    for probe in PROBES:
        assert isinstance(probe, Probe)
        kinds.setdefault(probe.kind, []).append(probe.name)
    assert kinds["refused"] == ["none", "foreign", "suffix", "prefix", "null", "preflight-foreign"]
    assert kinds["preflight"] == ["preflight", "preflight-protected"]
