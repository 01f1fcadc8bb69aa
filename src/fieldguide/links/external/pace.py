"""Who may ask when: so many at a time, so many per host, a gap between two, waits on demand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fieldguide.links.external.options import Options

#: A robots.txt may ask for a longer gap, up to this.
LONGEST_GAP = 10.0


@dataclass(slots=True)
class Lane:
    """The requests to one host. Times are those of the event loop's clock."""

    slots: asyncio.Semaphore
    gap: float
    patience: float
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = field(default=0.0)
    silences: int = 0

    def start(self, now: float) -> None:
        """A request starts: the next one after the gap."""
        self.free_at = now + self.gap

    def hold(self, now: float, seconds: float) -> bool:
        """Start nothing for so long; False if this host has asked for too much waiting."""
        longer = now + seconds - max(self.free_at, now)
        if longer <= 0:
            return True
        if longer > self.patience:
            return False
        self.patience -= longer
        self.free_at = now + seconds
        return True

    def slow_down(self, gap: float) -> None:
        """Keep at least this gap from now on."""
        self.gap = max(self.gap, min(gap, LONGEST_GAP))

    def heard(self, *, timeout: bool) -> None:
        """A request ended, maybe in silence."""
        self.silences = self.silences + 1 if timeout else 0


class Pace:
    """All lanes, and the limit over all of them."""

    def __init__(self, options: Options, clock: Callable[[], float] | None = None) -> None:
        self._options = options
        self._clock = clock or asyncio.get_running_loop().time
        self._places = asyncio.Semaphore(options.concurrency)
        self._lanes: dict[str, Lane] = {}

    def lane(self, host: str) -> Lane:
        """The lane of a host."""
        if host not in self._lanes:
            options = self._options
            slots = asyncio.Semaphore(options.per_host)
            self._lanes[host] = Lane(slots, options.host_gap, options.host_patience)
        return self._lanes[host]

    def hold(self, host: str, seconds: float) -> bool:
        """Ask that host nothing for so long; False if it has asked for too much waiting."""
        return self.lane(host).hold(self._clock(), seconds)

    def silent(self, host: str) -> bool:
        """Whether a host has been silent too often to be asked again."""
        return self._is_silent(self.lane(host))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[Lane]:
        """Wait for a turn to ask a host, and take it.

        Nobody holds a place among all while waiting for a host: a slow host delays only its own.
        """
        lane = self.lane(host)
        async with lane.slots:
            async with lane.door:  # one at a time, or all would wake for each start
                await self._place(lane)
            try:
                yield lane
            finally:
                self._places.release()

    async def _place(self, lane: Lane) -> None:
        """Take one of the places when the host may be asked, and start."""
        while True:
            while (wait := lane.free_at - self._clock()) > 0 and not self._is_silent(lane):
                await asyncio.sleep(wait)
            await self._places.acquire()
            now = self._clock()
            if now >= lane.free_at or self._is_silent(lane):
                lane.start(now)
                return
            self._places.release()  # the host asked for a wait meanwhile

    def _is_silent(self, lane: Lane) -> bool:
        return lane.silences >= self._options.host_silences
