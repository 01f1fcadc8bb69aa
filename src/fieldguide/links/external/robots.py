"""What a robots.txt allows: RFC 9309, and Crawl-delay. Pure.

`urllib.robotparser` knows no wildcards and takes the first rule, not the longest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from fieldguide.links.external.wildcards import matches

#: More of a robots.txt is not read (RFC 9309, 2.5).
ROBOTS_BYTES = 500 * 1024

_TOKEN = re.compile(r"\*|[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one program on one origin."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Patterns and whether they allow."""
    crawl_delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be read: the longest pattern decides, allowing wins."""
        path = _plain(path)
        found = [(len(rule), allow) for rule, allow in self.rules if _covers(rule, path)]
        return max(found)[1] if found else True


ALLOW_ALL = Robots()
ALLOW_NONE = Robots((("/", False),))


def product_token(user_agent: str) -> str:
    """The name that robots.txt files call a user agent by."""
    found = _TOKEN.match(user_agent)
    return found[0].lower() if found else "*"


def parse(text: str, token: str) -> Robots:
    """The rules of the groups for this product token, else those for everybody."""
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    current: list[str] = []
    naming = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            name = _TOKEN.match(value)
            current = [*(current if naming else ()), *([name[0].lower()] if name else ())]
            naming = True
            for agent in current:
                groups.setdefault(agent, ([], []))
        elif key in ("allow", "disallow", "crawl-delay"):
            naming = False
            for agent in current:
                rules, delays = groups[agent]
                if key == "crawl-delay":
                    delays.append(_seconds(value))
                elif value:
                    rules.append((_plain(value), key == "allow"))
    rules, delays = groups.get(token.lower()) or groups.get("*") or ([], [])
    return Robots(tuple(rules), max(delays, default=0.0))


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value, re.ASCII) else 0.0


def _covers(rule: str, path: str) -> bool:
    if rule.endswith("$"):
        return matches(rule[:-1], path)
    return matches(rule, path, prefix=True)


def _plain(path: str) -> str:
    """One spelling for each path: RFC 9309, 2.2.2."""
    path = quote(path, safe="/%*$?&=+,;:@!'()~[]#", errors="replace")
    return re.sub("%([0-9A-Fa-f]{2})", _unreserved, path)


def _unreserved(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    kept = character.isascii() and (character.isalnum() or character in "-._~")
    return character if kept else match[0].upper()
