"""What a command leaves behind: processes and files, found without asking the command."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


def _stats() -> Iterator[tuple[int, int, str]]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            state, parent = entry.read_text(errors="replace").rpartition(")")[2].split()[:2]
            yield int(entry.parent.name), int(parent), state


def descendants(of: int | None = None) -> dict[int, str]:
    """All living processes below one, by default this: their numbers and command lines."""
    alive = [(process, parent) for process, parent, state in _stats() if state != "Z"]
    found = [os.getpid() if of is None else of]
    for one in found:
        found += [process for process, parent in alive if parent == one]
    return {process: command(process) for process in found[1:]}


def command(process: int) -> str:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        return b" ".join(words).decode(errors="replace").strip()
    return ""


@contextlib.contextmanager
def adopted() -> Iterator[Callable[[], dict[int, str]]]:
    """Become the parent of all orphans; what is given tells which processes have come to stay.

    Processes have a moment to end; whatever stays is ended, so that it disturbs nobody.
    """
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = descendants().keys()

    def left() -> dict[int, str]:
        return {p: line for p, line in descendants().items() if p not in before}

    try:
        yield lambda: waited(left)
    finally:
        for process in left():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def waited(left: Callable[[], dict[int, str]], patience: float = 5) -> dict[int, str]:
    """What is left after a while, at once if nothing is."""
    end = time.monotonic() + patience
    while (found := left()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A folder for temporary files: browsers' sockets have no room in the long paths of tests."""
    with tempfile.TemporaryDirectory(prefix="lab-", dir="/tmp") as folder:
        yield Path(folder)
