"""Rules for hosts and addresses that need other treatment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from yarl import URL

from fieldguide.links.external.wildcards import matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is different about some addresses. In patterns, only `*` is special."""

    host: str = "*"
    url: str = "*"
    skip: str = ""
    """Why these are not asked at all."""
    accept: frozenset[int] = frozenset()
    """HTTP statuses that are fine here."""
    expect_text: str = ""
    """Text that the page must have: else somebody else's page has taken its place."""
    expect_host: str = ""
    """Pattern for the host where redirects must end."""
    fragments: bool = True
    """False where a script makes the anchors, so that they aren't in the page as sent."""

    def covers(self, url: str) -> bool:
        """Whether this rule is about that address."""
        return matches(self.url, url) and matches(self.host.lower(), host_of(url))

    @property
    def digest(self) -> str:
        """Says in few characters what the rule is: a cached result of another rule is void."""
        parts = (self.accept and sorted(self.accept), self.expect_text, self.expect_host)
        return hashlib.sha256(repr((*parts, self.fragments)).encode()).hexdigest()[:8]


#: For what no rule covers.
PLAIN = Rule()


def host_of(url: str) -> str:
    """The host of an address in lower case, empty if it has none."""
    try:
        return (URL(url).raw_host or "").rstrip(".")
    except ValueError:
        return ""


def rule_for(rules: Iterable[Rule], url: str) -> Rule:
    """The first rule that covers an address."""
    return next((rule for rule in rules if rule.covers(url)), PLAIN)
