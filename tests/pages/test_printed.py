"""What a page says of the browsers' own words."""

from __future__ import annotations

import pytest
from babel.support import NullTranslations

from fieldguide.l10n.locale import Locale
from fieldguide.pages.render import PageRenderer
from fieldguide.project import LocaleData, load_sources
from tests.mkdocs.sites import ROOT

NOTE = "In your language, too, this browser prints it in English."


@pytest.mark.parametrize(("tag", "is_english"), [("ar", True), ("fr", False), ("en", False)])
def test_readers_are_told_where_a_browser_speaks_english(tag: str, is_english: bool) -> None:
    project = load_sources(ROOT / "docs", ROOT / "locales")
    project.translated = {name: frozenset() for name in [*project.locales, tag]}
    data = LocaleData(Locale.parse(tag), NullTranslations(), {})
    html = PageRenderer(project, data, {"firefox": "Firefox"}).render("reasons/CORSDisabled").html
    assert (NOTE in html) is is_english
