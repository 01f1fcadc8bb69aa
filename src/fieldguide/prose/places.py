"""Where the pieces of a parsed text stand in the text as it is written."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

from markdown_it.token import Token


def lines_of(text: str) -> tuple[list[str], list[int]]:
    """A text's lines, and where each begins."""
    lines = text.split("\n")
    return lines, [0, *accumulate(len(line) + 1 for line in lines)]


class Run:
    """An inline token's children with their places in the field's text."""

    def __init__(self, token: Token, lines: Sequence[str], starts: Sequence[int]) -> None:
        self.children = token.children or []
        self._content = token.content
        self._lines = lines
        self._starts_of_lines = starts
        self._first = token.map[0] if token.map else 0

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        """For each line of the content, where it starts there and in the field's text."""
        here, number, starts = 0, self._first, []
        for content in self._content.split("\n"):
            # a line of unusual white space is stripped by the parser
            possible = range(number, len(self._lines))
            matches = (n for n in possible if self._lines[n].rstrip().endswith(content.strip()))
            number = next(matches, min(number, len(self._lines) - 1))
            # list markers and indentation are not in the content
            dropped = len(self._lines[number].rstrip()) - len(content.rstrip())
            starts.append((here, self._starts_of_lines[number] + dropped))
            here += len(content) + 1
            number += 1
        return starts

    def __iter__(self) -> Iterator[tuple[Token, int]]:
        """Each child, with where it begins in the token's content."""
        cursor = 0
        for child in self.children:
            start = child.meta.get("start", cursor)
            if child.type == "text":
                cursor = self._after(child.content, start)
            elif child.type == "link_open":
                cursor = start + len("[")
            elif child.type == "hardbreak":
                cursor = start + len("\\\n")
                cursor += len(self._content[cursor:]) - len(self._content[cursor:].lstrip(" \t"))
            else:
                cursor = child.meta.get("end", start + len(child.markup))
            yield child, start

    def _after(self, text: str, start: int) -> int:
        if "\\" not in text and self._content.startswith(text, start):
            return start + len(text)
        return self.spread(text, start)[-1] + 1

    def spread(self, text: str, start: int) -> list[int]:
        """Where each character of a run of text stands; escaped ones have a backslash before."""
        places = []
        for character in text:
            if self._content[start] == "\\" and self._content[start + 1 : start + 2] == character:
                start += 1
            places.append(start)
            start += 1
        return places

    def offset(self, place: int) -> int:
        """The offset into the field's text of a place in the token's content."""
        here, start = self._starts[bisect(self._starts, place, key=itemgetter(0)) - 1]
        return max(start + place - here, 0)
