from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from fieldguide.entries.fields import Kind, ProseField
from fieldguide.l10n.locale import Locale
from fieldguide.project import load_sources
from fieldguide.workbench.preview import ELEMENTS, nodes, preview
from tests import guides
from tests.prose.texts import KINDS, TEXTS

FRENCH, ARABIC = Locale.parse("fr"), Locale.parse("ar")
BLOCK = ProseField(("summary",), "block", "")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Any:
    config = guides.write(tmp_path_factory.mktemp("guide"))
    project = load_sources(config.parent / "docs", config.parent / "locales")
    return project.sources["reasons/Alpha"]


def test_a_text_is_set_as_on_the_site(source: Any) -> None:
    found = preview("Voir : *ici* !\n\n3. `a<b`\n4. Deux\n", BLOCK, source, FRENCH)
    assert [node for node in found if node != "\n"] == [
        ["p", {}, ["Voir\u202f: ", ["em", {}, ["ici"]], "\u202f!"]],
        [
            "ol",
            {"start": "3"},
            ["\n", ["li", {}, [["code", {}, ["a<b"]]]], "\n", ["li", {}, ["Deux"]], "\n"],
        ],
    ]


def test_links_have_the_addresses_of_the_english_entry(source: Any) -> None:
    text = "[a][spec] [b](reason:Beta) [c](guide:basics#start) [d](#fix-send) [e][none]"
    (paragraph, *_) = preview(text, BLOCK, source, FRENCH)
    found = {node[2][0]: node[1].get("href") for node in paragraph[2] if isinstance(node, list)}
    assert found == {
        "a": "https://standard.example/#thing",
        "b": "reasons/Beta",
        "c": "guides/basics#start",
        "d": "#fix-send",
    }
    assert paragraph[2][-1] == " e"


def test_code_keeps_its_direction_in_a_language_from_right_to_left(source: Any) -> None:
    (paragraph, *_) = preview("هذا `Vary`", BLOCK, source, ARABIC)
    assert paragraph[2][1] == ["code", {"dir": "ltr"}, ["Vary"]]


@given(text=TEXTS, kind=KINDS)
def test_whatever_is_written_becomes_few_elements(source: Any, text: str, kind: Kind) -> None:
    def names(found: Any) -> set[str]:
        inside = [node for node in found if isinstance(node, list)]
        return {node[0] for node in inside}.union(*(names(node[2]) for node in inside))

    assert names(preview(text, ProseField(("x",), kind, ""), source, FRENCH)) <= ELEMENTS


@pytest.mark.parametrize("html", ["<script>x</script>", "<img>", "<p><iframe></iframe></p>"])
def test_an_element_that_the_renderer_does_not_make_is_a_fault(html: str) -> None:
    with pytest.raises(ValueError, match="the renderer makes no"):
        nodes(html)
