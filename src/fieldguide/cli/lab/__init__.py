"""`fieldguide lab …`: exchanges that really happen, in real browsers; one file for each command."""

from __future__ import annotations

import click

from fieldguide.cli.lazy import LazyGroup

#: The module of each command.
_COMMANDS = ("serve", "servers", "verify")


@click.group(cls=LazyGroup, package=__name__, modules=_COMMANDS)
def lab() -> None:
    """Run the guide's exchanges in browsers, and its configurations in servers."""
