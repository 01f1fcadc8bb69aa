from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path

import pytest

from fieldguide.findings import Position
from fieldguide.l10n.checks.hunspell import Hunspell, find_speller
from fieldguide.l10n.checks.spelling import check_spelling
from fieldguide.l10n.glossary import Glossary, Term
from fieldguide.l10n.locale import Locale
from tests.l10n.checks.samples import EMPTY, sample

GLOSSARY = Glossary(
    (
        Term("preflight", Position(), prefer="pré-vérification"),
        Term("Vary", Position(), keep=True),
    ),
    frozenset({"framework", "Nginx"}),
)


def asked(source: str, text: str, glossary: Glossary = EMPTY) -> list[str]:
    """The words that are looked up."""
    words: list[str] = []

    def speller(found: Collection[str]) -> set[str]:
        words.extend(found)
        return set()

    check_spelling([sample("fr", source, text)], glossary, speller)
    return words


def test_which_words_are_looked_up() -> None:
    source = "The Firefox ‘nope’ (null) of `code`."
    assert asked(source, "L'adresse de Firefox « nope » (null) du `mot` pré-vérifié.") == [
        "L'adresse",
        "pré-vérifié",
    ]
    assert asked(source, "WebKit, CDN, l'API, a1b, snake_case, a@b, et/ou, .htaccess, un") == []
    assert asked("So.", "Le framework nginx, Vary, la pré-vérification, frameworks.", GLOSSARY) == [
        "frameworks"
    ]
    assert asked("So.", "L’adresse.") == ["L'adresse"]


def test_unknown_words_are_told_where_each_stands_first() -> None:
    first = sample("fr", "So.", "Un `x` drole\nmot drole.")
    second = sample("fr", "So.", "L'adrese et l'eau.", page="q")
    calls: list[Collection[str]] = []

    def speller(words: Collection[str]) -> set[str]:
        calls.append(words)
        return {"drole", "adrese"}  # Hunspell may answer with a part of what it was asked

    found = check_spelling([first, second], EMPTY, speller)
    assert [(unit.page, flaw.id, flaw.offset) for unit, flaw in found] == [
        ("p", "spelling", 7),
        ("q", "spelling", 0),
    ]
    assert found[0][1].message == "the dictionary doesn't know “drole”"
    assert len(calls) == 1, "one question for a whole language"


def test_nothing_to_ask() -> None:
    def speller(words: Collection[str]) -> set[str]:
        raise AssertionError

    assert check_spelling([sample("fr", "So.", "`x`")], EMPTY, speller) == []


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Hunspell that knows the words of a few languages, and says what it was asked."""
    path = tmp_path / "bin" / "hunspell"
    path.parent.mkdir()
    path.write_text(
        f"""#!/bin/sh
echo "$@" >> {tmp_path}/asked
if [ "$1" = -D ]; then
    printf 'SEARCH PATH:\\n.::/usr/x\\nAVAILABLE DICTIONARIES:\\n' >&2
    printf '/usr/x/fr_FR\\n/usr/x/fr\\n/usr/x/pt_PT\\n/usr/x/de_DE_frami\\n/usr/x/sr\\n' >&2
    exit 1
fi
[ "$4" = fr_FR ] || exit 3
sed -n 's/.*ese$/&/p'
""",
        encoding="utf-8",
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    return path


@pytest.mark.parametrize(
    ("tag", "dictionary"),
    [
        ("fr", "fr_FR"),
        ("fr-CA", "fr"),
        ("pt", None),  # Brazil is the likely one, and there is no dictionary of it
        ("pt-PT", "pt_PT"),
        ("de", None),
        ("sr-Latn", "sr"),
        ("ja", None),
    ],
)
def test_the_dictionary_of_a_language(program: Path, tag: str, dictionary: str | None) -> None:
    expected = Hunspell(str(program), dictionary) if dictionary else None
    assert find_speller(Locale.parse(tag)) == expected


def test_hunspell_is_asked_once(program: Path) -> None:
    speller = find_speller(Locale.parse("fr"))
    assert speller is not None
    assert speller(["l'adrese", "adresse", "é"]) == {"l'adrese"}
    log = program.parents[1] / "asked"
    assert log.read_text(encoding="utf-8").splitlines() == ["-D", "-i utf-8 -d fr_FR -l"]


def test_a_hunspell_that_breaks_down_knows_of_no_mistake(program: Path, tmp_path: Path) -> None:
    assert Hunspell(str(program), "xx")(["adrese"]) == set()
    assert Hunspell(str(tmp_path / "none"), "fr")(["adrese"]) == set()


def test_no_hunspell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_speller(Locale.parse("fr")) is None
