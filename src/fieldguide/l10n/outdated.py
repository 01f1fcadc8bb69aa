"""What outdated fields were translated from, as far as the ledger knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from fieldguide.entries.fields import ProseField
from fieldguide.l10n.ledger import Ledger
from fieldguide.l10n.localize import Localized
from fieldguide.l10n.translation import State


@dataclass(frozen=True, slots=True)
class Outdated:
    """A field whose English has changed since it was translated."""

    field: ProseField
    """The English of today."""
    digest: str | None
    """Of the English that was translated; None if the file doesn't say."""
    text: str | None
    """The English that was translated; None if the ledger doesn't know it."""
    since: date | None
    """The day on which that English was replaced."""


def outdated_fields(localized: Localized, ledger: Callable[[], Ledger]) -> Iterator[Outdated]:
    """The outdated fields of an entry, in its order; `ledger` is asked only if there are some."""
    translation = localized.translation
    for field in localized.source.fields:
        if translation is None or localized.states[field.path] is not State.OUTDATED:
            continue
        made_from = translation.digests.get(field.name)
        if made_from is None:
            yield Outdated(field, None, None, None)
            continue
        record = ledger().find(field.name, made_from)
        yield Outdated(
            field,
            made_from,
            record.text if record is not None else None,
            ledger().replaced_on(field.name, made_from),
        )
