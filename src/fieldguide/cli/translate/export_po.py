"""`fieldguide translate export-po`: translations as a gettext catalog."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

import click

from fieldguide.cli.files import write_file
from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.cli.translate.places import page_of, shown
from fieldguide.findings import Finding
from fieldguide.l10n.po.export import export
from fieldguide.l10n.po.models import Page
from fieldguide.project import Project, load_sources, open_locale


@click.command("export-po")
@config_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The catalog to write; without it, it is printed.",
)
@click.argument("what", metavar="FILE|TAG")
def export_po(config_file: Path, output: Path | None, what: str) -> None:
    """Write a translation as a gettext catalog (.po), for Poedit and its kind.

    FILE is a translation, such as locales/fr/index.yml; TAG stands for a whole language.
    Exit code 0: done. 1: a file of the language can't be read. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    tag, names = _meant(project, what)
    pages, wrong = open_pages(project, tag, names)
    finish(wrong, "text", settings.root)
    root = settings.root
    text = export(project.locales[tag], pages, partial(_named, root))
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    output = output.absolute()
    problem = write_file(output, text, output.parent)
    finish([problem] if problem is not None else [], "text", root)
    click.echo(f"{shown(output)}: {sum(len(page.source.fields) for page in pages)} messages")


def _named(root: Path, path: Path) -> str:
    """A file of the guide, as catalogs refer to it."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _meant(project: Project, what: str) -> tuple[str, Collection[str]]:
    """The locale's tag and the pages that an argument names."""
    tags = project.locales.keys() - {project.source_locale.tag}
    if what in tags:
        return what, project.order
    tag, page = page_of(Path(what).resolve(), project.locales_dir.resolve())
    if tag not in tags or page not in project.sources:
        known = ", ".join(sorted(tags)) or "none"
        raise click.UsageError(
            f"{what}: neither a translation of an entry nor a language of this guide ({known})"
        )
    return tag, [page]


def open_pages(
    project: Project, tag: str, names: Collection[str]
) -> tuple[list[Page], list[Finding]]:
    """Pages in one language, and what is wrong with the files of those that can't be read."""
    data, findings = open_locale(project, tag)
    pages: list[Page] = []
    wrong = [item for item in findings if item.id == "locale-link"]
    for name in names:
        path = project.locales_dir / tag / f"{name}.yml"
        mistakes = [i for i in findings if i.path == path and i.id.startswith("yaml-")]
        translation = data.translations.get(name)
        if mistakes:
            wrong += mistakes
        else:
            text = path.read_bytes().decode() if translation is not None else ""
            source, ledger = project.sources[name], project.ledger(name)
            pages.append(Page(name, source, text, translation, ledger))
    return pages, wrong
