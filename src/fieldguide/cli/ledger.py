"""`fieldguide ledger`: note the English texts of today."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.findings import Findings
from fieldguide.l10n.ledger import appended, ledger_path, read_ledger, unrecorded
from fieldguide.project import load_sources


@click.command()
@config_option
def ledger(config_file: Path) -> None:
    """Note every new English text in the ledger, so that translators see what changed.

    To be run after a change of an English entry; `fieldguide check` reminds of it.
    Exit code 0: done. 1: the guide or its ledger has mistakes. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    found = list(project.findings)
    today = datetime.now(UTC).date()
    for page, source in project.sources.items():
        path = ledger_path(settings.docs, page)
        findings = Findings(path)
        new = list(unrecorded(read_ledger(path, findings), source.fields))
        found += findings.items
        if new and not findings.items:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(appended(new, today))
            click.echo(f"{path}: {len(new)} new")
    finish(found, "text", settings.root)
