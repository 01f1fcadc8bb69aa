"""Keeps a browser: once the lab lets go of it, or is gone itself, nothing of it is left.

A program of its own, started as `keeper.py LIFELINE WIRES FOLDER COMMAND…`. LIFELINE is the
reading end of a pipe; when the other end closes, however that came about, all processes are
ended and FOLDER is deleted. If the browser ends by itself, FOLDER stays for the next. WIRES,
such as `3=11,4=12`, are file descriptors that the browser finds under other numbers.

Browsers start helpers that leave their process group and outlive them. On Linux this program
declares itself their "subreaper": every orphan among its descendants becomes its child, so that
it can end them all, and knows when none is left.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
#: Seconds that processes have to end by themselves.
_GRACE = 0.5


def main(lifeline: int, wires: str, folder: Path, command: list[str]) -> int:
    """Run the command until it ends or nobody needs it; its exit code, as a shell's."""
    os.set_inheritable(lifeline, False)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    woken = _wake_on(signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    browser = _spawn(command, wires)
    code = None
    while code is None:
        ready, _, _ = select.select([lifeline, woken], [], [])
        numbers = os.read(woken, 64) if woken in ready else b""
        code = _reap(browser)
        if lifeline in ready or set(numbers) - {signal.SIGCHLD}:
            break
    _end_all(browser)
    if select.select([lifeline], [], [], 0)[0]:
        shutil.rmtree(folder, ignore_errors=True)
    return code if code is not None else 0


def _wake_on(*signals: int) -> int:
    """A descriptor from which the numbers of signals are read."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    for number in signals:
        signal.signal(number, lambda *_: None)
    return reader


def _spawn(command: list[str], wires: str) -> int:
    pairs = [wire.split("=") for wire in wires.split(",") if wire]
    # out of the way of the numbers that they shall get
    copies = [
        (int(target), fcntl.fcntl(int(own), fcntl.F_DUPFD_CLOEXEC, 100)) for target, own in pairs
    ]
    for _, own in pairs:
        os.close(int(own))
    actions = [(os.POSIX_SPAWN_DUP2, copy, target) for target, copy in copies]
    browser = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    for _, copy in copies:  # the browser's alone: when it is gone, so is the connection
        os.close(copy)
    return browser


def _reap(browser: int) -> int | None:
    """Take note of processes that have ended; the browser's exit code if it is one of them."""
    code = None
    try:
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            if found[0] == browser:
                code = os.waitstatus_to_exitcode(found[1])
    except ChildProcessError:
        pass
    return code if code is None or code >= 0 else 128 - code


def _end_all(browser: int) -> None:
    """End all descendants; those of a browser that has ended are this program's children now.

    They are asked first: an X server then removes its lock.
    """
    deadline = time.monotonic() + _GRACE
    asked: set[int] = set()
    while True:
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        is_late = time.monotonic() > deadline
        for process in _descendants(os.getpid()) if sys.platform == "linux" else [browser]:
            if is_late or process not in asked:
                asked.add(process)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL if is_late else signal.SIGTERM)
        time.sleep(0.01)


def _descendants(of: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            # the name, in parentheses, may have spaces and parentheses in it
            parent = int(entry.read_text(errors="replace").rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        children.setdefault(parent, []).append(int(entry.parent.name))
    found = [of]
    for process in found:
        found += children.get(process, [])
    return found[1:]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4:]))
