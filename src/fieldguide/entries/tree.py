"""YAML text to a tree of nodes with positions, refusing what an entry must not hold.

Parsing is LibYAML's (through PyYAML, which MkDocs brings along): it is some forty
times faster than a pure Python parser, and a build reads every translation. Only
its *events* are used: scalars are resolved here, by the YAML 1.2 core schema, so
that `no` stays a word and `12:30` stays a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import cyaml
from yaml.error import MarkedYAMLError

from fieldguide.entries.syntax import (
    REPLACEMENT,
    decode,
    position_of,
    refuse_invisible,
    refuse_replacement,
    refuse_tabs,
    syntax_error,
)
from fieldguide.findings import Findings, Position

_Parser: Any = cyaml.CParser  # type: ignore[attr-defined]  # missing in the stubs

#: The deepest nesting accepted; entries need six levels.
MAX_DEPTH = 12


@dataclass(slots=True)
class Scalar:
    """A leaf. `style` is YAML's indicator: `|`, `>`, `"`, `'`, or empty for plain."""

    value: str
    style: str
    position: Position
    #: where the text itself begins, for positions inside it
    text_position: Position
    #: what stands between double quotes, if it isn't the value letter by letter
    written: str = ""
    #: the index just after it, into the file's text with its line ends alike; blank lines
    #: below a block are the block's
    stop: int = 0

    def at(self, offset: int) -> Position:
        """Where the character at `offset` of a block or of a double-quoted value stands."""
        text = self.value
        if self.written:
            text, offset = self.written, _written_offset(self.written, offset)
        lines = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        # a block's lines all begin at its indentation, those in quotes at the margin
        start = 1 if self.written and lines else self.text_position.column
        return Position(self.text_position.line + lines, start + column)


@dataclass(slots=True)
class Mapping:
    """A mapping in source order; keys are scalars."""

    position: Position
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    #: the index just after a `{…}`; what stands last in any other mapping knows its own
    stop: int = 0


@dataclass(slots=True)
class Sequence:
    """A list."""

    position: Position
    items: list[Node] = field(default_factory=list)
    #: as a mapping's, for `[…]`
    stop: int = 0


Node = Scalar | Mapping | Sequence
#: Keys and list indexes from the root of a tree.
Place = tuple[str | int, ...]


class _Refused(Exception):
    """Reading cannot go on; the finding is already recorded."""


def read_tree(data: bytes, findings: Findings) -> Mapping | None:
    """The tree of one file's bytes, or None when it cannot be read.

    Every mistake goes to `findings`; nothing is raised for bad input.
    """
    text = decode(data, findings)
    if text is None:
        return None
    text = refuse_invisible(text, findings)
    refuse_tabs(text, findings)
    composer = _Composer(text, findings)
    try:
        root = composer.compose()
    except _Refused:
        return None
    except MarkedYAMLError as error:
        syntax_error(error, text, composer.quoted, findings)
        return None
    if root is None:
        findings.error(
            "yaml-empty", Position(), "the file is empty", "write the entry's fields, or delete it"
        )
        return None
    if not isinstance(root, Mapping):
        findings.error(
            "yaml-not-mapping",
            root.position,
            "an entry is a mapping of fields",
            "write `field: value` lines at the left margin",
        )
        return None
    return root


def resolve(node: Node) -> Any:
    """Plain Python data of a tree, scalars by the YAML 1.2 core schema."""
    if isinstance(node, Mapping):
        return {key: resolve(value) for key, value in node.items.items()}
    if isinstance(node, Sequence):
        return [resolve(item) for item in node.items]
    return node.value if node.style else _resolve_plain(node.value)


def find(tree: Node, path: Place) -> Node | None:
    """The node at `path`, or None where there is none."""
    node: Node | None = tree
    for part in path:
        if isinstance(node, Mapping):
            node = node.items.get(str(part))
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            return None
    return node


def locate(tree: Node, path: Place, *, key: bool = False) -> Position:
    """Position of the node at `path`, or of its key; the nearest parent's key where absent."""
    node, position = tree, tree.position
    for part in path:
        below = find(node, (part,))
        if below is None:
            return position
        position = node.keys[str(part)].position if isinstance(node, Mapping) else below.position
        node = below
    return position if key else node.position


def is_nothing(node: Node | None) -> bool:
    """Whether a key or a dash stands there with nothing after it."""
    return isinstance(node, Scalar) and not node.style and not node.value


_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def _resolve_plain(value: str) -> Any:
    """A plain scalar's value (YAML 1.2.2, section 10.3.2)."""
    if value in ("", "~", "null", "Null", "NULL"):
        return None
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.match(value):
        # Python refuses to convert thousands of digits; no field wants a number that long
        return int(value) if len(value) < 20 else value
    return float(value) if _FLOAT.match(value) else value


class _Composer:
    """Turns parser events into nodes; refusals are findings, not exceptions."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._findings = findings
        #: the event of the last text in quotes
        self.quoted: Any = None

    def compose(self) -> Node | None:
        parser = _Parser(self._text)
        events = iter(parser.get_event, None)
        try:
            return self._document(events)
        finally:
            parser.dispose()

    def _document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._findings.error(
                        "yaml-documents",
                        position_of(event.start_mark),
                        "a second YAML document starts here",
                        "keep one entry per file and remove the `---`",
                    )
                    raise _Refused
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        if isinstance(root, Scalar) and not root.value and not root.style:
            return None
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        position = position_of(event.start_mark)
        is_scalar = type(event) is yaml.ScalarEvent
        if is_scalar and event.tag is event.anchor is None and depth <= MAX_DEPTH:
            return self._scalar(event, position)  # as nearly all are
        if isinstance(event, yaml.AliasEvent):
            self._findings.error(
                "yaml-alias",
                position,
                f"`*{event.anchor}` is an alias",
                "write the text out; entries have no aliases or anchors",
            )
            return Scalar("", '"', position, position)
        if event.anchor is not None:
            self._findings.error(
                "yaml-anchor",
                position,
                f"`&{event.anchor}` is an anchor",
                "remove it; entries have no aliases or anchors",
            )
        if event.tag is not None:
            self._findings.error(
                "yaml-tag",
                position,
                f"`{event.tag.replace('tag:yaml.org,2002:', '!!')}` is a tag",
                "remove it; entries have no tags",
            )
        if depth > MAX_DEPTH:
            self._findings.error(
                "yaml-depth", position, f"nested deeper than {MAX_DEPTH} levels", "flatten it"
            )
            raise _Refused
        if is_scalar:
            return self._scalar(event, position)
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = Sequence(position)
            for item in events:
                if isinstance(item, yaml.SequenceEndEvent):
                    sequence.stop = _stop_of(item)
                    return sequence
                sequence.items.append(self._node(item, events, depth + 1))
        return self._mapping(Mapping(position), events, depth)

    def _mapping(self, mapping: Mapping, events: Iterator[Any], depth: int) -> Mapping:
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                mapping.stop = _stop_of(event)
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._findings.error(
                    "yaml-key", key.position, "a key must be a word", "write `name: value`"
                )
            elif key.value in mapping.items:
                first = mapping.keys[key.value].position.line
                self._findings.error(
                    "yaml-duplicate-key",
                    key.position,
                    f"`{key.value}` is here twice; the first is on line {first}",
                    "merge the two, or rename one",
                )
            else:
                mapping.items[key.value] = value
                mapping.keys[key.value] = key
        return mapping

    def _scalar(self, event: Any, position: Position) -> Scalar:
        style, stop = event.style or "", _stop_of(event)
        if not style:
            return Scalar(event.value, style, position, position, "", stop)
        if style in ("|", ">"):
            return Scalar(event.value, style, position, self._block_start(event), "", stop)
        self.quoted = event
        if style == "'":
            return Scalar(event.value, style, position, position, "", stop)
        written = self._text[event.start_mark.index : stop]
        before, _, written = written.partition('"')  # before the quote: a tag or an anchor
        start = Position(position.line, position.column + len(before) + 1)
        exact = "\\" not in written and "\n" not in written
        if not exact and event.value.count(REPLACEMENT) > written.count(REPLACEMENT):
            refuse_replacement(position, self._findings)  # it is written as an escape
        return Scalar(event.value, style, position, start, "" if exact else written[:-1], stop)

    def _block_start(self, event: Any) -> Position:
        """Where a block's text starts: on the line below its indicator, after the indentation."""
        first = event.start_mark.line + 1
        for offset, line in enumerate(event.value.split("\n")):
            if line.strip():
                written = self._lines[first + offset]
                indentation = written.find(line if event.style == "|" else written.lstrip(" "))
                return Position(first + 1, indentation + 1)
        return Position(first + 1, 1)


def _stop_of(event: Any) -> int:
    stop: int = event.end_mark.index
    return stop


#: Pieces of a double-quoted text: an escape, white space, which folds at a line break,
#: or one character.
_WRITTEN = re.compile(r"\\(?:x..|u.{4}|U.{8}|\n[ \t]*|.)|(?P<space>[ \t\n]+)|.", re.DOTALL)


def _written_offset(written: str, offset: int) -> int:
    """Where the character at `offset` of a double-quoted value stands between the quotes."""
    length = 0
    for match in _WRITTEN.finditer(written):
        space, breaks = match["space"], match[0].count("\n")
        if space and not breaks:
            if length + len(space) > offset:
                return match.start() + offset - length
            length += len(space)
        elif space:
            length += max(1, breaks - 1)  # one break is a space, more are one less
        elif not breaks:
            length += 1
        if length > offset:
            return match.start()
    return len(written)
