"""What the built site has for programs: data, Markdown, lists, feeds, short addresses."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from fieldguide.pages.data import MessagesFile, ReasonsFile, dump, published_schemas
from tests.mkdocs.sites import Site, attribute, one

#: The enumeration of Chromium's `cors.mojom`, as its DevTools name them.
CHROMIUM = """
DisallowedByMode InvalidResponse WildcardOriginNotAllowed MissingAllowOriginHeader
MultipleAllowOriginValues InvalidAllowOriginValue AllowOriginMismatch InvalidAllowCredentials
CorsDisabledScheme PreflightInvalidStatus PreflightDisallowedRedirect
PreflightWildcardOriginNotAllowed PreflightMissingAllowOriginHeader
PreflightMultipleAllowOriginValues PreflightInvalidAllowOriginValue PreflightAllowOriginMismatch
PreflightInvalidAllowCredentials PreflightMissingAllowExternal PreflightInvalidAllowExternal
InvalidAllowMethodsPreflightResponse InvalidAllowHeadersPreflightResponse
MethodDisallowedByPreflightResponse HeaderDisallowedByPreflightResponse
RedirectContainsCredentials InsecurePrivateNetwork InvalidPrivateNetworkAccess
UnexpectedPrivateNetworkAccess PreflightMissingPrivateNetworkAccessId
PreflightMissingPrivateNetworkAccessName LocalNetworkAccessPermissionDenied
NoCorsRedirectModeNotFollow
"""
LOCALES = ("en", "fr")
URL = "https://cors-field-guide.example/"


def links(tokens: list[Token]) -> list[str]:
    found = []
    for token in tokens:
        found += links(token.children or [])
        if token.type == "link_open":
            found.append(str(token.attrGet("href")))
    return found


def missing(site: Site, name: str, url: str) -> list[str]:
    """The links of a Markdown file that lead to no file of the site, or to no part of a page."""
    text = (site.path / name).read_text(encoding="utf-8")
    found = []
    for href in links(MarkdownIt("commonmark").parse(text)):
        whole = urljoin(f"{url}{name}", href)
        if not whole.startswith(url):
            continue
        path, _, part = whole.removeprefix(url).partition("#")
        path += "index.html" if not path or path.endswith("/") else ""
        file = site.path / path
        if not file.is_file() or (part and f'id="{part}"' not in file.read_text(encoding="utf-8")):
            found.append(f"{name}: {href}")
    return found


@pytest.mark.parametrize(
    ("name", "url"), [("guide", URL), ("npm", "https://npm.example/guide/")], ids=["guide", "npm"]
)
def test_markdown_stands_beside_each_page_and_leads_somewhere(
    request: pytest.FixtureRequest, name: str, url: str
) -> None:
    site: Site = request.getfixturevalue(name)
    pages = [
        path.relative_to(site.path).parent.as_posix()
        for path in site.path.glob("*/*/*/index.html")
        if path.parts[-3] in ("reasons", "guides", "servers")
    ]
    assert len(pages) >= 6
    for page in (*pages, "en"):
        html = site.html(page)
        (link,) = html.css("link[type='text/markdown']")
        assert attribute(link, "href") == "index.md"
        assert not html.css("link[rel=alternate]"), "Material would fetch a sitemap for each"
    wrong = [
        item
        for path in sorted(site.path.rglob("*.md"))
        for item in missing(site, path.relative_to(site.path).as_posix(), url)
    ]
    assert not wrong
    assert len(list(site.path.rglob("*.md"))) >= len(pages) + 2


@pytest.mark.parametrize("folder", ["", "en/", "fr/"])
def test_llms_txt(guide: Site, folder: str) -> None:
    text = (guide.path / f"{folder}llms.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == "# CORS Field Guide"
    assert lines[2].startswith("> ")
    items = [line for line in lines if line.startswith("- ")]
    assert all(re.fullmatch(r"- \[.+\]\(https://\S+\)(: .+)?", line) for line in items)
    assert not [line for line in lines[3:] if line and not line.startswith(("## ", "- "))]
    tag = folder or "en/"
    assert f"({URL}{tag}reasons/CORSDisabled/index.md): " in text
    assert not missing(guide, f"{folder}llms.txt", URL)
    assert (f"[Français]({URL}fr/llms.txt)" in text) == (not folder)


@pytest.mark.parametrize("locale", LOCALES)
def test_data_follow_the_schemas_they_name(guide: Site, locale: str) -> None:
    for name, model in (("reasons", ReasonsFile), ("messages", MessagesFile)):
        text = (guide.path / locale / f"{name}.json").read_text(encoding="utf-8")
        data = model.model_validate_json(text)
        assert dump(data) == text, "nothing in it that the schema doesn't know"
        assert data.schema_ == f"{URL}schemas/{name}-1.json"
    for name, schema in published_schemas().items():
        assert (guide.path / "schemas" / name).read_text(encoding="utf-8") == schema
        assert json.loads(schema)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_reasons_have_whole_addresses_and_the_lines_of_the_readers_browser(guide: Site) -> None:
    text = (guide.path / "fr/reasons.json").read_text(encoding="utf-8")
    reason = ReasonsFile.model_validate_json(text).reasons["CORSMissingAllowCredentials"]
    assert reason.permalink == f"{URL}fr/{reason.url}"
    assert "CORSMIssingAllowCredentials" in reason.aliases
    assert reason.templates["firefox"][0].language == "fr"
    assert "{url}" in reason.templates["chromium"][0].text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_feed_is_announced_and_leads_to_pages(guide: Site, locale: str) -> None:
    html = guide.html(f"{locale}/reasons/CORSDisabled")
    link = one(html, "link[type='application/atom+xml']")
    assert attribute(link, "href") == "../../feed.xml"
    root = ET.parse(guide.path / locale / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{atom}entry")
    assert len(entries) >= 20
    for entry in entries:
        (alternate,) = entry.findall(f"{atom}link")
        href = alternate.attrib["href"]
        assert href.startswith(f"{URL}{locale}/")
        assert (guide.path / href.removeprefix(URL) / "index.html").is_file()
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == len(entries)


def test_a_guide_without_a_ledger_has_no_feed(npm: Site) -> None:
    assert not list(npm.path.rglob("feed.xml"))
    assert not npm.html("en/reasons/EACCES").css("link[type='application/atom+xml']")


@pytest.mark.parametrize("folder", ["", "fr/"])
def test_the_names_of_browsers_and_of_mdn_lead_to_the_page(guide: Site, folder: str) -> None:
    reasons = [path.stem for path in (guide.path / "en/reasons").iterdir() if path.is_dir()]
    lines = (guide.path / "_redirects").read_text(encoding="utf-8").splitlines()
    rules = {source: target for source, target, status in (line.split() for line in lines)}
    for name in (*CHROMIUM.split(), *reasons, "CORSMIssingAllowCredentials"):
        refresh = one(guide.html(f"{folder}{name}"), "meta[http-equiv=refresh]")
        target = attribute(refresh, "content").removeprefix("0; url=")
        path = urlsplit(urljoin(f"/{folder}{name}/", target))
        assert (guide.path / path.path.lstrip("/") / "index.html").is_file(), name
        assert rules[f"/{folder}{name}"] == path.geturl()
    assert rules["/CORSMIssingAllowCredentials"] == "/en/reasons/CORSMissingAllowCredentials/"
    assert rules["/fr/LocalNetworkAccessPermissionDenied"].endswith("look-alikes/#local-network")


def test_the_picture_is_what_networks_want(guide: Site) -> None:
    html = guide.html("fr/guides/preflight")
    address = attribute(one(html, "meta[property='og:image']"), "content")
    data = (guide.path / address.removeprefix(URL)).read_bytes()
    size = [int.from_bytes(data[place : place + 4], "big") for place in (16, 20)]
    assert (data[:8], size) == (b"\x89PNG\r\n\x1a\n", [1200, 630])
    assert len(data) < 60_000
    assert one(html, "meta[name='twitter:card']").attributes["content"] == "summary_large_image"


@pytest.mark.parametrize("address", ["fr/reasons/Markup", "en/reasons/Markup", "fr"])
def test_nasty_texts_are_inert_data(hostile: Site, address: str) -> None:
    html = hostile.html(address)
    script = one(html, "script[type='application/ld+json']")
    assert "<" not in script.text()
    page = json.loads(script.text())["@graph"][0]
    title = one(html, "h1").text().strip()
    assert address == "fr" or page["headline"] == title
    assert one(html, "meta[property='og:title']").attributes["content"] == title
    assert one(html, "meta[property='og:site_name']").attributes["content"] == 'Guide <b>& "more"'
