"""A `_redirects` file, as Netlify and Cloudflare read it. Pure.

https://docs.netlify.com/routing/redirects/, https://developers.cloudflare.com/pages/configuration/redirects/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

FILE = "_redirects"

_PERMANENT = frozenset({301, 308})
#: What sends readers on (3xx) or shows them another page (200); the rest are refusals.
_LEADS_ON = frozenset({200, 301, 302, 303, 307, 308})
_PLACEHOLDER = re.compile(r":([A-Za-z]\w*)")


@dataclass(frozen=True)
class Rule:
    """One line: who asks for `source` gets `target`."""

    line: int
    source: str
    target: str
    status: int | None = None
    """None if the line doesn't say: hosts differ in what they then do."""
    is_conditional: bool = False
    """It holds for some readers only, such as those of one country."""

    @property
    def leads_on(self) -> bool:
        """Whether anybody gets to see the target."""
        return self.status is None or self.status in _LEADS_ON

    @property
    def is_permanent(self) -> bool:
        """Whether the line says that the page has moved for good."""
        return self.status in _PERMANENT

    @property
    def is_pattern(self) -> bool:
        """Whether it is about many addresses."""
        return "*" in self.source or bool(_PLACEHOLDER.search(self.path))

    @property
    def has_gaps(self) -> bool:
        """Whether the target depends on what was asked for."""
        below = urlsplit(self.target)._replace(scheme="", netloc="").geturl()
        return bool(_PLACEHOLDER.search(below))

    @property
    def path(self) -> str:
        """The path asked for, without a slash at its end."""
        return _plain(urlsplit(self.source).path)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        path = self.path
        # what stands before `/*` is covered, too
        path, rest = (path[:-2], r"(?:/(?P<splat>.*))?") if path.endswith("/*") else (path, "")
        text = re.escape(path).replace(r"\*", "(?P<splat>.*)", 1)
        return re.compile(_PLACEHOLDER.sub(r"(?P<\1>[^/]+)", text) + rest)

    def filled(self, path: str) -> str | None:
        """Where a path leads by this rule; None if it isn't about the path."""
        match = self._pattern.fullmatch(_plain(path))
        if match is None:
            return None
        found = match.groupdict()
        return _PLACEHOLDER.sub(
            lambda gap: quote(found[gap[1]] or "") if gap[1] in found else gap[0], self.target
        )


class Covered(NamedTuple):
    """A path that a rule leads on."""

    rule: Rule
    target: str


@dataclass
class Redirects:
    """All rules of a file; of those about a path, the first holds."""

    host: str = ""
    rules: list[Rule] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    """Lines that are no rules: their numbers, and what is wrong with them."""

    @cached_property
    def _by_path(self) -> dict[str, Rule]:
        found: dict[str, Rule] = {}
        for rule in self._standing:
            if not rule.is_pattern:
                found.setdefault(rule.path, rule)
        return found

    @cached_property
    def _patterns(self) -> list[Rule]:
        return [rule for rule in self._standing if rule.is_pattern]

    @property
    def _standing(self) -> Iterable[Rule]:
        hosts = ("", self.host)
        return (
            rule
            for rule in self.rules
            if not rule.is_conditional and urlsplit(rule.source).netloc in hosts
        )

    @property
    def targets(self) -> Iterator[str]:
        """The addresses that rules lead to, whatever was asked for."""
        return (rule.target for rule in self.rules if rule.leads_on and not rule.has_gaps)

    def covering(self, path: str) -> Covered | None:
        """Where a path of the site leads that has no file."""
        exact = self._by_path.get(_plain(path))
        candidates = [exact, *self._patterns] if exact else self._patterns
        for rule in sorted(candidates, key=lambda rule: rule.line):
            target = rule.filled(path)
            if target is not None:
                return Covered(rule, target) if rule.leads_on else None
        return None


def parse(text: str, host: str) -> Redirects:
    """The rules of a file of the site that has this host."""
    found = Redirects(host)
    for number, line in enumerate(text.splitlines(), 1):
        fields = list(takewhile(lambda part: not part.startswith("#"), line.split()))
        if not fields:
            continue
        source, *rest = fields
        asked = 0  # `id=:id`: values of the query that must be there
        while asked < len(rest) and "=" in rest[asked] and not _is_address(rest[asked]):
            asked += 1
        query, rest = rest[:asked], rest[asked:]
        if not _is_address(source) or not rest or not _is_address(rest[0]):
            found.wrong.append((number, "write `/from /to 301`"))
            continue
        target, *rest = rest
        status = None
        if rest and re.fullmatch(r"\d{3}!?", rest[0]):
            status = int(rest.pop(0)[:3])
        if any("=" not in condition for condition in rest):
            found.wrong.append((number, f"`{' '.join(rest)}` is no status and no condition"))
            continue
        found.rules.append(Rule(number, source, target, status, bool(query or rest)))
    return found


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return text.startswith("/") or "://" in text


def _plain(path: str) -> str:
    return unquote(path).rstrip("/") or "/"
