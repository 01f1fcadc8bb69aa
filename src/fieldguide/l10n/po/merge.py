"""What the messages of a catalog change in a guide's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fieldguide.entries.fields import ProseField
from fieldguide.entries.references import nearest
from fieldguide.entries.syntax import INVISIBLE
from fieldguide.findings import Findings, Position
from fieldguide.l10n.digests import digest
from fieldguide.l10n.edit import add_machine, remove_machine, set_fields
from fieldguide.l10n.po.models import Change, Message, Page, fingerprint
from fieldguide.l10n.translation import State
from fieldguide.l10n.written import trimmed


def changes(
    messages: Iterable[Message], pages: Mapping[str, Page], findings: Findings
) -> Iterator[Change]:
    """What differs from the pages' files; messages that fit nowhere are findings."""
    fields = {page.context(field): (page, field) for page in pages.values()
              for field in page.source.fields}  # fmt: skip
    for message in messages:
        if message.context not in fields:
            findings.error(
                "po-context",
                Position(message.line, 1),
                f"no English entry has the field `{message.context}`",
                nearest(message.context, fields, "if it is gone, delete the message"),
                field=message.context,
            )
        elif message.text.strip():
            change = _change(message, *fields[message.context], findings)
            if change is not None:
                yield change


def _change(message: Message, page: Page, field: ProseField, findings: Findings) -> Change | None:
    old, new = page.translated(field), trimmed(message.text)
    text = None if new == old else new
    if text is None and (message.fuzzy or page.state(field) is State.CURRENT):
        return None
    if text is not None and old is not None and fingerprint(old) != message.exported != "":
        if fingerprint(new) != message.exported:
            findings.error(
                "po-conflict",
                Position(message.line, 1),
                f"`{message.context}` was changed here and in the guide since this was exported",
                "export it again, and put your text in there",
                field=message.context,
            )
        return None  # else only the guide has changed it
    made_from = digest(message.english)
    if page.english(field, made_from) is None:
        findings.error(
            "po-source",
            Position(message.line, 1),
            f"no English text of `{message.context}` was ever what this catalog says",
            "export it again; if the English has changed since, `fieldguide ledger` notes it",
            field=message.context,
        )
        return None
    if message.fuzzy:
        return _unfinished(message, page, field, text)
    if text is None and not page.is_machine(field) and _is_later(page, field, made_from):
        return None
    noted = None if page.made_from(field) == made_from else made_from
    return Change(message, page, field, text, noted, False if page.is_machine(field) else None)


def _unfinished(message: Message, page: Page, field: ProseField, text: str | None) -> Change:
    """A message that is still fuzzy: what a file knows already stays as it is."""
    if page.translated(field) is not None:
        return Change(message, page, field, text)
    made_from = digest(message.previous) if message.previous else None
    known = made_from if page.english(field, made_from) is not None else None
    return Change(message, page, field, text, known, True if message.machine else None)


def _is_later(page: Page, field: ProseField, made_from: str) -> bool:
    """Whether the file's text was made from this English, or from a later one already."""
    order = [record.digest for record in page.ledger.records if record.field == field.name]
    order += [digest(field.text)]
    noted = page.made_from(field)
    if noted not in order or made_from not in order:
        return noted == made_from
    last = {known: place for place, known in enumerate(order)}
    return last[noted] >= last[made_from]


def applied(page: Page, found: Iterable[Change], text: str) -> str:
    """The text of a page's file with changes made. Raises EditError where it doesn't allow them."""
    found = list(found)
    text = set_fields(
        text,
        page.source,
        {change.field.path: change.text for change in found if change.text is not None},
        {change.field.name: change.digest for change in found if change.digest is not None},
        {change.field.path: _comments(change.message) for change in found},
    )
    text = remove_machine(text, [item.field.name for item in found if item.machine is False])
    return add_machine(text, [item.field.name for item in found if item.machine])


def _comments(message: Message) -> tuple[str, ...]:
    """A message's comments, as far as files can hold them."""
    return () if INVISIBLE.search("".join(message.comments)) else message.comments
