from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fieldguide.l10n.digests import digest
from fieldguide.l10n.status import locale_status
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.status import status_page
from fieldguide.project import load, open_locale
from tests import guides

FRENCH = "locales/fr/reasons/Alpha.yml"
DIGEST = digest("It must be there.")


def columns(root: Path, machine: str) -> list[str]:
    """The heads of the table of languages, with this list of fields by a machine."""
    text = guides.french_reason() + f"machine: {machine}\nsource: {{standard: {DIGEST}}}\n"
    guides.write(root, {FRENCH: text})
    project = load(root / "docs", root / "locales")
    data, _ = open_locale(project, "fr")
    sources = list(project.sources.items())
    folder = project.locales_dir
    status = locale_status("fr", folder, sources, data.translations, project.ledger)
    page = status_page(PageRenderer(project, data, {}), {"fr": status.summary})
    return [head.text() for head in LexborHTMLParser(page.html).css("table")[0].css("thead th")]


@pytest.mark.parametrize(("machine", "shown"), [("[]", False), ("[standard]", True)])
def test_machine_text_has_a_column_where_there_is_some(
    tmp_path: Path, machine: str, shown: bool
) -> None:
    assert ("Not reviewed" in columns(tmp_path, machine)) is shown
