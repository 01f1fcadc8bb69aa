"""A YAML file's text with its tree, and the places in the text where the tree's nodes stand.

A change is a list of splices; all other characters stay as they are by construction: comments,
order, styles, line ends, a byte order mark. DESIGN names ruamel.yaml for rewriting. Its round
trip writes the whole file anew, in its own indentation, and needs a second parser that has
to agree with ours on what a file says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path as FilePath

from fieldguide.entries.syntax import decode
from fieldguide.entries.tree import Mapping, Node, Scalar, Sequence, read_tree
from fieldguide.findings import Findings, Position
from fieldguide.l10n.written import EditError

#: A comment that tells editors about the file; it belongs to no field.
_MODELINE = re.compile(r"\s*# yaml-language-server:")
_BOM = "\ufeff"


class Draft:
    """A file's text in the making.

    Raises EditError for a text in which reading finds mistakes.
    """

    def __init__(self, written: str) -> None:
        findings = Findings(FilePath())
        data = written.encode()
        #: the text with its line ends alike: indexes are into this
        self.text = decode(data, findings) or ""
        self.tree = read_tree(data, findings) or Mapping(Position())
        mistakes = [item for item in findings.items if item.id != "yaml-empty"]
        if mistakes:
            place = mistakes[0].position
            raise EditError(f"line {place.line}, column {place.column}: {mistakes[0].message}")
        self._written = written
        self._starts = [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]
        self._splices: list[tuple[int, int, str]] = []

    def splice(self, start: int, stop: int, new: str) -> None:
        """Put `new` in the place of what stands there; at one place, the first comes first."""
        self._splices.append((start, stop, new))

    def result(self) -> str:
        """The text with all splices made, and the file's own line ends in what is new."""
        body = self._written.removeprefix(_BOM)
        breaks = [match.start() - n for n, match in enumerate(re.finditer("\r\n", body))]
        end = "\r\n" if breaks else "\r" if "\r" in body else "\n"
        parts, at = [_BOM if self._written.startswith(_BOM) else ""], 0
        for start, stop, new in sorted(self._splices, key=lambda splice: splice[0]):
            first, last = (place + bisect_left(breaks, place) for place in (start, stop))
            parts += [body[at:first], new.replace("\n", end)]
            at = last
        return "".join([*parts, body[at:]])

    def start(self, node: Node) -> int:
        """Where a node begins."""
        return self._starts[node.position.line - 1] + node.position.column - 1

    def stop(self, node: Node) -> int:
        """Where a node ends; a block with its last line that isn't blank."""
        if self.is_flow(node) or (isinstance(node, Scalar) and node.style not in ("|", ">")):
            return node.stop
        if not isinstance(node, Scalar):
            below = list(node.items.values()) if isinstance(node, Mapping) else node.items
            return self.stop(below[-1])
        first = self.line_end(self.start(node))
        if "+" in self.header(node):  # its blank lines are its own
            return max(first, node.stop - 1)
        return self.line_end(first + len(self.text[first : node.stop].rstrip(" \t\n")))

    def header(self, node: Scalar) -> str:
        """The signs that a block's text stands below, such as `|2-`."""
        match = re.compile(r"[|>][-+0-9]*").match(self.text, self.start(node))
        return match[0] if match else ""

    def is_flow(self, node: Node) -> bool:
        """Whether a mapping or a list is written in brackets."""
        brackets = {Mapping: "{", Sequence: "["}.get(type(node))
        start = self.start(node)
        return brackets is not None and self.text[start : start + 1] == brackets

    def line_start(self, index: int) -> int:
        """Where the line of a place begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line of a place ends, before its line end."""
        end = self.text.find("\n", index)
        return end if end >= 0 else len(self.text)

    def lines_below(self, key: Scalar) -> tuple[int, int]:
        """Where the lines of a key's fields begin, and where they end."""
        first = end = self.line_end(self.start(key))
        while end < len(self.text):
            line = self.text[end + 1 : self.line_end(end + 1)]
            margin = len(line) - len(line.lstrip(" "))
            if line[margin : margin + 1] not in ("", "#") and margin < key.position.column:
                break
            end += 1 + len(line)
        return first, end

    def waiting(self, key: str, column: int, start: int, stop: int) -> tuple[int, int] | None:
        """Where the line is in which a key waits for its text, such as `  #title: ""`."""
        line = re.compile(rf"^ {{{column}}}#{re.escape(key)}: *(?:\"\"|\|)? *$", re.MULTILINE)
        match = line.search(self.text, start, stop)
        return match.span() if match else None

    def comment_start(self, key: Scalar) -> int:
        """Where the lines begin that belong to a key: comments directly above it, or its own."""
        first = self.line_start(self.start(key))
        for line, start in self._lines_above(first):
            margin = len(line) - len(line.lstrip(" "))
            if margin != key.position.column - 1 or line[margin : margin + 1] != "#":
                break
            if _MODELINE.match(line):
                break
            first = start
        return first

    def _lines_above(self, index: int) -> Iterator[tuple[str, int]]:
        while index > 0:
            start = self.line_start(index - 1)
            yield self.text[start : index - 1], start
            index = start
