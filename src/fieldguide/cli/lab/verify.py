"""`fieldguide lab verify`: whether browsers print what the guide says."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from pathlib import Path

import click

from fieldguide.cli.lab.data import as_data
from fieldguide.cli.lab.running import Stopped, run
from fieldguide.cli.lab.table import table
from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.entries.models import Reason
from fieldguide.entries.proofs import render_proof_file
from fieldguide.findings import errors
from fieldguide.lab.drift import side_by_side
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.engines.firefox import Firefox
from fieldguide.lab.engines.webkit import WebKit
from fieldguide.lab.judge import Verdict
from fieldguide.lab.models import Scenario
from fieldguide.lab.scenarios import scenarios
from fieldguide.lab.verify import Driver, run_all
from fieldguide.messages.bank import SOURCE, Bank
from fieldguide.messages.proof import Proof, proof_path
from fieldguide.project import Project, load_sources

_ENGINES = ("firefox", "chromium", "webkit")
#: Columns of a terminal, where there is none.
_WIDTH = 120


@click.command()
@config_option
@click.option(
    "--engine",
    "engines",
    multiple=True,
    type=click.Choice(_ENGINES),
    help="Only this engine; may be given more than once.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--save",
    is_flag=True,
    help="If all is as the guide says, note the browsers' versions in messages/verified.json.",
)
@click.argument("reasons", nargs=-1)
def verify(
    config_file: Path, engines: tuple[str, ...], format_: str, save: bool, reasons: tuple[str, ...]
) -> None:
    """Check that browsers print what the guide says, and nothing once it is fixed.

    REASONS are names of reasons; all of them by default. Firefox runs in each of the guide's
    languages that it speaks. Exit code 0: all is as the guide says. 1: it isn't, or a browser
    failed. 2: misuse.
    """
    settings = settings_of(config_file)
    chosen = tuple(engine for engine in _ENGINES if engine in engines or not engines)
    if save and (reasons or chosen != _ENGINES):
        raise click.UsageError("--save needs all reasons and all engines")
    project = load_sources(settings.docs, settings.locales, settings.source)
    mistakes = errors(project.findings)
    if mistakes:  # what can't be read would be left out in silence
        finish(mistakes, "text", settings.root)
    selected = _scenarios(project, reasons)
    drivers = _drivers(project, chosen)
    total = sum(engine in item.expected for engine, _, _ in drivers for item in selected)
    work = run_all(
        selected,
        [(language, driver) for _, language, driver in drivers],
        project.banks,
        _follows(project),
        _Progress(total),
    )
    try:
        report = run(work)
    except Stopped as stopped:
        click.echo(f"\n{stopped}: ended; no browser is left running", err=True)
        sys.exit(stopped.exit_code)
    if format_ == "json":
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=1))
    else:
        languages = Counter(engine for engine, _, _ in drivers)
        click.echo(table(report, selected, languages), nl=False)
        for verdict in report.wrong:
            click.echo(_described(verdict))
    for failure in report.failures:
        click.echo(failure, err=True)
    if report.wrong or report.failures:
        sys.exit(1)
    if save:
        path = proof_path(settings.docs)
        try:
            path.write_text(
                render_proof_file(Proof(engines=report.versions)), "utf-8", newline="\n"
            )
        except OSError as error:
            raise click.ClickException(f"{path}: {error.strerror}") from None
        click.echo(f"{path}: saved", err=True)


class _Progress:
    """Counts on a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def __call__(self, verdict: Verdict) -> None:
        self._done += 1
        if sys.stderr.isatty():
            end = "\r\033[K" if self._done == self._total else ""
            text = f"{self._done}/{self._total} {verdict.engine}: {verdict.scenario.name}"
            click.echo(f"\r\033[K{text[: _width() - 1]}{end}", nl=False, err=True)


def _width() -> int:
    return shutil.get_terminal_size((_WIDTH, 24)).columns


def _scenarios(project: Project, reasons: tuple[str, ...]) -> list[Scenario]:
    entries = [source.entry for source in project.sources.values()]
    known = {entry.id for entry in entries if isinstance(entry, Reason)}
    for name in reasons:
        if name not in known:
            raise click.UsageError(f"there is no reason `{name}`")
    return [item for item in scenarios(entries) if not reasons or item.reason in reasons]


def _drivers(project: Project, engines: tuple[str, ...]) -> list[tuple[str, str, Driver]]:
    """Engine, one of its languages, and what makes it."""
    found: list[tuple[str, str, Driver]] = []
    if "firefox" in engines:
        languages = _languages(project.banks.get("firefox"), list(project.locales))
        found += [("firefox", language, Firefox) for language in languages]
    if "chromium" in engines:  # its console speaks English in every language
        found.append(("chromium", "", lambda language: Chromium()))
    if "webkit" in engines:
        found.append(("webkit", "", lambda language: WebKit()))
    return found


def _languages(bank: Bank | None, tags: list[str]) -> list[str]:
    """Those of a browser's languages in which readers of the guide see its messages."""
    if bank is None or not bank.keys:
        return [""]
    key = min(bank.keys)
    found = (bank.template(key, tag)[1] for tag in tags)
    return ["", *dict.fromkeys(tag for tag in found if tag != SOURCE)]


def _follows(project: Project) -> dict[str, list[str]]:
    """Engine -> keys of the messages that it prints after others."""
    reasons = {
        source.entry.id: source.entry
        for source in project.sources.values()
        if isinstance(source.entry, Reason)
    }
    return {
        engine: [
            key
            for name in project.wordings.follows
            if name in reasons
            for key in reasons[name].messages.get(engine, [])
        ]
        for engine in project.banks
    }


def _described(verdict: Verdict) -> str:
    language = f" in {verdict.language}" if verdict.language else ""
    title = f"{verdict.scenario.name}, {verdict.engine}{language}: {verdict.problem}"
    return f"\n{click.style(title, bold=True)}\n{side_by_side(verdict, _width())}"
