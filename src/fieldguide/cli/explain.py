"""`fieldguide explain`: from a console line to its reason, in a terminal."""

from __future__ import annotations

import json
import math
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from fieldguide.cli.options import config_option, settings_of
from fieldguide.messages.answer import Answer
from fieldguide.messages.answer import explain as answer_to
from fieldguide.messages.table import Table
from fieldguide.messages.wordings import Question
from fieldguide.mkdocs.settings import Settings
from fieldguide.pages.page import address
from fieldguide.pages.terminal import terminal_page
from fieldguide.project import Project, load_sources, open_locale


@click.command()
@config_option
@click.option("--lang", help="The language of the answer; by default that of your terminal.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for the text.")
@click.option(
    "--jsonl",
    type=click.File(encoding="utf-8"),
    help="Many texts: each line of FILE (or of - for standard input) a JSON object with `text`; "
    "a JSON object is printed for each.",
)
@click.argument("text", nargs=-1)
def explain(
    config_file: Path, lang: str | None, as_json: bool, jsonl: TextIO | None, text: tuple[str, ...]
) -> None:
    """Say what a browser's console line means: paste it as it is, in quotes.

    TEXT may also be the name of a reason. Without TEXT, standard input is read.
    Exit code 0: known. 1: not known. 2: misuse.
    """
    if jsonl is not None and (text or as_json):
        raise click.UsageError("--jsonl takes its texts from a file, and nothing else")
    settings = settings_of(config_file)
    project = load_sources(settings.docs, settings.locales, settings.source)
    table = project.messages
    if jsonl is not None:
        for line in _answers(jsonl, project, table, settings):
            click.echo(line)
        return
    pasted = " ".join(text) if text else sys.stdin.read()
    if not pasted.strip():
        raise click.UsageError("there is no text: paste a line of your browser's console")
    answer = answer_to(pasted, table)
    if as_json:
        click.echo(_json(_as_data(answer, project, settings)))
    else:
        _print(answer, project, lang or _language(), settings)
    sys.exit(0 if answer.kind != "unknown" else 1)


def _answers(file: TextIO, project: Project, table: Table, settings: Settings) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (ValueError, KeyError, TypeError):
            text = None
        if not isinstance(text, str):
            raise click.UsageError(f"line {number} is not a JSON object with a `text`")
        yield _json(_as_data(answer_to(text, table), project, settings))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _as_data(answer: Answer, project: Project, settings: Settings) -> dict[str, Any]:
    """An answer as a JSON object; `page` is a path below a locale's address."""
    is_reason = answer.kind == "reason"
    question = _question(answer, project)
    lookalike = project.wordings.lookalikes.get(answer.reason or "")
    data: dict[str, Any] = {
        "kind": answer.kind,
        "reason": answer.reason if is_reason else None,
        "candidates": list(answer.candidates),
        "others": list(answer.others) if is_reason else [],
        "engine": answer.engine or None,
        "language": answer.language or None,
        "parameters": answer.parameters,
        "is_cut": answer.is_cut,
        "page": None,
    }

    def page(name: str, part: str) -> str:
        return address(name, directory_urls=settings.directory_urls) + (f"#{part}" if part else "")

    if is_reason and answer.reason:
        data["page"] = page(f"reasons/{answer.reason}", "")
    elif lookalike is not None:
        data["lookalike"] = answer.reason
        data["page"] = page(lookalike.page, lookalike.part)
    elif question is not None:
        data["page"] = page(question.page, question.part)
        data["command"] = _filled(question, answer.parameters, project)
    return data


def _question(answer: Answer, project: Project) -> Question | None:
    """What decides between the candidates: the narrowest question that has them all."""
    wanted = set(answer.candidates)
    questions = project.wordings.questions.values() if wanted else ()
    fitting = [q for q in questions if not q.reasons or wanted <= set(q.reasons)]
    return min(fitting, key=lambda q: len(q.reasons) or math.inf, default=None)


def _filled(question: Question, parameters: dict[str, str], project: Project) -> str:
    """A command with what the text says about the request, quoted for a shell."""
    command = question.command
    for name, example in project.wordings.examples.items():
        value = parameters.get(name) or example
        for quoted in (f"'Origin: {{{name}}}'", f"'{{{name}}}'"):
            filled = quoted.strip("'").replace(f"{{{name}}}", value)
            command = command.replace(quoted, shlex.quote(filled))
    return command


def _print(answer: Answer, project: Project, lang: str, settings: Settings) -> None:
    tag = _best(lang, project)
    data, _ = open_locale(project, tag)
    translate = data.catalog.gettext
    if answer.kind == "unknown":
        click.echo(translate("This text is none of the messages that the guide knows."))
        return
    lookalike = project.wordings.lookalikes.get(answer.reason or "")
    if answer.reason and answer.kind == "reason":
        click.echo(terminal_page(project, data, f"reasons/{answer.reason}"), nl=False)
    elif lookalike is not None:
        click.echo(terminal_page(project, data, lookalike.page, lookalike.part), nl=False)
    else:
        click.echo(translate("The text leaves several reasons open:"))
        for name in answer.candidates:
            click.echo(f"  {name}")
        question = _question(answer, project)
        if question is not None:
            click.echo()
            if question.command:
                click.echo(f"    {_filled(question, answer.parameters, project)}\n")
            click.echo(terminal_page(project, data, question.page, question.part), nl=False)
    details = _as_data(answer, project, settings)
    if settings.url and details["page"]:
        click.echo(f"\n{settings.url}{data.locale.slug}/{details['page']}")


def _language() -> str:
    """The terminal's language, by POSIX's variables."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").partition(".")[0].partition("@")[0]
        if value:
            return value.replace("_", "-")
    return ""


def _best(lang: str, project: Project) -> str:
    """The guide's locale that is nearest to a language tag; the source's if none is."""
    known = {tag.lower(): tag for tag in project.locales}
    wanted = lang.lower().replace("_", "-")
    while wanted:
        if wanted in known:
            return known[wanted]
        wanted = wanted.rpartition("-")[0]
    return project.source_locale.tag
