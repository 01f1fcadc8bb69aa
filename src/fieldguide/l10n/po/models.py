"""What passes between a guide's pages and a gettext catalog."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import Ledger
from fieldguide.l10n.translation import State, Translation
from fieldguide.l10n.written import trimmed

#: A comment of messages that a machine translated.
MACHINE = "A machine translated this, and nobody has read it yet."
#: The comment that tells a text which was changed here from one that was changed elsewhere.
EXPORTED = "As exported: "


@dataclass(frozen=True, slots=True)
class Page:
    """One entry in one language."""

    name: str
    source: Source
    text: str
    """The translation's file; empty where there is none."""
    translation: Translation | None
    ledger: Ledger

    def context(self, field: ProseField) -> str:
        """What tells a field's message from all others."""
        return f"{self.name}#{field.name}"

    def translated(self, field: ProseField) -> str | None:
        """A field's translation, if it has one."""
        if self.translation is None or field.path not in self.translation.texts:
            return None
        return trimmed(self.translation.texts[field.path])

    def state(self, field: ProseField) -> State:
        """Where a field stands."""
        same_as = self.source.entry.same_as.get(field.name, ())
        return self.translation.state(field, same_as) if self.translation else State.MISSING

    def is_machine(self, field: ProseField) -> bool:
        """Whether a machine translated a field, and nobody has read it."""
        return self.translation is not None and field.name in self.translation.machine

    def made_from(self, field: ProseField) -> str | None:
        """The digest of the English that a field was translated from."""
        return self.translation.digests.get(field.name) if self.translation else None

    def english(self, field: ProseField, digest_: str | None) -> str | None:
        """The English text of a digest, of today or of the ledger; None if nothing knows it."""
        if digest_ is None:
            return None
        if digest_ == digest(field.text):
            return field.text
        record = self.ledger.find(field.name, digest_)
        return record.text if record is not None else None


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a catalog, as somebody gives it back."""

    context: str
    english: str
    text: str
    line: int
    """Where its translation begins in the catalog."""
    fuzzy: bool
    previous: str
    """The English text that it was made from, if that isn't `english`."""
    machine: bool
    exported: str
    """The fingerprint of its translation as it was exported; empty where nothing says it."""
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a message changes in a page's file."""

    message: Message
    page: Page
    field: ProseField
    text: str | None = None
    """The new text, if it is another one."""
    digest: str | None = None
    """Of the English that it was made from, if that is to be noted."""
    machine: bool | None = None
    """Whether to note that a machine made it, or that somebody has read it."""


def fingerprint(text: str | None) -> str:
    """What changes with every character of a text; digests don't see paragraphs."""
    if text is None:
        return "nothing"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
