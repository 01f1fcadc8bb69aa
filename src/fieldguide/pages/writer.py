"""One page's prose in one language: parsed, checked, set; with the places its links come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from fieldguide.crossref import listed
from fieldguide.entries.fields import Kind, Path, ProseField
from fieldguide.entries.models import Home
from fieldguide.entries.references import nearest
from fieldguide.entries.tree import Scalar, find
from fieldguide.findings import Finding, Findings, Severity
from fieldguide.l10n.checks.invariants import compare
from fieldguide.l10n.checks.unit import Unit, parse_source
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.localize import Localized
from fieldguide.links.blame import Place
from fieldguide.pages.page import address, relative
from fieldguide.prose.grammar import ENTRY_SCHEMES, Parsed, Target, parse
from fieldguide.prose.proof import unknown_link
from fieldguide.prose.render import to_html, to_text
from fieldguide.prose.typography import typographer

if TYPE_CHECKING:
    from fieldguide.pages.render import PageRenderer


@dataclass(frozen=True, slots=True)
class Text:
    """A prose field as templates see it."""

    html: Markup
    text: str
    locale: Locale
    is_fallback: bool
    """Whether the text is in the source language on a page that is not."""


class Writer:
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
        self.origins: dict[str, list[Place]] = {}

    def prose(self, path: Path, kind: Kind, source_text: str) -> Text:
        """One field, in the reader's language or fallen back to the source."""
        translated = None if self._in_source else self._localized.text(path)
        own = translated is not None
        locale = self._renderer.data.locale if own else self._project.source_locale
        parsed = parse(source_text if translated is None else translated, kind)
        self._report(parsed, path, own)
        if own:
            self._compare(parsed, ProseField(path, kind, source_text))
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
        titles = self._renderer.titles
        if (name, self._in_source) not in titles:
            titles[name, self._in_source] = self._title(name)
        return titles[name, self._in_source]

    def _title(self, name: str) -> Text:
        localized = self._renderer.localized(name)
        other = Writer(self._renderer, name, localized, self._in_source or localized.is_fallback)
        title = other.prose(("title",), "inline", localized.source.entry.title)
        if not self._in_source and localized.is_fallback:
            return Text(title.html, title.text, title.locale, True)
        return title

    def _report(self, parsed: Parsed, path: Path, own: bool) -> None:
        if not parsed.problems and not parsed.links:
            return
        translation = self._localized.translation
        if own and translation is not None:
            findings = Findings(translation.path, self._renderer.data.locale.tag)
            scalar = translation.scalars[path]
        else:
            findings = Findings(self._localized.source.path)
            found = find(self._localized.source.tree, path)
            assert isinstance(found, Scalar), "prose is read from a scalar"
            scalar = found
        name = ".".join(path)
        for problem in parsed.problems:
            place = scalar.at(problem.offset)
            findings.error(problem.id, place, problem.message, problem.hint, field=name)
        for link in parsed.links:
            place = scalar.at(link.offset)
            self._remember(
                self._href(link.target), Place(findings.path, place, name, findings.locale)
            )
            wrong = self._wrong_target(link.target)
            if wrong:
                findings.error("prose-target", place, *wrong, field=name)
        self.findings += findings.items

    def _compare(self, parsed: Parsed, field: ProseField) -> None:
        """Hold a translation against its source: code, links and lists are the author's."""
        translation = self._localized.translation
        assert translation is not None, "there is a translated text"
        locale = self._renderer.data.locale
        unit = Unit(locale, self._name, field, parse_source(field.text, field.kind), parsed)
        for flaw in compare(unit):
            if flaw.severity is Severity.ERROR and not translation.waives(field.name, flaw.id):
                findings = Findings(translation.path, locale.tag)
                place = translation.scalars[field.path].at(flaw.offset)
                findings.error(flaw.id, place, flaw.message, flaw.hint, field=field.name)
                self.findings += findings.items

    def remember_references(self) -> None:
        """Note the addresses that templates make of the entry's references to others."""
        source = self._localized.source
        entry = source.entry
        if isinstance(entry, Home):
            found = [(path, f"{kind}/{id}") for path, kind, id in listed(entry)]
        else:
            found = [
                (("related", index), f"reasons/{id}") for index, id in enumerate(entry.related)
            ]
        for path, page in found:
            place = Place(source.path, source.position(*path), ".".join(map(str, path)))
            self._remember(self.page_link(page), place)

    def _remember(self, href: str | None, place: Place) -> None:
        if href is not None:
            self.origins.setdefault(href, []).append(place)

    def _wrong_target(self, target: Target) -> tuple[str, str] | None:
        links = self._localized.source.entry.links
        if target.scheme == "link":
            return None if target.name in links else unknown_link(target.name, links)
        page = self._name if target.scheme == "here" else _page_of(target)
        if page not in self._renderer.anchors:
            if (self._project.docs / f"{page}.yml").is_file():
                return None  # it has mistakes of its own, which are reported
            kind = target.scheme
            names = [n for n in self._renderer.anchors if n.startswith(f"{ENTRY_SCHEMES[kind]}/")]
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


def _page_of(target: Target) -> str:
    return f"{ENTRY_SCHEMES[target.scheme]}/{target.name}"


def _similar(name: str, possible: Any) -> str:
    hint = nearest(name, possible, "link to one that exists")
    for folder in ENTRY_SCHEMES.values():
        hint = hint.replace(f"`{folder}/", "`")
    return hint
