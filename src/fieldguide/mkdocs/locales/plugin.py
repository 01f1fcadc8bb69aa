"""One MkDocs build per locale.

The process that MkDocs started builds the first one; worker processes build the others;
what they share is written at the root.
"""

from __future__ import annotations

import gc
import os
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from fieldguide.findings import Finding, GuideError, errors
from fieldguide.l10n.locale import LocaleError
from fieldguide.l10n.pseudo import PSEUDO_LOCALES, PseudoLocale
from fieldguide.mkdocs.locales.config import LocalesConfig
from fieldguide.mkdocs.locales.language import set_language
from fieldguide.mkdocs.locales.root import (
    ASSETS,
    clean_root,
    copy_assets,
    write_root,
    write_sitemap,
)
from fieldguide.mkdocs.locales.status import write_status
from fieldguide.mkdocs.locales.templates import (
    CompiledTemplates,
    Dense,
    add_fragments,
    disguise_theme,
)
from fieldguide.mkdocs.locales.workers import Options, Result, WorkerError, Workers, read_locale
from fieldguide.pages.page import address
from fieldguide.pages.render import prepare
from fieldguide.pages.status import PAGE as STATUS
from fieldguide.pages.templating import Catalog
from fieldguide.project import (
    HOME,
    LocaleData,
    Project,
    load_sources,
    open_catalog,
    open_locale,
)
from fieldguide.report import render

log = get_plugin_logger(__name__)

_HTML_LANG = re.compile(r'(<html\b[^>]*?\blang=)"[^"]*"')
#: Material's, on check boxes, which must not have it (HTML Standard, 4.10.5).
_AUTOCOMPLETE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')

#: Narrows a build to some locales, comma-separated.
VARIABLE = "FIELDGUIDE_LOCALES"


class LocalesPlugin(BasePlugin[LocalesConfig]):
    """Gives each build its language, and starts the builds of the other languages."""

    project: Project
    data: LocaleData
    words: tuple[str, str, str]
    """The site's name, description and copyright notice, before they are translated."""

    def __init__(self) -> None:
        self._is_joined = False
        self._compiled = CompiledTemplates()
        self.is_serving = False
        self._workers: Workers | None = None
        self._assets: list[File] = []
        self._urls: list[str] = []
        self._started = 0.0
        self.page_count = 0

    @property
    def is_main(self) -> bool:
        """Whether this is the process that MkDocs was started in, not a worker."""
        return not self._is_joined

    def directory(self, config: MkDocsConfig) -> Path:
        """The folder of all locales."""
        return Path(config.config_file_path).parent / self.config.directory

    def join(
        self, project: Project, data: LocaleData, compiled: CompiledTemplates, *, is_serving: bool
    ) -> None:
        """Make this plugin part of a worker: build one locale of a loaded guide, no more."""
        self.project, self.data, self._compiled = project, data, compiled
        self._is_joined, self.is_serving = True, is_serving

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember the command; being asked also keeps this plugin across rebuilds."""
        self.is_serving = command == "serve"

    @event_priority(100)  # before the search plugin, which reads the language in its own
    def on_config(self, config: MkDocsConfig) -> None:
        """Load the guide, choose the locales, start the workers, set the language."""
        self._started = time.monotonic()
        self._urls = []
        self._assets = []
        self.page_count = 0
        self.root = Path(config.site_dir)
        self.root_url = _with_slash(config.site_url)
        self.words = (config.site_name, config.site_description or "", config.copyright or "")
        if not self._is_joined:
            self._begin(config)
        locale = self.data.locale
        config.site_dir = str(self.root / locale.slug)
        if self.root_url:
            config.site_url = f"{self.root_url}{locale.slug}/"
        config.theme.static_templates.discard("sitemap.xml")  # it has dates; see write_sitemap
        if not set_language(config, self.data, self.config.source):
            log.warning(f"{locale.tag}: the theme has no translation; its own words stay English")

    def _begin(self, config: MkDocsConfig) -> None:
        """Load the guide, start the workers, and choose this process's own locale."""
        try:
            self.project = load_sources(
                Path(config.docs_dir), self.directory(config), self.config.source
            )
        except LocaleError as error:
            raise PluginError(f"option `source`: {error}; {error.hint}") from None
        if not self.project.sources and not self.project.findings:
            raise PluginError(f"no entries in {config.docs_dir}")
        selected = self._selected()
        if not os.environ.get(VARIABLE) and not self.is_serving:
            clean_root(self.root, [locale.slug for locale in self.project.locales.values()])
        options = Options(
            config_file=config.config_file_path,
            site_dir=str(self.root),
            site_url=config.site_url,
            use_directory_urls=config.use_directory_urls,
            is_serving=self.is_serving,
        )
        prepare(self.project)
        others = [tag for tag in self.project.locales if tag != self.config.source]
        # While serving, threads forbid forking, and a new process takes longer than reading.
        here, there = (others, []) if self.is_serving else ([], others)
        if not self.is_serving:  # where each rebuild would freeze the garbage of the last
            gc.freeze()  # what is loaded stays shared with forked workers
        workers = Workers(self.project, options, there, selected[1:], os.cpu_count() or 1)
        self._workers = workers
        try:
            readings = [read_locale(self.project, tag)[0] for tag in here] + (
                workers.read() if there else []
            )
        except WorkerError as error:
            raise PluginError(str(error)) from None
        self.project.translated = {self.config.source: frozenset()}
        statuses = {reading.tag: reading.status for reading in readings}
        write_status(self.root, self.project, statuses, Path(config.config_file_path).parent)
        self.project.summaries = {tag: statuses[tag].summary for tag in others}
        for reading in readings:
            self.project.translated[reading.tag] = reading.translated
            self.project.unread[reading.tag] = reading.unread
            self.project.findings += reading.findings
        workers.build(self.project)
        self.data, _ = open_locale(self.project, selected[0])

    def _selected(self) -> list[str]:
        """The locales to build, this process's own first."""
        known = list(self.project.locales)
        named = [tag.strip() for tag in os.environ.get(VARIABLE, "").split(",") if tag.strip()]
        unknown = [tag for tag in named if tag not in known and tag not in PSEUDO_LOCALES]
        if unknown:
            raise PluginError(
                f"{VARIABLE} names {', '.join(unknown)}; this guide has {', '.join(known)}"
            )
        if self.is_serving:
            return list(dict.fromkeys([self.config.source, *named]))
        return list(dict.fromkeys(named)) or known

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Rebuild when a translation or a template changes."""
        for folder in (self.directory(config), config.theme.custom_dir):
            if folder and Path(folder).is_dir():
                server.watch(str(folder))

    def finish_reading(self, findings: list[Finding]) -> None:
        """All prose of this locale has been read: stop here if any of it is wrong.

        Raises GuideError in a worker, Abort in the main build, after waiting for the
        findings of all other locales.
        """
        if self._is_joined:
            if errors(findings):
                raise GuideError(findings)
            return
        found = [*self.project.findings, *findings]
        if not errors(found):
            return
        results = list(self._workers.results()) if self._workers else []
        self._workers = None
        for result in results:
            found += result.findings
        self._abort(found)

    def _abort(self, findings: list[Finding]) -> None:
        log.error("the guide has mistakes:\n" + render(findings, "text", Path.cwd()))
        count = len(set(errors(findings)))
        raise Abort(f"Aborted with {count} mistake{'s' if count != 1 else ''} in the guide.")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take the assets out: they lie at the root, once for all locales."""
        for file in list(files):
            if file.src_uri.startswith(ASSETS):
                self._assets.append(file)
                files.remove(file)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme speak the locale's language, and find the assets at the root."""
        env.bytecode_cache = self._compiled
        add_fragments(env)
        if isinstance(self.data.locale, PseudoLocale):
            disguise_theme(env, self.data.locale)
        if self.project.summaries:
            env.globals["status_page"] = address(STATUS, directory_urls=config.use_directory_urls)
        env.add_extension("jinja2.ext.i18n")
        env.add_extension(Dense)
        env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
        catalog = Catalog(self.data.catalog)
        env.install_gettext_callables(  # type: ignore[attr-defined]
            catalog.gettext, catalog.ngettext, newstyle=True, pgettext=catalog.pgettext
        )
        original = env.filters["url"]

        def url(context: Any, value: Any) -> str:
            text = str(value)
            shared = text.startswith(ASSETS)
            return str(original(context, f"../{text}" if shared else text))

        url.jinja_pass_arg = original.jinja_pass_arg  # type: ignore[attr-defined]
        env.filters["url"] = url
        return env

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Tell the templates where this page is in the other languages."""
        name = page.file.src_uri.removesuffix(".md")
        below = page.url if name in self.project.sources or name == STATUS else ""
        context["alternates"] = self._menu(name, "../", below)
        context["source_locale"] = self.project.source_locale
        self.page_count += 1
        if self._is_announced(name, self.data.locale.tag) and page.canonical_url:
            self._urls.append(page.canonical_url)
        return context

    def _has(self, name: str, tag: str) -> bool:
        """Whether a page is really there in a locale; pages that are no entries are in all."""
        return name not in self.project.sources or self.project.is_translated(name, tag)

    def _is_announced(self, name: str, tag: str) -> bool:
        """Whether search engines shall know of a page; pseudo-locales are for developers."""
        if name not in self.project.sources:
            return tag in self.project.locales and name != STATUS
        return tag in self.project.locales and self.project.is_announced(name, tag)

    def _menu(self, name: str, root: str, below: str) -> list[dict[str, Any]]:
        """The language menu of a page: `root` leads above the locales, `below` into them."""
        return [
            {
                "locale": locale,
                "href": f"{root}{locale.slug}/{below}",
                "is_translated": self._has(name, tag),
                "is_current": locale == self.data.locale,
            }
            for tag, locale in self.project.locales.items()
        ]

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Announce the page's versions to search engines, whatever the theme."""
        name = page.file.src_uri.removesuffix(".md")
        links = self._alternate_links(name, page.url)
        return self._tagged(output.replace("</head>", f"{links}</head>", 1) if links else output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give the 404 page its language, too."""
        return self._tagged(output)

    def _tagged(self, output: str) -> str:
        """Put the locale's tag where Material has the name of its language file (`pt`, `zh`)."""
        output = _AUTOCOMPLETE.sub(r"\1", output)
        locale = self.data.locale
        # Material says the direction in `body` only, too late for the title; left to right is meant
        # where nothing is said
        direction = ' dir="rtl"' if locale.direction == "rtl" else ""
        return _HTML_LANG.sub(rf'\g<1>"{locale.tag}"{direction}', output, count=1)

    def _alternate_links(self, name: str, address: str) -> str:
        """The page's versions that are announced; none if this one isn't, or is alone.

        The space inside `rel` is on purpose: it is the same link type to search engines, but
        Material's script would fetch a sitemap below every `link[rel=alternate]`.
        """
        announced = [
            locale for tag, locale in self.project.locales.items() if self._is_announced(name, tag)
        ]
        if not self.root_url or len(announced) < 2 or self.data.locale not in announced:
            return ""
        # Whoever speaks none of our languages gets the source; from home, the chooser.
        source = f"{self.project.source_locale.slug}/{address}" if address else ""
        versions = [(locale.tag, f"{locale.slug}/{address}") for locale in announced]
        return "".join(
            f'<link rel="alternate " hreflang="{tag}" href="{escape(self.root_url + path)}">\n'
            for tag, path in [*versions, ("x-default", source)]
        )

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """The 404 page has no counterpart: its language menu leads to the home pages."""
        path = urlsplit(self.root_url).path or "/"
        context["alternates"] = self._menu("", path, "")
        context["source_locale"] = self.project.source_locale
        return context

    @event_priority(-100)  # the last, so that this locale is finished
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write this locale's sitemap; in the main build, wait for the rest and write the root."""
        write_sitemap(Path(config.site_dir) / "sitemap.xml", self._urls)
        if self._is_joined:
            return
        _report_progress(
            Result(self.data.locale.tag, self.page_count, time.monotonic() - self._started)
        )
        found: list[Finding] = []
        failed = []
        for result in self._workers.results() if self._workers else ():
            found += result.findings
            for level, message in result.warnings:
                log.log(level, f"{result.tag}: {message}")
            if result.failure:
                log.error(f"{result.tag}: {result.failure}")
                failed.append(result.tag)
            elif not result.findings:
                _report_progress(result)
        self._workers = None
        copy_assets(self._assets, self.root)
        self._write_root(config.theme.get("favicon") or "")
        if errors(found):
            self._abort(found)
        if failed:
            raise Abort(f"Aborted: {', '.join(failed)} could not be built.")

    def _write_root(self, favicon: str) -> None:
        catalogs = {
            locale: open_catalog(self.project, tag) for tag, locale in self.project.locales.items()
        }
        write_root(
            self.root,
            self.words[0],
            self.root_url,
            favicon,
            self.project.source_locale,
            catalogs,
            [
                locale
                for tag, locale in self.project.locales.items()
                if self._is_announced(HOME, tag)
            ],
        )

    def on_build_error(self, *, error: Exception) -> None:
        """Leave no worker running behind a failed build."""
        self._stop_workers()

    def on_shutdown(self) -> None:
        """Leave no worker running when the command ends."""
        self._stop_workers()

    def _stop_workers(self) -> None:
        if self._workers is not None:
            self._workers.stop()
            self._workers = None


def _report_progress(result: Result) -> None:
    log.info(f"{result.tag}: {result.pages} pages in {result.seconds:.1f} s")


def _with_slash(url: str | None) -> str:
    return "" if not url else url if url.endswith("/") else f"{url}/"
