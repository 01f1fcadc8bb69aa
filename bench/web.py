"""`python -m bench.web HOSTS`: a small web on this machine, for link checkers to ask.

It listens on that many addresses, all on one port, which it prints. The second part of a path
says what is to become of a request; the first one is the run's, so that what happens once
happens once in each run.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import Counter

LATENCY = 0.05
PAGE = b"<!doctype html><title>A page</title><h1>A page</h1><p>" + b"Some words of it. " * 40

#: What the benchmark asks for, and how many addresses of each kind.
ADDRESSES = {
    "ok": 410,
    "missing": 30,
    "busy": 20,
    "moved": 20,
    "no-head": 10,
    "failing": 5,
    "hanging": 5,
}

_asked: Counter[str] = Counter()


def hosts(count: int) -> list[str]:
    """Addresses of this machine, as many as there shall be hosts."""
    return [f"127.0.0.{number}" for number in range(1, count + 1)]


def _reply(status: int, body: bytes = b"", **headers: str) -> bytes:
    fields = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _answer(method: str, path: str) -> bytes | None:
    """The reply to a request; None for none at all."""
    _, run, kind, *_ = [*path.split("/"), "", ""]
    _asked[path] += 1
    is_first = _asked[path] == 1
    match kind:
        case "ok":
            return _reply(200, PAGE)
        case "busy" if is_first:
            return _reply(429, Retry_After="1")
        case "failing" if is_first:
            return _reply(503)
        case "no-head" if method == "HEAD":
            return _reply(405)
        case "moved":
            return _reply(301, Location=f"/{run}/ok/{path.rpartition('/')[2]}")
        case "hanging":
            return None
        case "busy" | "failing" | "no-head":
            return _reply(200, PAGE)
    return _reply(404)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            method, path, _ = head.decode().split(" ", 2)
            await asyncio.sleep(LATENCY)
            answer = _answer(method, path)
            if answer is None:
                await reader.read()  # until the other side gives up
                break
            end = answer.index(b"\r\n\r\n") + 4
            writer.write(answer[:end] if method == "HEAD" else answer)
            await writer.drain()
    writer.close()


async def _main(count: int) -> None:
    port = 0
    for host in hosts(count):
        server = await asyncio.start_server(_serve, host, port)
        port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
