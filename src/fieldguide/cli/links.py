"""`fieldguide links`: whether every link of a built site leads somewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fieldguide.cli.options import config_option, finish, format_option
from fieldguide.mkdocs.links.check import check_links
from fieldguide.mkdocs.settings import SettingsError, read_settings
from fieldguide.pages.origins import Origins
from fieldguide.project import load
from fieldguide.report import Format


@click.command()
@config_option
@format_option
@click.option("--url", default="", help="The site's address; of a guide, its `site_url`.")
@click.argument("site", required=False, type=click.Path(path_type=Path, file_okay=False))
def links(config_file: Path, format_: Format, url: str, site: Path | None) -> None:
    """Check the links of a built site, by default the guide's own.

    SITE may be any folder of a static site. Links to other hosts are counted, not fetched.
    Exit code 0: nothing to report. 1: findings. 2: misuse.
    """
    try:
        settings = read_settings(config_file)
    except SettingsError as error:
        if site is None:
            raise click.UsageError(str(error)) from None
        settings = None
    guide = None
    root = Path.cwd()
    if settings is not None and (site is None or site.resolve() == settings.site.resolve()):
        site, root, url = settings.site, settings.root, url or settings.url
        project = load(settings.docs, settings.locales, settings.source)
        origins = Origins(project, settings.engines, directory_urls=settings.directory_urls)
        guide = (project, origins)
    assert site is not None
    if not site.is_dir():
        raise click.UsageError(f"there is no site in {site}; build it first")
    report = check_links(site, url, guide, _progress if sys.stderr.isatty() else None)
    if format_ == "text":
        click.echo(
            f"{report.references} links in {report.files} files; "
            f"{report.external} addresses of other hosts were not looked at",
            err=True,
        )
    finish(report.findings, format_, root)


def _progress(done: int, total: int) -> None:
    if done % 100 == 0 or done + 1 == total:
        click.echo(f"\r{done + 1}/{total} files", nl=done + 1 == total, err=True)
