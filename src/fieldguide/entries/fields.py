"""The prose fields of a model: which they are, and how to visit them."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from fieldguide.entries.base import Prose

Path = tuple[str, ...]
Kind = Literal["inline", "block"]


@dataclass(frozen=True, slots=True)
class ProseField:
    """One prose text of an entry; `path` is its keys from the root."""

    path: Path
    kind: Kind
    text: str
    name: str = field(init=False, repr=False, compare=False)
    """The path as people write it: `fixes.server.body`."""

    def __post_init__(self) -> None:
        """Write the name once: every language asks for it."""
        object.__setattr__(self, "name", ".".join(self.path))

    @property
    def words(self) -> int:
        """How many words it has, for percentages."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Shape:
    """Where prose sits below one place of a model.

    `kind` is set on a leaf; `children` are named fields; `each` is any key of a map.
    """

    kind: Kind | None = None
    children: tuple[tuple[str, Shape], ...] = ()
    each: Shape | None = None

    def child(self, key: str) -> Shape | None:
        """The shape below `key`, or None where no prose can be."""
        return dict(self.children).get(key, self.each)


@cache
def shape_of(model: type[BaseModel]) -> Shape:
    """The prose of a model class, derived from its annotations."""
    children = []
    for name, info in model.model_fields.items():
        shape = _shape_of_field(info)
        if shape is not None:
            children.append((info.alias or name, shape))
    return Shape(children=tuple(children))


def prose_fields(entry: BaseModel) -> Iterator[ProseField]:
    """Every prose field that has a text, in the order of the model."""

    def visit(value: Any, shape: Shape, path: Path) -> Iterator[ProseField]:
        if value is None:
            return
        if shape.kind is not None:
            yield ProseField(path, shape.kind, value)
        elif shape.each is not None:
            for key, item in value.items():
                yield from visit(item, _shape_at(shape.each, item), (*path, key))
        else:
            for key, below in shape.children:
                yield from visit(_get(value, key), below, (*path, key))

    yield from visit(entry, shape_of(type(entry)), ())


def map_prose(entry: BaseModel, leaf: Callable[[Path, Kind, str], Any]) -> types.SimpleNamespace:
    """A copy of an entry as a namespace, every prose text replaced by `leaf`'s result."""

    def copy(value: Any, path: Path) -> Any:
        if isinstance(value, BaseModel):
            shape = dict(shape_of(type(value)).children)
            members = {}
            for name, info in type(value).model_fields.items():
                item = getattr(value, name)
                key = info.alias or name
                below = shape.get(key)
                if below is not None and below.kind is not None:
                    item = None if item is None else leaf((*path, key), below.kind, item)
                elif below is not None:
                    item = copy(item, (*path, key))
                members[name] = item
            return types.SimpleNamespace(**members)
        if isinstance(value, dict):
            return {key: copy(item, (*path, key)) for key, item in value.items()}
        return value

    result = copy(entry, ())
    assert isinstance(result, types.SimpleNamespace)
    return result


def _shape_at(shape: Shape, value: Any) -> Shape:
    """A union's members differ in shape: look at what is really there."""
    return shape_of(type(value)) if isinstance(value, BaseModel) else shape


def _get(value: Any, key: str) -> Any:
    for name, info in type(value).model_fields.items():
        if (info.alias or name) == key:
            return getattr(value, name)
    raise KeyError(key)


def _shape_of_field(info: FieldInfo) -> Shape | None:
    for mark in info.metadata:
        if isinstance(mark, Prose):
            return Shape(kind=mark.kind)
    return _shape_of_type(info.annotation)


def _shape_of_type(annotation: Any) -> Shape | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        shape = shape_of(annotation)
        return shape if shape.children else None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        shapes = [shape for shape in map(_shape_of_type, arguments) if shape is not None]
        if not shapes:
            return None
        if len(shapes) == 1:
            return shapes[0]
        merged: dict[str, Shape] = {}
        for shape in shapes:
            merged.update(shape.children)
        return Shape(children=tuple(merged.items()))
    if origin is dict:
        each = _shape_of_type(arguments[1])
        return Shape(each=each) if each is not None else None
    if hasattr(annotation, "__metadata__"):
        for mark in annotation.__metadata__:
            if isinstance(mark, Prose):
                return Shape(kind=mark.kind)
        return _shape_of_type(annotation.__origin__)
    return None
