"""One built file to what it links to and what can be linked to in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from sys import intern
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
    SITEMAP = "sitemap"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Reference:
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
    is_html: bool = False
    text: str = ""
    """The visible text, only where a text fragment needs it."""


# Attribute selectors, each with the attribute that holds the address.
_ASSETS = (
    ("[src]", "src"),
    ("[poster]", "poster"),
    ("object[data]", "data"),
    ("use[href]", "href"),
)
_OPEN_GRAPH = ("og:image", "og:url", "twitter:image")
_CSS_URL = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]+))\s*\)|@import\s+[\"']([^\"']+)"
)
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.I)


def extract_html(text: str) -> Document:
    """Parse one page."""
    tree = LexborHTMLParser(text)
    document = Document(is_html=True)
    found = document.references
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    ids += [node.attributes["name"] or "" for node in tree.css("a[name]")]
    document.ids = frozenset(map(intern, ids))  # the same on every version of a page
    root = tree.css_first("html")
    document.language = (root.attributes.get("lang") or "") if root is not None else ""
    # the theme's own links in an article, such as the one to edit it, are no content
    article = {node.mem_id for node in tree.css("article a[href]:not([rel~=edit])")}
    for node in tree.css("a[href], area[href]"):
        attributes = node.attributes
        kind = Kind.MENU if "hreflang" in attributes else Kind.LINK
        found.append(
            reference(
                kind,
                attributes["href"] or "",
                attributes.get("hreflang") or "",
                node.mem_id in article,
            )
        )
    for node in tree.css("link[href]"):
        found += _link_element(node.attributes)
    for selector, name in _ASSETS:
        for node in tree.css(selector):
            found.append(reference(Kind.ASSET, node.attributes[name] or ""))
    for node in tree.css("[srcset]"):
        for candidate in (node.attributes["srcset"] or "").split(","):
            address = candidate.strip().split(" ", 1)[0]
            if address:
                found.append(reference(Kind.ASSET, address))
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = attributes["content"] or ""
        if (attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(content)
            if match:
                found.append(reference(Kind.LINK, match[1]))
        elif (attributes.get("property") or attributes.get("name")) in _OPEN_GRAPH:
            found.append(reference(Kind.ASSET, content))
    for node in tree.css("[style*='url(']"):
        found += extract_css(node.attributes["style"] or "").references
    for node in tree.css("style"):
        found += extract_css(node.text()).references
    for node in tree.css("script[type=module]:not([src])"):
        found += extract_module(node.text()).references
    return document


def _link_element(attributes: dict[str, str | None]) -> list[Reference]:
    href = attributes["href"] or ""
    relations = (attributes.get("rel") or "").lower().split()
    if "canonical" in relations:
        return [reference(Kind.CANONICAL, href)]
    if "alternate" in relations and attributes.get("hreflang"):
        return [reference(Kind.ALTERNATE, href, attributes["hreflang"] or "")]
    if {"preconnect", "dns-prefetch"} & set(relations):
        return []
    return [reference(Kind.ASSET, href)]


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
