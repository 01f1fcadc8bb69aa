"""Stamping a translation: "I have read this, and it is up to date"."""

from __future__ import annotations

from collections.abc import Collection

from fieldguide.entries.read import Source
from fieldguide.l10n.digests import digest
from fieldguide.l10n.edit import remove, remove_machine, set_digests
from fieldguide.l10n.translation import Translation


def stamped(text: str, source: Source, translation: Translation, names: Collection[str]) -> str:
    """The file's text with these fields said to be of today's English, and read by somebody."""
    digests = {
        field.name: digest(field.text)
        for field in source.fields
        if field.name in names and field.path in translation.texts
    }
    return remove_machine(set_digests(text, source, digests), digests)


def tidied(text: str, translation: Translation) -> str:
    """The file's text without digests of fields that it has no text for.

    Those of orphaned fields stay: they tell what it is that English has no more.
    """
    there = {".".join(path) for path in (*translation.texts, *translation.orphans)}
    for name in translation.digests:
        if name not in there:
            text = remove(text, ("source", name))
    return text
