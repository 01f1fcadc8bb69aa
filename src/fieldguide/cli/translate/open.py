"""`fieldguide translate open`: a workbench for one language, in a browser."""

from __future__ import annotations

import hashlib
import webbrowser
from collections.abc import Callable
from pathlib import Path

import click

from fieldguide.cli.files import write_file
from fieldguide.cli.options import config_option, settings_of
from fieldguide.findings import Finding
from fieldguide.project import Project, load_sources, open_catalog
from fieldguide.workbench.desk import Desk
from fieldguide.workbench.document import Document, document
from fieldguide.workbench.reading import Place
from fieldguide.workbench.server import Server

#: The same each time, if it is free: browsers keep drafts by address.
PORT = 8017


@click.command()
@config_option
@click.option("--port", type=click.IntRange(0, 65535), help=f"By default {PORT}, or a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.argument("tag")
def open(config_file: Path, port: int | None, no_browser: bool, tag: str) -> None:
    """Open a page to translate into the language TAG with, until Ctrl+C.

    It reads and writes the language's files. Nobody but this machine's browser is let in.
    Exit code 0: done. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    known = [other for other in project.locales if other != settings.source]
    if tag not in known:
        hint = f"add it: `fieldguide translate start {tag}`"
        raise click.UsageError(f"this guide is not translated into `{tag}`; {hint}")
    place = Place(settings.root, settings.docs, settings.locales, settings.source, tag)

    def write(path: Path, text: str) -> Finding | None:
        return write_file(path, text, settings.locales)

    def page() -> Document:
        return _document(project, tag, settings.root)

    try:
        server = _server(port, Desk(place, write), page)
    except OSError as error:
        raise click.UsageError(f"port {port} can't be had: {error.strerror}") from None
    with server:
        click.echo(server.guard.address)
        click.echo("Ctrl+C ends it.")
        if not no_browser:
            webbrowser.open(server.guard.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()


def _server(port: int | None, desk: Desk, page: Callable[[], Document]) -> Server:
    if port is not None:
        return Server(port, desk, page)
    try:
        return Server(PORT, desk, page)
    except OSError:
        return Server(0, desk, page)


def _document(project: Project, tag: str, root: Path) -> Document:
    guide = hashlib.sha256(str(root).encode()).hexdigest()[:8]
    catalog = open_catalog(project, tag)
    return document(project.locales[tag], project.source_locale, catalog, guide)
