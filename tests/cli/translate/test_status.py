from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import guides
from tests.cli.translate.running import FIRST, FRENCH, LATER, LEDGER, history, run, stamps

#: The title is current, the summary outdated, the standard by a machine; one field is gone.
TEXT = (
    guides.french_reason(explanation=None, causes=None, fixes=None, verify=None)
    + 'avoid:\n  guess: {title: "Ne devinez pas", body: "Non."}\nmachine: [standard]\n'
    + stamps(
        title="Something happened",
        summary="It broke.",
        standard="It must be there.",
        avoid__guess__title="Don't guess at all",
    )
)
PAST = history(
    ("summary", "It broke.", FIRST),
    ("summary", "It broke, see [the standard][spec].", LATER),
    ("avoid.guess.title", "Don't guess at all", FIRST),
)
FILES = {FRENCH: TEXT, LEDGER: PAST, "locales/fr/index.yml": None}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return guides.write(tmp_path, FILES)


def test_words_and_fields_by_state(config: Path) -> None:
    result = run("status", "-f", config, "--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["version"] == 1
    (locale,) = data["locales"]
    assert (locale["locale"], locale["name"]) == ("fr", "Français")
    alpha = next(file for file in locale["files"] if file["page"] == "reasons/Alpha")
    assert alpha == {
        "page": "reasons/Alpha",
        "path": FRENCH,
        "exists": True,
        "words": {"missing": 26, "machine": 4, "current": 2, "outdated": 5, "orphaned": 5},
        "fields": {"missing": 7, "machine": 1, "current": 1, "outdated": 1, "orphaned": 2},
        "stale_since": "2026-03-04",
    }
    beta = next(file for file in locale["files"] if file["page"] == "reasons/Beta")
    assert (beta["exists"], beta["stale_since"]) == (False, None)
    for unit in ("words", "fields"):
        for state, count in locale[unit].items():
            assert count == sum(file[unit][state] for file in locale["files"])
        total = sum(locale[unit].values()) - locale[unit]["orphaned"]
        assert total == data["source"][unit]
    assert locale["stale_since"] == "2026-03-04"


def test_the_table_is_aligned(config: Path) -> None:
    result = run("status", "-f", config, "fr")
    assert result.exit_code == 0
    locale, files = (part.split("\n") for part in result.stdout.strip("\n").split("\n\n"))
    assert locale[0].split() == [
        "words", "done", "missing", "outdated", "machine", "orphaned", "stale", "since",
        "interface",
    ]  # fmt: skip
    total = 26 + 4 + 2 + 5
    alpha = next(line for line in files if "Alpha" in line)
    assert alpha.split()[1:] == [str(total), "5%", "26", "5", "4", "5", "2026-03-04"]
    assert [line for line in files if "(not there)" in line and "Beta" in line]
    ends = {line.index(word) + len(word) for line, word in zip(files, ["done", "0%"], strict=False)}
    assert len(ends) == 1


def test_wide_letters_take_two_columns(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {"locales/ja/reasons/Alpha.yml": "translators: []\n"})
    head, *rows = run("status", "-f", config).stdout.rstrip("\n").split("\n")
    end = head.index("words") + len("words")
    french, japanese = rows
    assert french[end - 1].isdigit() and french[end] == " "
    assert japanese[end - 1 - 3].isdigit() and japanese[end - 3] == " "


PO = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "One"
msgstr "Un"

#, fuzzy
msgid "Two"
msgstr "Deux ?"

msgid "Gone"
msgstr "Parti"

msgid "One day"
msgid_plural "%(num)s days"
msgstr[0] "Un jour"
msgstr[1] ""

#~ msgid "Old"
#~ msgstr "Vieux"
"""
POT = "".join(f'msgid "{text}"\nmsgstr ""\n\n' for text in ("One", "Two", "Three")) + (
    'msgid "One day"\nmsgid_plural "%(num)s days"\nmsgstr[0] ""\nmsgstr[1] ""\n'
)


def test_the_interface_is_counted_against_its_template(tmp_path: Path) -> None:
    files = {"locales/fr/LC_MESSAGES/fieldguide.po": PO, "locales/fieldguide.pot": POT}
    config = guides.write(tmp_path, files)
    result = run("status", "-f", config, "--format", "json", "fr")
    counted = json.loads(result.stdout)["locales"][0]["interface"]
    assert counted == {"translated": 1, "fuzzy": 1, "missing": 2, "obsolete": 2}
    assert "1/4 (1 fuzzy, 2 obsolete)" in run("status", "-f", config).stdout


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {FRENCH: "title: [\n"})
    result = run("status", "-f", config, "--format", "json")
    assert result.exit_code == 1
    assert f"{FRENCH}:" in result.stderr
    assert json.loads(result.stdout)["version"] == 1


@pytest.mark.parametrize("tag", ["de", "en"])
def test_an_unknown_language_is_misuse(config: Path, tag: str) -> None:
    result = run("status", "-f", config, tag)
    assert result.exit_code == 2
    assert f"no translation into `{tag}`; there is fr" in result.stderr
