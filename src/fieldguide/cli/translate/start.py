"""`fieldguide translate start`: a new language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from fieldguide.cli.options import config_option, settings_of
from fieldguide.cli.translate.places import shown
from fieldguide.findings import Findings
from fieldguide.l10n.catalogs import DOMAIN, catalog_path
from fieldguide.l10n.extract import render_catalog, render_template, template_catalog
from fieldguide.l10n.glossary import read_glossary
from fieldguide.l10n.locale import Locale, LocaleError
from fieldguide.l10n.skeleton import glossary_skeleton, new_locale, skeleton, team_skeleton
from fieldguide.l10n.team import NAME as TEAM
from fieldguide.mkdocs.locales.search import is_tuned
from fieldguide.mkdocs.locales.theme import theme_language
from fieldguide.mkdocs.settings import Settings
from fieldguide.project import Project, load_sources

GLOSSARY = "glossary.yml"


@click.command()
@config_option
@click.argument("tag")
def start(config_file: Path, tag: str) -> None:
    """Start a language: write all files that its translators fill in.

    TAG is the language's BCP 47 tag, such as fr, pt-BR or zh-Hans.
    Exit code 0: done. 2: the tag can't be used.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    try:
        locale = new_locale(tag, project.locales.values())
    except LocaleError as error:
        raise click.UsageError(f"{error}; {error.hint}") from None
    folder = settings.locales / locale.tag
    if folder.exists():
        raise click.UsageError(f"{shown(folder)} is there already")
    files = dict(_files(project, settings, locale))
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    click.echo("\n".join(_told(project, settings, locale, len(files))))


def _files(project: Project, settings: Settings, locale: Locale) -> Iterator[tuple[Path, bytes]]:
    folder = settings.locales.resolve() / locale.tag
    for page in project.order:
        path = folder / f"{page}.yml"
        yield path, skeleton(locale, project.sources[page], path, settings.root).encode()
    template = template_catalog(settings.root, settings.overrides)
    known = settings.locales / f"{DOMAIN}.pot"
    render_template(template, known.read_bytes() if known.is_file() else None)  # for its date
    yield catalog_path(folder.parent, locale.tag), render_catalog(template, locale, None)
    yield folder / GLOSSARY, glossary_skeleton(locale, _terms(project)).encode()
    yield folder / TEAM, team_skeleton(locale).encode()


def _terms(project: Project) -> list[str]:
    """The terms that other languages have decided about."""
    paths = [project.locales_dir / tag / GLOSSARY for tag in project.locales]
    glossaries = [read_glossary(path, Findings(path)) for path in paths]
    return list(dict.fromkeys(term.name for each in glossaries for term in each.terms))


def _told(project: Project, settings: Settings, locale: Locale, count: int) -> Iterator[str]:
    english = locale.babel.get_display_name(project.source_locale.babel) or locale.tag
    words = sum(field.words for source in project.sources.values() for field in source.fields)
    theme = theme_language(locale, settings.theme)
    folder = settings.locales / locale.tag
    yield f"{shown(folder)}: {count} files for {locale.name} ({english}), {words} words"
    yield f"  writing    {'right to left' if locale.direction == 'rtl' else 'left to right'}"
    yield "  theme      " + (
        f"speaks it (`{theme}`)" if theme else "doesn't speak it; its own few words stay English"
    )
    yield "  search     " + (
        "knows its word forms" if is_tuned(locale) else "finds whole words and their beginnings"
    )
    first = next((page for page in project.order if "/" in page), project.order[0])
    file = shown(folder / f"{first}.yml")
    yield "Next:"
    yield f"  1. Open {file}, remove the `#` before a key, write your text there."
    yield f"  2. See it, rebuilt on save: fieldguide translate preview {locale.tag}"
    yield f"  3. fieldguide translate stamp {file} && fieldguide check, then a pull request."
