"""`fieldguide translate check`: what is wrong with translations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from fieldguide.cli.check import check_locales
from fieldguide.cli.options import config_option, finish, format_option, settings_of
from fieldguide.entries.references import nearest
from fieldguide.l10n.checks.hunspell import HINT, find_speller
from fieldguide.l10n.checks.spelling import Speller
from fieldguide.l10n.locale import Locale
from fieldguide.project import load_sources
from fieldguide.report import Format


@click.command()
@config_option
@format_option
@click.argument("tags", nargs=-1)
def check(config_file: Path, format_: Format, tags: tuple[str, ...]) -> None:
    """Check the translations of the languages named by TAGS, by default of all.

    Spelling is checked where Hunspell and a dictionary of the language are installed.
    Exit code 0: no errors. 1: errors. 2: misuse.
    """
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    # a locale can have mistakes that keep it from being read at all
    known = dict.fromkeys([*project.locales, *(item.locale for item in project.findings)])
    known.pop("", None)
    for tag in tags:
        if tag not in known:
            hint = nearest(tag, list(known), "there are: " + ", ".join(known))
            raise click.UsageError(f"there is no locale `{tag}`; {hint}")
    chosen = list(tags or known)
    findings = [item for item in project.findings if item.locale in chosen]
    readable = {tag: project.locales[tag] for tag in chosen if tag in project.locales}
    spellers = _spellers(
        [locale for locale in readable.values() if locale != project.source_locale]
    )
    findings += check_locales(project, list(readable), spellers)
    finish(findings, format_, settings.root)


def _spellers(locales: Iterable[Locale]) -> dict[str, Speller]:
    """The dictionaries that this machine has; what it hasn't is said once."""
    found = {locale.tag: find_speller(locale) for locale in locales}
    missing = [tag for tag, speller in found.items() if speller is None]
    if missing:
        click.echo(f"note: no spelling check of {', '.join(missing)}: {HINT}", err=True)
    return {tag: speller for tag, speller in found.items() if speller is not None}
