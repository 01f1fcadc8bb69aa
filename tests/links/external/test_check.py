"""Each way to answer, asked over loopback, is named right."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fieldguide.links.external.guard import Guard
from fieldguide.links.external.models import Outcome, Status, Verdict
from fieldguide.links.external.options import World
from tests.links.external.asking import OPTIONS, PUBLIC, check, check_one
from tests.links.external.server import (
    GONE,
    Exchange,
    Web,
    always,
    chatty,
    raw,
    to,
    trickle,
)

S = Status

#: Link, status, HTTP status, words of the message.
TABLE = [
    ("/ok", S.OK, 200, "200 OK"),
    ("/empty", S.OK, 204, "204"),
    ("/416", S.OK, 416, ""),
    ("/none", S.BROKEN, 404, "404 Not Found"),
    ("/410", S.BROKEN, 410, "410 Gone"),
    ("/400", S.BROKEN, 400, "400"),
    ("/401", S.BLOCKED, 401, "401"),
    ("/403", S.BLOCKED, 403, "only to programs"),
    ("/451", S.BLOCKED, 451, "451"),
    ("/999", S.BLOCKED, 999, "answers 999"),
    ("/challenge", S.BLOCKED, 200, "Cloudflare"),
    ("/cookies", S.BLOCKED, None, "no cookies"),
    ("/429-once", S.OK, 200, ""),
    ("/429", S.BLOCKED, 429, "429 Too Many Requests"),
    ("/429-long", S.BLOCKED, 429, ""),
    ("/503-once", S.OK, 200, ""),
    ("/503", S.UNKNOWN, 503, "503 Service Unavailable, 2 times in a row"),
    ("/500-head", S.OK, 200, ""),
    ("/405-head", S.OK, 200, ""),
    ("/403-head", S.OK, 200, ""),
    ("/404-head", S.OK, 200, ""),
    ("/304", S.UNKNOWN, 304, "doesn't say where"),
    ("/nowhere", S.UNKNOWN, 302, "doesn't say where"),
    ("/301", S.PERMANENT_REDIRECT, 200, "moved for good to http"),
    ("/308", S.PERMANENT_REDIRECT, 200, ""),
    ("/301-301", S.PERMANENT_REDIRECT, 200, ""),
    ("/301-302", S.PERMANENT_REDIRECT, 200, ""),
    ("/302-301", S.OK, 200, ""),
    ("/302", S.OK, 200, ""),
    ("/301-404", S.BROKEN, 404, ""),
    ("/loop", S.TOO_MANY_REDIRECTS, None, "in a circle"),
    ("/far/0", S.TOO_MANY_REDIRECTS, None, "more than 10 times"),
    ("/bad-location", S.BROKEN, None, "not a URL"),
    ("/to-file", S.UNSAFE_ADDRESS, None, "not file:"),
    ("/hang", S.TIMEOUT, None, "in time"),
    ("/reset", S.UNKNOWN, None, "closed the connection"),
    ("/garbage", S.UNKNOWN, None, "proper HTTP"),
    ("/pdf#page=3", S.OK, 200, ""),
    ("/gzip#old", S.OK, 200, ""),
    ("/brotli#old", S.UNKNOWN, 200, "could not be read whole"),
    ("/endless#old", S.OK, 200, ""),
    ("/endless?2#last", S.UNKNOWN, 200, "what was read has no anchor ‘last’"),
    ("/trickle#old", S.OK, 200, ""),
    ("/bomb#old", S.OK, 200, ""),
    ("/cut-off#old", S.OK, 200, ""),
    ("/cut-off?2#last", S.UNKNOWN, 200, ""),
    ("/ok?1#old", S.OK, 200, ""),
    ("/ok?2#été", S.OK, 200, ""),
    ("/ok?3#%C3%A9t%C3%A9", S.OK, 200, ""),
    ("/ok?4#install", S.OK, 200, ""),
    ("/ok?5#:~:text=Not%20there", S.OK, 200, ""),
    ("/ok?6#new", S.MISSING_FRAGMENT, 200, "The page has no anchor ‘new’."),
    ("/ok?7#new:~:text=x", S.MISSING_FRAGMENT, 200, ""),
    ("/302?#new", S.MISSING_FRAGMENT, 200, ""),
    ("/301?#new", S.MISSING_FRAGMENT, 200, ""),
    ("/302-anchor#new", S.OK, 200, ""),
    ("/405-head?#old", S.OK, 200, ""),
    ("/soft", S.SOFT_404, 200, "“Page not found | Example”"),
    ("/old/deep/page", S.SOFT_404, 200, "front page"),
    ("/private/page", S.OK, 200, ""),
    ("/private/page?#old", S.ROBOTS, 200, "robots.txt"),
    ("/private/page?2#:~:text=x", S.OK, 200, ""),
]


@pytest.fixture(scope="module")
def outcomes(web: Web) -> dict[str, Outcome]:
    """One run over the whole table: a time-out is waited for once."""
    links = [web.url(path) for path, *_ in TABLE]
    found = check(*links)
    return {outcome.url: outcome for outcome in found}


@pytest.mark.parametrize(("path", "status", "code", "words"), TABLE, ids=[t[0] for t in TABLE])
def test_each_is_named_right(
    web: Web, outcomes: dict[str, Outcome], path: str, status: Status, code: int, words: str
) -> None:
    outcome = outcomes[web.url(path).partition("#")[0]]
    assert (outcome.status, outcome.http_status) == (status, code), outcome.message
    assert words in outcome.message
    assert outcome.message.endswith(".")
    assert outcome.failures == (outcome.verdict is not Verdict.GOOD)
    missing = status is S.MISSING_FRAGMENT
    assert outcome.missing == (outcome.fragments if missing else ())


@pytest.mark.parametrize(
    ("path", "moved", "final"),
    [
        ("/ok", None, None),
        ("/301", "/ok", "/ok"),
        ("/308", "/ok", "/ok"),
        ("/301-301", "/ok", "/ok"),
        ("/301-302", "/302", "/ok"),
        ("/302-301", None, "/ok"),
        ("/302", None, "/ok"),
        ("/302-anchor", None, "/ok#elsewhere"),
    ],
)
def test_where_redirects_lead(
    web: Web, outcomes: dict[str, Outcome], path: str, moved: str | None, final: str | None
) -> None:
    outcome = outcomes[web.url(path)]
    assert outcome.moved_to == (moved and web.url(moved))
    assert outcome.final_url == (final and web.url(final))


def test_a_body_for_head_is_not_taken_for_the_next_answer() -> None:
    with Web(routes={f"/{n}": chatty if n % 2 else always(200) for n in range(8)}) as web:
        found = check(*(web.url(f"/{n}") for n in range(8)), soft_404=False, per_host=1)
        assert [outcome.status for outcome in found] == [S.OK] * 8


def test_requests_give_nothing_away(web: Web, outcomes: dict[str, Outcome]) -> None:
    assert outcomes
    for headers in web.seen:
        assert headers["user-agent"] == OPTIONS.user_agent
        assert not {"cookie", "referer", "authorization"} & set(headers)


def test_the_order_is_always_the_same(web: Web) -> None:
    links = [web.url(f"/ok?{n}", host) for n in (2, 1) for host in ("127.0.0.2", "127.0.0.1")]
    found = check(*links, *links)
    assert [outcome.url for outcome in found] == sorted(links)


def test_without_reading_pages_head_is_enough() -> None:
    with Web(routes={"/a": always(200, GONE), "/b": to("/a", 301)}) as web:
        found = check(web.url("/a"), web.url("/b"), soft_404=False)
        assert [outcome.status for outcome in found] == [S.OK, S.PERMANENT_REDIRECT]
        assert dict(web.asked) == {"HEAD /a": 2, "HEAD /b": 1}


def test_get_after_head_asks_for_little() -> None:
    with Web(routes={"/a": always(404)}) as web:
        check_one(web.url("/a"), soft_404=False)
        assert dict(web.asked) == {"HEAD /a": 1, "GET /a": 1}
        assert web.seen[1]["range"] == "bytes=0-1023"


def test_cookies_are_not_kept() -> None:
    async def lookup(host: str) -> list[str]:
        return ["127.0.0.1"]

    routes = {"/a": always(302, Location="/b", Set_Cookie="a=b; Path=/"), "/b": always(200)}
    with Web(routes=routes, latency=0) as web:
        assert check_one(web.url("/a", "site.example"), world=World(lookup=lookup)).status is S.OK
        assert all("cookie" not in headers for headers in web.seen)


def test_an_endless_body_is_not_read_on() -> None:
    written = []

    async def endless(exchange: Exchange) -> None:
        exchange.writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(500):
            exchange.writer.write(b" " * 100_000)
            await exchange.writer.drain()
            written.append(100_000)

    with Web(routes={"/a": endless}, latency=0) as web:
        assert check_one(web.url("/a#x"), page_bytes=50_000).status is S.UNKNOWN
    assert sum(written) < 20_000_000, "no more than buffers hold"


def test_retries_are_counted() -> None:
    with Web(routes={"/a": always(503)}) as web:
        assert check_one(web.url("/a"), soft_404=False, retries=3).status is S.UNKNOWN
        assert web.asked.total() == 4
        assert check_one(web.url("/a"), soft_404=False, retries=0).status is S.UNKNOWN
        assert web.asked.total() == 5


def test_a_wall_that_names_itself_is_not_run_against() -> None:
    with Web(routes={"/a": always(503, x_amzn_waf_action="challenge")}) as web:
        outcome = check_one(web.url("/a"), soft_404=False)
        assert (outcome.status, web.asked.total()) == (S.BLOCKED, 1)
        assert "AWS WAF" in outcome.message


def test_a_host_that_wants_too_much_waiting_is_not_waited_for() -> None:
    with Web(routes={"/a": always(429, Retry_After="60")}) as web:
        found = check_one(web.url("/a"), soft_404=False, longest_wait=60, host_patience=10)
        assert found.status is S.BLOCKED
        assert web.asked.total() == 1


def test_a_silent_host_is_left_alone() -> None:
    with Web(routes={}, latency=5) as web:
        links = [web.url(f"/{n}") for n in range(9)]
        found = check(*links, soft_404=False, total_time=0.3, retries=0, per_host=1)
        assert {outcome.status for outcome in found} == {S.TIMEOUT}
        assert web.asked.total() <= OPTIONS.host_silences
        assert sum("Not asked" in outcome.message for outcome in found) == 4


def test_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        outcome = check_one(f"http://127.0.0.1:{closed.getsockname()[1]}/")
    assert outcome.status is S.REFUSED


def test_names_that_are_none() -> None:
    async def lookup(host: str) -> list[str]:
        if host.startswith("later"):
            raise socket.gaierror(socket.EAI_AGAIN, "x")
        raise socket.gaierror(socket.EAI_NONAME, "x")

    links = ["http://no.example/", "http://later.example/", f"http://{'x' * 70}.example/"]
    found = {outcome.url: outcome for outcome in check(*links, world=World(lookup=lookup))}
    assert [found[link].status for link in links] == [S.DNS, S.UNKNOWN, S.DNS]


@pytest.mark.parametrize("url", ["", "http://", "http://[::1", "http://a b/", "nothing", "http:x"])
def test_what_is_no_url(url: str) -> None:
    assert check_one(url).status is S.BROKEN


_LINES = st.sampled_from(
    [
        *(b"HTTP/1.1 200 OK", b"HTTP/1.1 301 X", b"HTTP/9 20", b"HTTP/1.1 -1 X", b"HTTP/1.1 099 X"),
        *(b"Location: /", b"Location: \xff\xfe", b"Location: http://[", b"Location: //:0", b": x"),
        *(
            b"Content-Length: 5",
            b"Content-Length: -5",
            b"Transfer-Encoding: chunked",
            b"\xff: \xff",
        ),
        *(b"Content-Type: text/html", b"Content-Type: text/html; charset=\xff", b"Content-Type: ;"),
        *(b"Content-Encoding: gzip", b"Retry-After: \xff", b"Set-Cookie: \x00", b"", b"zz", b"5"),
        *(b"Location: http://\xe2\x80\xae/", b"Location: http://h:99999/", b"Upgrade: x"),
    ]
)


@pytest.fixture(scope="module")
def quick() -> Iterator[Web]:
    with Web(latency=0) as web:
        yield web


@settings(max_examples=100)
@given(st.lists(_LINES | st.binary(max_size=20), max_size=8))
@example([b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"", b"<p>x"])
def test_whatever_a_server_says_there_is_an_outcome(quick: Web, lines: list[bytes]) -> None:
    quick.routes["/any"] = raw(b"\r\n".join(lines) + b"\r\n\r\n")
    guard = Guard(networks=(PUBLIC,), ports=frozenset({quick.port}))
    outcome = check_one(quick.url("/any#x"), retries=0, total_time=1, guard=guard)
    assert outcome.message


def test_slow_bodies_don_t_hold_up_the_end() -> None:
    with Web(routes={"/a": trickle, "/robots.txt": always(404)}, latency=0) as web:
        outcome = check_one(web.url("/a#last"), total_time=1)
        assert (outcome.status, outcome.http_status) == (S.UNKNOWN, 200)
