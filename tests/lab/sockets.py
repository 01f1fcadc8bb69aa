"""Raw requests to servers of the lab, in one event loop with them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


def run(work: Callable[[], Awaitable[T]], limit: float = 10) -> T:
    """Run a test's coroutine; one that hangs fails."""

    async def limited() -> T:
        async with asyncio.timeout(limit):
            return await work()

    return asyncio.run(limited())


async def send(origin: str, data: bytes) -> bytes:
    """Send bytes; all that comes back. Raises ConnectionError as the system does."""
    parts = urlsplit(origin)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(data)
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()


def request(method: str = "GET", target: str = "/items", *headers: str, body: bytes = b"") -> bytes:
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def preflight(target: str = "/items", method: str = "PUT") -> bytes:
    return request("OPTIONS", target, f"Access-Control-Request-Method: {method}")


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def values(answer: bytes, name: str) -> list[str]:
    """All values of a header, in order."""
    lines = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    pairs = (line.partition(": ") for line in lines)
    return [value for key, _, value in pairs if key.lower() == name.lower()]
