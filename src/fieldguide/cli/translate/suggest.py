"""`fieldguide translate suggest`: what this language wrote for texts like these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from fieldguide.cli.options import config_option
from fieldguide.cli.translate.places import find_place, indented, marked, plain, shown
from fieldguide.entries.fields import ProseField
from fieldguide.l10n.suggest import Memory, Suggestion, pairs
from fieldguide.l10n.translation import State
from fieldguide.l10n.wordiff import word_diff


@click.command()
@config_option
@click.argument("file", metavar="FILE[#FIELD]")
def suggest(config_file: Path, file: str) -> None:
    """Show how texts like the missing and outdated ones were translated before.

    FILE is a translation, such as locales/fr/index.yml; FIELD is summary, fixes.server.body,
    or fixes for all below.
    Exit code 0: done. 1: the file can't be read. 2: misuse.
    """
    place = find_place(config_file, file)
    project, translations = place.project, place.data.translations
    memory = Memory(pairs(project.sources, translations, project.ledger))
    wanted = State.MISSING, State.OUTDATED
    fields = [
        (field, state)
        for field in place.localized.source.fields
        if (state := place.localized.states[field.path]) in wanted and place.holds(field.name)
    ]
    entries = [
        "\n".join(_entry(field, state, suggestions, place.data.locale.name))
        for field, state in fields
        if (suggestions := memory.suggest(place.page, field))
    ]
    if entries:
        click.echo("\n\n".join(entries))
    elif fields:
        click.echo("No text like these was translated before.")
    else:
        click.echo("Nothing is missing or outdated.")


def _entry(
    field: ProseField, state: State, suggestions: list[Suggestion], language: str
) -> Iterator[str]:
    yield f"{field.name} ({state})"
    yield indented(field.text)
    for suggestion in suggestions:
        pair = suggestion.pair
        position = f"{pair.position.line}:{pair.position.column}"
        share = int(suggestion.similarity * 100)
        yield f"  {share}% like {shown(pair.path)}:{position}: {pair.field}"
        if share < 100:
            yield indented(marked(word_diff(pair.english, field.text)))
            yield f"  {language}:"
        yield indented(plain(pair.translation))
