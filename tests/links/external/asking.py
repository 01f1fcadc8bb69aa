"""Options with short time limits, and what tests ask often."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

from fieldguide.links.external.check import check_external
from fieldguide.links.external.guard import Guard
from fieldguide.links.external.models import Outcome, requests_for
from fieldguide.links.external.options import Options, World

OPTIONS = Options(
    user_agent="test-guide (+https://example.org/)",
    guard=Guard(allow_private=True),
    per_host=64,
    host_gap=0,
    retries=1,
    backoff=0.01,
    longest_wait=0.05,
    connect_time=2,
    total_time=2,
    page_bytes=200_000,
)

#: Only this address passes as public; everything else on this machine is somebody's network.
PUBLIC = IPv4Network("127.0.0.1/32")


def options(**changes: Any) -> Options:
    return replace(OPTIONS, **changes)


def check(*links: str, world: World | None = None, **changes: Any) -> list[Outcome]:
    return check_external(requests_for(links), options(**changes), world=world)


def check_one(link: str, world: World | None = None, **changes: Any) -> Outcome:
    (outcome,) = check(link, world=world, **changes)
    return outcome
