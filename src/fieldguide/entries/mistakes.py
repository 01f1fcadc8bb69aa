"""What pydantic found wrong with an entry: where it is in the file, and in words."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from fieldguide.entries.tree import Mapping, Node, Place, Scalar, Sequence, find, is_nothing, locate
from fieldguide.findings import Findings, Position

#: pydantic's name of an error -> what was wanted, and how to write it
_TYPES = {
    "string_type": ("text", "put it in double quotes"),
    "int_type": ("a whole number", "write digits, without quotes"),
    "bool_type": ("`true` or `false`", "write `true` or `false`, without quotes"),
    "list_type": ("a list", "write `[one, two]`, or one `- …` line for each"),
    "tuple_type": ("a pair", "write `[name, value]`"),
    "dict_type": ("a mapping", "indent `key: …` lines under it"),
    "model_type": ("a mapping of fields", "indent its fields under it"),
    "model_attributes_type": ("a mapping of fields", "indent its fields under it"),
}


class Mistake:
    """One error of pydantic's, told to somebody who sees only the file."""

    def __init__(self, details: ErrorDetails, tree: Mapping, model: type[BaseModel]) -> None:
        self._kind = details["type"]
        self._context = details.get("ctx", {})
        self._tree = tree
        loc = details["loc"]
        self._at_key = loc[-1:] == ("[key]",) and self._kind == "string_pattern_mismatch"
        self._path, self._schema, self._siblings = _follow(model, loc[:-1] if self._at_key else loc)
        if self._kind == "missing" and isinstance(self._path[-1], int):
            self._kind = "pair"  # the second half of one
            self._path = self._path[:-1]
        elif self._kind == "too_long":
            self._kind = "pair"  # the only lists with a length
        elif self._kind == "union_tag_not_found":
            self._kind = "missing"
            self._path = (*self._path, self._tag)
        elif self._kind == "union_tag_invalid":
            self._path = (*self._path, self._tag)
        self._name = ".".join(map(str, self._path))
        self._node = find(tree, self._path)

    def report(self, findings: Findings, known: set[Position]) -> None:
        """Record it, unless something at its place is `known` to be wrong."""
        if self._kind == "missing":
            id, message = "entry-missing-key", f"`{self._name}` is missing"
            hint = f"add `{self._path[-1]}:` here"
            position = locate(self._tree, self._path)
        else:
            id, message, hint = self._words()
            at_key = self._at_key or self._kind == "extra_forbidden" or is_nothing(self._node)
            position = locate(self._tree, self._path, key=at_key)
            if position in known:
                return
        findings.error(id, position, message, hint, field=self._name)

    def _words(self) -> tuple[str, str, str]:
        name, last = self._name, str(self._path[-1])
        given = f"`{_shortened(self._node.value)}`" if isinstance(self._node, Scalar) else ""
        if self._kind == "extra_forbidden":
            return (
                "entry-unknown-key",
                f"`{name}` is not a field here",
                _nearest(
                    last, self._siblings, f"fields here: {', '.join(self._siblings)}", "remove it"
                ),
            )
        if self._at_key:
            return (
                "entry-key",
                f"`{_shortened(last)}` is not a valid key",
                "use lower-case words joined by hyphens, such as `error-response`",
            )
        if is_nothing(self._node) or self._kind == "string_too_short":
            return "entry-empty", f"`{name}` is empty", "give it a value, or remove it"
        if self._kind == "too_short":
            return "entry-empty", f"`{name}` has nothing in it", "add at least one"
        if self._kind in _TYPES:
            wanted, hint = _TYPES[self._kind]
            if isinstance(self._node, Mapping | Sequence):
                given = "a mapping" if isinstance(self._node, Mapping) else "a list"
                hint = "write one text" if self._kind == "string_type" else hint
            elif isinstance(self._node, Scalar) and self._node.style:
                given = f"the text {given}"
            return "entry-type", f"`{name}` must be {wanted}, not {given}", hint
        if self._kind == "pair":
            return "entry-type", f"`{name}` must be a pair", "write `[name, value]`"
        if self._kind in ("literal_error", "union_tag_invalid"):
            said = str(self._context.get("expected") or self._context.get("expected_tags"))
            expected = re.findall("'([^']*)'", said)
            listed = ", ".join(f"`{word}`" for word in expected)
            hint = _nearest(_text(self._node), expected, "write one of them", "")
            return "entry-value", f"`{name}` must be one of {listed}; it is {given}", hint
        if self._kind == "string_pattern_mismatch":
            hint = self._schema.get("description", "")
            return "entry-value", f"`{name}` cannot be {given}", hint
        if self._kind == "string_too_long":
            length, most = len(_text(self._node)), self._context["max_length"]
            return (
                "entry-value",
                f"`{name}` has {length} characters; at most {most} fit",
                "shorten it",
            )
        if self._kind == "greater_than_equal":
            least = self._context["ge"]
            return "entry-value", f"`{name}` is {given}; it must be at least {least}", ""
        assert self._kind == "less_than_equal", self._kind
        most = self._context["le"]
        return "entry-value", f"`{name}` is {given}; it must be at most {most}", ""

    @property
    def _tag(self) -> str:
        return str(self._context["discriminator"]).strip("'")


def _text(node: Node | None) -> str:
    return node.value if isinstance(node, Scalar) else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _nearest(name: str, possible: list[str], otherwise: str, nothing: str) -> str:
    close = difflib.get_close_matches(name, possible, 1)
    if close:
        return f"did you mean `{close[0]}`?"
    return otherwise if possible else nothing


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _follow(model: type[BaseModel], loc: Place) -> tuple[Place, dict[str, Any], list[str]]:
    """Follow a pydantic location through the model's schema.

    Returns it without the tags of unions, which are not in the file, the schema of what
    is there, and the names that were possible beside it.
    """
    root = _schema_of(model)

    def target(schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            return target(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
        # the only unions without a tag are those with null, which comes last
        return target(schema["anyOf"][0]) if "anyOf" in schema else schema

    path: list[str | int] = []
    siblings: list[str] = []
    here = root
    for part in loc:
        if "discriminator" in here:
            here = target({"$ref": here["discriminator"]["mapping"][part]})
            continue
        path.append(part)
        siblings = sorted(here.get("properties", ()))
        patterns = list(here.get("patternProperties", {}).values())
        below = here.get("items") if isinstance(part, int) else here.get("properties", {}).get(part)
        here = target(below or (patterns or [{}])[0])
    return tuple(path), here, siblings
