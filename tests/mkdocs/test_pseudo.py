"""Pseudo-locales: nothing of the interface escapes them, and nobody but developers sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from fieldguide.l10n.pseudo import PSEUDO_LOCALES, PseudoCatalog
from fieldguide.pages.render import PageRenderer
from fieldguide.project import LocaleData, load, open_locale
from tests.mkdocs.sites import PROJECTS, ROOT, Site, attribute, build, one

STALE = PROJECTS / "stale"
NAMED = ("title", "aria-label", "placeholder", "alt")


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Site:
    target = tmp_path_factory.mktemp("pseudo") / "site"
    return build(STALE / "mkdocs.yml", target, locales="en-XA,en-XB")


def plain(text: str) -> str:
    """What is left of a text that isn't pseudo-text; in `en-XB` words are between two marks."""
    return re.sub("\u202e[^\u202c]*\u202c", "", text)


def escaped(html: LexborHTMLParser, tag: str) -> Iterator[str]:
    """The texts and names of a page with letters of English as it is written."""
    for node in html.css("*"):
        if is_skipped(node, tag):
            continue
        texts = [child.text_content or "" for child in children(node)]
        texts += [node.attributes.get(name) or "" for name in NAMED]
        yield from (text.strip() for text in texts if re.search("[A-Za-z]", plain(text)))


def children(node: LexborNode) -> Iterator[LexborNode]:
    return (child for child in node.iter(include_text=True) if child.tag == "-text")


def is_skipped(node: LexborNode, tag: str) -> bool:
    """Code, names, and what says that it is in another language."""
    here: LexborNode | None = node
    while here is not None:
        if here.tag in ("script", "style", "code", "pre", "svg"):
            return True
        if here.attributes.get("translate") == "no":
            return True
        if here.attributes.get("lang") not in (None, tag):
            return True
        here = here.parent
    return False


@pytest.mark.parametrize("tag", ["en-XA", "en-XB"])
def test_nothing_that_readers_see_escapes(pseudo: Site, tag: str) -> None:
    pages = sorted((pseudo.path / tag.lower()).rglob("*.html"))
    assert len(pages) >= 6
    for page in pages:
        found = list(escaped(LexborHTMLParser(page.read_text(encoding="utf-8")), tag))
        assert not found, f"{page.relative_to(pseudo.path)}: {found}"


@pytest.mark.parametrize("tag", ["en-XA", "en-XB"])
@pytest.mark.parametrize(
    "page", ["reasons/Changed", "reasons/Drafted", "guides/figures", "guides/untouched"]
)
def test_the_strings_that_only_old_translations_show_do_not_escape(tag: str, page: str) -> None:
    """The French texts stand for a translator's: what isn't theirs is the interface."""
    project = load(STALE / "docs", STALE / "locales")
    french, _ = open_locale(project, "fr")
    locale = PSEUDO_LOCALES[tag]
    data = LocaleData(locale, PseudoCatalog(locale), french.translations)
    for text in french.translations.values():
        text.translators = ["Ŵ"]
    article = PageRenderer(project, data, {"firefox": "Firefox"}).render(page).html
    found = list(escaped(LexborHTMLParser(f'<html lang="{tag}">{article}'), tag))
    assert not found


def test_prose_keeps_its_code_and_its_links(pseudo: Site) -> None:
    for slug in ("en-xa", "en-xb"):
        html = pseudo.html(f"{slug}/reasons/Changed")
        assert "X-Test" in [node.text() for node in html.css("article p code")]
        assert html.css("article a[href='../../guides/figures/']")
        assert html.css("article a[href='https://fetch.spec.whatwg.org/']")
        assert "$ curl -i" in one(html, "article pre").text()


def test_accents_are_longer_than_english_and_in_brackets(pseudo: Site) -> None:
    title = one(pseudo.html("en-xa/reasons/Changed"), "h1").text()
    assert title == "[Ŧĥéé ĥééååðééŕ îîš ɱîîššîîñĝ]".replace("Ŧ", "Ţ")
    assert len(title) > 1.3 * len("The header is missing")


def test_each_has_its_direction_and_language(pseudo: Site) -> None:
    for slug, tag, direction in (("en-xa", "en-XA", "ltr"), ("en-xb", "en-XB", "rtl")):
        html = pseudo.html(slug)
        assert attribute(one(html, "html"), "lang") == tag
        assert attribute(one(html, "body"), "dir") == direction


def test_search_engines_and_readers_do_not_meet_them(pseudo: Site) -> None:
    for slug in ("en-xa", "en-xb"):
        for page in ("", "reasons/Changed", "translations"):
            html = pseudo.html(f"{slug}/{page}")
            assert attribute(one(html, "meta[name=robots]"), "content") == "noindex"
            assert not html.css("link[hreflang]")
        sitemap = (pseudo.path / slug / "sitemap.xml").read_text(encoding="utf-8")
        assert "<loc>" not in sitemap
        menu = pseudo.html(slug).css(".md-select__link")
        assert [attribute(link, "hreflang") for link in menu] == ["en", "ar", "fr"]
    for name in ("index.html", "sitemap.xml", "404.html", "status.json"):
        assert "en-x" not in (pseudo.path / name).read_text(encoding="utf-8").lower()


def test_a_normal_build_has_none(fallback: Site) -> None:
    assert not [name for name in fallback.files() if name.startswith("en-x")]


def test_they_are_built_beside_others_and_their_edit_button_leads_to_the_source(
    tmp_path: Path,
) -> None:
    site = build(STALE / "mkdocs.yml", tmp_path / "site", locales="fr,en-XA,en")
    built = {path.parent.name for path in site.path.glob("*/404.html")}
    assert built == {"fr", "en-xa", "en"}
    href = attribute(one(site.html("en-xa/reasons/Changed"), "a[rel=edit]"), "href")
    assert href == "https://github.com/stale/guide/edit/main/docs/reasons/Changed.yml"


def test_the_guide_itself_is_translatable_throughout(tmp_path: Path) -> None:
    site = build(ROOT / "mkdocs.yml", tmp_path / "site", locales="en-XA")
    paths = sorted((site.path / "en-xa").rglob("*.html"))
    pages = {str(path): LexborHTMLParser(path.read_text(encoding="utf-8")) for path in paths}
    # Code in a heading stands in menus, too, without its element.
    code = {node.text() for html in pages.values() for node in html.css(":is(h1, h2, h3) code")}
    known = re.compile("|".join(map(re.escape, sorted(code, key=len, reverse=True))))
    for name, html in pages.items():
        found = [
            text for text in escaped(html, "en-XA") if re.search("[A-Za-z]", known.sub("", text))
        ]
        assert not found, f"{name}: {found}"
