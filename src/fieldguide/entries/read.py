"""One file to one entry: schema and scalar rules, every mistake with its position."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fieldguide.entries.fields import ProseField, Shape, prose_fields, shape_of
from fieldguide.entries.models import Entry
from fieldguide.entries.tree import Mapping, Node, Scalar, Sequence, read_tree, resolve
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


def read_entry(path: Path, model: type[Entry], findings: Findings) -> Source | None:
    """Read and validate one file; None, with findings, if it is not a whole entry.

    Raises OSError when the file cannot be read.
    """
    tree = read_tree(path.read_bytes(), findings)
    if tree is None:
        return None
    check_styles(tree, shape_of(model), findings)
    try:
        entry = model.model_validate(resolve(tree), by_alias=True)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _report(details, tree, model, findings)
        return None
    _check_id(entry, tree, findings)
    return Source(path, entry, tree)


def check_styles(tree: Node, shape: Shape, findings: Findings, path: str = "") -> None:
    """DESIGN section 4: prose is a `|` block or in double quotes, nothing else.

    A plain `foo # bar` loses its tail in silence and a folded block joins lines with
    spaces that some scripts don't have; refusing the styles removes the whole class.
    """
    if shape.kind is None:
        if isinstance(tree, Mapping):
            for key, value in tree.items.items():
                below = shape.child(key)
                if below is not None:
                    check_styles(value, below, findings, f"{path}.{key}".lstrip("."))
        return
    if not isinstance(tree, Scalar):
        return  # the model reports the wrong type
    names = {"": "plain", ">": "folded", "'": "single-quoted"}
    if not tree.value.strip():
        findings.error(
            "prose-empty",
            tree.position,
            f"`{path}` is empty",
            "write its text, or remove the key",
            field=path,
        )
    elif tree.style in names:
        findings.error(
            "prose-style",
            tree.position,
            f"`{path}` is prose in a {names[tree.style]} scalar, which can lose text in silence",
            'write it as a `|` block, or in double quotes ("…")',
            field=path,
        )


def locate(tree: Node, path: tuple[str | int, ...], *, key: bool = False) -> Position:
    """Position of the node at `path`, or of its key; the nearest parent's where absent."""
    node, position = tree, tree.position
    for part in path:
        if isinstance(node, Mapping) and str(part) in node.items:
            position = node.keys[str(part)].position
            node = node.items[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            position = node.position
        else:
            return position
    return position if key else node.position


def _check_id(entry: Entry, tree: Mapping, findings: Findings) -> None:
    declared = getattr(entry, "id", None)
    if declared is not None and declared != findings.path.stem:
        findings.error(
            "entry-id",
            locate(tree, ("id",)),
            f"the id is `{declared}` but the file is named `{findings.path.name}`",
            f"write `id: {findings.path.stem}`, or rename the file to `{declared}.yml`",
            field="id",
        )


_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "list_type": "a list",
    "tuple_type": "a pair `[name, value]`",
    "dict_type": "a mapping",
    "model_type": "a mapping of fields",
    "model_attributes_type": "a mapping of fields",
}


def _report(
    details: ErrorDetails, tree: Mapping, model: type[BaseModel], findings: Findings
) -> None:
    """Say in our words what pydantic found."""
    kind = details["type"]
    path = tuple(
        part
        for part in details["loc"]
        # pydantic adds a union's tag and "[key]" for a key: neither is in the file
        if part not in ("[key]", "console", "network", "sequence")
    )
    name = ".".join(map(str, path))
    given = details.get("input")
    at_key = kind == "extra_forbidden" or details["loc"][-1:] == ("[key]",)
    position = locate(tree, path, key=at_key)
    if kind == "extra_forbidden":
        findings.error(
            "entry-unknown-key",
            position,
            f"`{name}` is not a field here",
            _nearest(str(path[-1]), _siblings(model, path)),
            field=name,
        )
    elif kind == "missing":
        findings.error(
            "entry-missing-key",
            position,
            f"`{name}` is missing",
            f"add `{path[-1]}:` here",
            field=name,
        )
    elif given is None:
        findings.error(
            "entry-empty", position, f"`{name}` is empty", "give it a value or remove it", field=name
        )
    elif kind in _TYPES:
        findings.error(
            "entry-type",
            position,
            f"`{name}` must be {_TYPES[kind]}, not {_describe(given)}",
            "put it in double quotes" if kind == "string_type" and not _is_nested(given) else "",
            field=name,
        )
    elif details["loc"][-1:] == ("[key]",):
        findings.error(
            "entry-key",
            position,
            f"`{path[-1]}` is not a valid key",
            "use lower-case words joined by hyphens, such as `error-response`",
            field=name,
        )
    else:
        findings.error(
            "entry-value", position, f"`{name}`: {_first_lower(details['msg'])}", field=name
        )


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _siblings(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Names that were possible where the last part of `path` stands."""
    schema: Any = model.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})

    def follow(node: Any) -> list[Any]:
        if "$ref" in node:
            return follow(definitions[node["$ref"].rsplit("/", 1)[-1]])
        options = node.get("anyOf") or node.get("oneOf")
        return [found for option in options for found in follow(option)] if options else [node]

    nodes = [schema]
    for part in path[:-1]:
        found = []
        for node in (target for item in nodes for target in follow(item)):
            if isinstance(part, int):
                found.append(node.get("items", {}))
            else:
                below = node.get("properties", {}).get(part) or node.get("additionalProperties")
                if below is None:
                    below = next(iter(node.get("patternProperties", {}).values()), None)
                found += [below] if isinstance(below, dict) else []
        nodes = found
    return sorted({name for item in nodes for node in follow(item) for name in node.get("properties", {})})


def _nearest(name: str, possible: list[str]) -> str:
    close = difflib.get_close_matches(name, possible, 1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"fields here: {', '.join(possible)}" if possible else "remove it"
