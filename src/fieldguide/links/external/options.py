"""How to check: limits, manners, rules."""

from __future__ import annotations

import random
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fieldguide.links.external.guard import Guard
from fieldguide.links.external.rules import Rule

#: The addresses that a host name stands for; raises `socket.gaierror`.
Lookup = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a user may set. Times are in seconds."""

    user_agent: str
    """Names the project and where to complain: `example-guide (+https://example.org/)`."""
    rules: tuple[Rule, ...] = ()
    guard: Guard = field(default_factory=Guard)
    soft_404: bool = True
    """Look for pages that answer 200 and say “not found”: reads each page where robots.txt lets."""

    concurrency: int = 64
    per_host: int = 2
    host_gap: float = 0.25
    """At least this between the starts of two requests to one host."""
    retries: int = 2
    backoff: float = 1.0
    """The wait before the first retry, doubled for each further one."""
    longest_wait: float = 120.0
    """No single wait is longer, whatever Retry-After says."""
    host_patience: float = 300.0
    """What all waits that one host asks for may add up to."""
    host_silences: int = 5
    """After so many time-outs in a row a host is not asked again."""

    connect_time: float = 10.0
    total_time: float = 30.0
    """For one request, from its start to the last byte read."""
    redirects: int = 10
    page_bytes: int = 5 * 2**20
    """No more of a page is read."""

    def __post_init__(self) -> None:
        """Programming mistakes raise here: later they would look like the network's."""
        if not (self.user_agent.isascii() and self.user_agent.isprintable() and self.user_agent):
            raise ValueError("user_agent must be one line of printable ASCII")
        if min(self.concurrency, self.per_host) < 1:
            raise ValueError("concurrency and per_host must be at least 1")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the outside provides; a test puts its own in place."""

    clock: Callable[[], datetime] = _now
    random: Callable[[], float] = random.random
    lookup: Lookup | None = None
    """None is the system's resolver."""
    tls: ssl.SSLContext | None = None
    """None is the system's certificates."""
