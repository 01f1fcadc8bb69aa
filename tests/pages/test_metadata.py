"""Open Graph and JSON-LD: right for each page, and inert whatever its texts are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from fieldguide.l10n.locale import Locale
from fieldguide.pages.metadata import head, open_graph_locale
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.project import load, open_locale
from tests.guides import reason, write

SITE = Site(
    'Test "Guide" & <more>',
    "What went wrong",
    "https://x.example/",
    license="https://license.example/",
    image="assets/images/card.png",
)


def made(root: Path, name: str, tag: str = "en", site: Site = SITE) -> LexborHTMLParser:
    project = load(root / "docs", root / "locales")
    assert not project.findings
    data, _ = open_locale(project, tag)
    renderer = PageRenderer(project, data, {"firefox": "Firefox"})
    elements = head(renderer, renderer.render(name), site, has_feed=True)
    return LexborHTMLParser(f"<head>{elements}</head><body></body>")


def properties(html: LexborHTMLParser) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for node in html.css("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        found.setdefault(name, []).append(node.attributes["content"])
    return found


def graph(html: LexborHTMLParser) -> list[dict[str, Any]]:
    (node,) = html.css("script[type='application/ld+json']")
    data = json.loads(node.text())
    assert data["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = data["@graph"]
    return found


def test_a_page_for_those_who_show_a_link_to_it(tmp_path: Path) -> None:
    write(tmp_path)
    assert properties(made(tmp_path, "reasons/Alpha", "fr")) == {
        "og:type": ["article"],
        "og:site_name": ['Test "Guide" & <more>'],
        "og:title": ["Il s’est passé quelque chose"],
        "og:description": ["C’est cassé, voir la norme."],
        "og:url": ["https://x.example/fr/reasons/Alpha/"],
        "og:locale": ["fr_FR"],
        "og:locale:alternate": ["en_US"],
        "og:image": ["https://x.example/assets/images/card.png"],
        "og:image:alt": ['Test "Guide" & <more>'],
        "twitter:card": ["summary_large_image"],
    }
    assert properties(made(tmp_path, "index"))["og:type"] == ["website"]


def test_a_page_in_the_source_language_says_so(tmp_path: Path) -> None:
    write(tmp_path)
    html = made(tmp_path, "reasons/Beta", "fr")
    found = properties(html)
    assert found["og:url"] == ["https://x.example/en/reasons/Beta/"]
    assert found["og:locale"] == ["en_US"]
    assert "og:locale:alternate" not in found
    article = graph(html)[0]
    assert (article["inLanguage"], article["url"]) == ("en", "https://x.example/en/reasons/Beta/")
    assert "translationOfWork" not in article


def test_a_page_for_search_engines(tmp_path: Path) -> None:
    write(tmp_path)
    article, crumbs = graph(made(tmp_path, "reasons/Alpha", "fr"))
    assert article == {
        "@type": "TechArticle",
        "headline": "Il s’est passé quelque chose",
        "description": "C’est cassé, voir la norme.",
        "url": "https://x.example/fr/reasons/Alpha/",
        "inLanguage": "fr",
        "license": "https://license.example/",
        "isPartOf": {
            "@type": "WebSite",
            "name": 'Test "Guide" & <more>',
            "url": "https://x.example/fr/",
        },
        "translationOfWork": {
            "@type": "TechArticle",
            "@id": "https://x.example/en/reasons/Alpha/",
            "inLanguage": "en",
        },
    }
    assert crumbs["@type"] == "BreadcrumbList"
    items = crumbs["itemListElement"]
    assert [(item["position"], item["item"]) for item in items] == [
        (1, "https://x.example/fr/"),
        (2, "https://x.example/fr/reasons/Alpha/"),
    ]
    (original, _) = graph(made(tmp_path, "reasons/Alpha"))
    assert [item["inLanguage"] for item in original["workTranslation"]] == ["fr"]
    (home,) = graph(made(tmp_path, "index"))
    assert (home["@type"], home["description"]) == ("WebSite", "What went wrong")


def test_texts_stay_texts(tmp_path: Path) -> None:
    title = '"`</script><script>alert(1)</script>` & \'quotes\' \\"more\\""'
    write(tmp_path, {"docs/reasons/Beta.yml": reason("Beta", title=title)})
    html = made(tmp_path, "reasons/Beta")
    (script,) = html.css("script")
    assert "<" not in script.text()
    shown = "</script><script>alert(1)</script> & 'quotes' \"more\""
    assert graph(html)[0]["headline"] == shown
    assert properties(html)["og:title"] == [shown]


def test_what_needs_an_address_is_left_out_without_one(tmp_path: Path) -> None:
    write(tmp_path)
    html = made(tmp_path, "reasons/Alpha", site=Site("Test Guide", image="card.png"))
    assert not {"og:url", "og:image"} & properties(html).keys()
    (article,) = graph(html)
    assert "url" not in article
    links = {node.attributes["type"]: node.attributes["href"] for node in html.css("link")}
    assert links == {"text/markdown": "index.md", "application/atom+xml": "../../feed.xml"}


def test_other_forms_are_announced_where_the_theme_does_not_look(tmp_path: Path) -> None:
    write(tmp_path)
    links = made(tmp_path, "index").css("link")
    assert all((node.attributes["rel"] or "").split() == ["alternate"] for node in links)
    assert not made(tmp_path, "index").css("link[rel=alternate]")


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [("en", "en_US"), ("fr", "fr_FR"), ("pt-BR", "pt_BR"), ("zh-Hant", "zh_TW"), ("ar", "ar_EG")],
)
def test_open_graph_wants_a_territory(tag: str, wanted: str) -> None:
    assert open_graph_locale(Locale.parse(tag)) == wanted
