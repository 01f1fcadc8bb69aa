"""A page for a terminal: what `fieldguide explain` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from fieldguide.entries.fields import Kind, Path
from fieldguide.entries.models import Guide, Reason
from fieldguide.l10n.localize import Localized, localize
from fieldguide.project import LocaleData, Project
from fieldguide.prose.grammar import parse
from fieldguide.prose.plain import to_plain

_WIDTH = 80


def terminal_page(project: Project, data: LocaleData, name: str, part: str = "") -> str:
    """An entry as plain text in a locale, or one section of a guide.

    Raises KeyError for an unknown page.
    """
    localized = localize(project.sources[name], data.translations.get(name))
    return "\n".join(_Printer(project, data, localized).lines(part)).rstrip() + "\n"


class _Printer:
    def __init__(self, project: Project, data: LocaleData, localized: Localized) -> None:
        self._locale = data.locale
        self._source_locale = project.source_locale
        self._localized = localized
        is_source = localized.is_fallback and data.locale != project.source_locale
        self._translate = (lambda text: text) if is_source else data.catalog.gettext

    def _text(self, path: Path, kind: Kind, source: str, indent: str = "") -> str:
        own = self._localized.text(path)
        locale = self._source_locale if own is None else self._locale
        parsed = parse(source if own is None else own, kind)
        text = to_plain(parsed, locale.typographer, _WIDTH - len(indent))
        return textwrap.indent(text, indent)

    def _title(self, path: Path, source: str) -> str:
        return self._text(path, "inline", source).replace("\n", " ")

    def lines(self, part: str) -> Iterator[str]:
        entry = self._localized.source.entry
        if isinstance(entry, Reason):
            yield from self._reason(entry)
        elif isinstance(entry, Guide):
            yield from self._guide(entry, part)

    def _heading(self, text: str) -> Iterator[str]:
        yield from ("", self._translate(text).upper(), "")

    def _reason(self, entry: Reason) -> Iterator[str]:
        yield f"{self._title(('title',), entry.title)} [{entry.id}]"
        yield ""
        yield self._text(("summary",), "block", entry.summary)
        yield from self._heading("Which cause is it?")
        for key, cause in entry.causes.items():
            yield f"* {self._title(('causes', key, 'title'), cause.title)}"
            yield self._text(("causes", key, "tell"), "block", cause.tell, "  ")
            yield from self._code(entry, cause.code)
        yield from self._heading("How to fix it")
        for key, fix in entry.fixes.items():
            yield f"* {self._title(('fixes', key, 'title'), fix.title)}"
            yield self._text(("fixes", key, "body"), "block", fix.body, "  ")
            yield from self._code(entry, fix.code)
        yield from self._heading("Check that it works")
        yield self._text(("verify", "body"), "block", entry.verify.body)
        yield from self._code(entry, entry.verify.code)

    def _guide(self, entry: Guide, part: str) -> Iterator[str]:
        sections = {part: entry.sections[part]} if part in entry.sections else entry.sections
        if not part:
            yield self._title(("title",), entry.title)
            yield ""
            yield self._text(("summary",), "block", entry.summary)
        for key, section in sections.items():
            if not part:
                yield ""
            yield self._title(("sections", key, "title"), section.title)
            yield self._text(("sections", key, "body"), "block", section.body, "  ")
            yield from self._code(entry, section.code)

    def _code(self, entry: Reason | Guide, keys: list[str]) -> Iterator[str]:
        for key in keys:
            yield ""
            yield textwrap.indent(entry.snippets[key].text.rstrip(), "      ")
            yield ""
