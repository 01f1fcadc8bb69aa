"""What `FILE` and `FILE#field` mean to the commands for translators."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from fieldguide.cli.options import settings_of
from fieldguide.entries.references import nearest
from fieldguide.findings import errors
from fieldguide.l10n.localize import Localized, localize
from fieldguide.l10n.wordiff import Change
from fieldguide.project import LocaleData, Project, load_sources, open_locale
from fieldguide.report import render, visible


@dataclass(frozen=True, slots=True)
class Place:
    """A translation file, or one field of it with all that is below."""

    project: Project
    data: LocaleData
    page: str
    path: Path
    localized: Localized
    field: str = ""

    def holds(self, name: str) -> bool:
        """Whether a field is meant."""
        return not self.field or f"{name}.".startswith(f"{self.field}.")


def find_place(config_file: Path, argument: str) -> Place:
    """The place that an argument names.

    Where there is none, a usage error (exit code 2). A file that can't be read ends the
    command with what is wrong with it (exit code 1).
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    file, field = argument, ""
    if "#" in argument and not Path(argument).exists():
        file, _, field = argument.rpartition("#")
    path = Path(file)
    tag, page = page_of(path.resolve(), settings.locales.resolve())
    if tag not in project.locales or tag == settings.source or page not in project.sources:
        raise click.UsageError(f"{file}: not a translation of an entry of this guide")
    data, findings = open_locale(project, tag)
    wrong = errors([item for item in findings if item.path.resolve() == path.resolve()])
    if page not in data.translations and wrong:
        click.echo(render(wrong, "text", settings.root), err=True)
        sys.exit(1)
    localized = localize(project.sources[page], data.translations.get(page))
    place = Place(project, data, page, path, localized, field)
    names = [item.name for item in localized.source.fields]
    if not any(map(place.holds, names)):
        hint = nearest(field, names, f"the first is `{names[0]}`")
        raise click.UsageError(f"{file}: there is no field `{field}`; {hint}")
    return place


def page_of(path: Path, locales: Path) -> tuple[str, str]:
    """The locale's tag and the page that a translation file is for; empty if it is none."""
    if not path.is_relative_to(locales) or path.suffix != ".yml":
        return "", ""
    tag, *parts = path.relative_to(locales).with_suffix("").parts
    return tag, "/".join(parts)


def shown(path: Path) -> str:
    """A path as somebody would type it here."""
    path = path.resolve()
    return visible(os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path))


def indented(text: str) -> str:
    """A text for a terminal, line by line, each indented."""
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").split("\n"))


def plain(text: str) -> str:
    """A text of somebody's that can't steer a terminal."""
    return "\n".join(map(visible, text.split("\n")))


def marked(changes: Iterable[Change]) -> str:
    """What changed, as `git diff --word-diff` marks it; in colour, too, on a terminal."""
    styles = {"removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}
    parts = []
    for change in changes:
        text = plain(change.text)
        if change.kind in styles:
            start, end, color = styles[change.kind]
            text = click.style(f"{start}{text}{end}", fg=color)
        parts.append(text)
    return "".join(parts)
