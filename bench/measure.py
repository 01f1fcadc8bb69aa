"""One command, measured from outside: time, and the memory of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_INTERVAL = 0.1


class BuildError(Exception):
    """The command failed; carries what it printed."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run took."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of all processes together."""
    memory: int
    """Bytes, at the peak."""
    memory_kind: str
    """How memory was counted: `PSS`, `RSS`, or `largest process`."""
    processes: int
    """How many ran at once; 0 where that can't be seen."""
    output: str = ""
    """What it printed."""


def measure(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    accept: Collection[int] = (0,),
) -> Measurement:
    """Run a command to its end. Raises BuildError when it fails: on an exit code not accepted."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that all its descendants can be found by it
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            sampler.stop()
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read().decode(errors="replace")
        if process.returncode not in accept:
            raise BuildError(printed)
    memory, kind = sampler.peak, sampler.kind
    if not memory:
        unit = 1 if sys.platform == "darwin" else 1024
        memory, kind = usage.ru_maxrss * unit, "largest process"
    cpu = usage.ru_utime + usage.ru_stime
    return Measurement(wall, cpu, memory, kind, sampler.processes, printed)


class _Sampler(threading.Thread):
    """Looks at the processes of a session, several times a second."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.processes = 0
        # PSS counts a page that several processes share once; RSS counts it for each of them.
        self.kind = "PSS" if (_PROC / "self/smaps_rollup").exists() else "RSS"
        self._session = session
        self._ended = threading.Event()

    def run(self) -> None:
        while _PROC.is_dir() and not self._ended.wait(_INTERVAL):
            sizes = [size for size in map(self._size, self._members()) if size]
            self.peak = max(self.peak, sum(sizes))
            self.processes = max(self.processes, len(sizes))

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def _members(self) -> list[int]:
        found = []
        for path in _PROC.glob("[0-9]*"):
            try:
                if os.getsid(int(path.name)) == self._session:
                    found.append(int(path.name))
            except (ProcessLookupError, PermissionError):
                continue
        return found

    def _size(self, process: int) -> int:
        name = "smaps_rollup" if self.kind == "PSS" else "status"
        field = "Pss:" if self.kind == "PSS" else "VmRSS:"
        try:
            lines = (_PROC / str(process) / name).read_text(encoding="ascii").splitlines()
        except OSError:
            return 0  # it has just ended
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))
