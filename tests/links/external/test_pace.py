from __future__ import annotations

import asyncio
from collections import Counter
from itertools import pairwise

from fieldguide.links.external.pace import LONGEST_GAP, Lane, Pace
from tests.links.external.asking import options


def lane(gap: float = 1.0, patience: float = 100.0) -> Lane:
    return Lane(asyncio.Semaphore(1), gap, patience)


def test_a_gap_after_each_start() -> None:
    own = lane(gap=2)
    own.start(10)
    assert own.free_at == 12


def test_waits_don_t_add_up_and_patience_ends() -> None:
    own = lane(patience=100)
    assert own.hold(0, 60)
    assert own.hold(1, 60), "one second more"
    assert own.free_at == 61
    assert own.patience == 39
    assert own.hold(2, 5), "earlier than it must wait anyhow"
    assert own.free_at == 61
    assert not own.hold(61, 60)
    assert own.free_at == 61


def test_robots_may_ask_for_a_longer_gap_only() -> None:
    own = lane(gap=1)
    own.slow_down(0.5)
    assert own.gap == 1
    own.slow_down(3)
    assert own.gap == 3
    own.slow_down(86400)
    assert own.gap == LONGEST_GAP


def test_silences_in_a_row() -> None:
    own = lane()
    for timeout in (True, True, False, True):
        own.heard(timeout=timeout)
    assert own.silences == 1


def test_limits_hold_whatever_comes() -> None:
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()

    async def ask(pace: Pace, host: str) -> None:
        async with pace.turn(host):
            for key in (host, "all"):
                now[key] += 1
                most[key] = max(most[key], now[key])
            await asyncio.sleep(0.001)
            now[host] -= 1
            now["all"] -= 1

    async def run() -> None:
        pace = Pace(options(concurrency=5, per_host=2, host_gap=0))
        await asyncio.gather(*(ask(pace, f"host{n % 10}") for n in range(100)))

    asyncio.run(run())
    assert most.pop("all") == 5
    assert len(most) == 10
    assert max(most.values()) <= 2


def test_starts_keep_their_gap() -> None:
    starts: list[float] = []

    async def ask(pace: Pace, host: str) -> None:
        async with pace.turn(host) as lane:
            if host == "slow":
                starts.append(lane.free_at)
            await asyncio.sleep(0.01)

    async def run() -> None:
        pace = Pace(options(concurrency=3, per_host=3, host_gap=0))
        pace.lane("slow").slow_down(0.02)
        await asyncio.gather(*(ask(pace, "slow" if n % 2 else f"h{n}") for n in range(20)))

    asyncio.run(run())
    gaps = [b - a for a, b in pairwise(starts)]
    assert len(gaps) == 9
    assert min(gaps) >= 0.02 - 1e-9


def test_a_waiting_host_holds_up_only_itself() -> None:
    order: list[str] = []

    async def ask(pace: Pace, host: str) -> None:
        async with pace.turn(host):
            order.append(host)

    async def run() -> None:
        pace = Pace(options(concurrency=1, per_host=1, host_gap=0))
        assert pace.hold("slow", 0.1)
        await asyncio.gather(*(ask(pace, host) for host in ("slow", "slow", "a", "b")))

    asyncio.run(run())
    assert order == ["a", "b", "slow", "slow"]
