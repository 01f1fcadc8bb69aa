"""One page's prose in one language: parsed, checked, set; with the places its links come from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from fieldguide.crossref import families, listed, outcomes
from fieldguide.entries.fields import Kind, Path, ProseField
from fieldguide.entries.models import Home
from fieldguide.entries.servers import Server, Servers
from fieldguide.entries.tree import Scalar, find
from fieldguide.findings import Finding, Findings
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.localize import Localized
from fieldguide.l10n.outdated import Outdated, outdated_fields
from fieldguide.l10n.translation import State
from fieldguide.links.blame import Place
from fieldguide.pages.page import address, relative
from fieldguide.pages.revision import Revision, revision
from fieldguide.proofs.fields import page_of
from fieldguide.prose.grammar import Parsed, Target, parse
from fieldguide.prose.render import to_html, to_text

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
    is_machine: bool = False
    """Whether a machine translated it, and nobody has read it."""
    revision: Revision | None = None
    """What changed in the source since, if the text is of an earlier one."""
    parsed: Parsed = field(default_factory=lambda: Parsed("", ()), repr=False)
    """The tokens that `html` was made of."""

    @property
    def is_marked(self) -> bool:
        """Whether readers should know something about the translation."""
        return self.is_machine or self.revision is not None


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
        """One field, in the reader's language or fallen back to the source, with its state."""
        text = self._text(path, kind, source_text)
        translation, state = self._localized.translation, self._localized.states[path]
        is_own = not self._in_source and not text.is_fallback
        if not is_own or state is State.CURRENT or translation is None:
            return text
        name = ".".join(path)
        text = replace(text, is_machine=name in translation.machine)
        if state is State.OUTDATED:
            source_locale = self._project.source_locale
            text = replace(text, revision=revision(self._outdated[path], source_locale))
        return text

    @cached_property
    def _outdated(self) -> dict[Path, Outdated]:
        found = outdated_fields(self._localized, lambda: self._project.ledger(self._name))
        return {item.field.path: item for item in found}

    def _text(self, path: Path, kind: Kind, source_text: str) -> Text:
        translated = None if self._in_source else self._localized.text(path)
        own = translated is not None
        locale = self._renderer.data.locale if own else self._project.source_locale
        parsed = parse(source_text if translated is None else translated, kind)
        before = len(self.findings)
        self._report(parsed, path, own)
        if own and len(self.findings) == before:
            self._compare(parsed, ProseField(path, kind, source_text))
        setter = locale.typographer
        rendered = to_html(
            parsed,
            setter,
            self._href,
            isolate_code=self._renderer.data.locale.direction == "rtl",
        )
        return Text(
            Markup(rendered),
            to_text(parsed, setter),
            locale,
            not own and not self._in_source,
            parsed=parsed,
        )

    def page_link(self, name: str, fragment: str = "") -> str:
        """The relative address of another page of this locale."""
        directory_urls = self._renderer.directory_urls
        here = address(self._name, directory_urls=directory_urls)
        there = address(name, directory_urls=directory_urls)
        if name == self._name and fragment:
            return f"#{fragment}"
        return relative(here, there) + (f"#{fragment}" if fragment else "")

    @property
    def original_link(self) -> str:
        """The relative address of this page in the source language."""
        below = address(self._name, directory_urls=self._renderer.directory_urls)
        here, there = self._renderer.data.locale, self._project.source_locale
        return relative(f"{here.slug}/{below}", f"{there.slug}/{below}")

    def title_of(self, name: str) -> Text:
        """Another page's title, as this locale shows it; unknown pages are reported elsewhere."""
        return self.text_of(name, ("title",))

    def text_of(self, name: str, path: Path) -> Text:
        """A field of another page, as this locale shows it. Raises StopIteration if it has none."""
        texts = self._renderer.texts
        if (name, path, self._in_source) not in texts:
            texts[name, path, self._in_source] = self._other(name, path)
        return texts[name, path, self._in_source]

    def _other(self, name: str, path: Path) -> Text:
        localized = self._renderer.localized(name)
        other = Writer(self._renderer, name, localized, self._in_source or localized.is_fallback)
        field = next(field for field in localized.source.fields if field.path == path)
        text = other._text(path, field.kind, field.text)
        if not self._in_source and localized.is_fallback:
            return replace(text, is_fallback=True)
        return text

    def plain(self, text: str) -> Text:
        """A name that no language has a word for."""
        return Text(Markup.escape(text), text, self._project.source_locale, False)

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
        self._renderer.proofs.check_grammar(self._name, name, parsed, scalar, findings)
        for link in parsed.links:
            place = scalar.at(link.offset)
            address = self._address(link.target)
            self._remember(
                self._href(link.target), Place(findings.path, place, name, findings.locale, address)
            )
        self.findings += findings.items

    def _compare(self, parsed: Parsed, field: ProseField) -> None:
        """Hold a translation against its source: code, links and lists are the author's."""
        translation = self._localized.translation
        assert translation is not None, "there is a translated text"
        locale = self._renderer.data.locale
        findings = Findings(translation.path, locale.tag)
        proofs = self._renderer.proofs
        unit = proofs.unit(locale, self._name, field, translation, parsed)
        for flaw in proofs.differences(unit, translation):
            place = translation.scalars[field.path].at(flaw.offset)
            findings.error(flaw.id, place, flaw.message, flaw.hint, field=field.name)
        self.findings += findings.items

    def _address(self, target: Target) -> Place | None:
        """Where the English entry has the address of a link that is written by its id."""
        if target.scheme != "link":
            return None
        source = self._localized.source
        position = source.position("links", target.name)
        return Place(source.path, position, f"links.{target.name}")

    def remember_references(self) -> None:
        """Note the addresses that templates make of the entry's references to others."""
        source = self._localized.source
        entry = source.entry
        if isinstance(entry, Home):
            found = [(path, f"{kind}/{id}") for path, kind, id in listed(entry)]
        elif isinstance(entry, Servers):
            found = [(path, f"servers/{id}") for path, id in families(entry)]
        elif isinstance(entry, Server):
            found = [(path, f"reasons/{id}") for path, id in outcomes(entry)]
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

    def _href(self, target: Target) -> str | None:
        if target.scheme == "link":
            return self._localized.source.entry.links.get(target.name)
        if target.scheme == "here":
            return f"#{target.fragment}"
        page = page_of(target)
        return self.page_link(page, target.fragment) if page in self._project.sources else None
