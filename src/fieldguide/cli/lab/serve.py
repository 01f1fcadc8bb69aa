"""`fieldguide lab serve`: the guide's exchanges, for a reader's own browser."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from fieldguide.cli.lab.running import Stopped, run
from fieldguide.cli.options import config_option, settings_of
from fieldguide.entries.models import Reason
from fieldguide.l10n.localize import Localized, localize
from fieldguide.lab.models import LabError
from fieldguide.lab.reader.app import ReaderLab, Title, Topic
from fieldguide.lab.scenarios import scenarios
from fieldguide.mkdocs.settings import Settings
from fieldguide.pages.page import address
from fieldguide.project import Project, load_sources, open_locale
from fieldguide.prose.grammar import parse
from fieldguide.prose.render import to_text

_PORT = 8710


@click.command()
@config_option
@click.option("--lang", help="The language of the reasons' titles; by default the source's.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="The page's port; 0 for one that is free.",
)
def serve(config_file: Path, lang: str | None, port: int) -> None:
    """Break and fix every exchange in your own browser, and try others.

    The page, in English, is for this machine only. Links lead to the guide if it is built
    (`mkdocs build`).
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    tag = lang or settings.source
    if tag not in project.locales:
        known = ", ".join(project.locales)
        raise click.UsageError(f"the guide has no locale `{tag}`; it has {known}")
    try:
        run(_serve(topics_of(project, settings, tag), settings.site, port))
    except LabError as error:
        raise click.ClickException(f"{error}; another may be free: --port 0") from None
    except Stopped:
        click.echo("stopped", err=True)


async def _serve(topics: list[Topic], site: Path, port: int) -> None:
    async with ReaderLab(topics, site, port) as lab:
        click.echo(f"{lab.address} (Ctrl+C ends it)")
        await asyncio.Event().wait()


def topics_of(project: Project, settings: Settings, tag: str) -> list[Topic]:
    """All reasons in reading order, their titles in a locale where it has them."""
    data, _ = open_locale(project, tag)
    topics = []
    for name in project.order:
        entry = project.sources[name].entry
        if not isinstance(entry, Reason):
            continue
        localized = localize(project.sources[name], data.translations.get(name))

        def title(*path: str, text: str, localized: Localized = localized) -> Title:
            own = localized.text(path)
            locale = project.source_locale if own is None else data.locale
            shown = to_text(parse(text if own is None else own, "inline"), locale.typographer)
            return Title(shown, locale.tag)

        variants = {
            f"{entry.id} {key}": title("variants", key, "title", text=variant.title)
            for key, variant in entry.variants.items()
        }
        trials = [(scenario, variants.get(scenario.name)) for scenario in scenarios([entry])]
        page = _built(name, data.locale.slug, settings)
        topics.append(Topic(entry.id, title("title", text=entry.title), page, trials))
    return topics


def _built(name: str, slug: str, settings: Settings) -> str:
    """The address of a page below the built site; empty if it isn't built."""
    page = f"{slug}/{address(name, directory_urls=settings.directory_urls)}"
    file = settings.site / page
    return page if (file / "index.html").is_file() or file.is_file() else ""
