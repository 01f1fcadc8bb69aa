"""A translation that is legal and as nasty as the grammar allows ends as inert text."""

from __future__ import annotations

import json

from tests.mkdocs.sites import Site, one

ADDRESS = "fr/reasons/Markup"


def test_no_contributed_text_becomes_an_element_or_an_attribute(hostile: Site) -> None:
    for address in ("fr", ADDRESS, "en/reasons/Markup"):
        html = hostile.html(address)
        scripts = [node.text() for node in html.css("script:not([type='application/ld+json'])")]
        assert not [script for script in scripts if "alert" in script]
        assert not html.css("article :is(script, iframe, img, svg[onload], object, input)")
        assert not html.css("article form:not(.fg-paste)")  # the paste box is the theme's own
        for node in html.css("*"):
            names = [name for name in node.attributes if name.startswith("on")]
            assert not names, f"{address}: <{node.tag} {names}>"
            href = node.attributes.get("href") or ""
            assert not href.lower().startswith(("javascript:", "data:")), address


def test_titles_and_descriptions_are_escaped_where_the_theme_prints_them(hostile: Site) -> None:
    html = hostile.html(ADDRESS)
    title = "</title><script>alert('titre')</script> & \"guillemets\""
    assert one(html, "title").text().startswith(title)
    assert one(html, "h1").text().strip() == title
    description = one(html, "meta[name=description]").attributes["content"]
    assert description == ("\"><script>alert('resume')</script> et <img src=x onerror=alert(1)>.")


def test_the_text_is_shown_as_it_was_written(hostile: Site) -> None:
    article = one(hostile.html(ADDRESS), "article").text()
    for text in (
        '{{ config }}, {% include "x" %}, {: onclick="x" }, --8<-- "x", &lt;b&gt;',
        "5 < 6 & 7 > 2",
        "</code></pre><script>alert('snippet')</script>",
        "<img src=x onerror=alert('file')>",
        "\" onclick='alert(1)' & &lt;nom",
        "<script>alert('message')</script>",
    ):
        assert text in article, text


def test_the_search_index_holds_escaped_text(hostile: Site) -> None:
    index = json.loads((hostile.path / "fr" / "search" / "search_index.json").read_text())
    for doc in index["docs"]:
        assert "<script" not in doc["title"] + doc["text"]
        assert "<img" not in doc["title"] + doc["text"]
