"""`fieldguide translate stamp`: say that translations are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fieldguide.cli.options import config_option, settings_of
from fieldguide.l10n.stamp import stamped
from fieldguide.project import load, open_locale


@click.command()
@config_option
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
def stamp(config_file: Path, files: tuple[Path, ...]) -> None:
    """Say that translations are up to date: write the digests of today's English."""
    settings = settings_of(config_file)
    project = load(settings.docs, settings.locales, settings.source)
    opened = {tag: open_locale(project, tag)[0] for tag in project.locales}
    by_file = {
        translation.path.resolve(): (page, translation)
        for data in opened.values()
        for page, translation in data.translations.items()
    }
    failed = False
    for file in files:
        known = by_file.get(file.resolve())
        if known is None:
            click.echo(f"{file}: not a readable translation of this guide", err=True)
            failed = True
            continue
        page, translation = known
        text = file.read_bytes().decode("utf-8")  # line ends stay as they are
        new = stamped(text, project.sources[page], translation)
        if new != text:
            file.write_bytes(new.encode())
            click.echo(f"{file}: stamped")
    if failed:
        sys.exit(1)
