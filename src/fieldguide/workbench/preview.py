"""A text as readers will see it, for the page to build: elements as data, not as markup.

The HTML is the renderer's of the site. The page is never given it: it makes elements by name
out of a short list, and its policy forbids the browser to parse markup at all, so that nothing
in a translation can become more than text there, whatever mistake is made here.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.l10n.locale import Locale
from fieldguide.proofs.fields import page_of
from fieldguide.prose.grammar import Target, parse
from fieldguide.prose.render import to_html

#: A text, or [name of an element, attributes, what is in it].
Node = str | list[Any]

#: All that the renderer makes.
ELEMENTS = frozenset({"a", "code", "em", "li", "ol", "p", "strong", "ul"})
_ATTRIBUTES = frozenset({"dir", "href", "start"})


def preview(text: str, field: ProseField, source: Source, locale: Locale) -> list[Node]:
    """A field's text, set as the site sets it. Links to other pages keep their names only."""

    def address(target: Target) -> str | None:
        if target.scheme == "link":
            return source.entry.links.get(target.name)
        page = "" if target.scheme == "here" else page_of(target)
        return f"{page}#{target.fragment}" if target.fragment else page

    rendered = to_html(
        parse(text, field.kind),
        locale.typographer,
        address,
        isolate_code=locale.direction == "rtl",
    )
    return nodes(rendered)


def nodes(rendered: str) -> list[Node]:
    """The renderer's HTML as data. Raises ValueError for an element that isn't one of its own."""
    reader = _Reader()
    reader.feed(rendered)
    reader.close()
    return reader.top


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: list[Node] = []
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            raise ValueError(f"the renderer makes no `{tag}`")
        inside: list[Node] = []
        kept = {name: value for name, value in attrs if name in _ATTRIBUTES}
        self._open[-1].append([tag, kept, inside])
        self._open.append(inside)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].append(data)
