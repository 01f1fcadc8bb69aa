"""`fieldguide translate stamp`: say that translations are up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from fieldguide.cli.files import write_file
from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.cli.translate.places import page_of, shown
from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.entries.references import nearest
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.stamp import stamped, tidied
from fieldguide.l10n.translation import State, read_translation
from fieldguide.l10n.written import EditError
from fieldguide.project import Project, load_sources


@click.command()
@config_option
@click.argument("files", metavar="FILE[#FIELD]…", nargs=-1, required=True)
def stamp(config_file: Path, files: tuple[str, ...]) -> None:
    """Say that translations are up to date: note which English they were made from.

    FILE is a translation, such as locales/fr/index.yml, or a folder of them. FIELD is what
    you have brought up to date: summary, fixes.server.body, or fixes for all below. What a
    machine had translated counts as read from now on.
    Exit code 0: done. 1: something could not be stamped; the rest was. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    found: list[Finding] = []
    for path, field in [place for argument in files for place in _places(project, argument)]:
        findings = Findings(path)
        _stamp(project, path, field, findings)
        found += findings.items
    finish(found, "text", settings.root)


def _places(project: Project, argument: str) -> Iterator[tuple[Path, str]]:
    """The files that an argument names, and the field, if it names one."""
    path, field = Path(argument), ""
    if "#" in argument and not path.exists():
        name, _, field = argument.rpartition("#")
        path = Path(name)
    if not path.exists():
        raise click.UsageError(f"{path}: there is no such file")
    if not path.is_dir():
        yield path, field
        return
    if field:
        raise click.UsageError(f"{path} is a folder; only a file has fields")
    files = [file for file in sorted(path.rglob("*.yml")) if _page(project, file)[1]]
    if not files:
        raise click.UsageError(f"{path}: no translation lies there")
    for file in files:
        yield file, ""


def _page(project: Project, path: Path) -> tuple[str, str]:
    """The locale and the page that a file is for; empty if it is no translation."""
    tag, page = page_of(path.resolve(), project.locales_dir.resolve())
    known = tag in project.locales and tag != project.source_locale.tag
    return (tag, page) if known and page in project.sources else ("", "")


def _stamp(project: Project, path: Path, field: str, findings: Findings) -> None:
    tag, page = _page(project, path)
    if not page:
        message = "this is not a translation of an entry of this guide"
        hint = "name a file such as `locales/fr/reasons/<Id>.yml`"
        findings.error("stamp-file", Position(), message, hint)
        return
    source = project.sources[page]
    reading = Findings(path, tag)
    translation = read_translation(path, source, reading)
    if translation is None:
        findings.items += reading.items
        return
    meant = [item for item in source.fields if not field or f"{item.name}.".startswith(f"{field}.")]
    there = [item for item in meant if item.path in translation.texts]
    if field and not there:
        findings.error("stamp-field", Position(), *_missing(source, meant, field), field=field)
        return
    text = path.read_bytes().decode()
    try:
        new = stamped(text, source, translation, [item.name for item in there])
        new = new if field else tidied(new, translation)
    except EditError as error:
        hint = "mend it by hand; `fieldguide check` names its mistakes"
        findings.error("file-edit", Position(), f"the file can't be stamped: {error}", hint)
        return
    if new == text:
        return
    problem = write_file(project.locales_dir / tag / f"{page}.yml", new, project.locales_dir)
    if problem is not None:
        findings.items.append(problem)
        return
    same = source.entry.same_as
    states = [translation.state(item, same.get(item.name, ())) for item in there]
    count = sum(state is not State.CURRENT for state in states)
    became = f"{count} field{'s' if count != 1 else ''} became current"
    click.echo(f"{shown(path)}: {became if count else 'only digests changed'}")


def _missing(source: Source, meant: Sequence[ProseField], field: str) -> tuple[str, str]:
    """Message and hint for a field that has no text to be stamped."""
    if meant:
        return f"`{field}` is not translated yet", "write its text, then stamp it"
    names = [item.name for item in source.fields]
    return f"there is no field `{field}`", nearest(field, names, f"the first is `{names[0]}`")
