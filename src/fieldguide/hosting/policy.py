"""What a page may load and run: its Content-Security-Policy, decided from its own HTML.

Nothing is allowed but the site's own files. What stands in a page itself is allowed by its digest,
so text that becomes markup by a mistake somewhere neither runs nor loads anything.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from html import unescape

from selectolax.lexbor import LexborHTMLParser

#: The Trusted Types policies that `trusted-types.js` makes.
TRUSTED_TYPES = ("default", "fieldguide-parser")

#: Types of scripts that browsers run; those with other types are data.
#: https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type
_RUNS = re.compile(
    r"|module|importmap|speculationrules"
    r"|(?:text|application)/(?:x-)?(?:java|ecma)script|text/(?:javascript1\.[0-5]|jscript|livescript)"
)
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.I)
_HANDLER = re.compile(r"[\s\"'/]on[a-z]+\s*=", re.I)
_SCRIPT_ADDRESS = re.compile(r"[\0- ]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.I)
#: Links by which a page loads something.
_LOADS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.I)
_HEAD = re.compile(r"<head\b[^>]*>", re.I)
_TAG = re.compile(r'\n?<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Inline:
    """The digests of what stands in pages themselves, as a policy writes them."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    style_attributes: frozenset[str] = frozenset()

    def __or__(self, other: Inline) -> Inline:
        """Both pages' digests."""
        return Inline(
            self.scripts | other.scripts,
            self.styles | other.styles,
            self.style_attributes | other.style_attributes,
        )


def inline_of(html: LexborHTMLParser) -> Inline:
    """What a page's policy has to name."""
    scripts = [
        node.text(deep=True)
        for node in html.css("script:not([src])")
        if _RUNS.fullmatch((node.attributes.get("type") or "").strip().lower())
    ]
    attributes = [node.attributes["style"] or "" for node in html.css("[style]")]
    return Inline(
        frozenset(map(digest, scripts)),
        frozenset(digest(node.text(deep=True)) for node in html.css("style")),
        frozenset(map(digest, attributes)),
    )


def blocked_in(text: str, html: LexborHTMLParser) -> list[str]:
    """What no policy of ours allows, so that it won't work in this page: a phrase for each."""
    found: set[str] = set()
    if _HANDLER.search(text):  # to look at each attribute of each page takes long
        for node in html.css("*"):
            for name in node.attributes:
                if name.startswith("on"):
                    found.add(f"the event handler `{name}` of a <{node.tag}>")
    for node in html.css("a[href*=':'], form[action*=':']"):
        address = node.attributes.get("href") or node.attributes.get("action") or ""
        if _SCRIPT_ADDRESS.match(address):
            found.add(f"the script in the address of a <{node.tag}>")
    for node in html.css("iframe, object, embed, script[src], img[src], audio[src], video[src]"):
        address = node.attributes.get("src") or node.attributes.get("data") or ""
        if node.tag in ("iframe", "object", "embed") or _ELSEWHERE.match(address):
            found.add(f"the <{node.tag}> of {address or 'no address'}")
    for node in html.css("link[href]"):
        address = node.attributes["href"] or ""
        kinds = (node.attributes.get("rel") or "").lower().split()
        if _LOADS.intersection(kinds) and _ELSEWHERE.match(address):
            found.add(f"the <link> to {address}")
    return sorted(found)


def digest(text: str) -> str:
    """An inline script's or style's digest, as a policy names it (CSP Level 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(inline: Inline, trusted_types: Iterable[str] | None = None) -> str:
    """The policy of pages with these digests.

    `trusted_types` are the policies that may turn text into markup and script addresses; with
    none in it nothing may, and where it is None the policy says nothing about it. It belongs in
    pages only: sent with a worker's file, it would stop the worker from loading its parts.
    """
    directives = {
        # not 'none': Firefox fetches the page that `rel=next` names, which nothing else covers
        "default-src": ["'self'"],
        "script-src": ["'self'", *sorted(inline.scripts)],
        "style-src": ["'self'", *sorted(inline.styles)],
        "img-src": ["'self'", "data:"],  # the theme's icons are masks in its stylesheet
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if inline.style_attributes:
        directives["style-src-attr"] = ["'unsafe-hashes'", *sorted(inline.style_attributes)]
    if trusted_types is not None:
        directives["require-trusted-types-for"] = ["'script'"]
        directives["trusted-types"] = list(trusted_types) or ["'none'"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def with_policy(html: str, text: str) -> str:
    """A page with a policy as early as can be; one that it had before goes."""
    html = _TAG.sub("", html, count=1)
    tag = f'\n<meta http-equiv="Content-Security-Policy" content="{text}">'
    place = _CHARSET.search(html) or _HEAD.search(html)  # the encoding must be known by then
    return html[: place.end()] + tag + html[place.end() :] if place else html


def policy_of(html: str) -> str | None:
    """A page's policy, if it has one."""
    found = _TAG.search(html)
    return unescape(found[1]) if found else None


def inline_in(text: str) -> Inline:
    """The digests that a policy names."""
    named: dict[str, frozenset[str]] = {}
    for directive in text.split("; "):
        name, *sources = directive.split(" ")
        named[name] = frozenset(source for source in sources if source.startswith("'sha256-"))
    return Inline(
        *(named.get(name, frozenset()) for name in ("script-src", "style-src", "style-src-attr"))
    )
