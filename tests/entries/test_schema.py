from __future__ import annotations

import json
import re
from typing import Any

import pytest

from fieldguide.entries.schema import schemas

KINDS = ("reason", "guide", "home", "server", "servers")


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return {name: json.loads(text) for name, text in schemas().items()}


def nodes(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for item in schema for found in nodes(item)]
    if isinstance(schema, dict):
        return [schema, *(found for item in schema.values() for found in nodes(item))]
    return []


def test_each_kind_has_a_schema_and_one_for_its_translations() -> None:
    assert sorted(schemas()) == sorted(
        f"{kind}{suffix}.schema.json" for kind in KINDS for suffix in ("", "-translation")
    )


def test_the_text_is_the_same_each_time_and_ends_with_a_line_end() -> None:
    assert schemas() == schemas()
    assert all(text.endswith("}\n") for text in schemas().values())


def test_all_references_lead_somewhere(written: dict[str, Any]) -> None:
    for name, schema in written.items():
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#", name
        references = [node["$ref"] for node in nodes(schema) if isinstance(node.get("$ref"), str)]
        for reference in references:
            match = re.fullmatch(r"#/definitions/(\w+)", reference)
            assert match, reference
            assert match[1] in schema["definitions"], reference


def test_entries_refuse_unknown_keys_everywhere(written: dict[str, Any]) -> None:
    for kind in KINDS:
        schema = written[f"{kind}.schema.json"]
        for node in [schema, *schema.get("definitions", {}).values()]:
            assert node["additionalProperties"] is False


def test_what_an_entry_needs(written: dict[str, Any]) -> None:
    assert written["reason.schema.json"]["required"] == [
        "id", "title", "summary", "explanation", "causes", "fixes", "verify", "standard",
        "messages",
    ]  # fmt: skip
    step = written["guide.schema.json"]["definitions"]["Step"]
    assert "from" in step["properties"], "YAML says `from`"
    assert "sender" not in step["properties"]
    header = step["properties"]["headers"]["items"]
    assert header["items"] == [{"type": "string"}, {"type": "string"}], "draft-07's pair"


def test_a_translation_has_the_prose_and_nothing_else(written: dict[str, Any]) -> None:
    schema = written["reason-translation.schema.json"]
    assert schema["title"] == "Translation of a reason"
    assert list(schema["properties"]) == [
        "title", "summary", "explanation", "causes", "fixes", "avoid", "verify", "standard",
        "engines", "variants", "translators", "machine", "waivers", "source",
    ]  # fmt: skip
    assert schema["additionalProperties"] is False
    cause = schema["properties"]["causes"]["additionalProperties"]
    assert list(cause["properties"]) == ["title", "body", "tell"]
    assert "required" not in cause, "a translation may be partial"
    assert (
        cause["properties"]["title"]["description"]
        == "Prose, written as one line in double quotes."
    )
    assert cause["properties"]["body"]["description"] == "Prose, written as a `|` block."


def test_figures_translate_captions_and_notes(written: dict[str, Any]) -> None:
    figures = written["guide-translation.schema.json"]["properties"]["figures"]
    figure = figures["additionalProperties"]
    assert sorted(figure["properties"]) == ["caption", "steps"]
    assert list(figure["properties"]["steps"]["additionalProperties"]["properties"]) == ["note"]


def test_digests_are_twelve_hex_digits(written: dict[str, Any]) -> None:
    pattern = written["home-translation.schema.json"]["properties"]["source"][
        "additionalProperties"
    ]["pattern"]
    assert re.search(pattern, "0123456789ab")
    assert not re.search(pattern, "0123456789AB")
    assert not re.search(pattern, "0123456789abc")
