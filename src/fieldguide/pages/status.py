"""The page that tells how far each language is, and which files wait for a translator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from math import floor

from babel.numbers import format_decimal

from fieldguide.l10n.catalogs import catalog_path
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.status import Progress, Summary, progress_of
from fieldguide.l10n.translation import State
from fieldguide.pages.page import Heading, Page, address, relative
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.templating import templates
from fieldguide.pages.writer import Text, Writer

#: The page's name, in every locale.
PAGE = "translations"
#: Lies at the site's root.
DATA = "status.json"


@dataclass(frozen=True, slots=True)
class _Language:
    """One language's row."""

    locale: Locale
    href: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry's row."""

    title: Text
    href: str
    progress: Progress
    is_whole: bool
    url: str | None
    """Where its translation is edited, or begun."""


def status_page(renderer: PageRenderer, summaries: Mapping[str, Summary]) -> Page:
    """The page of the renderer's locale, for a guide whose languages stand as in `summaries`."""
    project, locale, catalog = renderer.project, renderer.data.locale, renderer.data.catalog
    here = f"{locale.slug}/{_address(renderer)}"
    is_translation = locale.tag in summaries
    path = catalog_path(project.locales_dir, locale.tag)
    context = {
        "reader": locale,
        "number": cache(partial(format_decimal, locale=locale.babel)),
        "percent": cache(locale.percent),
        "floor": floor,
        "State": State,
        "languages": [
            _Language(
                project.locales[tag],
                relative(here, f"{project.locales[tag].slug}/{_address(renderer)}"),
                summary,
            )
            for tag, summary in summaries.items()
        ],
        "entries": list(_entries(renderer, is_translation)),
        "is_translation": is_translation,
        "has_machine": any(each.progress[State.MACHINE].words for each in summaries.values()),
        "interface": summaries[locale.tag].interface if is_translation else None,
        "interface_url": renderer.editing.edit(path) if renderer.editing else None,
        "data": relative(here, DATA),
    }
    title = catalog.gettext("Translations")
    return Page(
        name=PAGE,
        title=title,
        description=catalog.gettext("How far each language is, in words of the English text."),
        html=templates().render("status.html", catalog, context),
        edit_path=None,
        is_fallback=False,
        is_listed=False,
        headings=[
            Heading(PAGE, 1, title),
            Heading("languages", 2, catalog.gettext("Languages")),
            Heading("pages", 2, catalog.gettext("Pages")),
        ],
    )


def _address(renderer: PageRenderer) -> str:
    return address(PAGE, directory_urls=renderer.directory_urls)


def _entries(renderer: PageRenderer, is_translation: bool) -> Iterator[_Entry]:
    project, editing, tag = renderer.project, renderer.editing, renderer.data.locale.tag
    is_source = renderer.data.locale == project.source_locale
    for page in project.order:
        localized = renderer.localized(page)
        writer = Writer(renderer, PAGE, localized, is_source)
        path = project.locales_dir / tag / f"{page}.yml"
        url = None
        if editing is not None and not is_translation:
            url = editing.edit(localized.source.path)
        elif editing is not None and localized.translation is not None:
            url = editing.edit(path)
        elif editing is not None:
            url = editing.create(project.locales_dir / tag, f"{page}.yml")
        yield _Entry(
            writer.title_of(page),
            writer.page_link(page),
            progress_of(localized, partial(project.ledger, page)),
            localized.is_whole or not is_translation,
            url,
        )
