"""A server on loopback, on sockets: it answers with the bytes that it is given."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from types import TracebackType
from typing import Self

from fieldguide.lab.models import LabError, SeenRequest
from fieldguide.lab.wire import parse

HOST = "127.0.0.1"
#: Makes an answer; None: the connection is reset.
Handler = Callable[[SeenRequest], bytes | None]
#: No request of the lab's is longer; whatever is, isn't the lab's.
_LONGEST = 64 * 1024
#: Seconds that a client has for its request and for taking the answer.
_PATIENCE = 10.0


class Server:
    """One origin on a loopback port, a free one by default. An async context manager.

    Without a handler nobody listens: connections are refused, and no other program can take
    the port meanwhile.
    """

    def __init__(self, handler: Handler | None, port: int = 0, patience: float = _PATIENCE) -> None:
        self._handler = handler
        self._patience = patience
        self._port = port
        self._socket: socket.socket | None = None
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    @property
    def origin(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{self.host}"

    @property
    def host(self) -> str:
        """What requests name in their `Host` header."""
        return f"{HOST}:{self._port}"

    async def __aenter__(self) -> Self:
        """Listen. Raises LabError if the port is taken."""
        self._socket = socket.socket()
        try:
            # a port that this program used a moment ago is free again
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind((HOST, self._port))
            self._port = self._socket.getsockname()[1]
            if self._handler is not None:
                self._server = await asyncio.start_server(
                    self._accept, sock=self._socket, limit=_LONGEST
                )
        except OSError as error:
            self._socket.close()
            raise LabError(f"port {self._port} of {HOST}: {error.strerror or error}") from None
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening, and leave whoever still talks."""
        if self._server is not None:
            self._server.close()
        elif self._socket is not None:
            self._socket.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        # a browser that goes away or says nothing, or something that is none
        ignored = (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError)
        try:
            with contextlib.suppress(*ignored, asyncio.CancelledError):
                async with asyncio.timeout(self._patience):
                    await self._answer(reader, writer)
        finally:
            writer.close()
            self._open.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert self._handler is not None
        request = parse(await reader.readuntil(b"\r\n\r\n"))
        length = request.header("Content-Length") or "0"
        if not length.isascii() or not length.isdigit() or int(length) > _LONGEST:
            return
        body = await reader.readexactly(int(length))
        answer = self._handler(SeenRequest(request.method, request.target, request.headers, body))
        if answer is None:
            _reset(writer)
            return
        writer.write(answer)
        await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection the rude way (RST)."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
