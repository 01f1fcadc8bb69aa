"""A server, running: started in a folder of its own, asked until it listens, ended with all it has.

What it writes is kept, so that a server that fails can be told of in its own words.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldguide.lab.engines.process import Process
from fieldguide.lab.models import LabError
from fieldguide.lab.server import HOST
from fieldguide.lab.servers.models import Stack
from fieldguide.lab.servers.tools import Tools
from fieldguide.lab.servers.workspace import Files, filled, published, write

#: Seconds that a server has until it listens, and a compiler to be done.
TO_START, TO_PREPARE = 30.0, 120.0
#: Seconds between two looks whether it listens.
_STEP = 0.03
#: What systems say of a port that somebody else has.
_IN_USE = ("in use", "eaddrinuse")
_ATTEMPTS = 3
#: Lines of a log that say enough.
_TAIL = 15
_VERSION = re.compile(r"\d+(?:\.\d+)+")


class ServerError(LabError):
    """A server did not do its work; `log` has the last lines that it wrote."""

    def __init__(self, text: str, log: str = "") -> None:
        super().__init__(text)
        self.log = log


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every server of a run is started with."""

    tools: Tools
    backend: str
    """Host and port of what proxies stand in front of."""
    to_start: float = TO_START


class Instance:
    """A stack's server with a folder and a port of its own."""

    def __init__(self, stack: Stack, surroundings: Surroundings, port: int) -> None:
        self.port = port
        self._stack = stack
        self._surroundings = surroundings
        self._base = Path(tempfile.mkdtemp(prefix="fieldguide-server-"))
        self._folder = self._base / stack.id
        self._log = self._base / "log"
        self._process: Process | None = None

    @property
    def origin(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether it is there."""
        return self._process is not None and self._process.is_running

    @property
    def exit_code(self) -> int | None:
        """Of a server that has ended."""
        return None if self._process is None else self._process.exit_code

    @property
    def said(self) -> str:
        """The last lines that it wrote, the empty ones left out."""
        return "\n".join(line for line in self._written.splitlines()[-_TAIL:])

    @property
    def _written(self) -> str:
        try:
            text = self._log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())

    def lay_out(self, files: Files) -> None:
        """Write what is run. Raises ServerError if that can't be done."""
        try:
            write(self._stack, files, self._folder, self._places)
        except (LabError, OSError) as error:
            raise ServerError(f"its files can't be laid out: {error}") from None
        if self._stack.server.run and self._stack.server.run.runtime == "node":
            modules = self._surroundings.tools.node_modules.resolve()
            (self._folder / "node_modules").symlink_to(modules)

    async def prepare(self) -> None:
        """Compile it, if need be. Raises ServerError if that fails."""
        assert self._stack.server.run is not None
        words = self._stack.server.run.prepare
        if words is None:
            return
        code = await self._finished(words, TO_PREPARE)
        if code != 0:
            raise ServerError(f"`{' '.join(words)}` failed with exit code {code}", self.said)

    async def start(self) -> None:
        """Start it, and wait until it listens. Raises ServerError if it doesn't."""
        assert self._stack.server.run is not None
        self._process = await self._spawn(self._stack.server.run.start)
        patience = self._surroundings.to_start
        try:
            async with asyncio.timeout(patience):
                while self.is_running:
                    if await self._listens():
                        return
                    await asyncio.sleep(_STEP)
        except TimeoutError:
            text = f"it hangs: nobody listens on port {self.port} after {patience:g} s"
            raise ServerError(text, self.said) from None
        text = f"it didn't start: it ended with exit code {self.exit_code}"
        raise ServerError(text, self.said)

    async def end(self) -> None:
        """End it, with all that it started, and delete its folder."""
        if self._process is not None:
            await self._process.end()
        shutil.rmtree(self._base, ignore_errors=True)  # of a server that ended by itself

    async def version(self) -> str:
        """Product and version. Raises ServerError if none is printed."""
        run = self._stack.server.run
        assert run is not None
        await self._finished(run.version, TO_START)
        found = _VERSION.search(self._written)
        if found is None:
            raise ServerError(f"`{' '.join(run.version)}` prints no version", self.said)
        return f"{run.product} {found[0]}"

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection(HOST, self.port)
        except OSError:
            return False
        writer.close()
        return True

    async def _finished(self, words: Sequence[str], patience: float) -> int | None:
        """Run a program to its end; its exit code."""
        process = await self._spawn(words)
        try:
            async with asyncio.timeout(patience):
                await process.wait()
        except TimeoutError:
            text = f"`{' '.join(words)}` took more than {patience:g} s"
            raise ServerError(text, self.said) from None
        finally:
            await process.end()
        return process.exit_code

    async def _spawn(self, words: Sequence[str]) -> Process:
        """Start a program in the folder. Raises ServerError if it isn't installed."""
        command = [filled(word, self._places) for word in words]
        program = self._surroundings.tools.program(command[0])
        if program is None:
            raise ServerError(f"{command[0]} is not installed")
        variables = {
            **self._surroundings.tools.environment,
            "PORT": str(self.port), "BACKEND": self._surroundings.backend,
            "HOME": str(self._base), "TMPDIR": str(self._base),
        }  # fmt: skip
        with self._log.open("ab") as log:
            return await Process.start(
                [program, *command[1:]], self._base,
                stdout=log, stderr=log, environment=variables, cwd=self._folder,
            )  # fmt: skip

    @property
    def _places(self) -> Mapping[str, str]:
        tools = self._surroundings.tools
        return {
            "folder": str(self._folder),
            "port": str(self.port),
            "backend": self._surroundings.backend,
            "python": str(tools.python.absolute()),
            "node": str(tools.node.absolute()),
        }


@contextlib.asynccontextmanager
async def running(
    stack: Stack, files: Files, surroundings: Surroundings
) -> AsyncIterator[Instance]:
    """Run a stack with some files in place of its published ones.

    Raises ServerError if it doesn't start.
    """
    attempt = 1
    while True:
        async with contextlib.AsyncExitStack() as cleaning:
            try:
                instance = await _start(
                    stack, files, surroundings, cleaning, keep_port=attempt == 1
                )
            except ServerError as error:
                said = error.log.lower()
                if attempt == _ATTEMPTS or not any(words in said for words in _IN_USE):
                    raise
            else:
                yield instance
                return
        attempt += 1


async def _start(
    stack: Stack,
    files: Files,
    surroundings: Surroundings,
    cleaning: contextlib.AsyncExitStack,
    *,
    keep_port: bool,
) -> Instance:
    """Start it once.

    With `keep_port`, the port is bound until the server listens: nobody else is given it, and a
    server may take it nevertheless if it asks for `SO_REUSEADDR`, as nearly all do.
    """
    with _reserved() as reservation:
        instance = Instance(stack, surroundings, reservation.getsockname()[1])
        cleaning.push_async_callback(instance.end)
        instance.lay_out(files)
        await instance.prepare()
        if not keep_port:
            reservation.close()
        await instance.start()
        return instance


def _reserved() -> socket.socket:
    """A socket on a free port that doesn't listen."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((HOST, 0))
    return found


async def version(stack: Stack, surroundings: Surroundings) -> str:
    """Product and version, such as `nginx 1.22.1`. Raises ServerError if it can't be told."""
    instance = Instance(stack, surroundings, 0)
    try:
        instance.lay_out(published(stack))
        return await instance.version()
    finally:
        await instance.end()
