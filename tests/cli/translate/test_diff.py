from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from tests import guides
from tests.cli.translate.running import FIRST, FRENCH, LATER, LEDGER, history, run, stamps

PAST = history(
    ("summary", "It all broke, see [the standard][spec].", FIRST),
    ("summary", "It broke, see [the standard][spec].", LATER),
)


def text(machine: str = "") -> str:
    return (
        'title: "Titre"\nsummary: |\n  Tout est cassé.\n  Voir [la norme][spec].\n'
        'explanation: "Il a cherché."\nverify:\n  body: "Redemander."\n'
        + machine
        + stamps(
            title="Something happened",
            summary="It all broke, see [the standard][spec].",
            explanation="An English text that nobody noted",
        )
    )


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = guides.write(tmp_path, {FRENCH: text(), LEDGER: PAST})
    monkeypatch.chdir(tmp_path)
    return config


def test_words_that_changed_stand_above_the_translation(config: Path) -> None:
    result = run("diff", f"{FRENCH}#summary")
    assert (result.exit_code, result.stdout) == (
        0,
        f"{FRENCH}:2:10: summary, changed on 2026-03-04\n"
        "  English:\n"
        "    It[- all-] broke, see [the standard][spec].\n"
        "  Français:\n"
        "    Tout est cassé.\n"
        "    Voir [la norme][spec].\n\n",
    )


def test_what_is_not_known_is_said(config: Path) -> None:
    output = run("diff", FRENCH).stdout
    assert "summary, changed on 2026-03-04" in output
    assert f"{FRENCH}:5:14: explanation\n  The ledger doesn't know the English" in output
    assert "verify.body\n  The file doesn't say which English it was made from." in output
    assert "title" not in output, "it is current"


def test_a_terminal_gets_colours_too(config: Path) -> None:
    result = CliRunner().invoke(main, ["translate", "diff", f"{FRENCH}#summary"], color=True)
    assert "It\x1b[31m[- all-]\x1b[0m broke" in result.output


def test_machine_text_is_mentioned(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {FRENCH: text("machine: [title]\n"), LEDGER: PAST})
    output = run("diff", "-f", config, tmp_path / FRENCH).stdout
    assert "Translated by a machine, and nobody has read it: title\n" in output


def test_nothing_to_show(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {FRENCH: text(), LEDGER: PAST})
    for place, output in (
        (f"{FRENCH}#title", "Nothing is outdated.\n"),
        (f"{FRENCH}#fixes", "Nothing is outdated; 2 fields are missing.\n"),
        (f"{FRENCH}#standard", "Nothing is outdated; 1 field is missing.\n"),
        ("locales/fr/reasons/Beta.yml#title", "Nothing is outdated; 1 field is missing.\n"),
    ):
        result = run("diff", "-f", config, tmp_path / place)
        assert (result.exit_code, result.stdout) == (0, output)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("docs/reasons/Alpha.yml", "not a translation of an entry"),
        ("locales/fr/reasons/Gamma.yml", "not a translation of an entry"),
        ("locales/de/reasons/Alpha.yml", "not a translation of an entry"),
        ("elsewhere.yml", "not a translation of an entry"),
        (f"{FRENCH}#summry", "there is no field `summry`; did you mean `summary`?"),
        (f"{FRENCH}#fix", "there is no field `fix`"),
    ],
)
def test_misuse(config: Path, place: str, message: str) -> None:
    result = run("diff", place)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {FRENCH: "title: [\n"})
    result = run("diff", "-f", config, tmp_path / FRENCH)
    assert result.exit_code == 1
    assert "yaml-syntax" in result.stderr


def test_a_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    hostile = 'summary: "\\e[2J\\u202eR"\n' + stamps(summary="x")
    config = guides.write(tmp_path, {FRENCH: hostile})
    output = run("diff", "-f", config, tmp_path / FRENCH).stdout
    assert "\\u001b[2J\\u202eR" in output
    assert "\x1b" not in output
