"""What all commands share: finding the guide, showing findings, exiting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fieldguide.findings import Finding, errors
from fieldguide.report import FORMATS, Format, render

if TYPE_CHECKING:
    from fieldguide.mkdocs.settings import Settings

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="mkdocs.yml",
    show_default=True,
    help="The guide's MkDocs configuration.",
)


def settings_of(config_file: Path) -> Settings:
    """The guide's settings; a usage error (exit code 2) where there is no guide."""
    # MkDocs takes half a second to import, which not every command has use for
    from fieldguide.mkdocs.settings import SettingsError, read_settings

    try:
        return read_settings(config_file)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None


def finish(findings: list[Finding], format: Format, root: Path) -> None:
    """Print findings and leave with exit code 1 where there is an error among them."""
    output = render(findings, format, root)
    if output:
        click.echo(output)
    failed = set(errors(findings))
    if failed:
        if format == "text":
            click.echo(f"{len(failed)} error{'s' if len(failed) != 1 else ''}", err=True)
        sys.exit(1)
