"""Patterns in which only `*` is special, matched in linear time.

No regular expressions: patterns of robots.txt files are strangers' and may be made to be slow.
"""

from __future__ import annotations


def matches(pattern: str, text: str, *, prefix: bool = False) -> bool:
    """Whether the pattern covers the whole text, or with `prefix` a beginning of it."""
    first, *rest = (pattern + "*" if prefix else pattern).split("*")
    if not rest:
        return text == first
    *middles, last = rest
    if not text.startswith(first):
        return False
    position = len(first)
    for part in middles:
        position = text.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return len(text) - len(last) >= position and text.endswith(last)
