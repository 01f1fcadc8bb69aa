"""Changes of a translation file's text: one thing each, and every other byte stays.

Each function takes a file's text and gives the new one. What it gives has been read again: it
says what it said before but for the change. Otherwise, EditError; no file is ever damaged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fieldguide.entries import tree as yaml
from fieldguide.entries.fields import Path
from fieldguide.entries.read import Source
from fieldguide.l10n.draft import Draft
from fieldguide.l10n.merge import Leaf, Merge, Order, Value
from fieldguide.l10n.translation import RESERVED
from fieldguide.l10n.written import EditError, digest_value, plain, trimmed


def set_text(text: str, source: Source, path: Path, new: str, comments: Sequence[str] = ()) -> str:
    """Write a field's text; `comments` are the lines above one that isn't there yet.

    A field keeps its style where the text allows; a new one stands where the English entry has
    it. The text is read back as it was given, but for its line ends and white space behind it.
    Raises EditError, for an empty text too.
    """
    return set_fields(text, source, {path: new}, comments={path: comments})


def set_digests(text: str, source: Source, digests: Mapping[str, str]) -> str:
    """Note the digests of the English texts that fields (by their names) were made from."""
    return set_fields(text, source, {}, digests)


def set_fields(
    text: str,
    source: Source,
    texts: Mapping[Path, str],
    digests: Mapping[str, str] | None = None,
    comments: Mapping[Path, Sequence[str]] | None = None,
) -> str:
    """Write texts and digests at once; otherwise as `set_text` and `set_digests`."""
    kinds = {field.path: field.kind for field in source.fields}
    values: dict[str, Value] = {}
    for path, new in texts.items():
        if path not in kinds:
            raise EditError(f"the English entry has no field `{'.'.join(path)}`")
        above = tuple((comments or {}).get(path, ()))
        _put(values, path, Leaf(plain(new), kinds[path], above))
    for name, digest in (digests or {}).items():
        _put(values, ("source", name), Leaf(digest_value(digest)))
    return _merged(text, values, _order_of(source))


def add_machine(text: str, names: Collection[str]) -> str:
    """Note that a machine translated these fields, and nobody has read them."""
    draft = Draft(text)
    node = draft.tree.items.get("machine")
    known = _names(node)
    new = [name for name in dict.fromkeys(names) if name not in known]
    if not isinstance(node, yaml.Sequence) or not node.items:
        return _merged(text, {"machine": new}, lambda place: RESERVED) if new else text
    last = node.items[-1]
    stop = draft.stop(last)
    if draft.is_flow(node):
        draft.splice(stop, stop, "".join(f", {name}" for name in new))
    else:
        start, end = draft.start(last), draft.line_end(stop)
        dash = draft.text[draft.line_start(start) : start]
        draft.splice(end, end, "".join(f"\n{dash}{name}" for name in new))
    return _checked(draft, {**_data(draft.tree), "machine": [*known, *new]})


def remove_machine(text: str, names: Collection[str]) -> str:
    """Note that somebody has read these fields."""
    for name in dict.fromkeys(names):
        text = _remove_machine(text, name)
    return text


def _remove_machine(text: str, name: str) -> str:
    draft = Draft(text)
    node = draft.tree.items.get("machine")
    known = _names(node)
    if name not in known or not isinstance(node, yaml.Sequence):
        return text
    if len(known) == 1:
        return remove(text, ("machine",))
    n = known.index(name)
    item = node.items[n]
    _take_out(draft, node.items[:n], item, item, node.items[n + 1 :], draft.is_flow(node))
    left = [*known[:n], *known[n + 1 :]]
    return _checked(draft, {**_data(draft.tree), "machine": left})


def remove_field(text: str, path: Path) -> str:
    """Take a field out: its text, its digest, and what `machine` and `waivers` say of it."""
    name = ".".join(path)
    text = remove_machine(remove(text, path), [name])
    return remove(remove(text, ("source", name)), ("waivers", name))


def remove(text: str, path: Path) -> str:
    """Take out what stands at a path, with keys above it that have nothing left below them.

    Comments stay. A text without such a path stays as it is.
    """
    draft = Draft(text)
    if yaml.find(draft.tree, path) is None:
        return text
    parent = draft.tree
    above: yaml.Node | None
    while len(path) > 1:
        above = yaml.find(draft.tree, path[:-1])
        assert isinstance(above, yaml.Mapping), "there is a field below it"
        if len(above.items) > 1:
            parent = above
            break
        path = path[:-1]
    keys = list(parent.items)
    at = keys.index(path[-1])
    _take_out(
        draft,
        [parent.items[key] for key in keys[:at]],
        parent.keys[path[-1]],
        parent.items[path[-1]],
        [parent.keys[key] for key in keys[at + 1 :]],
        draft.is_flow(parent),
    )
    expected = _data(draft.tree)
    data = expected
    for part in path[:-1]:
        data = data[part]
    del data[path[-1]]
    return _checked(draft, expected)


def comments_above(draft: Draft, path: Path) -> list[str]:
    """The comments directly above a field, without their signs."""
    parent = yaml.find(draft.tree, path[:-1])
    if not isinstance(parent, yaml.Mapping) or path[-1] not in parent.keys or draft.is_flow(parent):
        return []
    key = parent.keys[path[-1]]
    lines = draft.text[draft.comment_start(key) : draft.line_start(draft.start(key))].split("\n")
    return [line.lstrip(" ")[1:].removeprefix(" ") for line in lines[:-1]]


def _take_out(
    draft: Draft,
    before: Sequence[yaml.Node],
    first: yaml.Node,
    last: yaml.Node,
    after: Sequence[yaml.Node],
    flow: bool,
) -> None:
    """Cut one part (from `first` to `last`) of a list or a mapping, with its comma or its lines."""
    start, stop = draft.start(first), draft.stop(last)
    if flow and after:
        stop = draft.start(after[0])
    elif flow and before:
        start = draft.stop(before[-1])
    elif not flow:
        start, stop = draft.line_start(start), draft.line_end(stop) + 1
        if stop > len(draft.text):  # the file's last line has no end; nor will the one above
            start = max(start - 1, 0)
            stop = len(draft.text)
    draft.splice(start, stop, "")


def _merged(text: str, values: dict[str, Value], order: Order) -> str:
    draft = Draft(text)
    Merge(draft, order).merge(draft.tree, values)
    expected = _data(draft.tree)
    _overlay(expected, values)
    return _checked(draft, expected)


def _order_of(source: Source) -> Order:
    """The English entry's order of fields; what is no prose comes after."""

    def order(place: yaml.Place) -> Sequence[str]:
        if place == ("source",):
            return [field.name for field in source.fields]
        node = yaml.find(source.tree, place)
        keys = list(node.items) if isinstance(node, yaml.Mapping) else []
        return keys if place else [*keys, *RESERVED]

    return order


def _put(values: dict[str, Value], path: Path, leaf: Leaf) -> None:
    for part in path[:-1]:
        below = values.setdefault(part, {})
        assert isinstance(below, dict), "no field stands below another"
        values = below
    values[path[-1]] = leaf


def _names(node: yaml.Node | None) -> list[str]:
    """What a `machine:` lists."""
    if node is None or yaml.is_nothing(node):
        return []
    if isinstance(node, yaml.Sequence):
        return [item.value if isinstance(item, yaml.Scalar) else "" for item in node.items]
    raise EditError("`machine` holds something else than it should")


def _checked(draft: Draft, expected: dict[str, Any]) -> str:
    """The draft's result, if it says what it should."""
    result = draft.result()
    if _data(Draft(result).tree) != expected:
        raise EditError("the file is written in a way that cannot be changed safely")
    return result


def _data(node: yaml.Node) -> Any:
    """What a tree says, whatever the styles."""
    if isinstance(node, yaml.Mapping):
        return {key: _data(value) for key, value in node.items.items()}
    if isinstance(node, yaml.Sequence):
        return [_data(item) for item in node.items]
    return None if yaml.is_nothing(node) else trimmed(node.value)


def _overlay(data: dict[str, Any], values: dict[str, Value]) -> None:
    for key, value in values.items():
        if isinstance(value, Leaf):
            data[key] = value.text if value.kind else value.text.strip('"')
        elif isinstance(value, list):
            data[key] = value
        else:
            data[key] = data.get(key) or {}
            _overlay(data[key], value)
