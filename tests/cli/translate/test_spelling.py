from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.l10n.checks.spelling import Speller
from fieldguide.l10n.locale import Locale
from tests import guides


def check(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["translate", "check", "-f", str(config), *arguments])


def dictionaries(monkeypatch: pytest.MonkeyPatch, **known: set[str]) -> None:
    """Dictionaries that know all words but these."""

    def find(locale: Locale) -> Speller | None:
        unknown = known.get(locale.tag)
        return None if unknown is None else lambda words: unknown & set(words)

    monkeypatch.setattr("fieldguide.cli.translate.check.find_speller", find)


def test_a_word_that_the_dictionary_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionaries(monkeypatch, fr={"oubli"})
    result = check(guides.write(tmp_path), "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    [finding] = json.loads(result.stdout)
    assert (finding["id"], finding["severity"]) == ("spelling", "warning")
    assert (finding["path"], finding["field"]) == (
        "locales/fr/reasons/Alpha.yml",
        "causes.forgotten.title",
    )


def test_the_glossary_has_words_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dictionaries(monkeypatch, fr={"oubli"})
    config = guides.write(tmp_path, {"locales/fr/glossary.yml": "words: [oubli]\n"})
    result = check(config)
    assert (result.exit_code, result.output) == (0, "")


def test_without_dictionaries_spelling_is_left_alone_and_that_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionaries(monkeypatch)
    waiver = '\nwaivers: {summary: {spelling: "a name"}}\n'
    config = guides.write(
        tmp_path,
        {
            "locales/fr/reasons/Alpha.yml": guides.french_reason() + waiver,
            "locales/ar/index.yml": 'title: "دليل"\n',
        },
    )
    result = check(config)
    assert (result.exit_code, result.stdout) == (0, ""), "nor can a waiver be useless"
    assert result.stderr == (
        "note: no spelling check of ar, fr: "
        "install `hunspell` and a dictionary of the language, such as `hunspell-fr` for French\n"
    )


def test_a_waiver_of_a_right_word_is_useless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionaries(monkeypatch, fr={"oubli"})
    waivers = '\nwaivers: {causes.forgotten.title: {spelling: "x"}, summary: {spelling: "x"}}\n'
    files = {"locales/fr/reasons/Alpha.yml": guides.french_reason() + waivers}
    result = check(guides.write(tmp_path, files), "--format", "json")
    assert [(item["id"], item["field"]) for item in json.loads(result.stdout)] == [
        ("waiver-unused", "waivers.summary")
    ]


def test_the_source_has_no_spelling_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(locale: Locale) -> Speller:
        assert locale.tag != "en"
        return no_mistakes

    def no_mistakes(words: Collection[str]) -> set[str]:
        return set()

    monkeypatch.setattr("fieldguide.cli.translate.check.find_speller", find)
    assert check(guides.write(tmp_path)).output == ""
