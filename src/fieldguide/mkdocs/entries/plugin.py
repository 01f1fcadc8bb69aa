"""Entries become pages: `File.generated` in, article HTML and headings out."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from babel.support import NullTranslations
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from fieldguide.crossref import check_engines
from fieldguide.l10n.extract import is_plain
from fieldguide.l10n.pseudo import PseudoLocale
from fieldguide.mkdocs.entries.config import EntriesConfig
from fieldguide.mkdocs.entries.files import locale_files, root_files, write
from fieldguide.mkdocs.locales.language import search_plugin
from fieldguide.mkdocs.locales.plugin import LocalesPlugin
from fieldguide.pages.editing import Editing
from fieldguide.pages.feed import feed
from fieldguide.pages.metadata import head
from fieldguide.pages.page import Heading, Page
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.sections import sections
from fieldguide.pages.site import Site
from fieldguide.pages.status import status_page
from fieldguide.project import HOME, Project, open_catalog

_NOINDEX = '<meta name="robots" content="noindex">\n'


class EntriesPlugin(BasePlugin[EntriesConfig]):
    """Renders the entries of the locale that is being built."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    @event_priority(90)  # after the locales plugin has loaded the guide
    def on_config(self, config: MkDocsConfig) -> None:
        """Let `folder/` in the navigation stand for all entries of that folder."""
        self._locales = _locales_plugin(config)
        if config.nav:
            config.nav = _expand(config.nav, self._locales.project)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Render all entries; put a page for each among the files."""
        for file in list(files):
            is_source = file.src_uri.startswith(("messages/", "servers/"))
            if is_source or file.src_uri.endswith((".yml", ".yaml")):
                file.inclusion = InclusionLevel.EXCLUDED
        renderer = self._renderer = PageRenderer(
            self._locales.project,
            self._locales.data,
            dict(self.config.engines),
            directory_urls=config.use_directory_urls,
            editing=Editing(
                Path(config.docs_dir),
                config.repo_url or "",
                config.edit_uri or "",
                config.edit_uri_template or "",
            ),
        )
        pages = self._entries = renderer.render_all()
        unknown = check_engines(self._locales.project.sources.values(), self.config.engines)
        self._locales.finish_reading([*unknown, *renderer.findings])
        self._site = self._described(self._locales.data.catalog)
        self._feed = feed(renderer, pages, self._site)
        if self._locales.project.summaries:
            pages = [*pages, status_page(renderer, self._locales.project.summaries)]
        self._pages = {f"{page.name}.md": page for page in pages}
        for src_uri, page in self._pages.items():
            file = File.generated(config, src_uri, content="")
            file.edit_uri = None
            if page.edit_path is not None:
                file.edit_uri = Path(os.path.relpath(page.edit_path, config.docs_dir)).as_posix()
            file.inclusion = (
                InclusionLevel.INCLUDED if page.is_listed else InclusionLevel.NOT_IN_NAV
            )
            files.append(file)
        return files

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Hand MkDocs the article, its headings and its meta data."""
        entry = self._pages.get(page.file.src_uri)
        if entry is None:
            return html
        # The theme's templates don't escape: what they print as it is must be escaped here.
        # Markup, so that their own `| e` doesn't escape twice; and as `meta.title` too, since
        # `<title>` otherwise goes through `striptags`, which would undo the escaping.
        if "title" not in vars(page):  # a title given in the navigation stays
            page.title = escape(entry.title)
        page.meta["title"] = escape(entry.title)
        page.meta["description"] = escape(entry.description)
        page.meta["fieldguide"] = entry
        if entry.name == HOME:
            page.meta["hide"] = ["toc"]  # Material's: the page is a table of contents itself
        if entry.tags:
            page.meta["tags"] = list(entry.tags)
        page.meta["search"] = {"exclude": True}  # from Material's parser: see on_page_context
        if entry.is_fallback:
            source = self._locales.project.source_locale
            if config.site_url:
                page.canonical_url = urljoin(config.site_url, f"../{source.slug}/{page.url}")
        if entry.contribute_url:
            page.edit_url = entry.contribute_url
        page.toc = _table_of_contents(entry.headings)
        return entry.html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Put the page's sections into Material's search index.

        The plugin itself would parse the article again, which takes as long as all of Material's
        templates together; the result is the same, as a test makes sure.
        """
        entry = self._pages.get(page.file.src_uri)
        search = search_plugin(config)
        if entry is None or entry.is_fallback or not entry.is_listed:
            return
        if search is None or not search.config.enabled:
            return
        segment = search.search_index._segment_chinese if self._is_chinese else str
        for section in sections(entry.html):
            found: dict[str, Any] = {
                "location": page.url + (f"#{section.id}" if section.id else ""),
                "title": segment(section.title),
                "text": segment(section.text),
            }
            if entry.tags:
                found["tags"] = list(entry.tags)
            search.search_index.entries.append(found)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Tell programs about the page, whatever the theme; keep them from what isn't for them."""
        entry = self._pages.get(page.file.src_uri)
        added = ""
        if entry is not None and entry.name in self._locales.project.sources:
            added = head(self._renderer, entry, self._site, has_feed=self._feed is not None)
        is_pseudo = isinstance(self._locales.data.locale, PseudoLocale)
        if is_pseudo or (entry is not None and (entry.is_unread or not entry.is_listed)):
            added += _NOINDEX
        return output.replace("</head>", f"{added}</head>", 1) if added else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what the paste box and other tools read."""
        locales = self._locales
        write(locales.root, locale_files(self._renderer, self._entries, self._site, self._feed))
        if locales.is_main:
            tag = locales.project.source_locale.tag
            site = self._described(open_catalog(locales.project, tag))
            write(locales.root, root_files(self._renderer, site))

    def _described(self, catalog: NullTranslations) -> Site:
        """The site, in the language of a catalog."""
        # the message of no words is a catalog's header
        words = [catalog.gettext(text) if text else "" for text in self._locales.words]
        name, description, notice = words
        return Site(
            name=name,
            description=description,
            url=self._locales.root_url,
            copyright=notice if is_plain(notice) else "",
            license=self.config.license,
            image=self.config.image,
            directory_urls=self._renderer.directory_urls,
        )

    @property
    def _is_chinese(self) -> bool:
        """Whether words must be cut at build time, and can be (Material does it with jieba)."""
        return self._locales.data.locale.language == "zh" and find_spec("jieba") is not None


def _locales_plugin(config: MkDocsConfig) -> LocalesPlugin:
    plugin = config.plugins.get("fieldguide/locales")
    if not isinstance(plugin, LocalesPlugin):
        raise PluginError("fieldguide/entries needs fieldguide/locales: add it to `plugins`")
    return plugin


def _expand(nav: Any, project: Project) -> Any:
    """Replace `folder/` by the folder's pages, in reading order."""

    def pages(folder: str) -> list[str]:
        return [f"{name}.md" for name in project.order if name.startswith(folder)]

    if isinstance(nav, list):
        expanded: list[Any] = []
        for item in nav:
            if isinstance(item, str) and item.endswith("/") and pages(item):
                expanded += pages(item)
            else:
                expanded.append(_expand(item, project))
        return expanded
    if isinstance(nav, dict):
        return {
            title: pages(item)
            if isinstance(item, str) and item.endswith("/") and pages(item)
            else _expand(item, project)
            for title, item in nav.items()
        }
    return nav


def _table_of_contents(headings: list[Heading]) -> TableOfContents:
    """Nest headings by level, the way MkDocs does for Markdown."""
    top: list[AnchorLink] = []
    open_: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(escape(heading.text)), heading.id, heading.level)
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        (open_[-1].children if open_ else top).append(link)
        open_.append(link)
    return TableOfContents(top)
