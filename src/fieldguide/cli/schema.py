"""`fieldguide schema`: JSON Schemas, for editors of entries and for readers of published data."""

from __future__ import annotations

from pathlib import Path

import click

from fieldguide.entries.schema import schemas
from fieldguide.pages.data import published_schemas


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default="schemas")
def schema(directory: Path) -> None:
    """Write all JSON Schemas to DIRECTORY: of entries, translations and published files."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in {**schemas(), **published_schemas()}.items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")
        click.echo(directory / name)
