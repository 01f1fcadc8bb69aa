"""A program and all that it starts, ended together."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Self

from fieldguide.lab.models import LabError

#: Seconds that the system has to end processes.
_PATIENCE = 10.0
_KEEPER = Path(__file__).with_name("keeper.py")


class Process:
    """A running program that a keeper watches over: it ends with this program at the latest.

    `folder` is deleted once nothing of it runs any more, unless the program ended by itself.
    """

    def __init__(self, process: asyncio.subprocess.Process, lifeline: int) -> None:
        self._process = process
        self._lifeline = lifeline

    @classmethod
    async def start(
        cls,
        command: Sequence[str],
        folder: Path,
        *,
        wires: Mapping[int, int] | None = None,
        stdin: int = asyncio.subprocess.DEVNULL,
        stdout: int | IO[bytes] = asyncio.subprocess.DEVNULL,
        stderr: int | IO[bytes] = asyncio.subprocess.DEVNULL,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Self:
        """Start it, in `cwd`. `wires`: its file descriptors -> our own, such as `{3: reader}`."""
        pairs = wires or {}
        reading, lifeline = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-I", "-S", str(_KEEPER), str(reading),
                ",".join(f"{number}={own}" for number, own in pairs.items()), str(folder),
                *command,
                stdin=stdin, stdout=stdout, stderr=stderr, env=environment, cwd=cwd,
                pass_fds=[reading, *pairs.values()], start_new_session=True,
            )  # fmt: skip
        except BaseException:
            os.close(lifeline)
            raise
        finally:
            os.close(reading)
        return cls(process, lifeline)

    @property
    def is_running(self) -> bool:
        """Whether the program is there."""
        return self._process.returncode is None

    @property
    def exit_code(self) -> int | None:
        """Of a program that has ended, as a shell has it."""
        return self._process.returncode

    @property
    def streams(
        self,
    ) -> tuple[
        asyncio.StreamWriter | None, asyncio.StreamReader | None, asyncio.StreamReader | None
    ]:
        """Its standard streams, where they are pipes."""
        return self._process.stdin, self._process.stdout, self._process.stderr

    async def wait(self) -> None:
        """Wait until it has ended by itself."""
        await self._process.wait()

    async def end(self) -> None:
        """End it with all that it started; a browser has nothing to save.

        Raises LabError if the system can't end it.
        """
        if self._lifeline < 0:
            return
        os.close(self._lifeline)  # whatever happens from here on, the keeper knows
        self._lifeline = -1
        try:
            await asyncio.wait_for(self._process.wait(), _PATIENCE)
        except TimeoutError:
            raise LabError(f"process {self._process.pid} can't be ended") from None
        finally:
            if (self._process.returncode or 0) < 0:  # somebody has ended the keeper itself
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)


def program(*names: str) -> str:
    """The first of some programs that is installed. Raises LabError if none is."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    raise LabError(f"{names[0]} is not installed; `make browsers` installs it on Debian and Ubuntu")
