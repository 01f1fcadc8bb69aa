"""`fieldguide translate …`: commands for translators, one file for each."""

from __future__ import annotations

import click

from fieldguide.cli.lazy import LazyGroup

#: The module of each command.
_COMMANDS = (
    "check",
    "comment",
    "diff",
    "export_po",
    "import_po",
    "open",
    "preview",
    "stamp",
    "start",
    "status",
    "suggest",
    "summary",
)


@click.group(cls=LazyGroup, package=__name__, modules=_COMMANDS)
def translate() -> None:
    """Work on translations."""
