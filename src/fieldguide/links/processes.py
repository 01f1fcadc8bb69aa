"""The same work for many names, on several processors where that pays."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NoReturn, TypeVar

_T = TypeVar("_T")

#: So many names are worked on sooner than a process starts.
_WORTH_A_PROCESS = 250
#: The number of a piece must fit into a byte.
_PIECES = 200


def processes(names: int) -> int:
    """How many processes to use for so many names."""
    # Forking is only safe while there is one thread, and on macOS not even then.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), names // _WORTH_A_PROCESS))


def each(
    work: Callable[[str], _T],
    names: Sequence[str],
    count: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[_T]:
    """What the work gives for each name, in the order of names.

    All processes take pieces from one queue, so that none waits for a slower one. Raises the
    first OSError that the work raises.
    """
    size = min(_PIECES, len(names))
    pieces = [names[start::size] for start in range(size)]
    queue, end = os.pipe()
    os.write(end, bytes(range(size)))
    os.close(end)
    workers = [_Worker(work, pieces, queue) for _ in range(count - 1)]
    found: dict[int, list[_T]] = {}
    try:
        for number in _turns(queue):
            if progress is not None:
                progress(number * len(names) // size, len(names))
            found[number] = [work(name) for name in pieces[number]]
        for worker in workers:
            found |= worker.results()
    finally:
        os.close(queue)
        for worker in workers:
            worker.stop()
    for number, piece in enumerate(pieces):
        if number not in found:  # something ended the process that had it
            found[number] = [work(name) for name in piece]
    return [found[place % size][place // size] for place in range(len(names))]


def _turns(queue: int) -> Iterator[int]:
    """The pieces that nobody else has taken."""
    while number := os.read(queue, 1):
        yield number[0]


class _Worker(Generic[_T]):
    """A process beside this one, at the same work."""

    def __init__(
        self, work: Callable[[str], _T], pieces: Sequence[Sequence[str]], queue: int
    ) -> None:
        output, end = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            _work(work, pieces, queue, end)
        os.close(end)
        self._output = os.fdopen(output, "rb")

    def results(self) -> dict[int, list[_T]]:
        """By piece; none if the process ended without any. Raises the OSError that it met."""
        try:
            found: dict[int, list[_T]] | OSError = pickle.load(self._output)
        except (EOFError, pickle.UnpicklingError):
            return {}
        if isinstance(found, OSError):
            raise found
        return found

    def stop(self) -> None:
        """End it, at once if it is still at work."""
        self._output.close()
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _work(
    work: Callable[[str], _T], pieces: Sequence[Sequence[str]], queue: int, output: int
) -> NoReturn:
    """Work, and end without whatever the main process does at its end.

    A mistake of the work itself ends it, too; the main process then makes it and tells of it.
    """
    try:
        found: object
        try:
            found = {number: [work(name) for name in pieces[number]] for number in _turns(queue)}
        except OSError as error:
            found = error
        with os.fdopen(output, "wb") as file:
            pickle.dump(found, file, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
