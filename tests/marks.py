"""Places marked in the text of a test: `¶` stands right before the character that is meant."""

from __future__ import annotations

MARK = "¶"


def places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the line and column of each, counted from 1."""
    found = []
    while MARK in text:
        before, _, after = text.partition(MARK)
        found.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, found
