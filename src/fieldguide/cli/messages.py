"""`fieldguide messages …`: what the browsers print."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import click

from fieldguide.cli.options import config_option, settings_of
from fieldguide.messages.firefox import harvest as harvest_firefox


@click.group()
def messages() -> None:
    """Console messages, taken from the browsers themselves."""


@messages.command()
@config_option
@click.option(
    "--firefox",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default="/usr/lib/firefox-esr",
    show_default=True,
    help="The folder that Firefox is installed in.",
)
@click.option("--prefix", required=True, help="Which keys to take, such as CORS.")
def harvest(config_file: Path, firefox: Path, prefix: str) -> None:
    """Read Firefox's messages, in every language installed, into messages/firefox.json."""
    settings = settings_of(config_file)
    target = settings.docs / "messages" / "firefox.json"
    known = json.loads(target.read_text(encoding="utf-8"))["parameters"] if target.exists() else {}
    try:
        bank = harvest_firefox(firefox, prefix, known)
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        click.echo(f"{firefox}: cannot read Firefox's messages: {error}", err=True)
        sys.exit(1)
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bank.model_dump(), ensure_ascii=False, indent=1) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")
    click.echo(
        f"{target}: {len(bank.keys)} messages in {len(bank.locales)} languages, "
        f"{bank.product} {bank.version}"
    )
