"""The `fieldguide` command: one file per command group."""

from __future__ import annotations

import click

from fieldguide.cli.lazy import LazyGroup

#: The module of each command.
_COMMANDS = (
    "catalogs",
    "check",
    "explain",
    "lab",
    "ledger",
    "links",
    "messages",
    "owners",
    "schema",
    "translate",
)


@click.group(cls=LazyGroup, package=__name__, modules=_COMMANDS)
@click.version_option(package_name="fieldguide")
def main() -> None:
    """Work on a guide: check it, translate it, keep its generated files current."""
