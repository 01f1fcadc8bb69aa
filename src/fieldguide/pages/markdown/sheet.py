"""What Markdown of all kinds of entry is put together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from babel.support import NullTranslations

from fieldguide.entries.models import Guide, Reason
from fieldguide.pages.exchange import Arrow
from fieldguide.pages.page import Page
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.pages.writer import Text, Writer
from fieldguide.proofs.fields import page_of
from fieldguide.prose.grammar import Target
from fieldguide.prose.markdown import code_block, code_span, heading, link, plain, to_markdown

#: What stands below the headings of a page, by their ids.
Parts = dict[str, list[str]]


class Sheet:
    """One page: turns its texts and code into blocks of Markdown."""

    def __init__(self, renderer: PageRenderer, page: Page, site: Site) -> None:
        self.renderer, self.page, self.site = renderer, page, site
        self.source = renderer.project.sources[page.name].entry
        self.entry: Any = renderer.entries[page.name]
        """The entry, with texts in place of its prose."""
        self.catalog = NullTranslations() if page.is_fallback else renderer.data.catalog
        in_source = page.is_fallback or renderer.data.locale == renderer.project.source_locale
        self._writer = Writer(renderer, page.name, renderer.localized(page.name), in_source)
        self._locale = renderer.data.locale
        self.address = site.markdown(page.name, self._locale)
        self._written: set[int] = set()

    def heading(self, level: int, text: str | Text) -> str:
        """A heading, by a string of the interface or a title of the entry."""
        return heading(level, self.inline(text) if isinstance(text, Text) else plain(text))

    def inline(self, text: Text) -> str:
        """A title, as Markdown of one line."""
        return " ".join(self._markdown(text).split("\n"))

    def body(self, text: Text, title: Text | None = None) -> Iterator[str]:
        """A text, after what readers should know of it and of its title."""
        own = [text] if title is None else [title, text]
        if text.is_fallback:
            yield self.note("Not translated yet")
        if any(item.is_machine for item in own):
            yield self.note("Translated by machine")
        revisions = [item.revision for item in own if item.revision]
        if any(revision.since or revision.is_compared for revision in revisions):
            yield self.note("Out of date: the English original has changed")
        elif revisions:
            yield self.note("May be out of date: compare the English original")
        yield self._markdown(text)

    def note(self, message: str) -> str:
        """A remark about the text, from the templates' own strings."""
        return f"*{plain(self.renderer.data.catalog.gettext(message))}*"

    def snippets(self, keys: Sequence[str]) -> Iterator[str]:
        """Blocks of code; those that aren't there are reported elsewhere."""
        known = self.source.snippets if isinstance(self.source, Reason | Guide) else {}
        for key in keys:
            if key in known:
                yield from self.code(known[key].text, known[key].language, known[key].file)

    def code(self, text: str, language: str, file: str = "") -> Iterator[str]:
        """A block of code, and the file that it belongs in."""
        if file:
            yield f"{code_span(file)}:"
        yield code_block(text, language)

    def http(self, arrow: Arrow) -> str:
        """A request or a response as it is sent; what is marked as missing isn't."""
        first, *headers = [line for line in arrow.lines if line.mark != "missing"]
        start = f"{first.value} HTTP/1.1"
        if arrow.sender == "server":
            status = int(first.value)
            known = {item.value: item.phrase for item in HTTPStatus}
            start = f"HTTP/1.1 {status} {known.get(status, '')}".rstrip()
        lines = [start, *(f"{line.name}: {line.value}".rstrip() for line in headers)]
        return code_block("\n".join(lines), "http")

    def page_link(self, name: str) -> str:
        """A link to another page, by its title."""
        return link(plain(self._writer.title_of(name).text), self._to(name))

    def page_list(self, names: Sequence[str]) -> Iterator[str]:
        """Links to those of some pages that there are, as a list."""
        known = [name for name in names if name in self.renderer.project.sources]
        if known:
            yield "\n".join(f"- {self.page_link(name)}" for name in known)

    def _to(self, name: str, part: str = "") -> str:
        target = (
            self.site.page(name, self._locale, part)
            if part
            else self.site.markdown(name, self._locale)
        )
        return self.site.link(target, self.address)

    def is_written(self, text: Text) -> bool:
        """Whether a text of the entry stands in a block already."""
        return id(text) in self._written

    def _markdown(self, text: Text) -> str:
        self._written.add(id(text))
        return to_markdown(text.parsed, text.locale.typographer, self._resolve)

    def _resolve(self, target: Target) -> str | None:
        if target.scheme == "link":
            return self.source.links.get(target.name)
        if target.scheme == "here":
            return self._to(self.page.name, target.fragment)
        name = page_of(target)
        return self._to(name, target.fragment) if name in self.renderer.project.sources else None
