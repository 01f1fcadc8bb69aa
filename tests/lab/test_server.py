from __future__ import annotations

import asyncio
import contextlib
import socket
from pathlib import Path

import pytest

from fieldguide.lab.models import LabError, SeenRequest
from fieldguide.lab.server import Server
from fieldguide.lab.wire import response
from tests.lab.sockets import request, run, send, status


def ok(seen: SeenRequest) -> bytes:
    return response(200, [], seen.body)


def test_a_request_reaches_the_handler_with_its_body() -> None:
    async def work() -> None:
        found: list[SeenRequest] = []

        def handle(seen: SeenRequest) -> bytes:
            found.append(seen)
            return ok(seen)

        async with Server(handle) as server:
            answer = await send(
                server.origin, request("POST", "/x", "Content-Length: 3", body=b"abc")
            )
        assert answer.endswith(b"\r\n\r\nabc")
        assert (found[0].method, found[0].target, found[0].body) == ("POST", "/x", b"abc")

    run(work)


def test_it_listens_on_loopback_only() -> None:
    async def work() -> None:
        async with Server(ok) as server:
            assert server.host.startswith("127.0.0.1:")
            assert server.origin == f"http://{server.host}"
            port = int(server.host.partition(":")[2])
            with pytest.raises(OSError):
                await asyncio.open_connection("127.0.0.2", port)

    run(work)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc",
    ],
    ids=["nothing", "half a head", "half a body"],
)
def test_a_silent_client_is_left_after_a_while(data: bytes) -> None:
    async def work() -> None:
        async with Server(ok, patience=0.2) as server:
            assert await send(server.origin, data) == b""
            assert status(await send(server.origin, request())) == 200

    run(work, limit=3)


def test_a_slow_client_has_one_time_limit_for_all() -> None:
    async def work() -> None:
        async with Server(ok, patience=0.3) as server:
            port = int(server.host.partition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for byte in request() * 10:
                writer.write(bytes([byte]))
                await asyncio.sleep(0.02)
                if reader.at_eof():
                    break
            assert await reader.read() == b""
            writer.close()

    run(work, limit=3)


def test_a_client_that_takes_no_answer_is_left() -> None:
    async def work() -> None:
        async with Server(lambda seen: response(200, [], b"x" * 2**24), patience=0.2) as server:
            port = int(server.host.partition(":")[2])
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request())
            await asyncio.sleep(0.5)
            assert status(await send(server.origin, request())) == 200
            writer.close()

    run(work, limit=3)


def test_leaving_does_not_wait_for_clients() -> None:
    async def work() -> None:
        async with Server(ok) as server:
            port = int(server.host.partition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.sleep(0.1)
        assert await reader.read() == b""
        writer.close()

    run(work, limit=3)


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: ٣\r\n\r\n".encode(),
    ],
    ids=["long head", "long body", "negative", "not ASCII"],
)
def test_what_is_no_request_of_the_labs_gets_no_answer(data: bytes) -> None:
    async def work() -> None:
        async with Server(ok) as server:
            with contextlib.suppress(ConnectionError):
                assert await send(server.origin, data) == b""
            assert status(await send(server.origin, request())) == 200

    run(work)


def test_a_connection_can_be_reset() -> None:
    async def work() -> None:
        async with Server(lambda seen: None) as server:
            with pytest.raises(ConnectionResetError):
                await send(server.origin, request())

    run(work)


def test_without_a_handler_nobody_listens_and_nobody_gets_the_port() -> None:
    async def work() -> None:
        async with Server(None) as server:
            with pytest.raises(ConnectionRefusedError):
                await send(server.origin, request())
            with socket.socket() as other, pytest.raises(OSError):
                other.bind(("127.0.0.1", int(server.host.partition(":")[2])))

    run(work)


def test_a_port_that_is_taken_is_said() -> None:
    async def work() -> None:
        async with Server(ok) as server:
            port = int(server.host.partition(":")[2])
            with pytest.raises(LabError, match=f"port {port} of 127.0.0.1: Address already in use"):
                async with Server(ok, port):
                    pass

    run(work)


def test_no_descriptor_is_left_open() -> None:
    async def work() -> None:
        async with Server(ok) as server:
            await send(server.origin, request())
        async with Server(None):
            pass

    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    run(work)
    before = descriptors()
    for _ in range(5):
        run(work)
    assert descriptors() == before
