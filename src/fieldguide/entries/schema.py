"""JSON Schemas of entries and translations, kept to what editors' YAML support knows."""

from __future__ import annotations

import json
from typing import Any

from fieldguide.entries.fields import Shape, shape_of
from fieldguide.entries.models import Entry, Guide, Home, Reason
from fieldguide.entries.servers import Server, Servers

_NAMES: dict[str, type[Entry]] = {
    "reason": Reason,
    "guide": Guide,
    "home": Home,
    "server": Server,
    "servers": Servers,
}


def schemas() -> dict[str, str]:
    """File name -> schema, for each kind of entry and for its translation."""
    written: dict[str, str] = {}
    for name, model in _NAMES.items():
        schema = model.model_json_schema(by_alias=True)
        written[f"{name}.schema.json"] = _dump(schema)
        written[f"{name}-translation.schema.json"] = _dump(_translation_schema(name, model))
    return written


def _translation_schema(name: str, model: type[Entry]) -> dict[str, Any]:
    schema = _of_shape(shape_of(model))
    schema["type"] = "object"
    schema["title"] = f"Translation of a {name}"
    schema["properties"]["translators"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Who translated it; shown on the page.",
    }
    schema["properties"]["machine"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Fields that a machine translated and nobody has read yet.",
    }
    schema["properties"]["waivers"] = {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1},
        },
        "description": "Field -> check -> the reason why the check doesn't hold there.",
    }
    schema["properties"]["source"] = {
        "type": "object",
        "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
        "description": "Written by `fieldguide translate stamp`, never by hand.",
    }
    return schema


def _of_shape(shape: Shape) -> dict[str, Any]:
    if shape.kind is not None:
        how = "a `|` block" if shape.kind == "block" else "one line in double quotes"
        return {"type": "string", "minLength": 1, "description": f"Prose, written as {how}."}
    parent = ["object", "null"]  # before anything below it is translated
    if shape.each is not None:
        return {"type": parent, "additionalProperties": _of_shape(shape.each)}
    return {
        "type": parent,
        "properties": {key: _of_shape(below) for key, below in shape.children},
        "additionalProperties": False,
    }


def _dump(schema: dict[str, Any]) -> str:
    dialect = {"$schema": "http://json-schema.org/draft-07/schema#"}
    text = json.dumps({**dialect, **schema}, ensure_ascii=False, indent=2)
    # pydantic writes 2020-12; these keywords are the same in draft-07 under their old names
    text = text.replace("#/$defs/", "#/definitions/").replace('"$defs"', '"definitions"')
    return text.replace('"prefixItems"', '"items"') + "\n"
