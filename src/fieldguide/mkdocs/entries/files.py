"""What is written beside a locale's pages: for programs, and for the site's own scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fieldguide.links.redirects import FILE as REDIRECTS
from fieldguide.pages.data import FOLDER, published_schemas
from fieldguide.pages.feed import NAME as FEED
from fieldguide.pages.llms import NAME as LLMS
from fieldguide.pages.llms import llms_txt
from fieldguide.pages.markdown.page import markdown_page
from fieldguide.pages.page import Page
from fieldguide.pages.redirects import redirect_pages, redirects_file
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.pages.tools import messages_json, reasons_json
from fieldguide.project import LocaleData, open_catalog


def locale_files(
    renderer: PageRenderer, pages: Sequence[Page], site: Site, changes: str | None
) -> Iterator[tuple[str, str]]:
    """The files of the renderer's locale: address below the root, text. `changes` is its feed."""
    project, locale = renderer.project, renderer.data.locale
    table = project.messages
    tags = {template.language for template in table.templates}
    own = [tag for tag in sorted(tags) if tag.split("-")[0] == locale.language]
    yield f"{locale.slug}/reasons.json", reasons_json(renderer, site)
    yield f"{locale.slug}/messages.json", messages_json(table, own, site, "../")
    yield f"{locale.slug}/{LLMS}", llms_txt(renderer, site)
    for page in pages:
        yield site.markdown(page.name, locale), markdown_page(renderer, page, site)
    if changes is not None:
        yield f"{locale.slug}/{FEED}", changes
    yield from redirect_pages(renderer, site)


def root_files(renderer: PageRenderer, site: Site) -> Iterator[tuple[str, str]]:
    """The files above all locales, from any locale's renderer."""
    project = renderer.project
    tag = project.source_locale.tag
    data = LocaleData(project.source_locale, open_catalog(project, tag), {})
    source = PageRenderer(project, data, renderer.engines, renderer.directory_urls)
    others = [other for other in project.locales.values() if other != project.source_locale]
    yield "messages.json", messages_json(project.messages, None, site, "")
    yield LLMS, llms_txt(source, site, others)
    for name, text in published_schemas().items():
        yield f"{FOLDER}/{name}", text
    yield from redirect_pages(source, site, is_root=True)
    yield REDIRECTS, redirects_file(project, site, list(project.locales.values()))


def write(root: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write files below the root. Raises OSError when that can't be done."""
    for address, text in files:
        path = root / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
