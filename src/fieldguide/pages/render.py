"""Pages of one locale: prose parsed, checked and set, then poured into templates."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from types import SimpleNamespace
from typing import Any

import nh3
from babel.support import NullTranslations
from markupsafe import Markup

from fieldguide.entries.fields import Path, map_prose
from fieldguide.entries.models import Entry, Guide, Home, Reason, Snippet
from fieldguide.entries.servers import Server, Servers
from fieldguide.findings import Finding, Position
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.localize import Localized, localize
from fieldguide.l10n.pseudo import PseudoLocale
from fieldguide.links.blame import Place
from fieldguide.messages.bank import SOURCE
from fieldguide.pages.editing import Editing
from fieldguide.pages.exchange import arrows, examples
from fieldguide.pages.page import Heading, Page, Task, address, relative
from fieldguide.pages.sequence import draw
from fieldguide.pages.servers import (
    families_context,
    highlight,
    recipes_context,
    server_context,
    servers_context,
)
from fieldguide.pages.templating import templates
from fieldguide.pages.writer import Text, Writer
from fieldguide.project import HOME, LocaleData, Project
from fieldguide.proofs.fields import Proofs
from fieldguide.prose.highlight import highlight_code, is_language


@dataclass
class PageRenderer:
    """Renders the pages of one locale and collects what is wrong with their prose."""

    project: Project
    data: LocaleData
    engines: dict[str, str]
    directory_urls: bool = True
    editing: Editing | None = None
    """The guide's repository; None where readers can't change it."""
    findings: list[Finding] = field(default_factory=list)
    origins: dict[str, dict[str, list[Place]]] = field(default_factory=dict, repr=False)
    """Page name -> address as the page has it -> where it was written."""
    texts: dict[tuple[str, Path, bool], Text] = field(default_factory=dict, repr=False)
    """Texts as other pages show them, by page, field and whether all is in the source language."""
    entries: dict[str, SimpleNamespace] = field(default_factory=dict, repr=False)
    """The entries of pages that were rendered, their prose as texts."""
    _localized: dict[str, Localized] = field(default_factory=dict, repr=False)

    @cached_property
    def proofs(self) -> Proofs:
        """Finds what is wrong with the texts that are rendered."""
        return Proofs(self.project)

    def render_all(self) -> list[Page]:
        """Every page, in reading order."""
        return [self.render(name) for name in self.project.order]

    def render(self, name: str) -> Page:
        """One page. Raises KeyError for an unknown name."""
        localized = self.localized(name)
        is_source = self.data.locale == self.project.source_locale
        is_fallback = localized.is_fallback and not is_source
        writer = Writer(self, name, localized, is_source or is_fallback)
        entry = self.entries[name] = map_prose(localized.source.entry, writer.prose)
        catalog = NullTranslations() if is_fallback else self.data.catalog
        locale = self.project.source_locale if is_fallback else self.data.locale
        task, contribute_url = self._contribution(name, localized)
        context = {
            "entry": entry,
            "page": name,
            "locale": locale,
            "reader": self.data.locale,
            "source": self.project.source_locale,
            "is_fallback": is_fallback,
            "localized": localized,
            "translators": [] if is_fallback else _translators(localized),
            "task": task,
            "contribute": contribute_url,
            "original": writer.original_link,
            "engines": _Engines(self.engines),
            "code": lambda key: _code(localized.source.entry, key),
            "link": writer.page_link,
            "title_of": writer.title_of,
            "known": self.project.sources.__contains__,
            "message": self.message,
            "console_line": self.console_line,
            "is_foreign": self._is_foreign,
            "seen": self._seen(localized.source.entry),
            "arrows": arrows,
            "draw": draw,
            "examples": examples,
        }
        if isinstance(localized.source.entry, Server):
            own = localized.source.entry
            context |= server_context(self.project, writer, name, own, locale)
        elif isinstance(localized.source.entry, Servers):
            context |= servers_context(self.project)
        elif isinstance(localized.source.entry, Home):
            context |= families_context(self.project, writer)
            context["languages"] = self._languages()
        elif isinstance(localized.source.entry, Reason):
            context |= recipes_context(self.project, writer, localized.source.entry)
        template = _TEMPLATES[type(localized.source.entry)]
        article = templates().render(template, catalog, context)
        if is_fallback:
            context["article"] = Markup(article)
            article = templates().render("fallback.html", self.data.catalog, context)
        elif not is_source and (localized.is_unread or not localized.is_whole):
            article = templates().render("notice.html", self.data.catalog, context) + article
        writer.remember_references()
        self.findings += writer.findings
        self.origins[name] = writer.origins
        self._check_net(article, localized.source.path)
        return Page(
            name=name,
            title=entry.title.text,
            description=entry.summary.text,
            html=article,
            edit_path=(localized.translation or localized.source).path,
            is_fallback=is_fallback,
            is_unread=localized.is_unread,
            task=task,
            contribute_url=contribute_url,
            tags=_tags(localized.source.entry),
            headings=_headings(article),
        )

    def localized(self, name: str) -> Localized:
        """An entry with this locale's translation of it."""
        if name not in self._localized:
            translation = self.data.translations.get(name)
            self._localized[name] = localize(self.project.sources[name], translation)
        return self._localized[name]

    def _languages(self) -> list[tuple[Locale, str]]:
        """The guide's languages, and where each begins; none where there is only one."""
        locales = list(self.project.locales.values())
        here = address(HOME, directory_urls=self.directory_urls)
        own = f"{self.data.locale.slug}/{here}"
        links = [(other, relative(own, f"{other.slug}/{here}")) for other in locales]
        return links if len(links) > 1 else []

    def _contribution(self, name: str, localized: Localized) -> tuple[Task, str | None]:
        """What a reader can do for this page's translation, and where."""
        locale, translation = self.data.locale, localized.translation
        if locale == self.project.source_locale or isinstance(locale, PseudoLocale):
            return "edit", None
        if translation is None:
            folder = self.project.locales_dir / locale.tag
            url = self.editing.create(folder, f"{name}.yml") if self.editing else None
            return ("translate" if url else "edit"), url
        url = self.editing.edit(translation.path) if self.editing else None
        return ("improve" if localized.is_whole else "translate"), url

    def message(self, engine: str, key: str) -> tuple[str, str]:
        """An engine's message for this reader, and the language it is in."""
        bank = self.project.banks.get(engine)
        if bank is None or key not in bank.keys:
            return key, "en"
        return bank.template(key, self.data.locale.tag)

    def _is_foreign(self, engine: str, keys: list[str]) -> bool:
        """Whether a browser that speaks the reader's language prints these in English."""
        bank, locale = self.project.banks.get(engine), self.data.locale
        if bank is None or locale.language == SOURCE.split("-")[0]:
            return False
        known = [key for key in keys if key in bank.keys]
        return any(bank.template(key, locale.tag)[1] == SOURCE for key in known)

    def _seen(self, entry: Entry) -> Markup:
        """The browsers in which the lab has seen a reason's exchange."""
        proof = self.project.proof
        if proof is None or not isinstance(entry, Reason) or entry.exchange is None:
            return Markup()
        names = [name for engine, name in proof.engines.items() if engine in entry.messages]
        return Markup('<span translate="no">{}</span>').format(self.data.locale.list(names))

    def console_line(self, engine: str, line: Any) -> tuple[str, str]:
        """A line of a drawn console for this reader, and the language it is in."""
        bank = self.project.banks.get(engine)
        if bank is None or line.message not in bank.keys:
            return line.text, "en"
        return bank.fill(line.message, self.data.locale.tag, line.values)

    def _check_net(self, article: str, path: FilePath) -> None:
        """The last net: a sanitizer that would change the article fails the build."""
        cleaned = _clean(article)
        if html.unescape(cleaned) != html.unescape(article):
            pairs = enumerate(zip(article, cleaned, strict=False))
            at = next((index for index, (ours, theirs) in pairs if ours != theirs), 0)
            near = article[max(at - 20, 0) : at + 40]
            self.findings.append(
                Finding(
                    "page-unsafe",
                    path,
                    Position(),
                    f"the page would hold markup that is not safe, near {near!r}",
                    "this is a fault of a template; please report it",
                    locale=self.data.locale.tag,
                )
            )


_TEMPLATES: dict[type, str] = {
    Reason: "reason.html",
    Guide: "guide.html",
    Home: "home.html",
    Server: "server.html",
    Servers: "servers.html",
}


def prepare(project: Project) -> None:
    """Do once what all locales share, before processes part.

    Code is highlighted; and every page names all languages, whose CLDR data take
    some megabytes each: loaded here, they are loaded once and not in every process.
    """
    for locale in project.locales.values():
        _ = locale.name, locale.direction
    _ = project.messages
    for source in project.sources.values():
        for key in getattr(source.entry, "snippets", {}):
            _code(source.entry, key)
    highlight(project)


class _Engines(dict[str, str]):
    """The engines' names; an unknown engine is a finding and must not stop the rendering."""

    def __missing__(self, key: str) -> str:
        return key


def _code(entry: Entry, key: str) -> SimpleNamespace:
    known = entry.snippets if isinstance(entry, Reason | Guide) else {}
    snippet = known.get(key) or Snippet(language="text", text=key)  # reported elsewhere
    language = snippet.language if is_language(snippet.language) else "text"
    inside = highlight_code(snippet.text, language, tuple(snippet.highlight))
    return SimpleNamespace(html=Markup(inside), language=language, file=snippet.file)


def _translators(localized: Localized) -> list[str]:
    return localized.translation.translators if localized.translation else []


def _tags(entry: Entry) -> tuple[str, ...]:
    if not isinstance(entry, Reason):
        return ()
    return (entry.id, *(key for keys in entry.messages.values() for key in keys if " " not in key))


_HEADING = re.compile(r'<h([1-6]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.S)
_TAG = re.compile(r"<[^>]+>")


def _headings(article: str) -> list[Heading]:
    return [
        Heading(id, int(level), html.unescape(_TAG.sub("", inside)).strip())
        for level, id, inside in _HEADING.findall(article)
    ]


_TAGS = {
    "a", "article", "aside", "b", "bdi", "blockquote", "br", "caption", "code", "dd", "del",
    "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "g", "h1", "h2", "h3",
    "h4", "header", "ins", "li", "nav", "ol", "p", "path", "pre", "rect", "section", "small",
    "span", "strong", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "time", "tr",
    "tspan", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "role", "tabindex", "translate", "title"},
    "a": {"href", "rel", "hreflang"},
    "ol": {"start"},
    "th": {"scope"},
    "td": {"headers"},
    "time": {"datetime"},
    "svg": {"direction", "fill", "font-size", "height", "viewBox", "width"},
    "path": {"d", "fill", "stroke"},
    "rect": {"fill", "height", "rx", "stroke", "width", "x", "y"},
    "text": {"direction", "fill", "font-size", "text-anchor", "x", "y"},
    "tspan": {"x", "y"},
}


def _clean(article: str) -> str:
    cleaned: str = nh3.clean(
        article,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"aria-", "data-"},
        link_rel=None,
        url_schemes={"https"},
        strip_comments=True,
    )
    return cleaned
