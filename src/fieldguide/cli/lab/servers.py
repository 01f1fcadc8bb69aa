"""`fieldguide lab servers`: whether published server configurations do what the guide says."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from fieldguide.cli.lab.running import Stopped, run
from fieldguide.cli.lab.servers_table import as_data, described, table
from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.entries.proofs import render_proof_file
from fieldguide.entries.published import folder_of
from fieldguide.entries.servers import Server
from fieldguide.entries.verified import (
    ServersProof,
    StackProof,
    stack_digest,
    verified_path,
)
from fieldguide.findings import Finding, errors
from fieldguide.lab.servers.models import Result, Stack
from fieldguide.lab.servers.prove import Report, prove_all
from fieldguide.lab.servers.tools import Tools
from fieldguide.project import Project, load_sources

_TOOLS = Path(".cache", "servers")
#: Columns of a terminal, where there is none.
_WIDTH = 120


@click.command()
@config_option
@click.option(
    "--tools",
    "tools_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The servers' environment, made by `make servers`; .cache/servers beside the guide.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object in place of the table.")
@click.option(
    "--save",
    is_flag=True,
    help="If all is as the guide says, note versions and proofs in servers/verified.json.",
)
@click.argument("stacks", nargs=-1)
def servers(
    config_file: Path,
    tools_folder: Path | None,
    as_json: bool,
    save: bool,
    stacks: tuple[str, ...],
) -> None:
    """Run published server configurations, attack them, and break them as the guide says.

    STACKS are names of stacks; all of them by default. What this machine lacks is not run; in CI
    that fails. Exit code 0: all is as the guide says. 1: it isn't, or something failed. 2: misuse.
    """
    settings = settings_of(config_file)
    if save and stacks:
        raise click.UsageError("--save needs all stacks")
    project = load_sources(settings.docs, settings.locales, settings.source)
    if mistakes := _mistakes(project, stacks):  # what can't be read would be left out in silence
        finish(mistakes, "text", settings.root)
    chosen = _stacks(project, stacks)
    progress = _Progress()
    tools = Tools((tools_folder or settings.root / _TOOLS).absolute())
    work = prove_all(chosen, tools, project.messages, progress)
    try:
        report = run(work)
    except Stopped as stopped:
        click.echo(f"\n{stopped}: ended; no server is left running", err=True)
        sys.exit(stopped.exit_code)
    finally:
        progress.end()
    if as_json:
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=1))
    else:
        click.echo(table(report), nl=False)
        for result in report.results:
            if result.problems:
                click.echo(described(result))
    for result in report.results:
        if result.missing:
            names = ", ".join(result.missing)
            click.echo(f"{result.stack}: not run, for want of {names} (`make servers`)", err=True)
    if report.failure:
        click.echo(report.failure, err=True)
    if not _is_good(report, is_strict=bool(stacks or os.environ.get("CI") or save)):
        sys.exit(1)
    if save:
        _save(project, report, settings.docs)


def _is_good(report: Report, *, is_strict: bool) -> bool:
    """Stacks that can't be run here are no mistake of the guide's."""
    if is_strict:
        return report.is_good
    return not report.failure and not any(result.problems for result in report.results)


def _stacks(project: Project, names: tuple[str, ...]) -> list[Stack]:
    """Those chosen, or all that say how they are run, in reading order."""
    found = {}
    for page in project.order:
        source = project.sources[page]
        if isinstance(source.entry, Server):
            stack = Stack(source.entry, folder_of(source), project.published[page])
            found[stack.id] = stack
    for name in names:
        if name not in found:
            known = ", ".join(found) or "none"
            raise click.UsageError(f"there is no stack `{name}`; there are: {known}")
        if found[name].server.run is None:
            raise click.UsageError(f"`{name}` says no way to run it: it has no `run:`")
    return [
        stack
        for stack in found.values()
        if stack.server.run is not None and (not names or stack.id in names)
    ]


def _mistakes(project: Project, names: tuple[str, ...]) -> list[Finding]:
    """Errors in the guide; if stacks are named, only those in their files."""
    found = errors(project.findings)
    if not names:
        return found
    folder = project.docs / Server.kind
    own = [path for name in names for path in (folder / f"{name}.yml", folder / name)]
    return [
        finding
        for finding in found
        if any(path in (finding.path, *finding.path.parents) for path in own)
    ]


def _save(project: Project, report: Report, docs: Path) -> None:
    path = verified_path(docs)
    proof = ServersProof(
        date=datetime.now(UTC).date().isoformat(),
        browser=report.browser,
        stacks={result.stack: _proof(project, result) for result in report.results},
    )
    try:
        path.write_text(render_proof_file(proof), "utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    click.echo(f"{path}: saved", err=True)


def _proof(project: Project, result: Result) -> StackProof:
    source = project.sources[f"{Server.kind}/{result.stack}"]
    assert isinstance(source.entry, Server)
    return StackProof(
        server=result.version,
        digest=stack_digest(source, source.entry),
        probes=list(result.probes),
        concerns=list(result.concerns),
        mistakes=list(result.mistakes),
    )


class _Progress:
    """Counts on a terminal."""

    def __init__(self) -> None:
        self._done: dict[str, tuple[int, int]] = {}

    def __call__(self, stack: str, done: int, total: int) -> None:
        self._done[stack] = done, total
        if sys.stderr.isatty():
            busy = [f"{name} {done}/{of}" for name, (done, of) in self._done.items() if done < of]
            over = sum(done == of for done, of in self._done.values())
            text = ", ".join([f"{over} done", *busy])
            width = shutil.get_terminal_size((_WIDTH, 24)).columns
            click.echo(f"\r\033[K{text[: width - 1]}", nl=False, err=True)

    def end(self) -> None:
        """Leave an empty line."""
        if self._done and sys.stderr.isatty():
            click.echo("\r\033[K", nl=False, err=True)
