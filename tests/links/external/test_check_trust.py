"""Certificates and the guard of addresses, over real sockets."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import pytest

from fieldguide.links.external.guard import Guard
from fieldguide.links.external.models import Status
from fieldguide.links.external.options import World
from tests.links.external.asking import PUBLIC, check, check_one
from tests.links.external.server import Certificates, Web, always, to

S = Status


# Certificates


@pytest.fixture
def secured(request: pytest.FixtureRequest, certificates: dict[str, Certificates]) -> Iterator[Web]:
    with Web(routes={"/": always(200)}, tls=certificates[request.param].server()) as web:
        yield web


@pytest.mark.parametrize(
    ("secured", "trusted", "words"),
    [
        ("good", "", "is self-signed"),
        ("other", "other", "is for another address"),
        ("expired", "expired", "has expired"),
    ],
    indirect=["secured"],
)
def test_certificates(
    secured: Web, trusted: str, words: str, certificates: dict[str, Certificates]
) -> None:
    tls = ssl.create_default_context()
    if trusted:
        tls.load_verify_locations(certificates[trusted].certificate)
    outcome = check_one(secured.url("/"), world=World(tls=tls))
    assert (outcome.status, outcome.http_status) == (S.CERTIFICATE, None)
    assert words in outcome.message


@pytest.mark.parametrize("secured", ["good"], indirect=True)
def test_a_good_certificate(secured: Web, certificates: dict[str, Certificates]) -> None:
    tls = ssl.create_default_context(cafile=certificates["good"].certificate)
    assert check_one(secured.url("/"), world=World(tls=tls)).status is S.OK


def test_no_tls_at_all(web: Web) -> None:
    outcome = check_one(web.url("/").replace("http:", "https:"))
    assert outcome.status is S.CERTIFICATE
    assert "wrong version number" in outcome.message


# The guard


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.2",
        "127.0.0.2.",
        "127.2",
        "2130706434",
        "0x7f.2",
        "0x7F000002",
        "0177.0.0.2",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:127.0.0.2]",
        "[64:ff9b::7f00:2]",
        "１２７.０.０.２",
        "inside.example",
    ],
)
def test_the_guard_is_not_passed(host: str) -> None:
    async def lookup(name: str) -> list[str]:
        return ["127.0.0.1"] if name == "outside.example" else ["127.0.0.2", "::1"]

    routes = {"/secret": always(200), "/robots.txt": always(404)}
    with Web(routes=routes, latency=0, hosts=("127.0.0.1", "127.0.0.2")) as web:
        guard = Guard(networks=(PUBLIC,), ports=frozenset({web.port}))
        secret = web.url("/secret", host)
        routes["/a"] = to(secret)
        links = [secret, web.url("/a"), web.url("/a", "outside.example")]
        found = check(*links, guard=guard, world=World(lookup=lookup))
        assert {outcome.status for outcome in found} == {S.UNSAFE_ADDRESS}
        assert web.asked["GET /a"] == 2, "the way there is asked"
        assert not web.asked["GET /secret"] + web.asked["HEAD /secret"]


def test_the_guard_without_exceptions() -> None:
    """Names from this machine's own resolver, all of section 2c of our notes."""
    with Web(routes={}, latency=0) as web:
        hosts = ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"]
        guard = Guard(ports=frozenset({web.port}))
        found = check(*(web.url("/", host) for host in hosts), guard=guard)
        assert [outcome.status for outcome in found] == [S.UNSAFE_ADDRESS] * len(hosts)
        assert not web.asked


def test_ports_are_guarded(web: Web) -> None:
    outcome = check_one(web.url("/ok"), guard=Guard(networks=(PUBLIC,)))
    assert outcome.status is S.UNSAFE_ADDRESS
    assert str(web.port) in outcome.message


def test_a_name_that_changes_its_address_gains_nothing() -> None:
    answers = iter([["127.0.0.1", "127.0.0.2"], ["127.0.0.2"]])

    async def lookup(name: str) -> list[str]:
        return next(answers)

    routes = {"/a": always(200, b"", Connection="close"), "/b": to("/a")}
    with Web(routes=routes, latency=0, hosts=("127.0.0.1",)) as web:
        guard = Guard(networks=(PUBLIC,), ports=frozenset({web.port}))
        links = [web.url(path, "rebinding.example") for path in ("/a", "/b")]
        found = check(*links, guard=guard, world=World(lookup=lookup), per_host=1)
        assert [outcome.status for outcome in found] == [S.OK, S.OK]


def test_credentials_are_not_sent() -> None:
    with Web(routes={"/a": always(200), "/robots.txt": always(404)}, latency=0) as web:
        link = web.url("/a", "me:secret@127.0.0.1")
        assert check_one(link).status is S.OK
        assert all("authorization" not in headers for headers in web.seen)
