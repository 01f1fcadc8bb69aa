"""The DevTools protocol over a pair of pipes: JSON messages that end in a null byte."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
from collections.abc import Callable
from typing import Any

from fieldguide.lab.models import LabError


class DevTools:
    """A connection to a Chromium; commands in flight fail with ConnectionError when it goes."""

    def __init__(self, reader: asyncio.BaseTransport, writer: asyncio.WriteTransport) -> None:
        self._transports = (reader, writer)
        self._writer = writer
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._is_lost = False
        self.session = ""
        """The page that commands are for; none: the browser as a whole."""
        self.events: list[dict[str, Any]] = []

    @classmethod
    async def connect(cls, reading: int, writing: int) -> DevTools:
        """Talk through two descriptors, which are its own from now on."""
        loop = asyncio.get_running_loop()
        protocol = _Protocol()
        reader, _ = await loop.connect_read_pipe(lambda: protocol, os.fdopen(reading, "rb"))
        writer, _ = await loop.connect_write_pipe(asyncio.Protocol, os.fdopen(writing, "wb"))
        connection = cls(reader, writer)
        protocol.on_message, protocol.on_end = connection._take, connection._lose
        return connection

    async def call(self, method: str, **params: object) -> Any:
        """The result of a command. Raises LabError if it is refused."""
        if self._is_lost:
            raise ConnectionError
        number = next(self._ids)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self._answers[number] = asyncio.get_running_loop().create_future()
        self._writer.write(json.dumps(message).encode() + b"\0")
        try:
            answer = await self._answers[number]
        finally:
            del self._answers[number]
        if "error" in answer:
            raise LabError(f"chromium: {method}: {answer['error']['message']}")
        return answer["result"]

    def close(self) -> None:
        """Hang up."""
        for transport in self._transports:
            transport.close()

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "Inspector.targetCrashed":
            self._lose()
        elif "id" not in message:
            self.events.append(message)
        elif (future := self._answers.get(message["id"])) and not future.done():
            future.set_result(message)

    def _lose(self) -> None:
        self._is_lost = True
        for future in self._answers.values():
            if not future.done():
                future.set_exception(ConnectionError())


class _Protocol(asyncio.Protocol):
    """Cuts what arrives into messages."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self.on_message: Callable[[dict[str, Any]], None] = lambda message: None
        self.on_end: Callable[[], None] = lambda: None

    def data_received(self, data: bytes) -> None:
        """Some bytes, of one message or several."""
        self._rest += data
        *messages, self._rest = self._rest.split(b"\0")
        for message in messages:
            self.on_message(json.loads(message))

    def connection_lost(self, error: Exception | None) -> None:
        """The browser has hung up, or this program has."""
        self.on_end()
