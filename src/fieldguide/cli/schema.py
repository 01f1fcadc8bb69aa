"""`fieldguide schema`: JSON Schemas, so that editors complete and check entries."""

from __future__ import annotations

from pathlib import Path

import click

from fieldguide.entries.schema import schemas


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default="schemas")
def schema(directory: Path) -> None:
    """Write the JSON Schemas of all kinds of entry and translation to DIRECTORY."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")
        click.echo(directory / name)
