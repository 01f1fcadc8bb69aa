"""`fieldguide check`: every mistake in a guide, at once."""

from __future__ import annotations

from pathlib import Path

import click

from fieldguide.cli.options import config_option, finish, format_option, settings_of
from fieldguide.pages.render import PageRenderer
from fieldguide.project import load, open_locale
from fieldguide.report import Format


@click.command()
@config_option
@format_option
def check(config_file: Path, format_: Format) -> None:
    """Check all entries and translations.

    Everything is rendered, as a build would, so that what passes here builds.
    Exit code 0: nothing to report. 1: findings. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load(settings.docs, settings.locales, settings.source)
    findings = list(project.findings)
    for tag in project.locales:
        data, _ = open_locale(project, tag)
        renderer = PageRenderer(project, data, settings.engines)
        renderer.render_all()
        findings += renderer.findings
    finish(findings, format_, settings.root)
