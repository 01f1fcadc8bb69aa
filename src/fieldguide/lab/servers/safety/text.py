"""A configuration's lines, and which of them are about origins. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

#: Languages, as Pygments names them, with regular expressions between slashes.
SCRIPTS = frozenset({"javascript", "typescript", "js", "ts", "jsx", "tsx"})
RUBY = frozenset({"ruby", "rb"})
CODE = SCRIPTS | RUBY | {"python", "php", "go", "java", "csharp", "kotlin", "rust", "lua"}
_COMMENT = re.compile(r"\s*(?:#(?:\s|$)|//|--\s|/\*|\*\s|<!--|;\s)")
_OPEN, _CLOSE = "([{", ")]}"
_QUOTED = re.compile(r"""(?P<quote>["'`])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""")
_ORIGIN = re.compile(r"origin", re.I)
#: A statement that is longer is none.
_LONGEST = 60


@dataclass(frozen=True)
class Text:
    """Lines without comments of their own."""

    lines: tuple[str, ...]
    language: str
    """As Pygments names it."""

    @classmethod
    def of(cls, lines: Sequence[str], language: str) -> Text:
        """From the lines of a file."""
        kept = ("" if _COMMENT.match(line) else line for line in lines)
        return cls(tuple(kept), language)

    @cached_property
    def about_origins(self) -> tuple[int, ...]:
        """The lines (from 0) that speak of origins, with what they open or go on with."""
        found: set[int] = set()
        for index, line in enumerate(self.lines):
            if _ORIGIN.search(line):
                found.update(range(index, self.end(index) + 1))
        return tuple(sorted(found))

    def end(self, index: int) -> int:
        """The last line of what begins in a line: its brackets are closed there."""
        depth = 0
        for at in range(index, min(index + _LONGEST, len(self.lines))):
            line = _QUOTED.sub("", self.lines[at])
            depth += sum(line.count(mark) for mark in _OPEN)
            depth -= sum(line.count(mark) for mark in _CLOSE)
            goes_on = line.rstrip().endswith(("\\", "</param-name>"))
            if depth <= 0 and not goes_on:
                return at
        return index

    def statement(self, index: int) -> str:
        """What begins in a line, up to where its brackets are closed."""
        return "\n".join(self.lines[index : self.end(index) + 1])

    def above(self, index: int) -> Iterator[int]:
        """The lines that a line stands in: above it, each with less space before it."""
        indent = _indent(self.lines[index])
        for at in range(index - 1, -1, -1):
            line = self.lines[at]
            if line.strip() and _indent(line) < indent:
                indent = _indent(line)
                yield at


def strings(line: str) -> Iterator[tuple[int, str]]:
    """The quoted texts in a line, and where each begins, from 0."""
    for match in _QUOTED.finditer(line):
        yield match.start("text"), match["text"]


def unquoted(line: str) -> str:
    """A line with blanks in place of quoted texts."""
    return _QUOTED.sub(
        lambda match: match["quote"] + " " * len(match["text"]) + match["quote"], line
    )


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
