from __future__ import annotations

import json
from typing import Any

import pytest

from fieldguide.lab.models import LabError, SeenRequest
from fieldguide.lab.reader.trials import Origins, Trial, Trials

PAGE, OWN, OTHER, REFUSED = (f"http://127.0.0.1:{port}" for port in (1001, 1002, 1003, 1004))
ALLOW = ["Access-Control-Allow-Origin", "{origin}"]


@pytest.fixture
def trials() -> Trials:
    return Trials(Origins(PAGE, OWN, OTHER, REFUSED))


def add(trials: Trials, outcome: dict[str, Any] | None = None, **request: Any) -> Trial:
    return trials.add(json.dumps({"request": request, "outcome": outcome or {}}).encode())


def seen(target: str, method: str = "GET", *headers: tuple[str, str]) -> SeenRequest:
    return SeenRequest(method, target, headers)


def test_each_trial_has_an_address_of_its_own(trials: Trials) -> None:
    first = add(trials, {"status": 201, "headers": [ALLOW]})
    second = add(trials, {"status": 202})
    assert first.url == f"{OWN}/{first.token}/items"
    assert first.token != second.token
    assert trials.answer(seen(f"/{first.token}/items"), OWN) == (201, [(ALLOW[0], PAGE)])
    assert trials.answer(seen(f"/{second.token}/items"), OWN) == (202, [])
    assert trials.answer(seen("/items"), OWN) == (404, [])


def test_what_was_seen_is_kept_with_the_trial(trials: Trials) -> None:
    trial = add(trials, {"preflight": {"status": 204, "headers": [["X", "{self}"]]}}, method="PUT")
    target = f"/{trial.token}/items"
    trials.answer(seen(target, "OPTIONS", ("Access-Control-Request-Method", "PUT")), OWN)
    trials.answer(seen(target, "PUT"), OWN)
    assert [(one["method"], one["status"]) for one in trial.seen] == [
        ("OPTIONS", 204),
        ("PUT", 200),
    ]
    assert trial.seen[0]["answered"] == [("X", OWN)]
    assert trial.seen[0]["url"] == trial.url
    assert trials.find(trial.token) is trial


def test_redirects_stay_within_the_trial(trials: Trials) -> None:
    for location, origin, rest in (
        ("/x", "", "/x"),
        ("{self}/x?y", OWN, "/x?y"),
        ("{other}/x", OTHER, "/x"),
    ):
        trial = add(trials, {"status": 302, "headers": [["Location", location], ALLOW]})
        answered = trials.answer(seen(f"/{trial.token}/items"), OWN)
        assert answered is not None
        assert answered[1][0] == ("Location", f"{origin}/{trial.token}{rest}")
        target = f"/{trial.token}{rest}"
        followed = trials.answer(seen(target), origin or OWN)
        assert followed is not None
        assert followed[0] == 200
        assert ("Access-Control-Allow-Origin", "*") in followed[1]
        assert trial.decision.result == "readable"
        assert len(trial.seen) == 2


def test_failures(trials: Trials) -> None:
    refused = add(trials, {"failure": "connection-refused"})
    assert refused.url.startswith(f"{REFUSED}/")
    reset = add(trials, {"failure": "connection-reset"})
    assert trials.answer(seen(f"/{reset.token}/items"), OWN) is None
    assert reset.seen[0]["status"] is None
    for trial in (refused, reset):
        assert trial.decision.reason == "CORSDidNotSucceed"


def test_an_address_of_its_own_is_asked_as_it_is(trials: Trials) -> None:
    trial = add(trials, url="localhost:3000/items")
    assert trial.url == "localhost:3000/items"
    assert trial.decision.reason == "CORSRequestNotHttp"
    disk = add(trials, {"environment": "file-page"}, url="items.json")
    assert disk.decision.reason == "CORSRequestNotHttp"


def test_old_trials_are_forgotten(trials: Trials) -> None:
    first = add(trials)
    for _ in range(100):
        last = add(trials)
    assert trials.find(first.token) is None
    assert trials.find(last.token) is last
    assert trials.answer(seen(f"/{first.token}/items"), OWN) == (404, [])


@pytest.mark.parametrize(
    "location",
    [
        "https://example.com/",
        "http://example.com/",
        "http://127.0.0.1.example.com/",
        "http://127.0.0.1@example.com/",
        "http://localhost/",
        "HTTP://example.com/",
        "http:example.com",
        "http:/example.com",
        "http:\\\\example.com",
        "https:",
        "//example.com/",
        "/\\example.com/",
        "\\\\example.com/",
        "/\t/example.com/",
        "ht\ttp://example.com/",
        " http://example.com/",
        "\x01http://example.com/",
        "{other}.example.com/",
        "{other}@example.com/",
        "{self}:80@example.com",
        "{origin}x",
    ],
)
def test_nothing_leads_a_browser_away_from_this_machine(location: str, trials: Trials) -> None:
    for outcome in (
        {"status": 302, "headers": [["location", location]]},
        {"preflight": {"status": 302, "headers": [["Location", location]]}},
        {"redirected": {"status": 302, "headers": [["Location", location]]}},
    ):
        with pytest.raises(LabError, match="would leave this machine"):
            add(trials, outcome)
    if "{" not in location:
        with pytest.raises(LabError, match="is not on this machine"):
            add(trials, url=location)


@pytest.mark.parametrize(
    "location",
    ["/", "/x//y", "x/y", "{self}", "{other}/", "{origin}/?q", "http://127.0.0.1:25/", "data:,x",
     "app://x", "file:///x", "localhost:3000/"],
)  # fmt: skip
def test_the_rest_is_allowed(location: str, trials: Trials) -> None:
    add(trials, {"status": 302, "headers": [["Location", location]]})


def test_an_address_with_a_user_is_allowed_where_it_is_not_followed(trials: Trials) -> None:
    outcome = {"status": 302, "headers": [["Location", "http://user:password@files.example.com/x"]]}
    assert add(trials, outcome).decision.result == "blocked"
    for mode in ("no-cors", "same-origin"):
        with pytest.raises(LabError, match="would leave"):
            add(trials, outcome, mode=mode)
    with pytest.raises(LabError, match="not on this machine"):
        add(trials, url="http://user:password@files.example.com/x")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "EOF"),
        (b"[]", "an object"),
        (b'{"request": {}}', "outcome: Field required"),
        (b'{"request": {"mode": "x"}, "outcome": {}}', "request.mode"),
        (b'{"request": {}, "outcome": {"status": 99}}', "outcome.status"),
        (b'{"request": {}, "outcome": {"status": "200"}}', "outcome.status"),
        (b'{"request": {}, "outcome": {}, "more": 1}', "more"),
        (b'{"request": {}, "outcome": {"headers": [["X", "a\\r\\nY: b"]]}}', "line break"),
    ],
)
def test_what_is_no_exchange_is_refused(data: bytes, said: str, trials: Trials) -> None:
    with pytest.raises(LabError) as failure:
        trials.add(data)
    assert said in str(failure.value)
