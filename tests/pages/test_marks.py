"""Marks of old translations in a rendered article: safe, and free where nothing is old."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fieldguide.entries.fields import ProseField
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import appended, ledger_path
from fieldguide.pages.page import Page
from fieldguide.pages.render import PageRenderer
from fieldguide.project import Project, load, open_locale
from tests import guides

NASTY = (
    "<script>alert(1)</script> </details></article> &lt;b&gt; \"'"
    " `<img src=x onerror=alert(2)>` ¶ [x](javascript:alert)"
)


def rendered(config: Path) -> tuple[Project, PageRenderer, Page]:
    project = load(config.parent / "docs", config.parent / "locales")
    data, _ = open_locale(project, "fr")
    renderer = PageRenderer(project, data, {"firefox": "Firefox"})
    return project, renderer, renderer.render("reasons/Alpha")


def test_a_nasty_text_of_the_ledger_stays_text(tmp_path: Path) -> None:
    french = guides.french_reason() + f"source:\n  summary: {digest(NASTY)}\n"
    config = guides.write(tmp_path, {"locales/fr/reasons/Alpha.yml": french})
    path = ledger_path(config.parent / "docs", "reasons/Alpha")
    path.parent.mkdir(parents=True)
    old = ProseField(("summary",), "block", NASTY)
    path.write_text(appended([old], date(2026, 3, 1)), encoding="utf-8")
    _, renderer, page = rendered(config)
    assert not [finding for finding in renderer.findings if finding.id == "page-unsafe"]
    html = LexborHTMLParser(page.html)
    assert not html.css("script, img, article, a[href^=javascript]")
    removed = "".join(node.text() for node in html.css(".fg-lead del"))
    assert "<script>alert(1)</script>" in removed.replace(" ", "").replace("\n", "")
    assert not any(name.startswith("on") for node in html.css("*") for name in node.attributes)


def test_the_ledger_is_left_alone_where_nothing_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = load(guides.write(tmp_path).parent / "docs", tmp_path / "nowhere")
    fields = source.sources["reasons/Alpha"].fields
    stamps = "".join(f"  {field.name}: {digest(field.text)}\n" for field in fields)
    french = f"{guides.french_reason()}source:\n{stamps}"
    config = guides.write(tmp_path, {"locales/fr/reasons/Alpha.yml": french})

    def refuse(self: Project, page: str) -> None:
        raise AssertionError(f"the ledger of {page} was read")

    monkeypatch.setattr(Project, "ledger", refuse)
    _, renderer, page = rendered(config)
    assert not renderer.findings
    assert "fg-mark" not in page.html


def test_nobody_is_credited_for_a_text_that_is_not_shown(tmp_path: Path) -> None:
    thin = 'title: "Rien"\ntranslators: ["Zoé"]\n'
    _, _, page = rendered(guides.write(tmp_path, {"locales/fr/reasons/Alpha.yml": thin}))
    assert page.is_fallback
    assert "Zoé" not in page.html
