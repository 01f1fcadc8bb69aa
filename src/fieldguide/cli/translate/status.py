"""`fieldguide translate status`: what is done and what is left, in words."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from fieldguide.cli.options import config_option, settings_of
from fieldguide.cli.translate.places import shown
from fieldguide.findings import errors
from fieldguide.l10n.status import LocaleStatus, Progress, locale_status, render_status
from fieldguide.l10n.translation import State
from fieldguide.project import Project, load_sources, open_locale
from fieldguide.report import render

_COUNTED = (State.MISSING, State.OUTDATED, State.MACHINE, State.ORPHANED)


@click.command()
@config_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or everything as data.",
)
@click.argument("tags", nargs=-1, metavar="[TAG]...")
def status(config_file: Path, format_: str, tags: tuple[str, ...]) -> None:
    """Count what is translated, in words of the English text; of each TAG, file by file.

    missing: not translated. outdated: the English has changed since. machine: a machine
    translated it, and nobody has read it. orphaned: its English is gone.
    Exit code 0: done. 1: some files can't be read, and are not counted. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    translated = [tag for tag in project.locales if tag != settings.source]
    unknown = [tag for tag in tags if tag not in translated]
    if unknown:
        known = ", ".join(translated) or "none"
        raise click.UsageError(f"no translation into `{unknown[0]}`; there is {known}")
    found = errors(project.findings)
    statuses = []
    for tag in dict.fromkeys(tags or translated):
        data, findings = open_locale(project, tag)
        found += errors(findings)
        sources = [(page, project.sources[page]) for page in project.order]
        folder = settings.locales.resolve()
        statuses.append(locale_status(tag, folder, sources, data.translations, project.ledger))
    if format_ == "json":
        entries = list(project.sources.values())
        root = settings.root
        text = render_status(project.source_locale, entries, statuses, project.locales, root)
        click.echo(text, nl=False)
    else:
        click.echo("\n".join(_tables(project, statuses, bool(tags))))
    if found:
        click.echo(render(found, "text", settings.root), err=True)
        sys.exit(1)


def _tables(project: Project, statuses: list[LocaleStatus], by_file: bool) -> Iterator[str]:
    head = ["", "words", "done", *map(str, _COUNTED), "stale since"]
    rows = []
    for status in statuses:
        summary, interface = status.summary, status.interface
        name = f"{status.tag}  {project.locales[status.tag].name}"
        strings = f"{interface.translated}/{interface.total}"
        if interface.fuzzy or interface.obsolete:
            strings += f" ({interface.fuzzy} fuzzy, {interface.obsolete} obsolete)"
        rows.append([name, *_cells(summary.progress), strings])
    yield from _aligned([[*head, "interface"], *rows])
    for status in statuses if by_file else ():
        yield ""
        rows = [
            [shown(file.path) + ("" if file.exists else " (not there)"), *_cells(file.progress)]
            for file in status.files
        ]
        yield from _aligned([head, *rows])


def _cells(progress: Progress) -> list[str]:
    total, *counts = (
        f"{amount.words:,}" for amount in (progress.total, *(progress[state] for state in _COUNTED))
    )
    return [total, f"{int(progress.share * 100)}%", *counts, _day(progress.stale_since)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else "-"


def _aligned(rows: Iterable[list[str]]) -> Iterator[str]:
    """Columns: names to the left, numbers to the right."""
    table = list(rows)
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for name, *cells in table:
        line = name + " " * (widths[0] - _width(name))
        for cell, width in zip(cells, widths[1:], strict=True):
            line += "  " + " " * (width - _width(cell)) + cell
        yield line.rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )
