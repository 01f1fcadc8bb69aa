"""The page in Chromium: where it is, what it is told, and that a server can't harm it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from fieldguide.entries.base import Header
from fieldguide.entries.servers import PageRequest
from fieldguide.lab.models import SeenRequest
from fieldguide.lab.server import Server
from fieldguide.lab.servers import backend
from fieldguide.lab.servers.models import ORIGIN
from fieldguide.lab.servers.page import REQUESTS, Browser, Seen
from fieldguide.lab.wire import response
from tests.lab.sockets import run

pytestmark = pytest.mark.usefixtures("browsers")

ALLOWED: list[Header] = [
    ("Access-Control-Allow-Origin", ORIGIN),
    ("Access-Control-Allow-Credentials", "true"),
    ("Access-Control-Allow-Methods", "PUT"),
    ("Access-Control-Allow-Headers", "authorization, content-type"),
    ("Access-Control-Expose-Headers", "X-Total-Count"),
]
VARY = ("Vary", "Origin")


class Api:
    """The lab's backend with CORS headers for those that ask; what it was asked."""

    def __init__(self, *headers: Header, always: bool = True) -> None:
        self._headers = headers
        self._always = always
        self.seen: list[SeenRequest] = []

    def __call__(self, request: SeenRequest) -> bytes:
        self.seen.append(request)
        if request.is_preflight:
            return response(204, self._headers)
        head, _, body = backend.answer(request).partition(b"\r\n\r\n")
        if self._always or request.header("Origin"):
            head += b"".join(f"\r\n{name}: {value}".encode() for name, value in self._headers)
        return head + b"\r\n\r\n" + body


def on(api: Api, work: Callable[[Browser, str], Awaitable[None]]) -> None:
    async def opened() -> None:
        async with Server(api) as server, Browser() as browser:
            await work(browser, server.origin)

    run(opened, limit=120)


def test_the_page_is_really_where_it_says() -> None:
    api = Api(*ALLOWED, VARY)

    async def work(browser: Browser, server: str) -> None:
        assert await browser.request(server, "read") == Seen(200, "2")
        assert await browser.evaluate("location.origin") == ORIGIN
        assert await browser.evaluate("isSecureContext") is True

    on(api, work)
    assert [request.header("Origin") for request in api.seen] == [ORIGIN]


def test_everything_that_a_page_asks_for_can_be_read() -> None:
    api = Api(*ALLOWED, VARY)

    async def work(browser: Browser, server: str) -> None:
        for name, wanted in REQUESTS.items():
            assert (await browser.request(server, name)).status == wanted.status, name

    on(api, work)
    preflights = [request.target.partition("?")[0] for request in api.seen if request.is_preflight]
    assert preflights == ["/items", "/private"]


def test_preflights_are_asked_anew_each_time() -> None:
    api = Api(*ALLOWED, VARY, ("Access-Control-Max-Age", "7200"))

    async def work(browser: Browser, server: str) -> None:
        for _ in range(2):
            assert (await browser.request(server, "write")).status == 200

    on(api, work)
    assert [request.method for request in api.seen] == ["OPTIONS", "PUT", "OPTIONS", "PUT"]


@pytest.mark.parametrize("nosniff", [False, True])
def test_a_copy_without_cors_answers_where_nothing_says_that_it_varies(nosniff: bool) -> None:
    more = [("X-Content-Type-Options", "nosniff")] if nosniff else []

    async def stale(browser: Browser, server: str) -> None:
        seen = await browser.request(server, "cached")
        assert seen.status is None
        assert "No 'Access-Control-Allow-Origin' header is present" in seen.printed

    api = Api(*ALLOWED, *more, always=False)
    on(api, stale)
    assert [request.header("Origin") for request in api.seen] == [None]

    class Varies(Api):
        def __call__(self, request: SeenRequest) -> bytes:
            answer = super().__call__(request)
            return answer.replace(b"\r\n", b"\r\nVary: Origin\r\n", 1)

    async def fresh(browser: Browser, server: str) -> None:
        assert (await browser.request(server, "cached")).status == 200

    api = Varies(*ALLOWED, *more, always=False)
    on(api, fresh)
    assert [request.header("Origin") for request in api.seen] == [None, ORIGIN]


@pytest.mark.parametrize(
    ("name", "headers", "printed"),
    [
        ("read", [], "No 'Access-Control-Allow-Origin' header"),
        ("read", ALLOWED[:1], "'Access-Control-Allow-Credentials' header"),
        ("write", ALLOWED[:2], "Method PUT is not allowed"),
        ("authorized", ALLOWED[:3], "authorization is not allowed"),
    ],
)
def test_what_is_refused_is_printed(name: PageRequest, headers: list[Header], printed: str) -> None:
    async def work(browser: Browser, server: str) -> None:
        seen = await browser.request(server, name)
        assert seen.status is None
        assert printed in seen.printed
        assert "Failed to fetch" in seen.error
        # and the page goes on
        assert (await browser.request(server, name)).status is None

    on(Api(*headers), work)


def test_a_hidden_header_is_hidden_in_silence() -> None:
    async def work(browser: Browser, server: str) -> None:
        assert await browser.request(server, "exposed") == Seen(200, None)

    on(Api(*ALLOWED[:4], VARY), work)


def test_a_server_that_hangs_or_is_gone_takes_nothing_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fieldguide.lab.servers.page._PATIENCE", 300)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def work() -> None:
        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with Browser() as browser:
            seen = await browser.request(f"http://127.0.0.1:{port}", "read")
            assert (seen.status, "timed out" in seen.error) == (None, True)
            server.close()
            gone: tuple[PageRequest, ...] = ("read", "cached")
            for name in gone:
                seen = await browser.request(f"http://127.0.0.1:{port}", name)
                assert seen.status is None
            async with Server(Api(*ALLOWED, VARY)) as good:
                assert (await browser.request(good.origin, "read")).status == 200

    run(work, limit=60)
