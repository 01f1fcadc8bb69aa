"""A locale's reasons as data: for the paste box, and for other people's tools."""

from __future__ import annotations

from fieldguide.entries.aliases import aliases
from fieldguide.entries.models import Reason
from fieldguide.messages.table import ENGLISH, Table, to_json
from fieldguide.messages.wordings import Part
from fieldguide.pages.contents import field_text
from fieldguide.pages.data import (
    FOLDER,
    Address,
    LookalikeData,
    MessagesFile,
    Name,
    Printed,
    QuestionData,
    ReasonData,
    ReasonsFile,
    dump,
    schema_name,
)
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site


def reasons_json(renderer: PageRenderer, site: Site) -> str:
    """`reasons.json`: each reason with its title, answer and address in this locale."""
    project, wordings = renderer.project, renderer.project.wordings
    _ = renderer.data.catalog.gettext
    names: dict[str, list[str]] = {}
    for name, place in aliases(project.sources).items():
        names.setdefault(place.page, []).append(name)
    file = ReasonsFile(
        schema_=_schema("reasons", site, "../"),
        locale=renderer.data.locale.tag,
        reasons={
            source.entry.id: _reason(renderer, site, page, source.entry, names[page][1:])
            for page, source in project.sources.items()
            if isinstance(source.entry, Reason)
        },
        lookalikes={
            name: LookalikeData(
                **dict(_part(renderer, site, item)), of=field_text(renderer, item.page, ("title",))
            )
            for name, item in wordings.lookalikes.items()
            if item.page in project.sources
        },
        questions=[
            QuestionData(
                **dict(_part(renderer, site, item)), reasons=item.reasons, command=item.command
            )
            for item in wordings.questions.values()
            if item.page in project.sources
        ],
        engines=renderer.engines,
        examples=list(wordings.examples.items()),
        parameters=[
            ("url", _("Address")),
            ("origin", _("Origin")),
            ("method", _("Method")),
            ("header", _("Header")),
            ("status", _("Status")),
            ("value", _("Value")),
        ],
        strings={
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
    )
    return dump(file)


def messages_json(table: Table, languages: list[str] | None, site: Site, root: str) -> str:
    """`messages.json`: what to match texts with; all languages, or English and some others.

    `root` leads from the file to the site's root.
    """
    shown = table if languages is None else table.in_languages([ENGLISH, *languages])
    return dump(
        MessagesFile.model_validate({"$schema": _schema("messages", site, root), **to_json(shown)})
    )


def _schema(name: Name, site: Site, root: str) -> str:
    return f"{site.url or root}{FOLDER}/{schema_name(name)}"


def _reason(
    renderer: PageRenderer, site: Site, page: str, entry: Reason, names: list[str]
) -> ReasonData:
    return ReasonData(
        **dict(_address(renderer, site, field_text(renderer, page, ("title",)), page)),
        summary=field_text(renderer, page, ("summary",)),
        aliases=names,
        messages=entry.messages,
        templates={
            engine: [
                Printed(text=text, language=language)
                for text, language in (renderer.message(engine, key) for key in keys)
            ]
            for engine, keys in entry.messages.items()
        },
        examples=_examples(entry),
    )


def _examples(entry: Reason) -> dict[str, str]:
    """What stands in the entry's examples for the reader's own method and header."""
    if entry.exchange is None:
        return {}
    request = entry.exchange.request
    names = [name for name, _ in request.headers]
    return {"method": request.method, **({"header": names[0]} if names else {})}


def _part(renderer: PageRenderer, site: Site, part: Part) -> Address:
    title = field_text(renderer, part.page, ("sections", part.part, "title"))
    return _address(renderer, site, title, part.page, part.part)


def _address(renderer: PageRenderer, site: Site, title: str, page: str, part: str = "") -> Address:
    locale = renderer.data.locale
    below = site.page(page, locale, part)
    return Address(
        title=title,
        url=below.removeprefix(f"{locale.slug}/"),
        permalink=f"{site.url}{below}" if site.url else None,
    )
