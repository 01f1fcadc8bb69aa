"""An Atom feed of what has changed (RFC 4287), from the ledger: no clock, no git history.

The source's feed has an entry for each page and day on which texts of it were noted. A
translation's feed has the changes that its readers can see, on the days of the source: those of
texts that were translated since, and of texts that are shown in the source language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from markupsafe import Markup

from fieldguide.entries.fields import ProseField
from fieldguide.l10n.ledger import Ledger, Record
from fieldguide.l10n.localize import Localized
from fieldguide.l10n.translation import State
from fieldguide.pages.page import Page
from fieldguide.pages.parts import heading_of
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site

NAME = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
#: Older entries are left out: readers have them.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a page on one day."""

    page: Page
    day: date
    is_new: bool
    fields: tuple[ProseField, ...]
    """Those that changed, as they are today."""


def feed(renderer: PageRenderer, pages: Sequence[Page], site: Site) -> str | None:
    """The feed of the renderer's locale.

    None where there is none: without an address of the site, without a ledger or changes in it,
    and for pseudo-locales.
    """
    project, tag = renderer.project, renderer.data.locale.tag
    if not site.url or not project.keeps_ledger or tag not in project.locales:
        return None
    found = changes(renderer, pages)[:_MOST]
    return _render(renderer, site, found) if found else None


def changes(renderer: PageRenderer, pages: Sequence[Page]) -> list[Change]:
    """All changes, the newest first, those of a day in reading order."""
    project, tag = renderer.project, renderer.data.locale.tag
    found: list[Change] = []
    for page in pages:
        if page.name in project.sources and project.is_announced(page.name, tag):
            localized = renderer.localized(page.name)
            found += _of_page(page, localized, project.ledger(page.name))
    return sorted(found, key=lambda change: change.day, reverse=True)


def _of_page(page: Page, localized: Localized, ledger: Ledger) -> Iterator[Change]:
    fields = {field.name: field for field in localized.source.fields}
    first = min((record.recorded for record in ledger.records), default=None)
    by_day: dict[date, dict[str, None]] = {}
    for name, field in fields.items():
        for record in _seen(field, localized, ledger):
            by_day.setdefault(record.recorded, {})[name] = None
    for day, names in sorted(by_day.items()):
        changed = tuple(field for name, field in fields.items() if name in names)
        yield Change(page, day, day == first, changed)


def _seen(field: ProseField, localized: Localized, ledger: Ledger) -> list[Record]:
    """The records of a field up to the one that readers have, as translated or as it is."""
    history = [record for record in ledger.records if record.field == field.name]
    translation = localized.translation
    if translation is None or localized.states[field.path] is not State.OUTDATED:
        return history
    made_from = translation.digests.get(field.name)
    known = [number for number, record in enumerate(history, 1) if record.digest == made_from]
    return history[: known[-1]] if known else []


def _render(renderer: PageRenderer, site: Site, found: Sequence[Change]) -> str:
    locale = renderer.data.locale
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": locale.tag})
    own = f"{site.url}{locale.slug}/{NAME}"
    _add(root, "id", own)
    _add(root, "title", site.name)
    if site.description:
        _add(root, "subtitle", site.description)
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    home = f"{site.url}{locale.slug}/"
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": home})
    _add(root, "updated", _instant(found[0].day))
    _add(ET.SubElement(root, "author"), "name", site.name)
    if site.copyright:
        _add(root, "rights", site.copyright)
    for change in found:
        entry = ET.SubElement(root, "entry")
        address = f"{site.url}{site.page(change.page.name, locale)}"
        parts = urlsplit(address)
        # https://www.rfc-editor.org/rfc/rfc4151: no other page ever has the same
        _add(entry, "id", f"tag:{parts.hostname},{change.day.isoformat()}:{parts.path}")
        _add(entry, "title", change.page.title)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
        _add(entry, "updated", _instant(change.day))
        content = _add(entry, "content", _content(renderer, change, address))
        content.set("type", "html")
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _instant(day: date) -> str:
    """RFC 3339: the ledger knows days, in UTC."""
    return f"{day.isoformat()}T00:00:00Z"


def _content(renderer: PageRenderer, change: Change, address: str) -> str:
    _ = renderer.data.catalog.gettext
    if change.is_new:
        text = Markup("<p>{}</p>\n<p>{}</p>").format(_("New page."), change.page.description)
        return str(text)
    parts: dict[Markup, None] = {}
    for field in change.fields:
        heading = heading_of(field.path, change.page.headings)
        if heading is not None:
            link = Markup('<a href="{}#{}">{}</a>').format(address, heading.id, heading.text)
            parts[link] = None
        else:
            what = _("The title") if field.path == ("title",) else _("The answer")
            parts[Markup.escape(what)] = None
    items = Markup("").join(Markup("<li>{}</li>").format(part) for part in parts)
    return str(Markup("<p>{}</p>\n<ul>{}</ul>").format(_("What has changed:"), items))
