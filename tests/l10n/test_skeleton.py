from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldguide.entries.models import Entry, Guide, Home, Reason
from fieldguide.entries.read import Source
from fieldguide.entries.tree import read_tree
from fieldguide.findings import Findings
from fieldguide.l10n.glossary import read_glossary
from fieldguide.l10n.locale import Locale, LocaleError
from fieldguide.l10n.skeleton import glossary_skeleton, new_locale, skeleton, team_skeleton
from fieldguide.l10n.team import read_team
from fieldguide.l10n.translation import Translation, read_translation
from tests import guides
from tests.l10n.sources import english

JAPANESE = Locale.parse("ja")
KNOWN = [Locale.parse("en"), Locale.parse("fr"), Locale.parse("zh-Hans"), Locale.parse("pt-BR")]
ENTRIES: dict[str, tuple[str, type[Entry], str]] = {
    "reason": (guides.reason("Alpha"), Reason, "Alpha"),
    "home": (guides.home(), Home, "index"),
    "guide": (guides.guide("basics"), Guide, "basics"),
}


def read(folder: Path, text: str, source: Source) -> Translation:
    path = folder / "Alpha.yml"
    path.write_text(text, encoding="utf-8")
    findings = Findings(path, "ja")
    translation = read_translation(path, source, findings)
    assert findings.items == []
    assert translation is not None
    return translation


@pytest.fixture(params=ENTRIES, ids=list(ENTRIES))
def source(request: pytest.FixtureRequest) -> Source:
    text, model, name = ENTRIES[request.param]
    return english(text, model, name)


def fresh(source: Source) -> str:
    return skeleton(JAPANESE, source, Path("locales/ja/reasons/Alpha.yml"), Path())


def written(text: str, fields: str = "") -> str:
    """The skeleton after a translator has filled in the fields whose key matches."""

    def fill(key: re.Match[str]) -> str:
        indentation, name, style = key.groups()
        if not re.fullmatch(fields, name):
            return key[0]
        body = '"訳"' if style == '""' else f"|\n{indentation}  訳"
        return f"{indentation}{name}: {body}"

    return re.sub(r"^( *)#([\w-]+): (\"\"|\|)$", fill, text, flags=re.M)


def test_an_untouched_file_is_valid_and_says_nothing(tmp_path: Path, source: Source) -> None:
    translation = read(tmp_path, fresh(source), source)
    assert (translation.texts, translation.translators) == ({}, [])


def test_filling_in_every_key_translates_every_field(tmp_path: Path, source: Source) -> None:
    translation = read(tmp_path, written(fresh(source), ".*"), source)
    assert {path: text.strip() for path, text in translation.texts.items()} == {
        field.path: "訳" for field in source.fields
    }


@pytest.mark.parametrize("only", ["title", "body", "tell|standard"])
def test_any_part_can_be_filled_in_alone(tmp_path: Path, only: str) -> None:
    source = english()
    translation = read(tmp_path, written(fresh(source), only), source)
    wanted = [field.path for field in source.fields if re.fullmatch(only, field.path[-1])]
    assert list(translation.texts) == wanted


def test_english_stands_above_each_key() -> None:
    text = fresh(english())
    assert text.startswith(
        "# yaml-language-server: $schema=../../../schemas/reason-translation.schema.json\n# 日本語."
    )
    assert (
        '\n\ncauses:\n  forgotten:\n    # It was forgotten\n    #title: ""\n'
        "\n    # Nobody sent it.\n    #body: |\n"
    ) in text


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "P", "Zs")), min_size=1).filter(
    str.strip
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_whatever_english_says_stays_a_comment(
    tmp_path: Path, title: str, lines: list[str]
) -> None:
    source = english()
    entry = source.entry.model_copy(update={"title": title, "summary": "\n\n".join(lines)})
    changed = Source(source.path, entry, source.tree)
    findings = Findings(Path("Alpha.yml"))
    tree = read_tree(fresh(changed).encode(), findings)
    assert tree is not None
    assert {"title", "summary"}.isdisjoint(tree.items)


@pytest.mark.parametrize("tag", ["ja", "pt-PT", "zh-Hant", "sr-Latn", "he", "fil", "en-GB"])
def test_tags_that_can_be_started(tag: str) -> None:
    assert new_locale(tag, [Locale.parse("pt-BR"), Locale.parse("zh-Hans")]).tag == tag


@pytest.mark.parametrize(
    ("tag", "message", "hint"),
    [
        ("pt_br", "not how this tag is written", "write `pt-BR`"),
        ("PT-br", "not how this tag is written", "write `pt-BR`"),
        ("zh-CN", "Chinese is written in several scripts", "write `zh-Hans`"),
        ("zh_TW", "Chinese is written in several scripts", "write `zh-Hant`"),
        ("zh", "Chinese is written in several scripts", "write `zh-Hans` or `zh-Hant`"),
        ("sr-RS", "Serbian is written in several scripts", "write `sr-Cyrl`"),
        ("jp", "not a language that CLDR knows", "`JP` is a country; write `ja`"),
        ("cn", "not a language that CLDR knows", "`CN` is a country; write `zh-Hans`"),
        ("xx", "not a language that CLDR knows", "BCP 47"),
        ("iw", "an old tag", "`he`"),
        ("../fr", "not a tag of a language", "such as `fr`"),
        ("Français", "not a tag of a language", "such as `fr`"),
        ("fr", "this guide has `fr` already", "translate status fr"),
        ("fr-CA", "this guide's `fr` cannot both be languages", "name both fully"),
        ("pt", "this guide's `pt-BR` cannot both be languages", "name both fully"),
        ("en-US", "this guide's `en` cannot both be languages", "name both fully"),
    ],
)
def test_other_tags_are_refused_with_what_to_write(tag: str, message: str, hint: str) -> None:
    with pytest.raises(LocaleError, match=re.escape(message)) as caught:
        new_locale(tag, KNOWN)
    assert hint in caught.value.hint


def test_the_glossary_waits_for_decisions(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yml"
    text = glossary_skeleton(JAPANESE, ["origin", "status code"])
    for begun in (text, text.replace('#origin:\n#  prefer: ""', 'origin:\n  prefer: "オリジン"')):
        path.write_text(begun, encoding="utf-8")
        findings = Findings(path)
        terms = read_glossary(path, findings).terms
        assert findings.items == []
    assert [(term.name, term.prefer) for term in terms] == [("origin", "オリジン")]


def test_the_team_is_nobody_yet(tmp_path: Path) -> None:
    path = tmp_path / "team.yml"
    path.write_text(team_skeleton(JAPANESE), encoding="utf-8")
    findings = Findings(path)
    assert (read_team(path, findings), findings.items) == ([], [])
