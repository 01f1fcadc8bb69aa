"""`fieldguide catalogs …`: the interface's strings."""

from __future__ import annotations

from pathlib import Path

import click

from fieldguide.cli.options import config_option, settings_of
from fieldguide.l10n.catalogs import DOMAIN, catalog_path
from fieldguide.l10n.extract import render_catalog, render_template, template_catalog
from fieldguide.project import load


@click.group()
def catalogs() -> None:
    """Interface strings: gettext catalogs."""


@catalogs.command()
@config_option
def update(config_file: Path) -> None:
    """Extract all interface strings and bring every locale's catalog up to date."""
    settings = settings_of(config_file)
    project = load(settings.docs, settings.locales, settings.source)
    template = template_catalog(settings.root, settings.overrides)
    path = settings.locales / f"{DOMAIN}.pot"
    _write(path, render_template(template, _read(path)))
    for tag, locale in project.locales.items():
        if locale != project.source_locale:
            path = catalog_path(settings.locales, tag)
            _write(path, render_catalog(template, locale, _read(path)))


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _write(path: Path, data: bytes) -> None:
    if _read(path) == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    click.echo(f"{path}: updated")
