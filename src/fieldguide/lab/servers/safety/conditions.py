"""Whether a condition compares an origin, as a whole, with names on a list. Pure."""

from __future__ import annotations

import re

_NAME = r"""["']?https?://[^\s"'*]+["']?"""
#: An origin that is held: `origin`, `$origin`, `ctx.get('Origin')`, `r.Header.Get("Origin")`.
_HELD = r"""[\w$.>-]*(?:origin\b|\(\s*["']Origin["']\s*\))(?:\s*(?:\?\?|\|\|)\s*["']{2})?"""
_LIST = r"(?!origin\b)[$\w.]+"
_EXACT = re.compile(
    rf"""
    {_LIST}\??\.(?:includes|has|contains|contains_key|containskey|include\?|member\?|exists)
        \(\s*{_HELD}\s*\)
    | in_array\(\s*{_HELD}\s*,\s*\$?[\w:>-]+\s*,\s*true\s*\)
    | isset\(\s*{_LIST}\[\s*{_HELD}\s*\]\s*\)
    | {_HELD}\s+in\s+{_LIST}
    | slices\.contains\(\s*{_LIST}\s*,\s*{_HELD}\s*\)
    | {_LIST}\[\s*{_HELD}\s*\]
    | {_HELD}\s*(?:={{1,3}}|eq|\.equals\()\s*\(?{_NAME}\)?
    | {_NAME}\s*(?:={{2,3}}|eq)\s*{_HELD}
    """,
    re.X | re.I,
)
_CONDITION = re.compile(
    r"^\s*[#@}\s]*(?:else\s*)?(?:if|elif|elsif|elseif|when|case|unless|guard)\b(?P<test>.*)", re.I
)
_SAME_LINE = re.compile(r"\bif\b(?P<test>.*)|(?P<before>.*)\?", re.I)


def is_exact(test: str) -> bool:
    """Whether every way through a condition needs a whole origin of a list."""
    return has_exact(test.rpartition(";")[2])  # Go's `if origin := …; condition`


def has_exact(text: str) -> bool:
    """Whether such a comparison is part of a text, and nothing beside it lets others in."""
    return all(_EXACT.search(part) for part in re.split(r"\|\|(?!\s*[\"']{2})|\bor\b", text))


def condition(line: str) -> str | None:
    """The test that a line begins with; None if it is no condition."""
    match = _CONDITION.match(line)
    return match["test"] if match else None


def own_condition(line: str) -> str | None:
    """The test that a line is subject to in itself: `… if test`, `test ? … : …`."""
    match = _SAME_LINE.search(line)
    return match and (match["test"] if match["test"] is not None else match["before"])
