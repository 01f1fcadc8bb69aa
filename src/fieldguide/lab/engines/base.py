"""What every engine's driver can do, and what they share."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from fieldguide.entries.models import Request
from fieldguide.lab.engines.process import Process
from fieldguide.lab.models import LabError, Line, Run

#: Seconds that a browser has for one exchange; one that takes longer hangs.
PATIENCE = 30.0
#: Times that to start: on a busy machine, a new profile takes long.
_TO_START = 4
#: A browser's profile needs less; with a full disk browsers fail in ways that nobody understands.
_LEAST_SPACE = 256 * 2**20
#: Chromium adds 46 characters for the name of a socket, and the system allows no more than 107.
_LONGEST_PATH = 60
#: Seconds without another line after which a console is taken to be complete.
_SETTLED = 0.25
#: Seconds that the first line of a failed request may take.
_FIRST_LINE = 3.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a browser shall do: open a page, which asks for an address."""

    page: str
    request: Request
    url: str
    environment: str = "web-page"
    """As an entry's exchange names it; an engine that doesn't know it runs a plain page."""

    @property
    def script(self) -> str:
        """An expression for a page: a promise of `[whether it could read, what it was told]`."""
        return (
            f"fetch({json.dumps(self.url)}, {json.dumps(self.options)}).then(r => r.text())"
            ".then(() => [true, ''], e => [false, String(e)])"
        )

    @property
    def options(self) -> dict[str, object]:
        """The second argument of `fetch`."""
        return {
            "method": self.request.method,
            "headers": [list(pair) for pair in self.request.headers],
            "credentials": self.request.credentials,
            "mode": self.request.mode,
            "cache": "no-store",
        }


class Engine(ABC):
    """A running browser with a profile of its own. An async context manager.

    Leaving it ends the browser, whatever state it is in, and deletes the profile.
    """

    key: str
    """As entries name it: `firefox`."""
    version = ""
    """Product and version, as it says itself."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.profile = Path()
        self.patience = patience
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        """Start the browser. Raises LabError if it is missing or doesn't start."""
        self.profile = _new_profile()
        try:
            async with asyncio.timeout(_TO_START * self.patience):
                await self._open()
        except TimeoutError:
            problem = f"it did not start within {_TO_START * self.patience:g} s"
            raise await self._failure(problem, self._last_words()) from None
        except (OSError, EOFError, ValueError) as error:
            problem = _named(error) or "it ended while it was starting"
            raise await self._failure(problem, self._last_words()) from None
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the browser and delete its profile."""
        await self._end()

    async def run(self, order: Order) -> Run:
        """Let a page ask for something, and see what the browser prints.

        Raises LabError if the browser hangs or has died; it is ended then.
        """
        try:
            async with asyncio.timeout(self.patience):
                return await self._run(order)
        except TimeoutError:
            raise await self._failure("it hung, and was ended") from None
        except (OSError, EOFError) as error:
            raise await self._failure(_named(error) or "it died in mid-run") from None

    @abstractmethod
    async def _open(self) -> None:
        """Start the browser, and be ready to `_run`."""

    @abstractmethod
    async def _run(self, order: Order) -> Run:
        """Carry out an order. Raises OSError or EOFError if the browser is gone."""

    @property
    def _environment(self) -> dict[str, str]:
        """A browser's: all that it writes goes to the profile, and nobody's settings to it."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        folders = dict.fromkeys(("HOME", "TMPDIR", "XDG_RUNTIME_DIR"), str(self.profile))
        return {**kept, **folders}

    async def _start(self, *command: str, wires: Mapping[int, int] | None = None) -> None:
        """Start a browser that is spoken to by other ways than its standard streams."""
        with (self.profile / "lab.log").open("ab") as log:
            self._process = await Process.start(
                command, self.profile, wires=wires, stdout=log, stderr=log,
                environment=self._environment,
            )  # fmt: skip

    async def _failure(self, problem: str, said: str = "") -> LabError:
        """End the browser; an error, which tells of a full disk."""
        space = shutil.disk_usage(self.profile.parent).free
        await self._end()
        if space < _LEAST_SPACE:
            problem += f"; the disk of {self.profile.parent} is full"
        elif said:
            problem += f"; it last said: {said}"
        return LabError(f"{self.key}: {problem}")

    def _last_words(self) -> str:
        try:
            log = (self.profile / "lab.log").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return next((line.strip()[:300] for line in log.splitlines()[::-1] if line.strip()), "")

    async def _end(self) -> None:
        if self._process is not None:
            await self._process.end()
        shutil.rmtree(self.profile, ignore_errors=True)  # of a browser that ended by itself


def _named(error: Exception) -> str:
    """What is wrong with a file; empty for an error that is none of files."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return ""


def _new_profile() -> Path:
    try:
        profile = Path(tempfile.mkdtemp(prefix="fieldguide-lab-"))
        free = shutil.disk_usage(profile).free
    except OSError as error:
        raise LabError(f"no folder for a browser's profile: {error.strerror or error}") from None
    problem = ""
    if free < _LEAST_SPACE:
        problem = (
            f"{profile.parent} has {free // 2**20} MiB left, and browsers need "
            f"{_LEAST_SPACE // 2**20}; make room, or set TMPDIR to a folder that has it"
        )
    elif len(os.fsencode(profile)) > _LONGEST_PATH:
        problem = f"{profile.parent}: too long for browsers; set TMPDIR to a shorter folder"
    if problem:
        with contextlib.suppress(OSError):
            profile.rmdir()
        raise LabError(problem)
    return profile


async def settled(
    read: Callable[[], Awaitable[Sequence[Line]]], *, succeeded: bool
) -> Sequence[Line]:
    """What a console shows once no more comes: its lines trail the page's own result.

    A failed request is nearly always explained, so its first line may take a while.
    """
    loop = asyncio.get_running_loop()
    begin = last = loop.time()
    lines: Sequence[Line] = ()
    while True:
        now = loop.time()
        if now - last >= _SETTLED and (lines or succeeded or now - begin >= _FIRST_LINE):
            return lines
        await asyncio.sleep(_SETTLED / 5)
        found = await read()
        if len(found) != len(lines):
            lines, last = found, loop.time()
