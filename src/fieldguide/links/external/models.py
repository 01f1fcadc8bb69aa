"""What is asked about an address, and what came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self


class Verdict(StrEnum):
    """What a status means for a link: it works, it doesn't, or nobody can tell from here."""

    GOOD = "good"
    BAD = "bad"
    UNCLEAR = "unclear"


class Status(StrEnum):
    """What became of one address."""

    OK = "ok"
    BROKEN = "broken"
    PERMANENT_REDIRECT = "permanent-redirect"
    """It works, and it has moved for good: `Outcome.moved_to` is the new address."""
    BLOCKED = "blocked"
    """A wall against programs: people may get through."""
    UNKNOWN = "unknown"
    """The server or the way to it is in trouble; not the link's fault as far as one can see."""
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    DNS = "dns"
    REFUSED = "refused"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    UNSAFE_ADDRESS = "unsafe-address"
    """The address guard didn't let the request go there."""
    SOFT_404 = "soft-404"
    """It answers, but not with the page that the link is for."""
    MISSING_FRAGMENT = "missing-fragment"
    ROBOTS = "robots"
    """It works; what asks for reading the page was not checked, as robots.txt forbids reading."""
    SKIPPED = "skipped"
    """A rule says not to ask."""

    @property
    def verdict(self) -> Verdict:
        """What this means for a link."""
        return _VERDICTS.get(self, Verdict.BAD)


_VERDICTS = {
    Status.OK: Verdict.GOOD,
    Status.PERMANENT_REDIRECT: Verdict.GOOD,
    Status.ROBOTS: Verdict.GOOD,
    Status.SKIPPED: Verdict.GOOD,
    Status.BLOCKED: Verdict.UNCLEAR,
    Status.UNKNOWN: Verdict.UNCLEAR,
    Status.TIMEOUT: Verdict.UNCLEAR,
    Status.REFUSED: Verdict.UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class Request:
    """An address without a fragment, and the fragments that links ask of it, sorted."""

    url: str
    fragments: tuple[str, ...] = ()


def requests_for(links: Iterable[str]) -> list[Request]:
    """The requests that cover these links, one for each address, sorted by address."""
    # Not urldefrag, which drops the question mark of an empty query.
    parts = (link.partition("#") for link in links)
    return merged(Request(url, (fragment,)) for url, _, fragment in parts)


def merged(requests: Iterable[Request]) -> list[Request]:
    """One request for each address, sorted by address."""
    fragments: dict[str, set[str]] = {}
    for request in requests:
        fragments.setdefault(request.url, set()).update(request.fragments)
    return [Request(url, tuple(sorted(found - {""}))) for url, found in sorted(fragments.items())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one request."""

    url: str
    status: Status
    message: str
    """One sentence for people."""
    checked_at: datetime
    http_status: int | None = None
    final_url: str | None = None
    """Where redirects ended; None without redirects."""
    moved_to: str | None = None
    """Where 301 and 308 lead, up to the first temporary redirect."""
    fragments: tuple[str, ...] = ()
    """The fragments that were asked for."""
    missing: tuple[str, ...] = ()
    """Those of them that the page doesn't have."""
    failures: int = 0
    """How many checks in a row, up to this one, didn't find it good."""
    failing_since: datetime | None = None
    """When the first of them was."""

    @property
    def verdict(self) -> Verdict:
        """What the status means for a link."""
        return self.status.verdict

    def after(self, previous: Outcome | None) -> Self:
        """The same outcome, counting on from the check before it."""
        if self.verdict is Verdict.GOOD:
            return replace(self, failures=0, failing_since=None)
        failures = previous.failures if previous else 0
        since = previous.failing_since if previous else None
        return replace(self, failures=failures + 1, failing_since=since or self.checked_at)
