"""`fieldguide check`: every mistake in a guide, at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import click

from fieldguide.cli.options import config_option, finish, format_option, settings_of
from fieldguide.crossref import check_engines
from fieldguide.entries.published import folder_of
from fieldguide.entries.servers import Server
from fieldguide.entries.verified import check_proof
from fieldguide.findings import Finding, Findings
from fieldguide.l10n.checks.spelling import Speller
from fieldguide.l10n.ledger import check_ledger, ledger_path, read_ledger
from fieldguide.lab.servers.safety.check import check_safety
from fieldguide.project import Project, load_sources, open_locale
from fieldguide.proofs.fields import Proofs
from fieldguide.proofs.locale import check_locale
from fieldguide.proofs.sources import check_sources
from fieldguide.report import Format


@click.command()
@config_option
@format_option
def check(config_file: Path, format_: Format) -> None:
    """Check all entries and translations.

    What passes here builds: every text is proofread as a build would, also those that no
    page shows yet.
    Exit code 0: no errors. 1: errors. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    findings = check_engines(project.sources.values(), settings.engines)
    findings += _check_ledgers(project)
    findings += check_sources(Proofs(project))
    findings += _check_servers(project)
    findings += check_locales(project, list(project.locales))
    finish([*project.findings, *findings], format_, settings.root)


def check_locales(
    project: Project, tags: list[str], spellers: Mapping[str, Speller] = MappingProxyType({})
) -> list[Finding]:
    """Every mistake in the folders of some locales; spelling only where there is a speller."""
    found: list[Finding] = []
    proofs = Proofs(project)
    with _no_collector():
        for tag in tags:
            data, findings = open_locale(project, tag)
            found += findings
            found += check_locale(proofs, data, spellers.get(tag))
    return found


@contextmanager
def _no_collector() -> Iterator[None]:
    """Texts and tokens hold no cycles: looking for some would take a sixth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _check_ledgers(project: Project) -> list[Finding]:
    """A guide that keeps a ledger keeps it whole."""
    found: list[Finding] = []
    if not project.keeps_ledger:
        return found
    for page, source in project.sources.items():
        records, entry = Findings(ledger_path(project.docs, page)), Findings(source.path)
        check_ledger(source, read_ledger(records.path, records), entry)
        found += [*records.items, *entry.items]
    return found


def _check_servers(project: Project) -> list[Finding]:
    """No published configuration lets in everybody, and each has been run as it is now."""
    found: list[Finding] = []
    for page, files in project.published.items():
        source = project.sources[page]
        assert isinstance(source.entry, Server)
        found += check_safety(source.entry, folder_of(source), files)
        findings = Findings(source.path)
        check_proof(source, source.entry, project.servers_proof, findings)
        found += findings.items
    return found
