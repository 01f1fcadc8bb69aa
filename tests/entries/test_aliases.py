"""Other names of pages: where they lead, and which ones can't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.entries.aliases import Place, aliases
from fieldguide.findings import Finding
from fieldguide.project import load_sources
from tests.guides import guide, reason, write

SECTIONS = """
  start:
    title: "Start here"
    body: |
      Open the console.
    aliases: [BlockedByMode]"""


def load(root: Path, alpha: str, beta: str = "", basics: str | None = None) -> list[Finding]:
    files = {
        "docs/reasons/Alpha.yml": reason("Alpha", aliases=alpha or None),
        "docs/reasons/Beta.yml": reason("Beta", aliases=beta or None),
        "docs/guides/basics.yml": guide("basics", sections=SECTIONS, aliases=basics),
    }
    write(root, files)
    return load_sources(root / "docs", root / "locales").findings


def test_a_name_leads_to_a_page_or_to_a_part_of_a_guide(tmp_path: Path) -> None:
    assert not load(tmp_path, "[kAlpha, ALPHA, Other-Name]", basics="[Unclear]")
    found = aliases(load_sources(tmp_path / "docs", tmp_path / "locales").sources)
    assert found == {
        "Alpha": Place("reasons/Alpha"),
        "kAlpha": Place("reasons/Alpha"),
        "ALPHA": Place("reasons/Alpha"),
        "Other-Name": Place("reasons/Alpha"),
        "Beta": Place("reasons/Beta"),
        "Unclear": Place("guides/basics"),
        "BlockedByMode": Place("guides/basics", "start"),
    }


@pytest.mark.parametrize(
    ("alpha", "beta", "field", "message"),
    [
        ("[Same]", "[Same]", "aliases.0", "`Same` leads to `reasons/Alpha` already"),
        ("[Same]", "[Other, sAME]", "aliases.1", "`sAME` leads to `reasons/Alpha` already"),
        ("", "[alpha]", "aliases.0", "`alpha` leads to `reasons/Alpha` already"),
        ("", "[Beta]", "aliases.0", "`Beta` leads here already"),
        ("", "[One, One]", "aliases.1", "`One` leads here already"),
        ("", "[blockedbymode]", "", "`BlockedByMode` leads to `reasons/Beta` already"),
        ("", "[FR]", "aliases.0", "the site has its own `/fr`"),
        ("", "[Guides]", "aliases.0", "the site has its own `/guides`"),
        ("", "[assets]", "aliases.0", "the site has its own `/assets`"),
        ("", "[index]", "aliases.0", "the site has its own `/index`"),
    ],
)
def test_a_name_that_is_taken_is_a_finding(
    tmp_path: Path, alpha: str, beta: str, field: str, message: str
) -> None:
    (found,) = load(tmp_path, alpha, beta)
    assert (found.id, found.message) == ("entry-alias", message)
    assert found.hint
    if field:
        lines = found.path.read_text(encoding="utf-8").splitlines()
        text = lines[found.position.line - 1][found.position.column - 1 :]
        name = beta.strip("[]").split(", ")[int(field[-1])]
        assert (found.path.name, found.field) == ("Beta.yml", field)
        assert text.startswith(name)
    else:
        assert (found.path.name, found.field) == ("basics.yml", "sections.start.aliases.0")


def test_a_name_is_a_word(tmp_path: Path) -> None:
    (found,) = load(tmp_path, '["../x"]')
    assert found.field == "aliases.0"
    assert found.position.line > 1
