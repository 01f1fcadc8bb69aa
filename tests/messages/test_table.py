from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from fieldguide.messages.answer import explain
from fieldguide.messages.bank import Bank
from fieldguide.messages.table import ENGLISH, VERSION, Table, compile_table, to_json
from fieldguide.messages.templates import SHORTEST, pattern
from fieldguide.messages.wordings import Wordings
from fieldguide.project import Project

BANK = Bank.model_validate(
    {
        "product": "Fox",
        "version": "1",
        "license": "-",
        "source": "-",
        "parameters": {"Red": ["url", "status"], "Blue": ["url"], "Unused": []},
        "locales": {
            "en-US": {
                "Red": "Blocked at %1$S. (Reason: the light is red today). Status: %2$S.",
                "Blue": "Blocked at %1$S. (Reason: the light is blue today).",
                "Unused": "Nobody's message, whatever it may say.",
            },
            "fr": {
                "Red": "Refus à %1$S. (Raison : la lumière est rouge). État : %2$S.",
                "Blue": "Refus à %1$S. (Raison : la lumière est bleue).",
            },
            "en-GB": {"Blue": "Blocked at %1$S. (Reason: the light is blue today)."},
            "xx": {
                "Red": "Blocked at %1$S. (Reason: zu zu zu zu zu zu zu).",
                "Blue": "Blocked at %1$S. (Reason: zu zu zu zu zu zu zu).",
            },
        },
    }
)
MESSAGES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Red": {"fox": ["Red"], "owl": ["Hoot {url}: the lamp glows red, it says."]},
    "Blue": {"fox": ["Blue"], "owl": ["Hoot {url}: the wire is cut for good."]},
}
WORDINGS: dict[str, Any] = {
    "frames": {"owl": ["Hoot {url}: "]},
    "openings": {"owl": ["Hoo {url}. "]},
    "follows": {"Blue": []},
    "wordings": {
        "old": {"reasons": ["Red", "Blue"], "engine": "owl", "texts": ["the lamp is out of order"]},
    },
    "lookalikes": {
        "wire": {
            "page": "guides/other",
            "part": "wire",
            "texts": {"owl": ["the wire is cut for good"]},
        },
        "any": {"page": "guides/other", "part": "any", "texts": {"owl": ["hoot: it failed"]}},
    },
    "general": ["any"],
}


def made(**changes: Any) -> Table:
    wordings = Wordings.model_validate({**WORDINGS, **changes})
    return compile_table({"fox": BANK}, MESSAGES, wordings)


def texts(table: Table, engine: str) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (template.language, template.reasons)
        for template in table.templates
        if template.engine == engine
    ]


def test_a_bank_gives_a_template_for_each_language_and_key() -> None:
    assert texts(made(), "fox") == [
        (ENGLISH, ("Red",)),
        (ENGLISH, ("Blue",)),
        ("fr", ("Red",)),
        ("fr", ("Blue",)),
        ("xx", ("Red",)),
        ("xx", ("Blue",)),
    ], "what another language has, too, is kept once; keys of no reason aren't kept"


def test_a_template_is_cut_into_frame_core_and_tail() -> None:
    red = made().templates[0]
    assert red.frame == pattern("Blocked at {url}. (Reason:")
    assert red.core == pattern("the light is red today")
    assert red.tail == pattern(". Status: {status}.")


def test_texts_of_entries_lose_what_all_begin_with() -> None:
    template = next(t for t in made().templates if t.engine == "owl")
    assert template.frame == pattern("Hoot {url}: ")
    assert template.core == pattern("the lamp glows red, it says")


def test_a_text_of_another_family_is_that() -> None:
    table = made()
    wire = explain("Hoot https://a.example/: the wire is cut for good.", table)
    assert (wire.kind, wire.reason) == ("lookalike", "wire")
    without = made(lookalikes={})
    assert explain("Hoot https://a.example/: the wire is cut for good.", without).reason == "Blue"


def test_the_name_of_a_reason_is_a_template() -> None:
    assert [t.core for t in made().templates if t.engine == ""] == [pattern("Red"), pattern("Blue")]


def test_some_languages() -> None:
    table = made().in_languages([ENGLISH, "fr"])
    assert {template.language for template in table.templates} == {ENGLISH, "fr"}
    assert table.frames == made().frames


def test_the_json_form_has_all_of_it() -> None:
    table = made()
    data = to_json(table)
    assert data["version"] == VERSION
    assert data["general"] == ["any"]
    assert data["follows"] == {"Blue": []}
    assert data["frames"] == {"owl": [["hoot", "url", ":"]]}
    assert data["templates"][0] == {
        "n": ["Red"],
        "k": "reason",
        "e": "fox",
        "l": "en",
        "f": ["blockedat", "url", ".reason:"],
        "c": ["thelightisredtoday"],
        "t": [".status:", "status", "."],
    }
    assert len(data["templates"]) == len(table.templates)
    assert json.loads(json.dumps(data)) == data


def test_each_template_of_the_guide_says_enough(table: Table) -> None:
    for template in table.templates:
        assert template.core.weight, template
        assert template.core.texts[0] or template.core.names, template
        if template.engine and template.kind == "reason" and template.language != ENGLISH:
            assert template.core.telling >= SHORTEST, template


def test_the_guide_has_no_message_twice(table: Table) -> None:
    seen = [(item.kind, item.reasons, item.frame, item.core, item.tail) for item in table.templates]
    assert len(seen) == len(set(seen))


def test_what_a_page_fetches_stays_small(project: Project, table: Table) -> None:
    size = len(json.dumps(to_json(table.in_languages([ENGLISH, "fr"]))).encode())
    assert size < 120_000, "the part for English and one language"
    assert project.wordings.lookalikes


@pytest.mark.parametrize("section", ["follows", "alone"])
def test_rules_name_reasons_that_have_messages(table: Table, section: str) -> None:
    known = {name for template in table.templates for name in template.reasons}
    assert set(getattr(table, section)) <= known
