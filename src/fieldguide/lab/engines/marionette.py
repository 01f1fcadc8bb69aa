"""Firefox's remote control: JSON over a connection of its own."""

from __future__ import annotations

import asyncio
import itertools
import json
from pathlib import Path
from typing import Any

from fieldguide.lab.models import LabError

#: Where Firefox writes the port that it chose.
_PORT_FILE = "MarionetteActivePort"


class Marionette:
    """A connection to a Firefox; one command at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._ids = itertools.count(1)

    @classmethod
    async def connect(cls, profile: Path) -> Marionette | None:
        """Connect to the Firefox that uses a profile; None if it doesn't listen yet."""
        try:
            port = int((profile / _PORT_FILE).read_text(encoding="ascii"))
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except (OSError, ValueError):
            return None
        connection = cls(reader, writer)
        await connection._receive()  # its greeting
        return connection

    @staticmethod
    def forget(profile: Path) -> None:
        """Prepare a profile for another start."""
        (profile / _PORT_FILE).unlink(missing_ok=True)

    async def call(self, name: str, /, **parameters: object) -> Any:
        """The result of a command. Raises LabError if Firefox refuses, EOFError if it is gone."""
        message = json.dumps([0, next(self._ids), name, parameters]).encode()
        self._writer.write(b"%d:%s" % (len(message), message))
        await self._writer.drain()
        _, _, error, result = await self._receive()
        if error is not None:
            raise LabError(f"firefox: {name}: {error['message']}")
        return result

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def _receive(self) -> Any:
        length = int((await self._reader.readuntil(b":"))[:-1])
        return json.loads(await self._reader.readexactly(length))
