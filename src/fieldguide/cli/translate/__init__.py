"""`fieldguide translate …`: commands for translators, one file for each."""

from __future__ import annotations

import click

from fieldguide.cli.translate.stamp import stamp


@click.group()
def translate() -> None:
    """Work on translations."""


translate.add_command(stamp)
