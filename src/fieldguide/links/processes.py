"""The same work for many names, on several processors where that pays."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

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
        context = multiprocessing.get_context("fork")
        self._ours, theirs = context.Pipe(duplex=False)
        arguments = (work, pieces, queue, theirs)
        self._process = context.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def results(self) -> dict[int, list[_T]]:
        """By piece; none if something ended the process. Raises the OSError that it met."""
        try:
            found: dict[int, list[_T]] | OSError = self._ours.recv()
        except EOFError:
            return {}
        if isinstance(found, OSError):
            raise found
        return found

    def stop(self) -> None:
        """End it, at once if it is still at work."""
        self._ours.close()
        self._process.terminate()
        self._process.join()


def _work(
    work: Callable[[str], _T], pieces: Sequence[Sequence[str]], queue: int, main: Connection
) -> None:
    try:
        main.send({number: [work(name) for name in pieces[number]] for number in _turns(queue)})
    except OSError as error:
        main.send(error)
