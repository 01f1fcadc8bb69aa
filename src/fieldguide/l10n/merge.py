"""Values written into a draft's mappings: in the place of old ones, or as new lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fieldguide.entries.fields import Kind
from fieldguide.entries.tree import Mapping, Node, Place, Scalar, is_nothing
from fieldguide.l10n.draft import Draft
from fieldguide.l10n.written import EditError, block, header, quoted


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value to be written: prose, or (`plain`) something that needs no quotes."""

    text: str
    kind: Kind | None = None
    comments: tuple[str, ...] = ()
    """Lines above it, where it is new."""


#: What is to be written under a key; a list is one of names.
Value = Leaf | list[str] | dict[str, "Value"]
#: The keys that the mapping at a place should have, in their order.
Order = Callable[[Place], Sequence[str]]


class Merge:
    """Writes values into a draft."""

    def __init__(self, draft: Draft, order: Order) -> None:
        self._draft = draft
        self._order = order
        self._unit = _unit(draft)

    def merge(self, node: Mapping, values: dict[str, Value]) -> None:
        """Write `values` into the file's mapping."""
        self._merge(node, values, (), (0, len(self._draft.text)))

    def _merge(
        self, node: Mapping, values: dict[str, Value], place: Place, lines: tuple[int, int]
    ) -> None:
        """Write `values` into the mapping at `place`, whose lines are between two indexes."""
        missing = {}
        for key, value in values.items():
            below = node.items.get(key)
            if below is None:
                missing[key] = value
            elif isinstance(value, Leaf) and isinstance(below, Scalar):
                self._replace(node, key, below, value)
            elif isinstance(value, dict) and isinstance(below, Mapping) and below.items:
                inner = self._draft.lines_below(node.keys[key])
                self._merge(below, value, (*place, key), inner)
            elif isinstance(value, Leaf) or not _is_empty(below):
                name = ".".join(map(str, (*place, key)))
                raise EditError(f"`{name}` holds something else than it should")
            else:
                self._fill(node, key, below, value, (*place, key))
        self._insert(node, missing, place, lines)

    def _replace(self, node: Mapping, key: str, old: Scalar, leaf: Leaf) -> None:
        draft, text = self._draft, leaf.text
        start, stop = draft.start(old), draft.stop(old)
        gap = " " if is_nothing(old) else ""
        is_block = old.style in ("|", ">")
        if leaf.kind is None:
            draft.splice(start, stop, gap + text)
        elif not is_block and (
            draft.is_flow(node)
            or ("\n" not in text and (old.style == '"' or leaf.kind == "inline"))
        ):
            draft.splice(start, stop, gap + quoted(text))
        else:
            parent = _column(node, key)
            signs = draft.header(old) if old.style == "|" else ""
            column = old.text_position.column - 1 if is_block and old.value.strip() else 0
            if not 0 < column - parent <= 9:
                column = parent + self._unit
            first = draft.line_end(start if is_block else stop)
            draft.splice(
                start,
                start + len(draft.header(old)) if is_block else stop,
                gap + header(text, column, parent, signs),
            )
            draft.splice(first, max(first, stop), block(text, column))

    def _fill(self, node: Mapping, key: str, old: Node, value: Value, place: Place) -> None:
        """Write fields under a key that has nothing, or `{}`, after it."""
        draft = self._draft
        start, stop = draft.start(old), draft.stop(old)
        if draft.is_flow(node):
            draft.splice(start, stop, (" " if start == stop else "") + _in_brackets(value))
            return
        draft.splice(len(draft.text[:start].rstrip(" \n")), stop, "")
        end = draft.line_end(stop)
        if isinstance(value, dict):
            lines = draft.lines_below(node.keys[key])
            value = self._uncomment(value, _column(node, key) + self._unit, place, lines)
        draft.splice(end, end, self._below(value, _column(node, key), place))

    def _insert(
        self, node: Mapping, missing: dict[str, Value], place: Place, lines: tuple[int, int]
    ) -> None:
        draft = self._draft
        column = next((_column(node, key) for key in node.items), 0)
        if not draft.is_flow(node):
            missing = self._uncomment(missing, column, place, lines)
        order = self._ranks(place, missing)
        for key in sorted(missing, key=order.index):
            at = order.index(key)
            above = next((k for k in reversed(order[:at]) if k in node.items), None)
            below = next((k for k in order[at:] if k in node.items), None)
            if above is None and below is None and node.items:
                above = list(node.items)[-1]
            if draft.is_flow(node):
                written = f"{key}: {_in_brackets(missing[key])}"
                if above is not None:
                    end = draft.stop(node.items[above])
                    draft.splice(end, end, f", {written}")
                elif below is not None:
                    start = draft.start(node.keys[below])
                    draft.splice(start, start, f"{written}, ")
                else:
                    start = draft.start(node) + 1
                    draft.splice(start, start, written)
                continue
            written = self._lines(key, missing[key], column, (*place, key))
            if above is not None:
                end = draft.line_end(draft.stop(node.items[above]))
                draft.splice(end, end, written)
            elif below is not None:
                start = draft.comment_start(node.keys[below])
                draft.splice(start, start, f"{written[1:]}\n")
            else:
                end = len(draft.text)
                whole = not draft.text or draft.text.endswith("\n")
                draft.splice(end, end, f"{written[1:]}\n" if whole else written)

    def _uncomment(
        self, values: dict[str, Value], column: int, place: Place, lines: tuple[int, int]
    ) -> dict[str, Value]:
        """Write fields whose keys wait for them behind a `#`; gives the others."""
        left = {}
        for key, value in values.items():
            line = self._draft.waiting(key, column, *lines) if isinstance(value, Leaf) else None
            if line is None:
                left[key] = value
            else:
                written = self._lines(key, value, column, (*place, key))
                self._draft.splice(*line, written[1:])
        return left

    def _ranks(self, place: Place, keys: Iterable[str]) -> list[str]:
        order = list(self._order(place))
        return order + [key for key in keys if key not in order]

    def _lines(self, key: str, value: Value, column: int, place: Place) -> str:
        """A new field, each line after a line end."""
        margin = "\n" + " " * column
        if not isinstance(value, Leaf):
            return f"{margin}{key}:{self._below(value, column, place)}"
        above = "".join(f"{margin}# {line}".rstrip(" ") for line in value.comments)
        if value.kind is None:
            return f"{above}{margin}{key}: {value.text}"
        if value.kind == "inline" and "\n" not in value.text:
            return f"{above}{margin}{key}: {quoted(value.text)}"
        inner = column + self._unit
        signs = header(value.text, inner, column)
        return f"{above}{margin}{key}: {signs}{block(value.text, inner)}"

    def _below(self, value: Value, column: int, place: Place) -> str:
        """What stands below a new key."""
        inner = column + self._unit
        if isinstance(value, dict):
            keys = sorted(value, key=self._ranks(place, value).index)
            return "".join(self._lines(key, value[key], inner, (*place, key)) for key in keys)
        assert isinstance(value, list), "a leaf has no fields"
        return "".join(f"\n{' ' * inner}- {name}" for name in value)


def _in_brackets(value: Value) -> str:
    """A value as it is written between brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_brackets(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    return value.text if value.kind is None else quoted(value.text)


def _is_empty(node: Node) -> bool:
    return is_nothing(node) or (not isinstance(node, Scalar) and not node.items)


def _column(node: Mapping, key: str) -> int:
    return node.keys[key].position.column - 1


def _unit(draft: Draft) -> int:
    """How far the file indents what stands below a key; 2 where nothing does yet."""
    nodes = draft.tree.items.values()
    columns = [
        _column(node, next(iter(node.items)))
        for node in nodes
        if isinstance(node, Mapping) and node.items and not draft.is_flow(node)
    ]
    columns += [
        node.text_position.column - 1
        for node in nodes
        if isinstance(node, Scalar) and node.style == "|" and node.value.strip()
    ]
    return next((column for column in columns if 1 <= column <= 9), 2)
