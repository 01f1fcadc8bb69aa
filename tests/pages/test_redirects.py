"""Short addresses: small pages and a `_redirects` file, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fieldguide.links.internal import check_site
from fieldguide.links.redirects import parse
from fieldguide.links.site import SiteFolder
from fieldguide.pages.redirects import redirect_pages, redirects_file
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.project import load, open_locale
from tests.guides import guide, reason, write

SECTIONS = """
  start:
    title: "Start <here>"
    body: |
      Open the console.
    aliases: [ByMode]"""
FILES = {
    "docs/reasons/Alpha.yml": reason("Alpha", aliases="[kAlpha, ALPHA]"),
    "docs/guides/basics.yml": guide("basics", sections=SECTIONS),
}


def renderer_of(root: Path, tag: str) -> PageRenderer:
    write(root, dict(FILES))
    project = load(root / "docs", root / "locales")
    assert not project.findings
    data, _ = open_locale(project, tag)
    return PageRenderer(project, data, {"firefox": "Firefox"})


def refresh(html: str) -> tuple[str | None, str | None, str | None]:
    """Where a page sends its readers, its link, and its original."""
    tree = LexborHTMLParser(html)
    (meta,) = tree.css("meta[http-equiv=refresh]")
    (link,) = tree.css("a")
    canonical = tree.css("link[rel=canonical]")
    assert not tree.css("script")
    content = meta.attributes["content"] or ""
    return (
        content.removeprefix("0; url="),
        link.attributes["href"],
        canonical[0].attributes["href"] if canonical else None,
    )


def test_each_name_has_a_page_that_leads_to_its_place(tmp_path: Path) -> None:
    site = Site("Test Guide", url="https://x.example/g/")
    pages = dict(redirect_pages(renderer_of(tmp_path, "fr"), site))
    assert sorted(pages) == [
        f"fr/{name}/index.html" for name in ("ALPHA", "Alpha", "Beta", "ByMode", "kAlpha")
    ]
    href = "../reasons/Alpha/"
    original = "https://x.example/g/fr/reasons/Alpha/"
    assert refresh(pages["fr/kAlpha/index.html"]) == (href, href, original)
    assert '<html lang="fr" dir="ltr">' in pages["fr/kAlpha/index.html"]
    href = "../guides/basics/#start"
    original = "https://x.example/g/en/guides/basics/"  # it isn't translated
    assert refresh(pages["fr/ByMode/index.html"]) == (href, href, original)
    assert '<html lang="en" dir="ltr">' in pages["fr/ByMode/index.html"]


def test_at_the_root_they_lead_to_the_source(tmp_path: Path) -> None:
    pages = dict(redirect_pages(renderer_of(tmp_path, "en"), Site("Test"), is_root=True))
    href = "../en/reasons/Alpha/"
    assert refresh(pages["ALPHA/index.html"]) == (href, href, None)


@pytest.mark.parametrize("base", ["https://x.example/", "https://x.example/g/", ""])
def test_the_file_is_what_the_link_checker_reads(tmp_path: Path, base: str) -> None:
    renderer = renderer_of(tmp_path, "en")
    project = renderer.project
    text = redirects_file(project, Site("Test", url=base), list(project.locales.values()))
    read = parse(text, "x.example")
    assert not read.wrong
    folder = "/g/" if base.endswith("/g/") else "/"
    found = {rule.source: (rule.target, rule.status) for rule in read.rules}
    assert len(found) == len(read.rules) == 5 * 3
    assert found[f"{folder}kAlpha"] == (f"{folder}en/reasons/Alpha/", 301)
    assert found[f"{folder}fr/ByMode"] == (f"{folder}fr/guides/basics/#start", 301)


@pytest.mark.parametrize("is_broken", [False, True])
def test_the_link_checker_follows_pages_and_file(tmp_path: Path, is_broken: bool) -> None:
    renderer = renderer_of(tmp_path / "guide", "en")
    root, site = tmp_path / "site", Site("Test", url="https://x.example/")
    files = dict(redirect_pages(renderer, site, is_root=True))
    files |= {f"en/{name}/index.html": "<p id=start>" for name in ("guides/basics", "reasons/Beta")}
    files |= {} if is_broken else {"en/reasons/Alpha/index.html": "<p>"}
    files["_redirects"] = redirects_file(renderer.project, site, [])
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    pages = {defect.page for defect in check_site(SiteFolder(root, site.url)).defects}
    alpha = {f"{name}/index.html" for name in ("Alpha", "ALPHA", "kAlpha")}
    assert pages == ({*alpha, "_redirects"} if is_broken else set())
