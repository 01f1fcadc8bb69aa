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

from fieldguide.findings import Findings, Position

try:
    from yaml import CParser as _Parser
except ImportError:  # PyYAML without LibYAML: slower, same events
    _Parser = yaml.Loader  # type: ignore[assignment,misc]

#: The largest entry accepted, in bytes. The longest one of this guide has about a tenth.
MAX_BYTES = 256 * 1024
#: The deepest nesting accepted; entries need six levels.
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Scalar:
    """A leaf. `style` is YAML's indicator: `|`, `>`, `"`, `'`, or empty for plain."""

    value: str
    style: str
    position: Position
    #: where the text itself begins, for positions inside it
    text_position: Position


@dataclass(slots=True)
class Mapping:
    """A mapping in source order; keys are scalars."""

    position: Position
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    """A list."""

    position: Position
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


class _Refused(Exception):
    """Reading cannot go on; the finding is already recorded."""


def read_tree(data: bytes, findings: Findings) -> Mapping | None:
    """The tree of one file's bytes, or None when it cannot be read.

    Every mistake goes to `findings`; nothing is raised for bad input.
    """
    text = _decode(data, findings)
    if text is None:
        return None
    _refuse_tabs(text, findings)
    before = len(findings.items)
    try:
        root = _Composer(text, findings).compose()
    except _Refused:
        return None
    except yaml.YAMLError as error:
        _syntax_error(error, findings, already=before > 0)
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
        return int(value)
    return float(value) if _FLOAT.match(value) else value


def _decode(data: bytes, findings: Findings) -> str | None:
    if len(data) > MAX_BYTES:
        findings.error(
            "yaml-too-large",
            Position(),
            f"the file has {len(data)} bytes; at most {MAX_BYTES} are read",
            "split it, or move long material to a guide of its own",
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        findings.error(
            "yaml-encoding",
            _end_of(before),
            f"byte 0x{data[error.start]:02x} is not valid UTF-8",
            "save the file as UTF-8",
        )
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _end_of(text: str) -> Position:
    line = text.count("\n")
    return Position(line + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _refuse_tabs(text: str, findings: Findings) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("\t") and line.strip():
            findings.error(
                "yaml-tab", Position(number, 1), "a tab indents this line", "indent with spaces"
            )


def _syntax_error(error: yaml.YAMLError, findings: Findings, *, already: bool) -> None:
    mark = getattr(error, "problem_mark", None)
    position = Position(mark.line + 1, mark.column + 1) if mark else Position()
    if already and any(item.position.line == position.line for item in findings.items):
        return  # the tab on this line has been named already
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    reason = getattr(error, "reason", None)  # ReaderError: a character YAML forbids
    if reason is not None:
        problem = f"character #x{getattr(error, 'character', 0):04x} is not allowed"
    if "cannot start any token" in problem and "\\t" in problem:
        findings.error("yaml-tab", position, "a tab indents this line", "indent with spaces")
        return
    findings.error(
        "yaml-syntax",
        position,
        f"not valid YAML: {problem}",
        'prose is written as a `|` block or in double quotes ("…")',
    )


class _Composer:
    """Turns parser events into nodes; refusals are findings, not exceptions."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._findings = findings

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
                        _at(event.start_mark),
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
        position = _at(event.start_mark)
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
                "yaml-tag", position, f"`{event.tag}` is a tag", "remove it; entries have no tags"
            )
        if depth > MAX_DEPTH:
            self._findings.error(
                "yaml-depth", position, f"nested deeper than {MAX_DEPTH} levels", "flatten it"
            )
            raise _Refused
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, position)
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = Sequence(position)
            for item in events:
                if isinstance(item, yaml.SequenceEndEvent):
                    return sequence
                sequence.items.append(self._node(item, events, depth + 1))
        return self._mapping(Mapping(position), events, depth)

    def _mapping(self, mapping: Mapping, events: Iterator[Any], depth: int) -> Mapping:
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
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
        style = event.style or ""
        text_position = position
        if style in ("|", ">"):
            line = position.line  # the text starts on the line below its indicator
            while line < len(self._lines) and not self._lines[line].strip():
                line += 1
            body = self._lines[line] if line < len(self._lines) else ""
            text_position = Position(position.line + 1, len(body) - len(body.lstrip(" ")) + 1)
        elif style:
            text_position = Position(position.line, position.column + 1)
        return Scalar(event.value, style, position, text_position)


def _at(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)
