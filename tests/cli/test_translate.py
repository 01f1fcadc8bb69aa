from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.l10n.digests import digest
from tests import guides

FRENCH = "locales/fr/reasons/Alpha.yml"
HOME = "locales/fr/index.yml"
TEXT = '# Zoé\ntitle: "Titre"\nsummary: |\n    Décalé.  \n'
TITLE, SUMMARY = digest("Something happened"), digest("It broke, see [the standard][spec].")
OLD = "0123456789ab"
GLOSSARY = 'origin: {prefer: "origine"}\n'


def stamp(config: Path, *files: str) -> Result:
    names = [str(config.parent / file) for file in files]
    arguments = ["translate", "stamp", "-f", str(config), *names]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stamping_changes_the_digests_and_nothing_else(tmp_path: Path, end: str) -> None:
    above = TEXT.replace("\n", end).encode()
    config = guides.write(tmp_path, {FRENCH: above})
    file = tmp_path / FRENCH
    first = stamp(config, FRENCH)
    assert (first.exit_code, first.output) == (0, f"{file}: 2 fields became current\n")
    block = ["source:", f"    title: {TITLE}", f"    summary: {SUMMARY}", ""]
    assert file.read_bytes() == above + end.join(block).encode()
    second = stamp(config, FRENCH)
    assert (second.exit_code, second.output) == (0, ""), "nothing left to do"


def test_one_field_or_all_below_one(tmp_path: Path) -> None:
    marked = f"{TEXT}machine: [title, summary]\nsource:\n    title: {TITLE}\n"
    config = guides.write(tmp_path, {FRENCH: marked, HOME: guides.french_home()})
    result = stamp(config, f"{FRENCH}#title", f"{HOME}#groups")
    assert result.output == (
        f"{tmp_path / FRENCH}: 1 field became current\n{tmp_path / HOME}: 1 field became current\n"
    )
    assert (tmp_path / FRENCH).read_text() == marked.replace("title, ", "", 1)
    assert (tmp_path / HOME).read_text() == (
        f"{guides.french_home()}source:\n  groups.all.title: {digest('All reasons')}\n"
    )


def test_a_folder_is_all_its_files(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {"locales/fr/glossary.yml": GLOSSARY})
    result = stamp(config, "locales")
    assert result.exit_code == 0
    assert result.output == (
        f"{tmp_path / HOME}: 3 fields became current\n"
        f"{tmp_path / FRENCH}: 10 fields became current\n"
    )
    check = CliRunner().invoke(main, ["check", "-f", str(config)])
    assert check.output == ""


def test_what_says_the_same_keeps_nothing_old(tmp_path: Path) -> None:
    english = guides.reason("Alpha", same_as=f"{{title: [{OLD}]}}")
    french = f'title: "Titre"\nsource: {{title: {OLD}}}\n'
    config = guides.write(tmp_path, {"docs/reasons/Alpha.yml": english, FRENCH: french})
    assert stamp(config, FRENCH).output == f"{tmp_path / FRENCH}: only digests changed\n"
    assert (tmp_path / FRENCH).read_text() == french.replace(OLD, TITLE)


@pytest.mark.parametrize(
    ("argument", "text", "problem"),
    [
        ("docs/index.yml", TEXT, "docs/index.yml:1:1: error: this is not a translation"),
        ("locales/fr/glossary.yml", TEXT, "glossary.yml:1:1: error: this is not a translation"),
        (f"{FRENCH}#sumary", TEXT,
         "there is no field `sumary` [stamp-field]\n    did you mean `summary`?"),
        (f"{FRENCH}#verify", TEXT, "`verify` is not translated yet [stamp-field]"),
        (FRENCH, 'title: "T', f"{FRENCH}:1:8: error: this quotation mark is never closed"),
        (FRENCH, f'{TEXT}source: "x"\n',
         "the file can't be stamped: `source` holds something else"),
    ],
)  # fmt: skip
def test_what_cannot_be_stamped_is_named_and_the_rest_is_stamped(
    tmp_path: Path, argument: str, text: str, problem: str
) -> None:
    config = guides.write(tmp_path, {FRENCH: text, "locales/fr/glossary.yml": GLOSSARY})
    result = stamp(config, argument, HOME)
    assert result.exit_code == 1
    assert problem in result.stdout
    assert f"{tmp_path / HOME}: 3 fields became current\n" in result.stdout
    assert (tmp_path / FRENCH).read_text() == text


@pytest.mark.parametrize(
    "argument", [None, "locales/fr/reasons/Gamma.yml", "locales/fr#title", "docs"]
)
def test_misuse(tmp_path: Path, argument: str | None) -> None:
    config = guides.write(tmp_path)
    before = (tmp_path / HOME).read_bytes()
    result = stamp(config, *([HOME, argument] if argument else []))
    assert result.exit_code == 2
    assert (tmp_path / HOME).read_bytes() == before, "nothing was written"


def test_a_file_behind_a_link_is_not_written(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yml"
    elsewhere.write_text(TEXT)
    config = guides.write(tmp_path, {FRENCH: None})
    (tmp_path / FRENCH).parent.mkdir()
    (tmp_path / FRENCH).symlink_to(elsewhere)
    result = stamp(config, FRENCH)
    assert result.exit_code == 1
    assert elsewhere.read_text() == TEXT
