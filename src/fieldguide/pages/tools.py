"""A locale's reasons as data: for the paste box, and for other people's tools."""

from __future__ import annotations

import json
from typing import Any

from fieldguide.entries.fields import Path
from fieldguide.entries.models import Reason
from fieldguide.messages.table import ENGLISH, Table, to_json
from fieldguide.messages.wordings import Part
from fieldguide.pages.page import address
from fieldguide.pages.render import PageRenderer
from fieldguide.prose.grammar import parse
from fieldguide.prose.render import to_text

#: The version of `reasons.json`: raised when a key changes its meaning or goes.
VERSION = 1


def reasons_json(renderer: PageRenderer) -> str:
    """`reasons.json`: each reason with its title, answer and address in this locale."""
    project = renderer.project
    _ = renderer.data.catalog.gettext
    reasons = {
        source.entry.id: {
            "title": _text(renderer, page, ("title",)),
            "summary": _text(renderer, page, ("summary",)),
            "url": address(page, directory_urls=renderer.directory_urls),
            "messages": source.entry.messages,
            "examples": _examples(source.entry),
        }
        for page, source in project.sources.items()
        if isinstance(source.entry, Reason)
    }
    wordings = project.wordings
    data: dict[str, Any] = {
        "version": VERSION,
        "locale": renderer.data.locale.tag,
        "reasons": reasons,
        "lookalikes": {
            name: {**_part(renderer, item), "of": _text(renderer, item.page, ("title",))}
            for name, item in wordings.lookalikes.items()
            if item.page in project.sources
        },
        "questions": [
            {**_part(renderer, item), "reasons": item.reasons, "command": item.command}
            for item in wordings.questions.values()
            if item.page in project.sources
        ],
        "engines": renderer.engines,
        "examples": list(wordings.examples.items()),
        "parameters": [
            ("url", _("Address")),
            ("origin", _("Origin")),
            ("method", _("Method")),
            ("header", _("Header")),
            ("status", _("Status")),
            ("value", _("Value")),
        ],
        "strings": {
            "browser": _("Browser"),
            "language": _("Language of the browser"),
            "also": _("The text also says:"),
            "cut": _("The line seems to be cut off; this is what the rest of it says."),
            "several": _("The text leaves several reasons open:"),
            "decide": _("What decides:"),
            "lookalike": _("This is another error:"),
            "unknown": _("This text is none of the messages that the guide knows."),
            "advice": _("Copy the whole line from the console, with what stands above and below."),
            "own": _("The examples on this page show your own addresses."),
            "general": _("Show the general examples"),
        },
    }
    return _json(data)


def messages_json(table: Table, languages: list[str] | None) -> str:
    """`messages.json`: what to match texts with; all languages, or English and some others."""
    return _json(to_json(table if languages is None else table.in_languages([ENGLISH, *languages])))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _examples(entry: Reason) -> dict[str, str]:
    """What stands in the entry's examples for the reader's own method and header."""
    if entry.exchange is None:
        return {}
    request = entry.exchange.request
    names = [name for name, _ in request.headers]
    return {"method": request.method, **({"header": names[0]} if names else {})}


def _part(renderer: PageRenderer, part: Part) -> dict[str, str]:
    url = address(part.page, directory_urls=renderer.directory_urls)
    return {
        "title": _text(renderer, part.page, ("sections", part.part, "title")),
        "url": f"{url}#{part.part}",
    }


def _text(renderer: PageRenderer, page: str, path: Path) -> str:
    """A field as plain text, in the reader's language or fallen back to the source."""
    localized = renderer.localized(page)
    field = next(field for field in localized.source.fields if field.path == path)
    own = localized.text(path)
    locale = renderer.project.source_locale if own is None else renderer.data.locale
    return to_text(parse(field.text if own is None else own, field.kind), locale.typographer)
