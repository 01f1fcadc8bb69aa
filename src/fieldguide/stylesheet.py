"""One stylesheet out of several, without what no page needs.

A page is painted when its stylesheets are there, and each one more costs a slow network another
round trip. A theme's has rules for all that a theme can do; a guide names what it doesn't use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2.ast import Node

#: Rules within which there are further rules.
_GROUPS = frozenset({"container", "layer", "media", "starting-style", "supports"})
#: Selectors in whose arguments a class needn't be there for the rule to fit.
_OPTIONAL = frozenset({"has", "is", "not", "where"})
_CLASSES = re.compile(r"\bclass=\"([^\"]*)\"")


class StylesheetError(Exception):
    """A stylesheet that browsers don't read as its author means it."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}")


@dataclass(frozen=True, slots=True)
class Source:
    """A stylesheet as somebody wrote it."""

    path: str
    css: str


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """What all pages load."""

    css: str
    gone: frozenset[str]
    """The classes that have lost rules."""


@lru_cache(maxsize=4)  # all locales of a build have the same, and all builds of a preview
def join(sources: tuple[Source, ...], without: tuple[str, ...]) -> Stylesheet:
    """Put stylesheets together, in their order.

    `without` names classes: rules of `x` and of `x-…`, `x_…` go; so do custom properties that
    nothing reads, comments and white space. Raises StylesheetError for the first mistake.
    """
    cutter = _Cutter(without)
    rules = [rule for source in sources for rule in cutter.read(source)]
    before = None
    while before != (names := set(_read_properties(rules))):
        rules = list(_without_properties(rules, names))
        before = names
    return Stylesheet(_text(rules), frozenset(cutter.gone))


def used_of(html: str, classes: frozenset[str]) -> list[str]:
    """Those of some classes that a page uses."""
    named = (name for value in _CLASSES.findall(html) for name in value.split())
    return sorted(classes.intersection(named))


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule: what stands before its braces, and in them; a declaration has no braces."""

    prelude: str
    content: tuple[_Rule, ...] | None = None
    reads: frozenset[str] = frozenset()
    """Custom properties whose value it takes."""


class _Cutter:
    """Reads rules, and leaves out those of classes that aren't used."""

    def __init__(self, without: Sequence[str]) -> None:
        names = "|".join(map(re.escape, without))
        self._without = re.compile(rf"(?:{names})(?![A-Za-z0-9])" if names else r"(?!)")
        self.gone: set[str] = set()

    def read(self, source: Source) -> list[_Rule]:
        """The rules of a stylesheet. Raises StylesheetError."""
        nodes = tinycss2.parse_stylesheet(source.css, skip_comments=True, skip_whitespace=True)
        return list(self._rules(nodes, source.path))

    def _rules(self, nodes: Sequence[Node], path: str) -> Iterator[_Rule]:
        for node in nodes:
            if node.type == "error":
                message = f"this is no CSS: {node.message}"
                raise StylesheetError(path, node.source_line, node.source_column, message)
            if node.type == "declaration":
                end = " !important" if node.important else ""
                text = f"{node.name}:{_serialized(node.value)}{end.strip()}"
                yield _Rule(text, reads=frozenset(_variables(node.value)))
            elif node.type == "qualified-rule":
                selectors = [part for part in _listed(node.prelude) if self._may_stay(part)]
                if selectors:
                    content = tuple(self._rules(_contents(node.content), path))
                    yield _Rule(",".join(map(_serialized, selectors)), content)
            else:
                yield from self._at_rule(node, path)

    def _at_rule(self, node: Any, path: str) -> Iterator[_Rule]:
        if node.lower_at_keyword == "import":
            message = "a stylesheet that is joined with others can't import: name the file instead"
            raise StylesheetError(path, node.source_line, node.source_column, message)
        prelude = f"@{node.at_keyword} {_serialized(node.prelude)}".rstrip()
        if node.content is None:
            yield _Rule(prelude, reads=frozenset(_variables(node.prelude)))
        elif node.lower_at_keyword in _GROUPS:
            if content := tuple(self._rules(_contents(node.content), path)):
                yield _Rule(prelude, content)
        else:  # keyframes, fonts: nothing to cut
            text = _Rule(_serialized(node.content), reads=frozenset(_variables(node.content)))
            yield _Rule(prelude, (text,))

    def _may_stay(self, selector: Sequence[Node]) -> bool:
        gone = {name for name in _classes(selector) if self._without.match(name)}
        self.gone |= gone
        return not gone


def _contents(content: Sequence[Node]) -> list[Node]:
    nodes: list[Node] = tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    )
    return nodes


def _listed(prelude: Sequence[Node]) -> Iterator[list[Node]]:
    """The selectors of a list."""
    part: list[Node] = []
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _classes(nodes: Sequence[Node]) -> Iterator[str]:
    """The classes that must be there for a selector to fit."""
    before: Any = None
    for node in nodes:
        if node.type == "ident" and before is not None and before == ".":
            yield node.value
        elif node.type == "function" and node.lower_name not in _OPTIONAL:
            yield from _classes(node.arguments)
        before = node


def _variables(nodes: Sequence[Node] | None) -> Iterator[str]:
    for node in nodes or ():
        if node.type == "function":
            if node.lower_name == "var":
                yield next((a.value for a in node.arguments if a.type == "ident"), "")
            yield from _variables(node.arguments)
        elif node.type.endswith(" block"):
            yield from _variables(node.content)


def _serialized(nodes: Sequence[Node]) -> str:
    """Tokens as text, on one line."""
    text: str = tinycss2.serialize(list(_one_line(nodes)))
    return text.strip()


def _one_line(nodes: Sequence[Node]) -> Iterator[Node]:
    """Tokens without comments, with single spaces."""
    for node in nodes:
        if node.type in ("whitespace", "comment"):
            yield tinycss2.ast.WhitespaceToken(node.source_line, node.source_column, " ")
            continue
        if node.type == "function":
            node.arguments = list(_one_line(node.arguments))
        elif node.type.endswith(" block"):
            node.content = list(_one_line(node.content))
        yield node


def _read_properties(rules: Sequence[_Rule]) -> Iterator[str]:
    for rule in rules:
        yield from rule.reads
        yield from _read_properties(rule.content or ())


def _without_properties(rules: Sequence[_Rule], names: set[str]) -> Iterator[_Rule]:
    """The rules without custom properties but some, and without what is empty then."""
    for rule in rules:
        if rule.content is None:
            name = rule.prelude.partition(":")[0]
            if not name.startswith("--") or name in names:
                yield rule
        elif content := tuple(_without_properties(rule.content, names)):
            yield _Rule(rule.prelude, content, rule.reads)


def _text(rules: Sequence[_Rule]) -> str:
    parts: list[str] = []
    for rule in rules:
        if parts and not parts[-1].endswith("}"):
            parts.append(";")
        within = "" if rule.content is None else f"{{{_text(rule.content)}}}"
        parts.append(rule.prelude + within)
    return "".join(parts)
