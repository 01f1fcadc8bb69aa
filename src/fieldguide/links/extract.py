"""One built file to what it links to and what can be linked to in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from sys import intern
from typing import NamedTuple
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser


class Kind(StrEnum):
    """What a reference is for; it decides which rules hold and how a mistake is named."""

    LINK = "link"
    ASSET = "asset"
    CANONICAL = "canonical"
    ALTERNATE = "alternate"
    MENU = "menu"
    """A link of the language menu: it has `hreflang`, and leaves the locale on purpose."""
    REFRESH = "refresh"
    """Where a page sends its readers by itself."""
    SITEMAP = "sitemap"
    SEARCH = "search"


class Reference(NamedTuple):
    """An address as a file has it."""

    kind: Kind
    url: str
    language: str = ""
    in_article: bool = False


@lru_cache(maxsize=1 << 16)
def reference(kind: Kind, url: str, language: str = "", in_article: bool = False) -> Reference:
    """A reference; one object for all pages of a site that have it, as of a navigation."""
    return Reference(kind, url, language, in_article)


@dataclass(slots=True)
class Document:
    """A parsed file."""

    ids: frozenset[str] = frozenset()
    references: list[Reference] = field(default_factory=list)
    language: str = ""
    base: str = ""
    """The address that all others of the page are relative to, if not the page's own."""
    is_html: bool = False
    text: str = ""
    """The visible text, only where a text fragment needs it."""


# Each selector costs time on every page. In `:is()`, so that a node is found once, however many
# of them it matches.
_WANTED = (
    ":is([id],a[name],[href],[src],[srcset],[poster],[style],[cite],meta[content],style,"
    "script[type=module],use,image,object[data],form[action],[formaction])"
)
#: Attributes that hold the address of something that the page shows or runs, and of a page.
_ASSETS = ("src", "poster")
_LINKS = ("action", "formaction", "cite")
_HREF = {"area": Kind.LINK, "use": Kind.ASSET, "image": Kind.ASSET}
#: Relations of `link` elements that lead to pages, as an `a` element does.
_TO_PAGES = frozenset({"author", "help", "license", "next", "prev", "privacy-policy", "search"})
_OPEN_GRAPH = ("og:image", "og:url", "twitter:image")
_CSS_URL = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]+))\s*\)|@import\s+[\"']([^\"']+)"
)
# A comma ends an address only before a space: `data:` addresses have some inside.
_SRCSET = re.compile(r"[\s,]*(\S*[^\s,])[^,]*")
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.I)

_Attributes = dict[str, str | None]


def extract_html(data: bytes) -> Document:
    """Parse one page."""
    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    document = Document(is_html=True)
    root = tree.root
    document.language = (root.attributes.get("lang") or "") if root is not None else ""
    found: list[Reference] = []
    ids: list[str] = []
    article = {node.mem_id for node in tree.css("article a")}
    for node in tree.css(_WANTED):
        attributes = node.attributes
        if id := attributes.get("id"):
            ids.append(id)
        if (style := attributes.get("style")) and "url(" in style:
            found += extract_css(style).references
        tag = node.tag
        if tag == "a":
            if name := attributes.get("name"):
                ids.append(name)
            if "href" in attributes:
                # the theme's own links in an article, such as the one to edit it, are no content
                is_content = node.mem_id in article and not _is_edit(attributes)
                kind = Kind.MENU if "hreflang" in attributes else Kind.LINK
                language = attributes.get("hreflang") or ""
                found.append(reference(kind, attributes["href"] or "", language, is_content))
        elif tag == "base":
            document.base = document.base or attributes.get("href") or ""
        elif tag == "link":
            found += _link_element(attributes)
        elif tag == "meta":
            found += _meta_element(attributes)
        elif tag == "style":
            found += extract_css(node.text()).references
        elif tag == "script" and not attributes.get("src"):
            if attributes.get("type") == "module":
                found += extract_module(node.text()).references
        else:
            found += _others(tag, attributes)
    document.ids = frozenset(map(intern, ids))  # the same on every version of a page
    document.references = found
    return document


def _is_edit(attributes: _Attributes) -> bool:
    return "edit" in (attributes.get("rel") or "").split()


def _link_element(attributes: _Attributes) -> Iterator[Reference]:
    href = attributes.get("href")
    if href is None:
        return
    relations = (attributes.get("rel") or "").lower().split()
    if "canonical" in relations:
        yield reference(Kind.CANONICAL, href)
    elif "alternate" in relations and attributes.get("hreflang"):
        yield reference(Kind.ALTERNATE, href, attributes["hreflang"] or "")
    elif _TO_PAGES.intersection(relations):
        yield reference(Kind.LINK, href)
    elif "preconnect" not in relations and "dns-prefetch" not in relations:
        yield reference(Kind.ASSET, href)


def _meta_element(attributes: _Attributes) -> Iterator[Reference]:
    content = attributes.get("content") or ""
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        match = _REFRESH.match(content)
        if match:
            yield reference(Kind.REFRESH, match[1])
    elif (attributes.get("property") or attributes.get("name")) in _OPEN_GRAPH:
        yield reference(Kind.ASSET, content)


def _others(tag: str | None, attributes: _Attributes) -> Iterator[Reference]:
    for name in _ASSETS:
        if name in attributes:
            yield reference(Kind.ASSET, attributes[name] or "")
    if tag in _HREF:
        address = attributes.get("href", attributes.get("xlink:href"))
        if address is not None:
            yield reference(_HREF[tag], address)
    if tag == "object" and "data" in attributes:
        yield reference(Kind.ASSET, attributes["data"] or "")
    if srcset := attributes.get("srcset"):
        for address in _SRCSET.findall(srcset):
            yield reference(Kind.ASSET, address)
    for name in _LINKS:
        if address := attributes.get(name):  # an empty action is the page itself
            yield reference(Kind.LINK, address)


def extract_css(text: str) -> Document:
    """The files that a stylesheet asks for."""
    found = [next(filter(None, match), "") for match in _CSS_URL.findall(text)]
    return Document(references=[reference(Kind.ASSET, url) for url in found if url])


def extract_module(text: str) -> Document:
    """The modules that a module imports by address; bare names are a bundler's business."""
    names = _IMPORT.findall(text)
    return Document(
        references=[
            reference(Kind.ASSET, name) for name in names if name.startswith((".", "/", "http"))
        ]
    )


def extract_sitemap(data: bytes) -> Document:
    """The pages of a sitemap, or the sitemaps of an index. Raises ValueError if it isn't XML."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError(f"not valid XML: {error}") from None
    locations = [node.text or "" for node in root.iter() if node.tag.rpartition("}")[2] == "loc"]
    return Document(references=[reference(Kind.SITEMAP, url.strip()) for url in locations])


def extract_search_index(data: bytes) -> Document:
    """The places of Material's search index. Raises ValueError if it isn't one."""
    try:
        docs = json.loads(data)["docs"]
        return Document(references=[reference(Kind.SEARCH, doc["location"]) for doc in docs])
    except (json.JSONDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"not a search index: {error}") from None


def extract_reasons(data: bytes) -> Document:
    """The addresses in a list of reasons for programs. Raises ValueError if it isn't JSON."""
    try:
        return Document(references=[reference(Kind.LINK, url) for url in _urls(json.loads(data))])
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"not valid JSON: {error}") from None


def _urls(value: object) -> Iterator[str]:
    """Every text under a key `url`, at any depth."""
    inner: Iterable[object] = ()
    if isinstance(value, dict):
        if isinstance(url := value.get("url"), str):
            yield url
        inner = value.values()
    elif isinstance(value, list):
        inner = value
    for item in inner:
        yield from _urls(item)
