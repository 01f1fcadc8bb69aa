"""A fetched page: its anchors, its headings, its words. Pure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked of a page's body."""

    anchors: frozenset[str]
    title: str
    heading: str
    text: str
    """Its text without scripts, white space folded."""
    main_length: int
    """How much of that is not navigation, header or footer."""
    complete: bool
    """Whether all of it was read."""


def parse_page(body: bytes, charset: str | None, *, complete: bool) -> Page:
    """A page from its bytes."""
    tree = LexborHTMLParser(_decoded(body, charset))
    anchors = {
        value
        for node in tree.css("[id], a[name]")
        for key in ("id", "name")
        if (key == "id" or node.tag == "a") and (value := node.attributes.get(key))
    }
    title = tree.css_first("title")
    heading = tree.css_first("h1")
    name, head = (_folded(node.text()) if node else "" for node in (title, heading))
    text = _text(tree, "script, style, template")
    main = _text(tree, "nav, header, footer, aside, form, noscript, svg")
    return Page(frozenset(anchors), name, head, text, len(main), complete)


def _text(tree: LexborHTMLParser, without: str) -> str:
    for node in tree.css(without):
        node.decompose()
    return _folded(tree.body.text(separator=" ")) if tree.body else ""


def _folded(text: str) -> str:
    return " ".join(text.split())


_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.I)


def _decoded(body: bytes, charset: str | None) -> str:
    named = _META_CHARSET.search(body[:1024])
    for name in (charset, named[1].decode("ascii", "replace") if named else None):
        try:
            if name:
                return body.decode(name, "replace")
        except (LookupError, ValueError):
            continue
    return body.decode("utf-8-sig", "replace")


def unpacked(body: bytes, encoding: str, cap: int) -> tuple[bytes, bool] | None:
    """A body without its content encoding, and whether that is all of it.

    At most `cap` bytes come out, however much a small body wants to become. None if it can't be
    unpacked. A body that breaks off gives what it has.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return body[:cap], len(body) <= cap
        case "gzip" | "x-gzip" | "deflate":
            wrapped = body[:1] in (b"\x1f", b"\x78")
            unpacker = zlib.decompressobj(47 if wrapped else -15)
            try:
                out = unpacker.decompress(body, cap + 1)
            except zlib.error:
                return None
            return out[:cap], unpacker.eof and len(out) <= cap
        case _:
            return None


_DIRECTIVE = ":~:"


def anchor_of(fragment: str) -> str | None:
    """The anchor that a fragment names, None if it names none.

    Text fragments aren't anchors, nor are the routes of single-page applications. `#top` is
    every page's.
    """
    anchor = fragment.partition(_DIRECTIVE)[0]
    if not anchor or anchor.startswith(("/", "!")) or anchor.lower() == "top":
        return None
    return anchor


def missing_anchors(page: Page, fragments: Iterable[str]) -> tuple[str, ...]:
    """Those fragments whose anchors the page doesn't have."""
    return tuple(
        fragment
        for fragment in fragments
        if (anchor := anchor_of(fragment)) is not None and not _has(page, anchor)
    )


def _has(page: Page, anchor: str) -> bool:
    decoded = unquote(anchor)
    # GitHub and its like put this before the ids of a README and find them by script.
    return bool(page.anchors & {anchor, decoded, f"user-content-{decoded}"})
