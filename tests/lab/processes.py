"""What a command leaves behind: processes and files, found without asking the command."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import tempfile
import time
from collections.abc import Collection, Iterator
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


def _stats() -> Iterator[tuple[int, int, str]]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            state, parent = entry.read_text(errors="replace").rpartition(")")[2].split()[:2]
            yield int(entry.parent.name), int(parent), state


def descendants(of: int | None = None, but: Collection[int] = ()) -> dict[int, str]:
    """All living processes below one, by default this: their numbers and command lines.

    Those in `but` are left out, with all that is below them.
    """
    alive = [(process, parent) for process, parent, state in _stats() if state != "Z"]
    found = [os.getpid() if of is None else of]
    for one in found:
        found += [process for process, parent in alive if parent == one and process not in but]
    return {process: command(process) for process in found[1:]}


def command(process: int) -> str:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        return b" ".join(words).decode(errors="replace").strip()
    return ""


class Adopted:
    """The processes below this one that have come since; not those of other tests' browsers."""

    def __init__(self) -> None:
        self._before = frozenset(descendants())

    def now(self) -> dict[int, str]:
        """Those that are there now."""
        return descendants(but=self._before)

    def left(self, patience: float = 20) -> dict[int, str]:
        """Those that don't end by themselves."""
        end = time.monotonic() + patience
        while (found := self.now()) and time.monotonic() < end:
            time.sleep(0.05)
        return found


@contextlib.contextmanager
def adopted() -> Iterator[Adopted]:
    """Become the parent of all orphans, so that none is overlooked.

    In the end, those that have come to stay are ended: they shall disturb nobody.
    """
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    found, before = Adopted(), _children()
    try:
        yield found
    finally:
        for process in found.now():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
        _bury(_children() - before)


def _children() -> frozenset[int]:
    return frozenset(process for process, parent, _ in _stats() if parent == os.getpid())


def _bury(orphans: Collection[int]) -> None:
    """Let orphans go that have ended; whoever started other processes has waited for them."""
    for process in orphans:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A folder for temporary files: browsers' sockets have no room in the long paths of tests."""
    with tempfile.TemporaryDirectory(prefix="lab-", dir="/tmp") as folder:
        yield Path(folder)
