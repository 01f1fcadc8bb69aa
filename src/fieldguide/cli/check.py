"""`fieldguide check`: every mistake in a guide, at once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import click

from fieldguide.cli.options import config_option, finish, format_option, settings_of
from fieldguide.crossref import check_engines
from fieldguide.findings import Finding, Findings
from fieldguide.l10n.ledger import FOLDER, check_ledger, ledger_path, read_ledger
from fieldguide.l10n.localize import Localized
from fieldguide.pages.render import PageRenderer
from fieldguide.project import Project, load, open_locale
from fieldguide.report import Format


class _Proofs(PageRenderer):
    """Shows every translated field, also of pages that stay in the source language for now."""

    def localized(self, name: str) -> Localized:
        return replace(super().localized(name), threshold=Fraction(0))


@click.command()
@config_option
@format_option
def check(config_file: Path, format_: Format) -> None:
    """Check all entries and translations.

    Everything is rendered, as a build would, so that what passes here builds; so is the
    part of a translation that a build doesn't show yet.
    Exit code 0: nothing to report. 1: findings. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load(settings.docs, settings.locales, settings.source)
    findings = list(project.findings)
    findings += check_engines(project.sources.values(), settings.engines)
    findings += _check_ledgers(project)
    for tag in project.locales:
        data, _ = open_locale(project, tag)
        renderer = PageRenderer(project, data, settings.engines)
        renderer.render_all()
        findings += renderer.findings
        proofs = _Proofs(project, data, settings.engines)
        for name in data.translations:
            if not project.is_translated(name, tag):
                proofs.render(name)
        findings += proofs.findings
    finish(findings, format_, settings.root)


def _check_ledgers(project: Project) -> list[Finding]:
    """A guide that keeps a ledger keeps it whole."""
    found: list[Finding] = []
    if not (project.docs / FOLDER).is_dir():
        return found
    for page, source in project.sources.items():
        records, entry = Findings(ledger_path(project.docs, page)), Findings(source.path)
        check_ledger(source, read_ledger(records.path, records), entry)
        found += [*records.items, *entry.items]
    return found
