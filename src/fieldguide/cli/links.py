"""`fieldguide links`: whether every link of a built site leads somewhere."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fieldguide.cli.options import config_option, finish, format_option, settings_of
from fieldguide.mkdocs.links.check import Ask, Report, check_links
from fieldguide.report import Format

if TYPE_CHECKING:
    from fieldguide.links.external.models import Outcome
    from fieldguide.mkdocs.links.check import Guide
    from fieldguide.mkdocs.settings import Settings


@click.command()
@config_option
@format_option
@click.option("--url", default="", help="The site's address; of a guide, its `site_url`.")
@click.option(
    "--external/--offline",
    default=False,
    help="Ask other hosts about their addresses, or (the default) leave them alone.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, dir_okay=False),
    default=".cache/links.jsonl",
    show_default=True,
    help="Where answers of other hosts are kept.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Ask hosts of private networks, too: on a company's network, or in a test.",
)
@click.argument("site", required=False, type=click.Path(path_type=Path, file_okay=False))
def links(
    config_file: Path,
    format_: Format,
    url: str,
    external: bool,
    cache: Path,
    allow_private: bool,
    site: Path | None,
) -> None:
    """Check the links of a built site, by default the guide's own.

    SITE may be any folder of a static site.
    Exit code 0: nothing to report. 1: findings. 2: misuse.
    """
    settings = settings_of(config_file) if site is None or config_file.is_file() else None
    guide: Guide | None = None
    root = Path.cwd()
    if settings is not None and (site is None or site.resolve() == settings.site.resolve()):
        site, root, url = settings.site, settings.root, url or settings.url
        guide = _guide(settings)
    assert site is not None
    if not site.is_dir():
        raise click.UsageError(f"there is no site in {site}; build it first")
    is_terminal = sys.stderr.isatty()
    asking = _asking(settings, url, cache, allow_private) if external else None
    report = check_links(site, url, guide, _progress if is_terminal else None, asking)
    if format_ == "text":
        click.echo(_summary(report, external), err=True)
    finish(report.findings, format_, root)


# Each of these brings along what most checks of a folder have no use for, and a second of imports.
def _guide(settings: Settings) -> Guide:
    from fieldguide.pages.origins import Origins
    from fieldguide.project import load

    project = load(settings.docs, settings.locales, settings.source)
    return project, Origins(project, settings.engines, directory_urls=settings.directory_urls)


def _asking(settings: Settings | None, url: str, cache: Path, allow_private: bool) -> Ask:
    from fieldguide.mkdocs.links.external import ask

    return partial(
        ask,
        cache=cache,
        site_url=url,
        rules=settings.rules if settings is not None else (),
        allow_private=allow_private,
        progress=_asked if sys.stderr.isatty() else None,
    )


def _summary(report: Report, external: bool) -> str:
    lines = [f"{report.references} links in {report.files} files"]
    if not external:
        lines.append(f"{report.external} addresses of other hosts were not looked at (--external)")
    elif report.undecided:
        lines.append(f"{len(report.undecided)} of {report.external} were not fully checked:")
        lines += [f"    {outcome.url}: {outcome.message}" for outcome in report.undecided]
    return "\n".join(lines)


def _asked(done: int, total: int, outcome: Outcome) -> None:
    click.echo(f"\r{done}/{total} addresses", nl=done == total, err=True)


def _progress(done: int, total: int) -> None:
    if done % 100 == 0 or done + 1 == total:
        click.echo(f"\r{done + 1}/{total} files", nl=done + 1 == total, err=True)
