"""`fieldguide translate summary`: what a pull request changes for readers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from fieldguide.cli.options import config_option, finish, settings_of
from fieldguide.findings import Finding, errors
from fieldguide.l10n.status import interface_of
from fieldguide.l10n.summary.compare import (
    LABEL,
    Edition,
    check_changes,
    check_one_language,
    compare_english,
    compare_language,
)
from fieldguide.l10n.summary.markdown import render_markdown, share, strings
from fieldguide.l10n.summary.models import Problem, Summary
from fieldguide.mkdocs.settings import Settings
from fieldguide.project import load_sources, open_locale
from fieldguide.report import render


@click.command()
@config_option
@click.option(
    "--base",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The guide as the pull request found it: a folder.",
)
@click.option(
    "--several", is_flag=True, help=f"More than one language may change: the label `{LABEL}`."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "github"]),
    default="text",
    show_default=True,
    help="How the summary is written; `github` has the findings alone, as annotations.",
)
def summary(config_file: Path, base: Path, several: bool, format_: str) -> None:
    """Say what a pull request changes, in each language, for those who read the guide.

    Exit code 0: fine. 1: it changes several languages; or, in a guide without a ledger, a text
    that doesn't say which English it was made from. 2: misuse.
    """
    settings = settings_of(config_file)
    docs, locales = (_below(base, settings, path) for path in (settings.docs, settings.locales))
    before = _edition(docs, locales, settings.source)
    after = _edition(settings.docs, settings.locales, settings.source)
    changed = _changed(locales, settings.locales)
    found = [] if several else list(check_one_language(changed))
    languages = []
    for tag in sorted(before.interfaces.keys() | after.interfaces.keys()):
        language = compare_language(before, after, tag, touched=tag in changed)
        if language.touched or language.matters:
            languages.append(language)
        found += check_changes(before, after, tag)
    result = Summary(
        languages=tuple(languages),
        edits=compare_english(before, after),
        findings=_problems(found, settings.root),
    )
    if format_ == "json":
        click.echo(result.model_dump_json(indent=1))
    elif format_ == "markdown":
        click.echo(render_markdown(result), nl=False)
    else:
        if format_ == "text":
            click.echo("\n".join(_text(result)))
        finish(found, "github" if format_ == "github" else "text", settings.root)
    sys.exit(1 if errors(found) else 0)


def _below(base: Path, settings: Settings, path: Path) -> Path:
    """The same folder of another edition."""
    folder = path.resolve()
    if not folder.is_relative_to(settings.root):
        raise click.UsageError(f"{folder} is outside the guide; there is no other edition of it")
    return base / folder.relative_to(settings.root)


def _edition(docs: Path, locales: Path, source: str) -> Edition:
    """One edition; its mistakes are `fieldguide check`'s to report."""
    project = load_sources(docs, locales, source)
    tags = [tag for tag in project.locales if tag != source]
    opened = {tag: open_locale(project, tag)[0].translations for tag in tags}
    interfaces = {tag: interface_of(locales, tag) for tag in tags}
    return Edition(project.sources, opened, interfaces, project.ledger, project.keeps_ledger)


def _changed(base: Path, head: Path) -> dict[str, list[Path]]:
    """The files that differ, by the locale in whose folder they are; gone ones, too."""
    changed: dict[str, list[Path]] = {}
    old, new = _files(base), _files(head)
    for name in sorted(old.keys() | new.keys()):
        if len(name.parts) > 1 and old.get(name) != new.get(name):
            changed.setdefault(name.parts[0], []).append(head / name)
    return changed


def _files(folder: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".mo"  # compiled, and not in the repository
    }


def _problems(found: list[Finding], root: Path) -> tuple[Problem, ...]:
    keys = Problem.model_fields.keys()
    items = json.loads(render(found, "json", root))
    return tuple(Problem.model_validate({key: item[key] for key in keys}) for item in items)


def _text(summary: Summary) -> Iterator[str]:
    if not summary.languages:
        yield "no language has more or less to read than before"
    for language in summary.languages:
        before, after = language.before, language.after
        yield language.tag
        yield f"    words up to date  {_moved(share(before), share(after))}"
        yield f"    outdated          {_moved(before.outdated, after.outdated)}"
        yield f"    machine, unread   {_moved(before.machine, after.machine)}"
        yield f"    missing           {_moved(before.missing, after.missing)}"
        old, new = strings(language.interface_before), strings(language.interface_after)
        yield f"    interface         {_moved(old, new)}"
        yield f"    texts             {language.changed} changed, {language.confirmed} only stamped"
        if language.stale:
            yield f"    {language.stale} words become outdated, as their English changes"
        for page in language.gained:
            yield f"    readers now see it translated: {page}"
        for page in language.lost:
            yield f"    readers now see it in English: {page}"
    for edit in summary.edits:
        notes = [f"{edit.words} words"]
        notes += ["said to mean the same"] if edit.same_as else []
        notes += [] if edit.recorded else ["not in the ledger yet: run `fieldguide ledger`"]
        yield f"English: {edit.page} {edit.field} ({', '.join(notes)})"


def _moved(before: object, after: object) -> str:
    return str(after) if before == after else f"{before} -> {after}"
