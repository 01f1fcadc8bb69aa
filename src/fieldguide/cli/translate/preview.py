"""`fieldguide translate preview`: a language as its readers will see it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from fieldguide.cli.options import config_option, settings_of
from fieldguide.mkdocs.locales.plugin import VARIABLE
from fieldguide.project import load_sources


@click.command()
@config_option
@click.option(
    "-a",
    "--dev-addr",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to serve it.",
)
@click.argument("tag")
def preview(config_file: Path, dev_addr: str, tag: str) -> None:
    """Serve English and one more language, rebuilt on each save, until Ctrl+C."""
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    if tag not in project.locales:
        known = ", ".join(project.locales)
        raise click.UsageError(f"this guide has no `{tag}`; it has {known}")
    path = urlsplit(settings.url).path.strip("/")
    address = "/".join(filter(None, (dev_addr, path, project.locales[tag].slug)))
    click.echo(f"http://{address}/ (after the build)")
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
    process = subprocess.Popen(
        [*command, "--config-file", str(config_file), "--dev-addr", dev_addr],
        env={**os.environ, VARIABLE: tag},
    )
    try:
        sys.exit(process.wait())
    except KeyboardInterrupt:  # which a terminal sends to both
        process.wait()
    finally:
        process.terminate()
