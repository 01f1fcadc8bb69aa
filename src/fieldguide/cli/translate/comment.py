"""`fieldguide translate comment`: a summary from elsewhere, as a pull request's comment."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from fieldguide.l10n.summary.markdown import render_markdown
from fieldguide.l10n.summary.models import MAX_BYTES, Summary


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def comment(file: Path) -> None:
    """Turn FILE, a summary written with `--format json`, into Markdown for GitHub.

    For those who may write comments, about a summary that somebody else's build made: nothing
    in FILE is believed, and no text of it is Markdown.
    Exit code 0: done. 1: FILE is not a summary. 2: misuse.
    """
    with file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        click.echo(f"{file}: a summary has at most {MAX_BYTES} bytes", err=True)
        sys.exit(1)
    try:
        summary = Summary.model_validate_json(data)
    except ValidationError as error:
        click.echo(f"{file}: not a summary: {error.error_count()} mistakes", err=True)
        sys.exit(1)
    click.echo(render_markdown(summary), nl=False)
