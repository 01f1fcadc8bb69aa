"""A small web on this machine: plain sockets, a little latency, every way to go wrong."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

LATENCY = 0.05
HOSTS = ("127.0.0.1", "127.0.0.2")

PAGE = (
    "<!doctype html><meta charset=utf-8><title>A page</title><h1 id=top-heading>A page</h1>"
    "<p id='été'>Words.</p><a name=old></a><p id=user-content-install>npm</p>"
).encode()
GONE = b"<!doctype html><title>Page not found | Example</title><h1>Oops</h1><p>Try the search.</p>"
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


@dataclass(slots=True)
class Exchange:
    """One request, and the means to answer it."""

    method: str
    path: str
    headers: dict[str, str]
    times: int
    """How often this path was asked before, with any method."""
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        fields = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))}
        lines = [f"HTTP/1.1 {status} X"]
        lines += [f"{k.replace('_', '-')}: {v}" for k, v in (fields | headers).items()]
        self.writer.write("\r\n".join([*lines, "", ""]).encode())
        if self.method != "HEAD":
            self.writer.write(body)

    def redirect(self, status: int, where: str) -> None:
        self.reply(status, Location=where)


Handler = Callable[[Exchange], Awaitable[None] | None]


@dataclass(slots=True)
class Web:
    """The server, in a thread with an event loop of its own."""

    tls: ssl.SSLContext | None = None
    latency: float = LATENCY
    hosts: tuple[str, ...] = HOSTS
    routes: dict[str, Handler] = field(default_factory=dict)
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    """`GET /path` -> how often."""
    seen: list[dict[str, str]] = field(default_factory=list)
    """The headers of all requests."""
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _servers: list[asyncio.Server] = field(default_factory=list)

    def __enter__(self) -> Web:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        assert self._thread
        self._thread.join(5)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http{'s' if self.tls else ''}://{host}:{self.port}{path}"

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        ready.set()
        self._loop.run_forever()
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0))  # transports close a turn later
        self._loop.close()

    async def _start(self) -> None:
        for host in self.hosts:
            server = await asyncio.start_server(self._serve, host, self.port, ssl=self.tls)
            self.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == b"\x16":  # a TLS handshake: what web servers say to that
            writer.write(b"HTTP/1.1 400 X\r\n\r\n")
            return False
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode()
        line, *rest = head.strip().split("\r\n")
        method, path, _ = line.split(" ")
        headers = {k.lower(): v for k, _, v in (field.partition(": ") for field in rest)}
        times = sum(self.asked[f"{name} {path}"] for name in ("HEAD", "GET"))
        self.asked[f"{method} {path}"] += 1
        self.seen.append(headers)
        await asyncio.sleep(self.latency)
        exchange = Exchange(method, path, headers, times, reader, writer)
        handler = self.routes.get(path.partition("?")[0], not_found)
        waiting = handler(exchange)
        if waiting is not None:
            await waiting
        await writer.drain()
        return not writer.is_closing()


def ok(exchange: Exchange) -> None:
    exchange.reply(200, PAGE)


def chatty(exchange: Exchange) -> None:
    """A body for HEAD too, which is against the rules."""
    exchange.method = "GET"
    exchange.reply(200, PAGE)


def not_found(exchange: Exchange) -> None:
    exchange.reply(404, b"no")


def always(status: int, body: bytes = b"x", **headers: str) -> Handler:
    return lambda exchange: exchange.reply(status, body, **headers)


def then_ok(status: int, **headers: str) -> Handler:
    """Once this status, then a page."""
    return lambda exchange: (
        ok(exchange) if exchange.times else exchange.reply(status, b"x", **headers)
    )


def on_head(status: int) -> Handler:
    return lambda e: e.reply(status) if e.method == "HEAD" else ok(e)


def to(where: str, status: int = 302) -> Handler:
    return lambda exchange: exchange.redirect(status, where)


async def hang(exchange: Exchange) -> None:
    await asyncio.sleep(30)


def reset(exchange: Exchange) -> None:
    sock = exchange.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.writer.transport.abort()


async def endless(exchange: Exchange) -> None:
    exchange.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
    for _ in range(4000):
        exchange.writer.write(b"<p>more</p>" * 1000)
        await exchange.writer.drain()


async def trickle(exchange: Exchange) -> None:
    """A body that goes on and on, slowly."""
    exchange.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
    for _ in range(300):
        exchange.writer.write(b".")
        await exchange.writer.drain()
        await asyncio.sleep(0.1)


def bomb(exchange: Exchange) -> None:
    exchange.reply(200, _BOMB, Content_Encoding="gzip")


_BOMB = gzip.compress(PAGE + b" " * 50_000_000, 6)


def cut_off(exchange: Exchange) -> None:
    exchange.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    exchange.writer.write(b"Content-Length: 100000\r\n\r\n" + PAGE)
    exchange.writer.close()


def cookie_circle(exchange: Exchange) -> None:
    exchange.reply(302, Location=exchange.path, Set_Cookie="a=b")


def raw(data: bytes) -> Handler:
    def handler(exchange: Exchange) -> None:
        exchange.writer.write(data)
        exchange.writer.close()

    return handler


def routes() -> dict[str, Handler]:
    """The ways to answer that tests ask for."""
    return {
        "/": ok,
        "/robots.txt": always(200, ROBOTS, Content_Type="text/plain"),
        "/ok": ok,
        "/empty": always(204, b""),
        "/pdf": always(200, b"%PDF", Content_Type="application/pdf"),
        "/gzip": always(200, gzip.compress(PAGE), Content_Encoding="gzip"),
        "/brotli": always(200, b"\x8b\x02", Content_Encoding="br"),
        "/410": always(410),
        "/400": always(400),
        "/401": always(401),
        "/403": always(403),
        "/451": always(451),
        "/999": always(999),
        "/416": always(416),
        "/304": always(304, b""),
        "/429-once": then_ok(429, Retry_After="0"),
        "/429": always(429, Retry_After="0"),
        "/429-long": always(429, Retry_After="3600"),
        "/503-once": then_ok(503),
        "/503": always(503),
        "/500-head": on_head(500),
        "/405-head": on_head(405),
        "/403-head": on_head(403),
        "/404-head": on_head(404),
        "/challenge": always(200, b"<p>Wait", cf_mitigated="challenge"),
        "/301": to("/ok", 301),
        "/308": to("/ok", 308),
        "/301-301": to("/301", 301),
        "/301-302": to("/302", 301),
        "/302-301": to("/301", 302),
        "/302": to("/ok"),
        "/301-404": to("/none", 301),
        "/302-anchor": to("/ok#elsewhere"),
        "/loop": to("/pool"),
        "/pool": to("/loop"),
        "/cookies": cookie_circle,
        **{f"/far/{n}": to(f"/far/{n + 1}") for n in range(30)},
        "/nowhere": always(302),
        "/bad-location": to("http://[::1"),
        "/to-file": to("file:///etc/passwd"),
        "/old/deep/page": to("/", 301),
        "/hang": hang,
        "/reset": reset,
        "/endless": endless,
        "/trickle": trickle,
        "/bomb": bomb,
        "/cut-off": cut_off,
        "/garbage": raw(b"\x00\xffnothing\r\n\r\n"),
        "/soft": always(200, GONE),
        "/private/page": ok,
    }


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files that openssl made."""

    certificate: str
    key: str

    def server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context
