"""`fieldguide translate diff`: what changed in English since it was translated."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from fieldguide.cli.options import config_option
from fieldguide.cli.translate.places import Place, find_place, indented, marked, plain, shown
from fieldguide.l10n.outdated import Outdated, outdated_fields
from fieldguide.l10n.translation import State
from fieldguide.l10n.wordiff import word_diff


@click.command()
@config_option
@click.argument("file", metavar="FILE[#FIELD]")
def diff(config_file: Path, file: str) -> None:
    """Show what changed in English since each outdated field was translated.

    FILE is a translation, such as locales/fr/index.yml; FIELD is summary, fixes.server.body,
    or fixes for all below.
    Exit code 0: done. 1: the file can't be read. 2: misuse.
    """
    place = find_place(config_file, file)
    ledger = partial(place.project.ledger, place.page)
    outdated = [
        item for item in outdated_fields(place.localized, ledger) if place.holds(item.field.name)
    ]
    for item in outdated:
        click.echo(_entry(place, item) + "\n")
    machine = _named(place, State.MACHINE)
    if machine:
        click.echo(f"Translated by a machine, and nobody has read it: {', '.join(machine)}")
    if not outdated:
        missing = len(_named(place, State.MISSING))
        count = f"{missing} field{'s are' if missing != 1 else ' is'} missing"
        click.echo("Nothing is outdated" + (f"; {count}." if missing else "."))


def _entry(place: Place, item: Outdated) -> str:
    translation = place.localized.translation
    assert translation is not None, "what is outdated is there"
    position = translation.scalars[item.field.path].position
    since = f", changed on {item.since}" if item.since else ""
    lines = [f"{shown(place.path)}:{position.line}:{position.column}: {item.field.name}{since}"]
    if item.digest is None:
        lines.append("  The file doesn't say which English it was made from. English today:")
        lines.append(indented(plain(item.field.text)))
    elif item.text is None:
        lines.append(f"  The ledger doesn't know the English it was made from ({item.digest}).")
        lines.append("  English today:")
        lines.append(indented(plain(item.field.text)))
    else:
        lines.append("  English:")
        lines.append(indented(marked(word_diff(item.text, item.field.text))))
    lines.append(f"  {place.data.locale.name}:")
    lines.append(indented(plain(translation.texts[item.field.path])))
    return "\n".join(lines)


def _named(place: Place, state: State) -> list[str]:
    """The names of the fields in a state."""
    return [
        field.name
        for field in place.localized.source.fields
        if place.localized.states[field.path] is state and place.holds(field.name)
    ]
