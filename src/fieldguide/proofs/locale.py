"""Every mistake in one locale's folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from fieldguide.findings import Finding, Findings, Severity
from fieldguide.l10n.checks.consistency import check_consistency
from fieldguide.l10n.checks.spelling import SPELLING, Speller, check_spelling
from fieldguide.l10n.checks.states import check_states
from fieldguide.l10n.checks.unit import Flaw, Unit
from fieldguide.l10n.checks.waivers import check_waivers, is_waived
from fieldguide.l10n.folder import GLOSSARY, strays
from fieldguide.l10n.glossary import Glossary, read_glossary
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.team import NAME as TEAM
from fieldguide.l10n.team import read_team
from fieldguide.l10n.translation import Translation
from fieldguide.project import KINDS, LocaleData, Project
from fieldguide.proofs.fields import Proofs
from fieldguide.prose.grammar import parse


@dataclass
class _Reading:
    """One translation on its way through the checks."""

    page: str
    translation: Translation
    findings: Findings
    units: list[Unit] = field(default_factory=list)
    """The fields that all checks have looked at."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """The waivers that held."""

    def report(self, unit: Unit, flaw: Flaw) -> None:
        """Record a flaw, unless the translator has a reason for it."""
        name = unit.field.name
        if is_waived(self.translation, name, flaw.id):
            self.used.add((name, flaw.id))
            return
        add = self.findings.error if flaw.severity is Severity.ERROR else self.findings.warning
        place = self.translation.scalars[unit.field.path].at(flaw.offset)
        add(flaw.id, place, flaw.message, flaw.hint, field=name)


def check_locale(proofs: Proofs, data: LocaleData, speller: Speller | None = None) -> list[Finding]:
    """What is wrong with a locale besides what shows as its files are read.

    Without a speller, spelling is left alone.
    """
    project, tag = proofs.project, data.locale.tag
    folder = project.locales_dir / tag
    found = list(strays(folder, KINDS))
    about_terms, about_team = Findings(folder / GLOSSARY, tag), Findings(folder / TEAM, tag)
    glossary = read_glossary(about_terms.path, about_terms)
    read_team(about_team.path, about_team)
    found += [*about_terms.items, *about_team.items]
    readings = [
        _Reading(page, translation, Findings(translation.path, tag))
        for page, translation in data.translations.items()
    ]
    for reading in readings:
        _proofread(proofs, data.locale, reading, glossary)
    readers = {id(unit): reading for reading in readings for unit in reading.units}
    units = [unit for reading in readings for unit in reading.units]
    flaws = check_consistency(units)
    flaws += check_spelling(units, glossary, speller) if speller else []
    for unit, flaw in flaws:
        readers[id(unit)].report(unit, flaw)
    for reading in readings:
        if speller is None:  # nobody can tell whether these hold
            reading.used |= {key for key in reading.translation.waivers if key[1] == SPELLING}
        found += _conclude(project, reading)
    return found


def _proofread(proofs: Proofs, locale: Locale, reading: _Reading, glossary: Glossary) -> None:
    """Read every field of a translation."""
    page, translation, findings = reading.page, reading.translation, reading.findings
    for source in proofs.project.sources[page].fields:
        text = translation.texts.get(source.path)
        if text is None:
            continue
        parsed = parse(text, source.kind)
        before = len(findings.items)
        scalar = translation.scalars[source.path]
        proofs.check_grammar(page, source.name, parsed, scalar, findings)
        if len(findings.items) > before:
            continue  # what the text says can't be told yet
        unit = proofs.unit(locale, page, source, translation, parsed)
        reading.units.append(unit)
        for flaw in proofs.flaws(unit):
            reading.report(unit, flaw)
        for flaw in proofs.advice(unit, glossary):
            reading.report(unit, flaw)


def _conclude(project: Project, reading: _Reading) -> list[Finding]:
    """What a translation says about itself, now that all its fields are read."""
    names = {unit.field.name for unit in reading.units}
    check_waivers(reading.translation, names, reading.used, reading.findings)
    ledger = partial(project.ledger, reading.page) if project.keeps_ledger else None
    source = project.sources[reading.page]
    check_states(source, reading.translation, ledger, reading.findings)
    return reading.findings.items
