"""The `fieldguide` command: one file per command group."""

from __future__ import annotations

import click

from fieldguide.cli.catalogs import catalogs
from fieldguide.cli.check import check
from fieldguide.cli.ledger import ledger
from fieldguide.cli.links import links
from fieldguide.cli.messages import messages
from fieldguide.cli.schema import schema
from fieldguide.cli.translate import translate


@click.group()
@click.version_option(package_name="fieldguide")
def main() -> None:
    """Work on a guide: check it, translate it, keep its generated files current."""


main.add_command(catalogs)
main.add_command(check)
main.add_command(ledger)
main.add_command(links)
main.add_command(messages)
main.add_command(schema)
main.add_command(translate)
