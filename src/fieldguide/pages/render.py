"""Pages of one locale: prose parsed, checked and set, then poured into templates."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path as FilePath
from types import SimpleNamespace
from typing import Any

import nh3
from babel.support import NullTranslations
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from fieldguide.entries.fields import Kind, Path, map_prose
from fieldguide.entries.models import Entry, Guide, Home, Reason, Snippet
from fieldguide.entries.references import nearest
from fieldguide.entries.tree import Mapping, Node, Scalar
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.localize import Localized, localize
from fieldguide.pages.anchors import anchors
from fieldguide.pages.exchange import arrows
from fieldguide.pages.page import Heading, Page, address, relative
from fieldguide.project import LocaleData, Project
from fieldguide.prose.grammar import Parsed, Target, parse
from fieldguide.prose.highlight import highlight_code, is_language
from fieldguide.prose.render import to_html, to_text
from fieldguide.prose.typography import typographer


@dataclass(frozen=True, slots=True)
class Text:
    """A prose field as templates see it."""

    html: Markup
    text: str
    locale: Locale
    is_fallback: bool
    """Whether the text is in the source language on a page that is not."""


@dataclass
class PageRenderer:
    """Renders the pages of one locale and collects what is wrong with their prose."""

    project: Project
    data: LocaleData
    engines: dict[str, str]
    directory_urls: bool = True
    findings: list[Finding] = field(default_factory=list)
    _localized: dict[str, Localized] = field(default_factory=dict, repr=False)

    @cached_property
    def anchors(self) -> dict[str, set[str]]:
        """The heading ids of every page."""
        return {name: anchors(source.entry) for name, source in self.project.sources.items()}

    def render_all(self) -> list[Page]:
        """Every page, in reading order."""
        return [self.render(name) for name in self.project.order]

    def render(self, name: str) -> Page:
        """One page. Raises KeyError for an unknown name."""
        localized = self.localized(name)
        is_source = self.data.locale == self.project.source_locale
        is_fallback = localized.is_fallback and not is_source
        writer = _Writer(self, name, localized, is_source or is_fallback)
        entry = map_prose(localized.source.entry, writer.prose)
        catalog = NullTranslations() if is_fallback else self.data.catalog
        context = {
            "entry": entry,
            "page": name,
            "locale": self.project.source_locale if is_fallback else self.data.locale,
            "reader": self.data.locale,
            "source": self.project.source_locale,
            "is_fallback": is_fallback,
            "translators": localized.translation.translators if localized.translation else [],
            "engines": self.engines,
            "code": lambda key: _code(localized.source.entry, key),
            "link": writer.page_link,
            "title_of": writer.title_of,
            "known": self.project.sources.__contains__,
            "message": self._message,
            "console_line": self._console_line,
            "arrows": arrows,
        }
        template = _TEMPLATES[type(localized.source.entry)]
        article = templates().render(template, catalog, context)
        if is_fallback:
            context["article"] = Markup(article)
            article = templates().render("fallback.html", self.data.catalog, context)
        self.findings += writer.findings
        self._check_net(article, localized.source.path)
        return Page(
            name=name,
            title=entry.title.text,
            description=entry.summary.text,
            html=article,
            edit_path=self._edit_path(name, localized, is_source),
            is_fallback=is_fallback,
            tags=_tags(localized.source.entry),
            headings=_headings(article),
        )

    def localized(self, name: str) -> Localized:
        """An entry with this locale's translation of it."""
        if name not in self._localized:
            translation = self.data.translations.get(name)
            self._localized[name] = localize(self.project.sources[name], translation)
        return self._localized[name]

    def _edit_path(self, name: str, localized: Localized, is_source: bool) -> FilePath:
        if is_source or localized.translation is None:
            return localized.source.path
        return localized.translation.path

    def _message(self, engine: str, key: str) -> tuple[str, str]:
        """An engine's message for this reader, and the language it is in."""
        bank = self.project.banks.get(engine)
        if bank is None or key not in bank.keys:
            return key, "en"
        return bank.template(key, self.data.locale.tag)

    def _console_line(self, engine: str, line: Any) -> tuple[str, str]:
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


class _Writer:
    """Turns the prose of one page into texts, with findings at their places."""

    def __init__(
        self, renderer: PageRenderer, name: str, localized: Localized, in_source: bool
    ) -> None:
        self._renderer = renderer
        self._project = renderer.project
        self._name = name
        self._localized = localized
        self._in_source = in_source
        self.findings: list[Finding] = []

    def prose(self, path: Path, kind: Kind, source_text: str) -> Text:
        """One field, in the reader's language or fallen back to the source."""
        translated = None if self._in_source else self._localized.text(path)
        own = translated is not None
        locale = self._renderer.data.locale if own else self._project.source_locale
        parsed = parse(source_text if translated is None else translated, kind)
        self._report(parsed, path, own)
        setter = typographer(locale.language)
        rendered = to_html(
            parsed,
            setter,
            self._href,
            isolate_code=self._renderer.data.locale.direction == "rtl",
        )
        return Text(
            Markup(rendered), to_text(parsed, setter), locale, not own and not self._in_source
        )

    def page_link(self, name: str, fragment: str = "") -> str:
        """The relative address of another page of this locale."""
        directory_urls = self._renderer.directory_urls
        here = address(self._name, directory_urls=directory_urls)
        there = address(name, directory_urls=directory_urls)
        if name == self._name and fragment:
            return f"#{fragment}"
        return relative(here, there) + (f"#{fragment}" if fragment else "")

    def title_of(self, name: str) -> Text:
        """Another page's title, as this locale shows it; unknown pages are reported elsewhere."""
        localized = self._renderer.localized(name)
        other = _Writer(self._renderer, name, localized, self._in_source or localized.is_fallback)
        title = other.prose(("title",), "inline", localized.source.entry.title)
        if not self._in_source and localized.is_fallback:
            return Text(title.html, title.text, title.locale, True)
        return title

    def _report(self, parsed: Parsed, path: Path, own: bool) -> None:
        problems = list(parsed.problems)
        if not problems and not parsed.links:
            return
        translation = self._localized.translation
        if own and translation is not None:
            findings = Findings(translation.path, self._renderer.data.locale.tag)
            start = translation.positions[path]
        else:
            findings = Findings(self._localized.source.path)
            start = _text_start(self._localized, path)
        name = ".".join(path)
        for problem in problems:
            place = _advance(start, parsed.text, problem.offset)
            findings.error(problem.id, place, problem.message, problem.hint, field=name)
        for link in parsed.links:
            wrong = self._wrong_target(link.target)
            if wrong:
                place = _advance(start, parsed.text, link.offset)
                findings.error("prose-target", place, *wrong, field=name)
        self.findings += findings.items

    def _wrong_target(self, target: Target) -> tuple[str, str] | None:
        links = self._localized.source.entry.links
        if target.scheme == "link":
            if target.name not in links:
                known = ", ".join(f"`{key}`" for key in links) or "none"
                return f"there is no link `{target.name}`", f"links of this entry: {known}"
            return None
        page = self._name if target.scheme == "here" else _page_of(target)
        if page not in self._renderer.anchors:
            if (self._project.docs / f"{page}.yml").is_file():
                return None  # it has mistakes of its own, which are reported
            kind = target.scheme
            names = [n for n in self._renderer.anchors if n.startswith(KINDS_OF[kind])]
            return f"there is no {kind} `{target.name}`", _similar(page, names)
        if target.fragment and target.fragment not in self._renderer.anchors[page]:
            return (
                f"`{page}` has no part `{target.fragment}`",
                _similar(target.fragment, self._renderer.anchors[page]),
            )
        return None

    def _href(self, target: Target) -> str | None:
        if target.scheme == "link":
            return self._localized.source.entry.links.get(target.name)
        if target.scheme == "here":
            return f"#{target.fragment}"
        page = _page_of(target)
        return self.page_link(page, target.fragment) if page in self._project.sources else None


KINDS_OF = {"reason": "reasons/", "guide": "guides/"}


def _page_of(target: Target) -> str:
    return f"{KINDS_OF[target.scheme]}{target.name}"


def _similar(name: str, possible: Any) -> str:
    hint = nearest(name, possible, "link to one that exists")
    for prefix in KINDS_OF.values():
        hint = hint.replace(f"`{prefix}", "`")
    return hint


def _text_start(localized: Localized, path: Path) -> Position:
    node: Node = localized.source.tree
    for key in path:
        if not isinstance(node, Mapping) or key not in node.items:
            return node.position
        node = node.items[key]
    return node.text_position if isinstance(node, Scalar) else node.position


def _advance(start: Position, text: str, offset: int) -> Position:
    lines = text.count("\n", 0, offset)
    return Position(start.line + lines, start.column + offset - (text.rfind("\n", 0, offset) + 1))


_TEMPLATES: dict[type, str] = {Reason: "reason.html", Guide: "guide.html", Home: "home.html"}


class _Templates:
    """The templates, compiled once, speaking the language of whichever catalog is current."""

    def __init__(self) -> None:
        self._catalog = NullTranslations()
        self._environment = Environment(
            loader=PackageLoader("fieldguide.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.filters["parameters"] = _mark_parameters
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            self._gettext, self._ngettext, newstyle=True, pgettext=self._pgettext
        )

    # Looked up at each call: the catalog changes from page to page.
    def _gettext(self, message: str) -> str:
        return str(self._catalog.gettext(message))

    def _ngettext(self, one: str, many: str, count: int) -> str:
        return str(self._catalog.ngettext(one, many, count))

    def _pgettext(self, context: str, message: str) -> str:
        return str(self._catalog.pgettext(context, message))

    def render(self, name: str, catalog: NullTranslations, context: dict[str, Any]) -> str:
        """One template's output. Raises jinja2.TemplateError for a fault of the template."""
        self._catalog = catalog
        return self._environment.get_template(name).render(context)


_PARAMETER = re.compile(r"\{([a-z]+)\}")


def _mark_parameters(message: str) -> Markup:
    """Escape a message and mark its `{url}` and the like as placeholders."""
    return Markup(_PARAMETER.sub(r"<var>\1</var>", str(escape(message))))


def prepare(project: Project) -> None:
    """Do once what all locales share, before processes part: highlight every snippet."""
    for source in project.sources.values():
        for key in getattr(source.entry, "snippets", {}):
            _code(source.entry, key)


@cache
def templates() -> _Templates:
    """The one template set of this process."""
    return _Templates()


def _code(entry: Entry, key: str) -> SimpleNamespace:
    known = {} if isinstance(entry, Home) else entry.snippets
    snippet = known.get(key) or Snippet(language="text", text=key)  # reported elsewhere
    language = snippet.language if is_language(snippet.language) else "text"
    inside = highlight_code(snippet.text, language, tuple(snippet.highlight))
    return SimpleNamespace(html=Markup(inside), language=language, file=snippet.file)


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
    "a", "article", "aside", "b", "bdi", "blockquote", "br", "caption", "code", "dd", "details",
    "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "header",
    "li", "nav", "ol", "p", "pre", "section", "small", "span", "strong", "summary", "table",
    "tbody", "td", "th", "thead", "tr", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "role", "tabindex", "translate", "title"},
    "a": {"href", "rel", "hreflang"},
    "ol": {"start"},
    "th": {"scope"},
    "td": {"headers"},
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
