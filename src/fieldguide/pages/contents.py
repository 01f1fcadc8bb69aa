"""All pages of a guide under headings, as lists of them show it: home's groups, then the rest."""

from __future__ import annotations

from dataclasses import dataclass

from fieldguide.entries.fields import Path
from fieldguide.entries.models import Guide
from fieldguide.pages.render import PageRenderer
from fieldguide.project import HOME
from fieldguide.prose.grammar import parse
from fieldguide.prose.render import to_text


@dataclass(frozen=True, slots=True)
class Group:
    """Pages under one heading."""

    title: str
    """Plain text, in the reader's language or fallen back to the source."""
    pages: tuple[str, ...]
    key: str
    """Of one of home's groups, else the folder of the pages."""


def contents(renderer: PageRenderer) -> list[Group]:
    """Every page but home, once."""
    project = renderer.project
    gettext = renderer.data.catalog.gettext
    found: list[Group] = []
    if project.home is not None:
        for key, group in project.home.groups.items():
            names = [f"reasons/{id}" for id in group.reasons]
            pages = tuple(name for name in names if name in project.sources)
            found.append(Group(field_text(renderer, HOME, ("groups", key, "title")), pages, key))
    listed = {HOME, *(page for group in found for page in group.pages)}
    rest: dict[str, list[str]] = {}
    for page in project.order:
        if page not in listed:
            rest.setdefault(page.partition("/")[0], []).append(page)
    for folder, pages_of in rest.items():
        if f"{folder}/{HOME}" in project.sources:
            title = field_text(renderer, f"{folder}/{HOME}", ("title",))
        elif folder == Guide.kind:
            title = gettext("Guides")
        else:
            title = gettext("Other pages")
        found.append(Group(title, tuple(pages_of), folder))
    return [group for group in found if group.pages]


def field_text(renderer: PageRenderer, page: str, path: Path) -> str:
    """A field as plain text, in the reader's language or fallen back to the source."""
    localized = renderer.localized(page)
    field = next(field for field in localized.source.fields if field.path == path)
    own = localized.text(path)
    locale = renderer.project.source_locale if own is None else renderer.data.locale
    return to_text(parse(field.text if own is None else own, field.kind), locale.typographer)
