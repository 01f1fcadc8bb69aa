"""`fieldguide owners`: whom the code host asks to review a pull request."""

from __future__ import annotations

from pathlib import Path

import click

from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.team import NAME, code_owners, read_team
from fieldguide.project import load_sources


@click.command()
@config_option
@click.option("--check", is_flag=True, help="Write nothing; fail if the file is out of date.")
def owners(config_file: Path, check: bool) -> None:
    """Write .github/CODEOWNERS from the teams of all languages.

    Exit code 0: done. 1: a team's file has mistakes, or --check found a change. 2: misuse.
    """
    settings = settings_of(config_file)
    locales = settings.locales.resolve()
    if not locales.is_relative_to(settings.root):
        raise click.UsageError(f"{locales} is outside the repository")
    project = load_sources(settings.docs, settings.locales, settings.source)
    found: list[Finding] = []

    def team(folder: Path, tag: str = "") -> list[str]:
        findings = Findings(folder / NAME, tag)
        reviewers = read_team(findings.path, findings)
        if not tag and not reviewers and not findings.items:
            findings.error(
                "team-fallback",
                Position(),
                "nobody reviews what no language has a team for",
                "name at least one maintainer there under `reviewers:`",
            )
        found.extend(findings.items)
        return reviewers

    fallback = team(settings.locales)
    tags = [tag for tag in project.locales if (settings.locales / tag).is_dir()]
    teams = {tag: team(settings.locales / tag, tag) for tag in tags}
    if not found:
        text = code_owners(locales.relative_to(settings.root).as_posix(), teams, fallback)
        path = settings.root / ".github" / "CODEOWNERS"
        if not path.is_file() or path.read_bytes() != text.encode():
            if check:
                hint = "run `fieldguide owners`, and commit the file"
                message = "this is not what the teams' files say"
                found.append(Finding("owners-stale", path, Position(), message, hint))
            else:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(text.encode())
                click.echo(f"{path}: updated")
    finish(found, "text", settings.root)
