"""Places marked in the text of a test: `¶` stands right before the character that is meant."""

from __future__ import annotations

MARK = "¶"


def place(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the mark's line and column, counted from 1."""
    before, mark, after = text.partition(MARK)
    assert mark, "the test marks no place"
    assert MARK not in after, "the test marks two places"
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the line and column of each."""
    found = []
    while MARK in text:
        before, _, after = text.partition(MARK)
        found.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, found
