"""Proofreading: what is wrong with a guide's prose, found without making pages of it.

Builds ask for the fields that they render, `fieldguide check` for all there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from fieldguide.entries.anchors import anchors
from fieldguide.entries.fields import ProseField
from fieldguide.entries.references import nearest
from fieldguide.entries.syntax import REPLACEMENT
from fieldguide.entries.tree import Scalar
from fieldguide.findings import Findings, errors
from fieldguide.l10n.checks.invariants import compare
from fieldguide.l10n.checks.language import check_language
from fieldguide.l10n.checks.unit import Flaw, Unit, parse_source
from fieldguide.l10n.checks.waivers import is_waived
from fieldguide.l10n.digests import digest
from fieldguide.l10n.glossary import Glossary
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.pseudo import PseudoLocale
from fieldguide.l10n.translation import Translation
from fieldguide.project import Project
from fieldguide.prose.grammar import ENTRY_SCHEMES, Parsed, Target
from fieldguide.prose.proof import unknown_link

#: So many mistakes of one field are reported; a file made to do harm can have any number.
MOST = 20


@dataclass
class Proofs:
    """Knows the whole guide, and so what a text may link to and what it was made from."""

    project: Project

    @cached_property
    def anchors(self) -> dict[str, set[str]]:
        """The heading ids of every page."""
        return {name: anchors(source.entry) for name, source in self.project.sources.items()}

    def check_grammar(
        self, page: str, name: str, parsed: Parsed, scalar: Scalar, findings: Findings
    ) -> None:
        """Report what the grammar refuses in a field of any language, and links to nowhere."""
        for problem in parsed.problems[:MOST]:
            place = scalar.at(problem.offset)
            findings.error(problem.id, place, problem.message, problem.hint, field=name)
        for link in parsed.links:
            wrong = self._wrong_target(page, link.target)
            if wrong:
                findings.error("prose-target", scalar.at(link.offset), *wrong, field=name)

    def unit(
        self, locale: Locale, page: str, field: ProseField, translation: Translation, parsed: Parsed
    ) -> Unit:
        """A translated field beside the English of today and the one that it was made from."""
        source = parse_source(field.text, field.kind)
        made_from = translation.digests.get(field.name)
        earlier = None
        if made_from is not None and made_from != digest(field.text):
            record = self.project.ledger(page).find(field.name, made_from)
            if record is not None and record.field == field.name:  # not what another one may say
                earlier = parse_source(record.text, field.kind)
        return Unit(locale, page, field, source, parsed, earlier)

    def differences(self, unit: Unit, translation: Translation) -> list[Flaw]:
        """What no translation may have, and no reason has been given for."""
        return [
            flaw
            for flaw in self.flaws(unit)
            if not is_waived(translation, unit.field.name, flaw.id)
        ]

    def flaws(self, unit: Unit) -> Iterator[Flaw]:
        """What no translation may have; a variety of English may have English words."""
        if not self._is_comparable(unit):
            return
        is_english = unit.locale.language == self.project.source_locale.language
        for flaw in compare(unit):
            if not (is_english and flaw.id == "not-translated"):
                yield flaw

    def advice(self, unit: Unit, glossary: Glossary) -> Iterator[Flaw]:
        """What the rules of the language have to say."""
        if self._is_comparable(unit):
            yield from check_language(unit, glossary)

    def _is_comparable(self, unit: Unit) -> bool:
        """Whether both sides are what their authors meant, and one translates the other."""
        if isinstance(unit.locale, PseudoLocale) or REPLACEMENT in unit.text:
            return False  # what was unreadable is reported where the file was read
        return (unit.page, unit.field.name) not in self._faulty

    @cached_property
    def _faulty(self) -> set[tuple[str, str]]:
        """English fields with mistakes of their own: nothing can be held against them."""
        pages = {source.path: page for page, source in self.project.sources.items()}
        known = {
            (pages[item.path], item.field)
            for item in errors(self.project.findings)
            if item.path in pages
        }
        for page, source in self.project.sources.items():
            for prose in source.fields:
                parsed = parse_source(prose.text, prose.kind)
                targets = (link.target for link in parsed.links)
                if parsed.problems or any(self._wrong_target(page, item) for item in targets):
                    known.add((page, prose.name))
        return known

    def _wrong_target(self, page: str, target: Target) -> tuple[str, str] | None:
        links = self.project.sources[page].entry.links
        if target.scheme == "link":
            return None if target.name in links else unknown_link(target.name, links)
        there = page if target.scheme == "here" else page_of(target)
        if there not in self.anchors:
            if (self.project.docs / f"{there}.yml").is_file():
                return None  # it has mistakes of its own, which are reported
            names = [n for n in self.anchors if n.startswith(f"{ENTRY_SCHEMES[target.scheme]}/")]
            return f"there is no {target.scheme} `{target.name}`", _similar(there, names)
        if target.fragment and target.fragment not in self.anchors[there]:
            return (
                f"`{there}` has no part `{target.fragment}`",
                _similar(target.fragment, self.anchors[there]),
            )
        return None


def page_of(target: Target) -> str:
    """The page that a link to an entry leads to."""
    return f"{ENTRY_SCHEMES[target.scheme]}/{target.name}"


def _similar(name: str, possible: Collection[str]) -> str:
    hint = nearest(name, possible, "link to one that exists")
    for folder in ENTRY_SCHEMES.values():
        hint = hint.replace(f"`{folder}/", "`")
    return hint
