from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.l10n.digests import digest
from tests import guides

ALPHA = "docs/reasons/Alpha.yml"
FRENCH = "locales/fr/reasons/Alpha.yml"
HOME = "locales/fr/index.yml"
TITLE = digest("Something happened")


def run(config: Path, *arguments: str) -> Result:
    command, *rest = arguments
    result = CliRunner().invoke(main, ["translate", command, "-f", str(config), *rest])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def guide(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A guide with a ledger, whose French is stamped."""
    config = guides.write(root, files)
    CliRunner().invoke(main, ["ledger", "-f", str(config)])
    run(config, "stamp", str(root / "locales"))
    return config


def export(config: Path, what: str = "fr") -> polib.POFile:
    path = config.parent / "out.po"
    result = run(config, "export-po", "-o", str(path), what)
    assert result.exit_code == 0, result.output
    return polib.pofile(str(path), wrapwidth=78)


def entry(catalog: polib.POFile, context: str) -> polib.POEntry:
    found = next(entry for entry in catalog if entry.msgctxt == context)
    assert isinstance(found, polib.POEntry)
    return found


def bring_back(config: Path, catalog: polib.POFile) -> Result:
    path = config.parent / "back.po"
    catalog.save(str(path))
    return run(config, "import-po", str(path))


def state_of(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted((root / "locales").rglob("*"))
        if path.is_file()
    }


def check(config: Path) -> str:
    return CliRunner().invoke(main, ["check", "-f", str(config)]).output


def test_out_and_in_changes_no_byte(tmp_path: Path) -> None:
    french = guides.french_reason().replace("\n", "\r\n")
    config = guide(tmp_path, {FRENCH: f"\ufeff# of it\r\n{french}machine: [standard]"})
    before = state_of(tmp_path)
    catalog = export(config)
    assert len(catalog) == 3 + 10 + 10 + 4
    result = bring_back(config, catalog)
    assert (result.exit_code, result.output) == (0, "")
    assert state_of(tmp_path) == before


def test_a_catalog_is_printed_or_written(tmp_path: Path) -> None:
    config = guide(tmp_path)
    path = tmp_path / "fr.po"
    written = run(config, "export-po", "fr", "-o", str(path))
    assert written.output == f"{path}: 27 messages\n"
    assert run(config, "export-po", "fr").stdout_bytes == path.read_bytes()


def test_one_file_or_one_that_is_still_to_come(tmp_path: Path) -> None:
    config = guide(tmp_path)
    one = export(config, str(tmp_path / FRENCH))
    assert {entry.msgctxt.partition("#")[0] for entry in one} == {"reasons/Alpha"}
    new = export(config, str(tmp_path / "locales/fr/guides/basics.yml"))
    assert [(entry.msgctxt, entry.msgstr) for entry in new] == [
        ("guides/basics#title", ""),
        ("guides/basics#summary", ""),
        ("guides/basics#sections.start.title", ""),
        ("guides/basics#sections.start.body", ""),
    ]
    assert entry(new, "guides/basics#title").occurrences == [("docs/guides/basics.yml", "2")]


def test_what_was_translated_comes_back(tmp_path: Path) -> None:
    config = guide(tmp_path)
    before = (tmp_path / FRENCH).read_text()
    catalog = export(config)
    entry(catalog, "reasons/Alpha#title").msgstr = "Il se passe quelque chose"
    entry(catalog, "guides/basics#sections.start.body").msgstr = "Ouvrez\nla console.\n"
    entry(catalog, "guides/basics#title").msgstr = "Les bases"
    entry(catalog, "guides/basics#title").tcomment = "« Les bases », pas « Basics »"
    result = bring_back(config, catalog)
    basics = tmp_path / "locales/fr/guides/basics.yml"
    assert result.exit_code == 0
    assert result.output == (
        f"{tmp_path / FRENCH}: 1 text changed, 0 stamped\n{basics}: 2 texts changed, 2 stamped\n"
    )
    assert (tmp_path / FRENCH).read_text() == before.replace("Il s’est passé", "Il se passe")
    assert basics.read_text() == (
        "# yaml-language-server: $schema=../../../schemas/guide-translation.schema.json\n"
        "# « Les bases », pas « Basics »\n"
        'title: "Les bases"\n'
        "sections:\n  start:\n    body: |\n      Ouvrez\n      la console.\n"
        f"source:\n  title: {digest('Basics')}\n"
        f"  sections.start.body: {digest('Open the console.')}\n"
    )
    assert check(config) == ""


def test_an_outdated_text_becomes_current(tmp_path: Path) -> None:
    config = guide(tmp_path)
    guides.write(tmp_path, {ALPHA: guides.reason("Alpha", title='"Something bad happened"')})
    CliRunner().invoke(main, ["ledger", "-f", str(config)])
    run(config, "stamp", str(tmp_path / HOME))
    outdated = guides.french_reason() + f"source:\n  title: {TITLE}\n"
    (tmp_path / FRENCH).write_text(outdated)
    catalog = export(config)
    title = entry(catalog, "reasons/Alpha#title")
    assert (title.fuzzy, title.previous_msgid) == (True, "Something happened")
    title.flags.remove("fuzzy")
    assert (
        bring_back(config, catalog).output == f"{tmp_path / FRENCH}: 0 texts changed, 1 stamped\n"
    )
    new = digest("Something bad happened")
    assert (tmp_path / FRENCH).read_text() == outdated.replace(TITLE, new)


def test_a_translation_of_an_older_english_is_outdated(tmp_path: Path) -> None:
    """The English changes while the catalog is with its translator."""
    config = guide(tmp_path, {FRENCH: None})
    catalog = export(config)
    guides.write(tmp_path, {ALPHA: guides.reason("Alpha", title='"Something bad happened"')})
    CliRunner().invoke(main, ["ledger", "-f", str(config)])
    (tmp_path / FRENCH).unlink()
    entry(catalog, "reasons/Alpha#title").msgstr = "Il s’est passé quelque chose"
    assert bring_back(config, catalog).exit_code == 0
    assert f"source:\n  title: {TITLE}\n" in (tmp_path / FRENCH).read_text()
    assert entry(export(config), "reasons/Alpha#title").fuzzy


#: What is wrong -> a field, its new text with the place marked, the finding's id.
MISTAKES = {
    "grammar": ("summary", "C’est\ncassé, ¶<b>voir</b> [la norme][spec].", "prose-html"),
    "link": ("summary", "C’est cassé, voir ¶[la norme][specs].", "prose-target"),
    "code": ("explanation", "Le navigateur\na cherché ¶`X-Think`.", "code-differs"),
    "lines": ("title", "Un¶\nDeux", "prose-line"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_left_out_and_the_rest_comes_in(tmp_path: Path, name: str) -> None:
    field, marked, id = MISTAKES[name]
    config = guide(tmp_path)
    before = (tmp_path / FRENCH).read_text()
    catalog = export(config)
    entry(catalog, f"reasons/Alpha#{field}").msgstr = marked.replace("¶", "")
    entry(catalog, "reasons/Alpha#fixes.send.title").msgstr = "Envoyez-le"
    result = bring_back(config, catalog)
    assert result.exit_code == 1
    found = next(line for line in result.stdout.split("\n") if line.endswith(f"[{id}]"))
    path, line, column = found.split(":")[:3]
    written = (tmp_path / path).read_text().split("\n")[int(line) - 1][int(column) - 1 :]
    assert written[:2].replace("\\n", "\n")[0] == marked.partition("¶")[2][0]
    assert (tmp_path / FRENCH).read_text() == before.replace('"L’envoyer"', '"Envoyez-le"')


def test_a_waiver_holds_in_a_catalog_too(tmp_path: Path) -> None:
    waiver = 'waivers: {title: {not-translated: "the same word"}}\n'
    french = guides.french_reason() + waiver
    config = guide(tmp_path, {FRENCH: french})
    catalog = export(config)
    entry(catalog, "reasons/Alpha#title").msgstr = "Something happened"
    assert bring_back(config, catalog).exit_code == 0


@pytest.mark.parametrize(
    ("language", "problem"),
    [("de", "the guide has no language `de`"), ("", "doesn't say its language"), ("en", "`en`")],
)
def test_a_catalog_of_another_language(tmp_path: Path, language: str, problem: str) -> None:
    config = guide(tmp_path)
    catalog = export(config)
    catalog.metadata["Language"] = language
    result = bring_back(config, catalog)
    assert result.exit_code == 1
    assert "back.po:1:1" in result.stdout
    assert problem in result.stdout


def test_tags_are_written_the_way_of_gettext(tmp_path: Path) -> None:
    config = guide(tmp_path, {"locales/pt-BR/index.yml": 'title: "Guia"\n'})
    catalog = export(config, "pt-BR")
    assert catalog.metadata["Language"] == "pt_BR"
    entry(catalog, "index#title").msgstr = "Guia de teste"
    assert bring_back(config, catalog).exit_code == 0
    assert 'title: "Guia de teste"' in (tmp_path / "locales/pt-BR/index.yml").read_text()


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    config = guide(tmp_path)
    catalog = export(config)
    broken = 'title: "T\n'
    (tmp_path / FRENCH).write_text(broken)
    out = run(config, "export-po", "fr")
    assert out.exit_code == 1
    assert f"{FRENCH}:1:8: error: this quotation mark is never closed" in out.output
    entry(catalog, "reasons/Alpha#title").msgstr = "Neuf"
    entry(catalog, "index#title").msgstr = "Neuf"
    back = bring_back(config, catalog)
    assert back.exit_code == 1
    assert f"{FRENCH}:1:8" in back.output
    assert (tmp_path / FRENCH).read_text() == broken
    assert 'title: "Neuf"' in (tmp_path / HOME).read_text()


def test_a_field_that_cannot_be_written_keeps_no_other_out(tmp_path: Path) -> None:
    config = guide(tmp_path)
    catalog = export(config)
    text = (tmp_path / FRENCH).read_text()
    (tmp_path / FRENCH).write_text(text.replace("  send:\n", '  send: "S"\n  x:\n'))
    for name in ("title", "fixes.send.title"):
        entry(catalog, f"reasons/Alpha#{name}").msgstr = "Neuf"
    result = bring_back(config, catalog)
    assert result.exit_code == 1
    assert "`reasons/Alpha#fixes.send.title` can't be written to its file" in result.output
    assert 'title: "Neuf"' in (tmp_path / FRENCH).read_text()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    config = guide(tmp_path, {"elsewhere/a": ""})
    catalog = export(config)
    (tmp_path / "locales/fr/guides").symlink_to(tmp_path / "elsewhere")
    entry(catalog, "guides/basics#title").msgstr = "Les bases"
    result = bring_back(config, catalog)
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["a"]


@pytest.mark.parametrize("what", ["de", "en", ALPHA, "locales/fr/glossary.yml", "gone.yml"])
def test_misuse(tmp_path: Path, what: str) -> None:
    config = guide(tmp_path)
    argument = str(tmp_path / what) if "." in what else what
    assert run(config, "export-po", argument).exit_code == 2
    assert run(config, "import-po", str(tmp_path / "gone.po")).exit_code == 2
