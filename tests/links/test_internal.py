"""References of a static site: one small site for each way to lead wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fieldguide.links.internal import check_site
from fieldguide.links.parity import check_parity
from fieldguide.links.suggest import Names
from tests.links.sites import URL, page, site, told

GOOD = {
    "index.html": page(
        '<a href="b/#part">b</a> <a href="b/#top">top</a> <a href="?q=1#x">here</a> <b id=x></b>'
        '<a href="/docs/b/">absolute</a> <a href="https://site.example/docs/b/#part">whole</a>'
        '<a href="mailto:me@site.example">mail</a> <a href="tel:+1-555-0100">call</a>'
        '<a href="https://elsewhere.example/">out</a> <a href="b/#:~:text=some%20words">words</a>'
        '<img src="a%20b.png" srcset="a%20b.png 1x, a%20b.png 2x" alt="">'
        '<p style="background: url(a%20b.png)"></p>',
        '<link rel="canonical" href="https://site.example/docs/">'
        '<link rel="stylesheet" href="s.css"><script type="module" src="m.js"></script>',
    ),
    "b/index.html": page('<h2 id="part">Some words</h2><a href="..">up</a>'),
    "a b.png": "",
    "s.css": "@import 'more.css'; a { background: url(\"a b.png\") }",
    "more.css": "",
    "m.js": "import './n.js'; import x from 'lodash'",
    "n.js": "",
    "sitemap.xml": f"<urlset><url><loc>{URL}</loc></url></urlset>",
    "search/search_index.json": json.dumps(
        {"docs": [{"location": ""}, {"location": "b/"}, {"location": "b/#part"}]}
    ),
}


def test_a_good_site_has_no_defect(tmp_path: Path) -> None:
    checked = check_site(site(tmp_path, GOOD))
    assert checked.defects == []
    assert list(checked.external) == ["https://elsewhere.example/"]


@pytest.mark.parametrize(
    ("name", "text", "id", "url", "hint"),
    [
        ("c.html", page('<a href="bb/">'), "link-page", "bb/", "did you mean `b`?"),
        ("c.html", page('<a href="/docs/nowhere/">'), "link-page", "/docs/nowhere/", ""),
        ("c.html", page('<a href="/b/">'), "link-page", "/b/", "did you mean `b`?"),
        ("c.html", page('<a href="../../b/">'), "link-page", "../../b/", ""),
        ("c.html", page('<a href="B/">'), "link-page", "B/", "did you mean `b`?"),
        ("c.html", page('<a href="b/#parts">'), "link-anchor", "b/#parts", "did you mean `#part`?"),
        ("c.html", page('<a href="#none">'), "link-anchor", "#none", ""),
        ("c.html", page('<a href="b/#:~:text=other">'), "link-text", "b/#:~:text=other", ""),
        ("c.html", page('<a href="">'), "link-empty", "", "remove it or fill it in"),
        ("c.html", page('<a href="https://[">'), "link-address", "https://[", ""),
        ("c.html", page('<a href="mailto:me">'), "link-mail", "mailto:me", ""),
        ("c.html", page('<a href="tel:now">'), "link-telephone", "tel:now", ""),
        (
            "c.html",
            page('<a href="javascript:x()">'),
            "link-script",
            "javascript:x()",
            "link to a page",
        ),
        ("c.html", page('<img src="ab.png">'), "link-asset", "ab.png", "did you mean `a b.png`?"),
        ("c.html", page('<img srcset="zzzzzzz.png 2x">'), "link-asset", "zzzzzzz.png", ""),
        ("c.html", page('<video poster="zzzzzzz.jpg">'), "link-asset", "zzzzzzz.jpg", ""),
        (
            "c.html",
            page('<p style="background:url(zzzzzzz.gif)">'),
            "link-asset",
            "zzzzzzz.gif",
            "",
        ),
        (
            "c.html",
            page("<style>a{background:url(zzzzzzz.svg)}</style>"),
            "link-asset",
            "zzzzzzz.svg",
            "",
        ),
        (
            "c.html",
            page('<script type="module">import "./no.js"</script>'),
            "link-asset",
            "./no.js",
            "did you mean `n.js`?",
        ),
        (
            "c.html",
            page("", '<link rel="icon" href="zzzzzzz.ico">'),
            "link-asset",
            "zzzzzzz.ico",
            "",
        ),
        (
            "c.html",
            page("", f'<link rel="canonical" href="{URL}no/">'),
            "link-page",
            f"{URL}no/",
            "",
        ),
        (
            "c.html",
            page("", f'<meta property="og:image" content="{URL}zzzzzzz.png">'),
            "link-asset",
            f"{URL}zzzzzzz.png",
            "",
        ),
        (
            "c.html",
            page("", '<meta http-equiv="refresh" content="0; url=no/">'),
            "link-page",
            "no/",
            "",
        ),
        ("c.html", page('<form action="zzzzzzz/">'), "link-page", "zzzzzzz/", ""),
        ("c.html", page('<button formaction="zzzzzzz/">'), "link-page", "zzzzzzz/", ""),
        ("c.html", page('<q cite="zzzzzzz/">'), "link-page", "zzzzzzz/", ""),
        ("c.html", page('<area href="zzzzzzz/">'), "link-page", "zzzzzzz/", ""),
        ("c.html", page('<object data="zzzzzzz.pdf">'), "link-asset", "zzzzzzz.pdf", ""),
        ("c.html", page('<svg><use href="zzzzzzz.svg#x">'), "link-asset", "zzzzzzz.svg#x", ""),
        ("c.html", page('<svg><image xlink:href="zzzzzzz">'), "link-asset", "zzzzzzz", ""),
        (
            "c.html",
            page('<img srcset="data:image/gif;base64,AA== 1x,zzzzzzz.gif 2x">'),
            "link-asset",
            "zzzzzzz.gif",
            "",
        ),
        ("d.css", "a { background: url(zzzzzzz.webp) }", "link-asset", "zzzzzzz.webp", ""),
        ("d.js", "export * from './no.js'", "link-asset", "./no.js", "did you mean `n.js`?"),
        (
            "sitemap-2.xml",
            f"<urlset><url><loc>{URL}no/</loc></url></urlset>",
            "link-page",
            f"{URL}no/",
            "",
        ),
        ("sitemap-2.xml", "<urlset>", "link-file", "", ""),
        ("x/search/search_index.json", '{"docs": [{"location": "no/"}]}', "link-page", "no/", ""),
        ("x/search/search_index.json", "{}", "link-file", "", ""),
        ("reasons.json", "{", "link-file", "", ""),
    ],
)
def test_each_kind_of_mistake(
    tmp_path: Path, name: str, text: str, id: str, url: str, hint: str
) -> None:
    defects = check_site(site(tmp_path, {**GOOD, name: text})).defects
    assert [(d.id, d.page, d.url, d.hint) for d in defects] == [(id, name, url, hint)]


@pytest.mark.parametrize(
    ("base", "url", "expected"),
    [
        ("/docs/b/", "#part", []),
        ("/docs/b/", "#no", ["link-anchor"]),
        ("/docs/b/", "..", []),
        ("b/", "../../m.js", []),
        ("b/", "../m.js", ["link-page"]),
        ("..", "b/", []),
        (f"{URL}b/", "../more.css", []),
        ("https://cdn.example/x/", "nowhere/", []),
    ],
)
def test_a_page_can_have_a_base(tmp_path: Path, base: str, url: str, expected: list[str]) -> None:
    files = {**GOOD, "a folder/index.html": page(f'<a href="{url}">', f'<base href="{base}">')}
    checked = check_site(site(tmp_path, files))
    assert [defect.id for defect in checked.defects] == expected
    assert ("https://cdn.example/x/nowhere/" in checked.external) == ("cdn" in base)


@pytest.mark.parametrize("name", ["reasons.json", "en/reasons.json"])
def test_the_list_of_reasons_has_addresses(tmp_path: Path, name: str) -> None:
    up = "../" * name.count("/")
    entries = [{"id": "a", "url": f"{up}b/#part", "more": [{"url": "no/"}]}, {"url": f"{up}b/#x"}]
    files = {**GOOD, name: json.dumps({"reasons": entries, "url": None})}
    assert told(tmp_path, files) == [
        ("link-page", name, "no/"),
        ("link-anchor", name, f"{up}b/#x"),
    ]


def test_a_protocol_relative_address_is_asked_as_one(tmp_path: Path) -> None:
    checked = check_site(site(tmp_path, {"index.html": page('<a href="//other.example/x">')}))
    assert list(checked.external) == ["https://other.example/x"]


def test_nearest_names() -> None:
    pages = Names([f"{tag}/reasons/Reason{n:03}" for tag in ("en", "fr") for n in range(500)])
    assert pages.nearest("fr/reasons/Raeson123") == "fr/reasons/Reason123"
    assert pages.nearest("EN/Reasons/reason001") == "en/reasons/Reason001"
    assert pages.nearest("something else") == ""
    assert Names([]).nearest("x") == ""


PARITY = {
    "en/index.html": page('<article><h2 id="a"></h2><a href="b/">b</a></article>'),
    "en/b/index.html": page("<article></article>"),
    "fr/index.html": page('<article><h2 id="a"></h2><a href="b/">b</a></article>', lang="fr"),
    "fr/b/index.html": page("<article></article>", lang="fr"),
}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("fr/index.html", PARITY["fr/index.html"], []),
        ("fr/b/index.html", None, [("parity-page", "en/b/index.html")]),
        ("fr/c/index.html", page("", lang="fr"), [("parity-page", "fr/c/index.html")]),
        (
            "fr/index.html",
            page('<article><a href="b/">b</a></article>', lang="fr"),
            [("parity-anchor", "fr/index.html")],
        ),
        (
            "fr/index.html",
            page('<article><h2 id="a"></h2></article>', lang="fr"),
            [("parity-link", "fr/index.html")],
        ),
        (
            "fr/index.html",
            page('<article><h2 id="a"></h2><a href="../en/b/">b</a></article>', lang="fr"),
            [("parity-locale", "fr/index.html")],
        ),
    ],
)
def test_parity(
    tmp_path: Path, name: str, text: str | None, expected: list[tuple[str, str]]
) -> None:
    files = {key: value for key, value in {**PARITY, name: text}.items() if value is not None}
    folder = site(tmp_path, files)
    defects = check_parity(folder, check_site(folder), ["en", "fr"])
    assert [(defect.id, defect.page) for defect in defects] == expected
