"""One file to one entry: schema and scalar rules, every mistake with its position."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from fieldguide.entries.fields import ProseField, Shape, prose_fields, shape_of
from fieldguide.entries.mistakes import Mistake
from fieldguide.entries.models import Entry
from fieldguide.entries.tree import Mapping, Node, Scalar, Sequence, is_nothing, locate, resolve
from fieldguide.findings import Findings, Position


@dataclass(frozen=True)
class Source:
    """An entry with the file it came from and the tree that knows its positions."""

    path: Path
    entry: Entry
    tree: Mapping

    @property
    def id(self) -> str:
        """The entry's name, which is its file's."""
        return self.path.stem

    @cached_property
    def fields(self) -> tuple[ProseField, ...]:
        """The entry's prose, visited once for all languages."""
        return tuple(prose_fields(self.entry))

    def position(self, *path: str | int) -> Position:
        """Where the value at `path` begins; the nearest parent's place if it is absent."""
        return locate(self.tree, path)


def read_entry(path: Path, tree: Mapping, model: type[Entry], findings: Findings) -> Source | None:
    """Validate one file's tree; None, with findings, if it is not a whole entry."""
    check_styles(tree, shape_of(model), findings)
    try:
        entry: Entry | None = model.model_validate(resolve(tree), by_alias=True)
    except ValidationError as error:
        known = {item.position for item in findings.items}
        for details in error.errors(include_url=False):
            Mistake(details, tree, model).report(findings, known)
        entry = None
    _check_id(tree, model, findings)
    check_nothing(tree, findings)
    return None if entry is None else Source(path, entry, tree)


def check_styles(tree: Node, shape: Shape, findings: Findings, path: str = "") -> None:
    """DESIGN section 4: prose is a `|` block or in double quotes, nothing else.

    A plain `foo # bar` loses its tail in silence and a folded block joins lines with
    spaces that some scripts don't have; refusing the styles removes the whole class.
    """
    if shape.kind is None:
        if isinstance(tree, Mapping):
            for key, value in tree.items.items():
                below = shape.child(key)
                name = f"{path}.{key}".lstrip(".")
                if below is not None and below.kind is not None and is_nothing(value):
                    _empty(name, tree.keys[key].position, findings)
                elif below is not None:
                    check_styles(value, below, findings, name)
        return
    if not isinstance(tree, Scalar) or findings.has(tree.position):
        return  # the model reports the wrong type
    names = {"": "plain", ">": "folded", "'": "single-quoted"}
    if not tree.value.strip():
        _empty(path, tree.position, findings)
    elif tree.style in names:
        findings.error(
            "prose-style",
            tree.position,
            f"`{path}` is prose in a {names[tree.style]} scalar, which can lose text in silence",
            'write it as a `|` block, or in double quotes ("…")',
            field=path,
        )


def _empty(name: str, position: Position, findings: Findings) -> None:
    findings.error(
        "prose-empty",
        position,
        f"`{name}` is empty",
        "write its text, or remove the key",
        field=name,
    )


def check_nothing(node: Node, findings: Findings, path: str = "") -> None:
    """Report keys with nothing after them, also where the field may be absent."""
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            check_nothing(item, findings, f"{path}{index}.")
    elif isinstance(node, Mapping):
        for key, value in node.items.items():
            check_nothing(value, findings, f"{path}{key}.")
            position = node.keys[key].position
            if is_nothing(value) and not findings.has(position):
                findings.error(
                    "entry-empty",
                    position,
                    f"`{path}{key}` is empty",
                    "give it a value, or remove it",
                    field=f"{path}{key}",
                )


def _check_id(tree: Mapping, model: type[Entry], findings: Findings) -> None:
    node = tree.items.get("id")
    if "id" not in model.model_fields or not isinstance(node, Scalar) or is_nothing(node):
        return
    if node.value != findings.path.stem and not findings.has(node.position):
        findings.error(
            "entry-id",
            node.position,
            f"the id is `{node.value}` but the file is named `{findings.path.name}`",
            f"write `id: {findings.path.stem}`, or rename the file to `{node.value}.yml`",
            field="id",
        )
