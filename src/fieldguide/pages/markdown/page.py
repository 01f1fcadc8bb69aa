"""A page as Markdown: its own headings, in its order, with what its kind puts below each.

Prose that the function of a kind doesn't know, or of a kind without one, follows below the heading
that it has on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldguide.entries.models import Guide, Home, Reason
from fieldguide.entries.servers import Server, Servers
from fieldguide.pages.markdown.guide import guide_parts
from fieldguide.pages.markdown.home import home_parts
from fieldguide.pages.markdown.reason import reason_parts
from fieldguide.pages.markdown.servers import server_parts, servers_parts
from fieldguide.pages.markdown.sheet import Parts, Sheet
from fieldguide.pages.page import Page
from fieldguide.pages.parts import heading_of
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.pages.writer import Text
from fieldguide.prose.markdown import link, plain

#: What each kind puts below the headings of its page.
_KINDS: dict[type, Callable[[Sheet], Parts]] = {
    Reason: reason_parts,
    Guide: guide_parts,
    Home: home_parts,
    Server: server_parts,
    Servers: servers_parts,
}


def markdown_page(renderer: PageRenderer, page: Page, site: Site) -> str:
    """The Markdown version of a rendered page. Raises KeyError for one that is no entry's."""
    return "\n\n".join(_blocks(Sheet(renderer, page, site))) + "\n"


def _blocks(sheet: Sheet) -> Iterator[str]:
    page, renderer = sheet.page, sheet.renderer
    yield sheet.heading(1, sheet.entry.title)
    if page.is_fallback:
        yield sheet.note("This page is not translated yet. Here is the English text.")
    if page.is_unread:
        yield sheet.note("Translated by machine, review wanted.")
    yield from sheet.body(sheet.entry.summary, sheet.entry.title)
    if isinstance(sheet.source, Reason):
        yield f"`{sheet.source.id}`"
    yield from _parts(sheet)
    translation = renderer.localized(page.name).translation
    if translation is not None and translation.translators and not page.is_fallback:
        names = renderer.data.locale.list(translation.translators)
        yield plain(renderer.data.catalog.gettext("Translated by %(names)s.") % {"names": names})
    own = sheet.site.page(page.name, renderer.data.locale)
    yield "---"
    origin = link(plain(sheet.site.name), sheet.site.link(own, sheet.address))
    yield " · ".join(filter(None, [origin, plain(sheet.site.copyright)]))


def _parts(sheet: Sheet) -> Iterator[str]:
    """The parts of the page; headings with nothing below them are left out."""
    headings = [heading for heading in sheet.page.headings if heading.level > 1]
    kind = _KINDS.get(type(sheet.source))
    below: Parts = kind(sheet) if kind is not None else {}
    titles: dict[str, Text] = {}
    rest: list[str] = []
    for field in sheet.renderer.project.sources[sheet.page.name].fields:
        heading = heading_of(field.path, headings)
        text = _text(sheet, field.path)
        if text is None:
            continue
        if heading is not None and field.path[-1] == "title" and text.text == heading.text:
            titles[heading.id] = text
        elif sheet.is_written(text):
            continue
        elif heading is not None:
            below[heading.id] = [*below.get(heading.id, ()), *sheet.body(text)]
        elif field.kind == "block":
            rest += sheet.body(text)
    for index, heading in enumerate(headings):
        inside = [heading.id]
        for other in headings[index + 1 :]:
            if other.level <= heading.level:
                break
            inside.append(other.id)
        if any(below.get(id) for id in inside):
            yield sheet.heading(heading.level, titles.get(heading.id, heading.text))
            yield from below.pop(heading.id, ())
    for blocks in [*below.values(), rest]:  # what the page has no heading for
        yield from blocks


def _text(sheet: Sheet, path: tuple[str, ...]) -> Text | None:
    value = sheet.entry
    for key in path:
        value = value[key] if isinstance(value, dict) else getattr(value, key)
    return value if isinstance(value, Text) else None
