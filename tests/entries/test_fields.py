from __future__ import annotations

import pytest

from fieldguide.entries.fields import Kind, Path, map_prose, prose_fields, shape_of
from fieldguide.entries.models import Entry, Guide, Home, Reason

REASON = Reason.model_validate(
    {
        "id": "Alpha",
        "title": "T",
        "summary": "S and more.",
        "explanation": "E",
        "causes": {"a": {"title": "CT", "body": "CB", "tell": "CW", "fixes": ["f"]}},
        "fixes": {"f": {"title": "FT", "body": "FB", "recipe": "x"}},
        "avoid": {"n": {"title": "AT", "body": "AB"}},
        "verify": {"body": "VB", "code": ["s"]},
        "standard": "ST",
        "messages": {"firefox": ["M"]},
        "snippets": {"s": {"language": "text", "text": "X", "file": "F"}},
        "links": {"l": "https://standard.example"},
    }
)
GUIDE = Guide.model_validate(
    {
        "id": "basics",
        "title": "T",
        "summary": "S",
        "sections": {
            "one": {"title": "1T", "body": "1B", "steps": {"go": {"title": "GT", "body": "GB"}}}
        },
        "figures": {
            "c": {"kind": "console", "engine": "e", "caption": "CC", "lines": [{"text": "L"}]},
            "n": {"kind": "network", "engine": "e", "caption": "NC", "rows": []},
            "s": {
                "kind": "sequence",
                "caption": "SC",
                "steps": {
                    "ask": {"from": "page", "to": "server", "text": "GET", "note": "SN"},
                    "answer": {"from": "server", "to": "page"},
                },
            },
        },
    },
    by_alias=True,
)
HOME = Home.model_validate(
    {
        "title": "T",
        "summary": "S",
        "groups": {"g": {"title": "GT", "reasons": ["Alpha"]}},
        "guides": ["basics"],
    }
)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            REASON,
            {
                "title": "T",
                "summary": "S and more.",
                "explanation": "E",
                "causes.a.title": "CT",
                "causes.a.body": "CB",
                "causes.a.tell": "CW",
                "fixes.f.title": "FT",
                "fixes.f.body": "FB",
                "avoid.n.title": "AT",
                "avoid.n.body": "AB",
                "verify.body": "VB",
                "standard": "ST",
            },
        ),
        (
            GUIDE,
            {
                "title": "T",
                "summary": "S",
                "sections.one.title": "1T",
                "sections.one.body": "1B",
                "sections.one.steps.go.title": "GT",
                "sections.one.steps.go.body": "GB",
                "figures.c.caption": "CC",
                "figures.n.caption": "NC",
                "figures.s.caption": "SC",
                "figures.s.steps.ask.note": "SN",
            },
        ),
        (HOME, {"title": "T", "summary": "S", "groups.g.title": "GT"}),
    ],
    ids=["reason", "guide", "home"],
)
def test_prose_fields_are_all_prose_in_order_and_nothing_else(
    entry: Entry, expected: dict[str, str]
) -> None:
    fields = list(prose_fields(entry))
    assert [(field.name, field.text) for field in fields] == list(expected.items())
    assert {field.name for field in fields if field.kind == "inline"} == {
        name for name in expected if name.rpartition(".")[2] in ("title", "caption", "note")
    }


def test_words_are_counted() -> None:
    fields = {field.name: field.words for field in prose_fields(REASON)}
    assert fields["title"] == 1
    assert fields["summary"] == 3


def test_mapping_prose_replaces_exactly_the_prose() -> None:
    seen: list[tuple[Path, Kind]] = []

    def leaf(path: Path, kind: Kind, text: str) -> str:
        seen.append((path, kind))
        return f"<{text}>"

    mapped = map_prose(GUIDE, leaf)
    assert seen == [(field.path, field.kind) for field in prose_fields(GUIDE)]
    assert mapped.title == "<T>"
    assert mapped.sections["one"].steps["go"].body == "<GB>"
    assert mapped.figures["c"].caption == "<CC>"
    assert mapped.figures["s"].steps["ask"].note == "<SN>"
    assert mapped.figures["s"].steps["ask"].sender == "page"
    assert mapped.figures["s"].steps["answer"].note is None
    assert mapped.id == "basics"
    assert mapped.figures["c"].lines[0].text == "L"


def test_mapping_keeps_neutral_fields() -> None:
    mapped = map_prose(REASON, lambda path, kind, text: None)
    assert mapped.title is None
    assert mapped.engines is None
    assert mapped.fixes["f"].recipe == "x"
    assert mapped.snippets["s"].text == "X"
    assert mapped.links == {"l": "https://standard.example"}


@pytest.mark.parametrize(
    ("model", "path", "kind"),
    [
        (Reason, "title", "inline"),
        (Reason, "causes.anything.tell", "block"),
        (Reason, "engines", "block"),
        (Reason, "messages", None),
        (Reason, "snippets.s.text", None),
        (Reason, "causes.a.fixes", None),
        (Guide, "figures.any.caption", "inline"),
        (Guide, "figures.any.steps.any.note", "inline"),
        (Guide, "figures.any.lines", None),
        (Home, "groups.g.body", "block"),
        (Home, "guides", None),
    ],
)
def test_shapes_know_where_prose_can_be(model: type[Entry], path: str, kind: Kind | None) -> None:
    shape = shape_of(model)
    for key in path.split("."):
        below = shape.child(key)
        if below is None:
            assert kind is None
            return
        shape = below
    assert shape.kind == kind
