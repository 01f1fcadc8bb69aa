"""The probes: what a published configuration must answer to whom. Pure.

Four of them are attackers; a wrong configuration lets some of them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from fieldguide.lab.servers.ask import Answered, Asked
from fieldguide.lab.servers.backend import TOKEN
from fieldguide.lab.servers.models import ORIGIN, OTHER_ORIGIN

_ALLOW_ORIGIN = "Access-Control-Allow-Origin"
_ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials"
_REQUEST_METHOD = "Access-Control-Request-Method"
_REQUEST_HEADERS = "Access-Control-Request-Headers"
#: Pages of others.
_FOREIGN = "https://evil.example"
#: Attackers, as entries name them, and the origins of their pages.
ATTACKERS: Mapping[str, str] = {
    "foreign": _FOREIGN,
    "suffix": f"{ORIGIN}.evil.example",
    "prefix": ORIGIN.replace("//", "//evil"),
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Probe:
    """Requests that are alike, and what is expected of each answer."""

    name: str
    asked: tuple[Asked, ...]
    kind: Literal["allowed", "preflight", "refused"]
    status: Sequence[int] = field(default=())
    """Those that the answer may have; none: any below 500."""


def _refused(name: str, origin: str) -> Probe:
    return Probe(name, (Asked("GET", "/items", origin),), "refused")


def _preflight(origin: str, path: str, method: str, header: str) -> Asked:
    headers = ((_REQUEST_METHOD, method), (_REQUEST_HEADERS, header))
    return Asked("OPTIONS", path, origin, headers)


_SUCCESS = range(200, 205)
PROBES: tuple[Probe, ...] = (
    Probe(
        "allowed",
        tuple(Asked("GET", "/items", origin) for origin in (ORIGIN, OTHER_ORIGIN)),
        "allowed",
        (200,),
    ),
    Probe("none", (Asked("GET", "/items"),), "refused", (200,)),
    *(_refused(name, origin) for name, origin in ATTACKERS.items()),
    Probe("not-found", (Asked("GET", "/missing", ORIGIN),), "allowed", (404,)),
    Probe("error", (Asked("GET", "/broken", ORIGIN),), "allowed", (500,)),
    Probe("unauthorized", (Asked("GET", "/private", ORIGIN),), "allowed", (401,)),
    Probe(
        "preflight", (_preflight(ORIGIN, "/items", "PUT", "content-type"),), "preflight", _SUCCESS
    ),
    Probe(
        "preflight-protected",
        (_preflight(ORIGIN, "/private", "GET", "authorization"),),
        "preflight",
        _SUCCESS,
    ),
    Probe("preflight-foreign", (_preflight(_FOREIGN, "/items", "PUT", "content-type"),), "refused"),
)

#: What the server must do besides, so that the rest proves something.
BASICS: tuple[tuple[Asked, int], ...] = (
    (Asked("GET", "/items"), 200),
    (Asked("GET", "/private", headers=(("Authorization", TOKEN),)), 200),
    (
        Asked("PUT", "/items", headers=(("Content-Type", "application/json"),), body=b"{}"),
        200,
    ),
)


def check(probe: Probe, asked: Asked, answer: Answered) -> list[str]:
    """What is wrong with an answer: expected and seen."""
    return [*_check_status(probe, answer), *_check_headers(probe, asked, answer)]


def _check_status(probe: Probe, answer: Answered) -> Iterator[str]:
    if probe.status and answer.status not in probe.status:
        first, last = probe.status[0], probe.status[-1]
        wanted = str(first) if first == last else f"one from {first} to {last}"
        yield f"expected status {wanted}, seen {answer.status}"
    elif not probe.status and answer.status >= 500:
        yield f"expected a status below 500, seen {answer.status}"


def _check_headers(probe: Probe, asked: Asked, answer: Answered) -> Iterator[str]:
    if probe.kind == "refused":
        if is_accepted(asked, answer) or answer.values(_ALLOW_ORIGIN):
            yield f"expected no {_ALLOW_ORIGIN}, seen {_shown(answer.values(_ALLOW_ORIGIN))}"
    else:
        for name, wanted in ((_ALLOW_ORIGIN, asked.origin), (_ALLOW_CREDENTIALS, "true")):
            if answer.values(name) != [wanted]:
                yield f"expected {name}: {wanted}, once; seen {_shown(answer.values(name))}"
    if probe.kind == "preflight":
        yield from _check_preflight(asked, answer)
    elif asked.method != "OPTIONS" and "origin" not in _lower(answer.items("Vary")):
        yield f"expected Vary with Origin in it, seen {_shown(answer.values('Vary'))}"


def _check_preflight(asked: Asked, answer: Answered) -> Iterator[str]:
    wanted = dict(asked.headers)
    method, header = wanted[_REQUEST_METHOD], wanted[_REQUEST_HEADERS]
    name = "Access-Control-Allow-Methods"
    if method not in answer.items(name):  # in these letters
        yield f"expected {name} with {method} in it, seen {_shown(answer.values(name))}"
    name = "Access-Control-Allow-Headers"
    if header not in _lower(answer.items(name)):
        yield f"expected {name} with {header} in it, seen {_shown(answer.values(name))}"


def _lower(items: Sequence[str]) -> list[str]:
    return [item.lower() for item in items]


def is_accepted(asked: Asked, answer: Answered) -> bool:
    """Whether a page of that origin may read the answer, or anybody's."""
    return any(value in (asked.origin, "*") for value in answer.values(_ALLOW_ORIGIN) if value)


def _shown(values: Sequence[str]) -> str:
    if not values:
        return "none"
    return " and ".join(f"“{value}”" for value in values)
