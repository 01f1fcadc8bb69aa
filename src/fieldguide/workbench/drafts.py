"""Proofreading of a text that is being typed, by the same checks that files get."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from fieldguide.entries.fields import Path, ProseField
from fieldguide.entries.syntax import refuse_invisible
from fieldguide.entries.tree import Scalar
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.digests import digest
from fieldguide.l10n.translation import Translation
from fieldguide.l10n.written import trimmed
from fieldguide.proofs.locale import check_locale
from fieldguide.workbench.reading import Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """A field's text as somebody means to save it."""

    page: str
    field: ProseField
    text: str
    made_from: str | None
    """The digest of the English that it says; None if nothing is known about it."""
    is_read: bool
    """Whether somebody says that it is right, be it a machine's."""


def saved(reading: Reading, page: str, field: ProseField) -> Draft | None:
    """The draft that would change nothing; None where there is no text."""
    translation = reading.data.translations.get(page)
    if translation is None or field.path not in translation.texts:
        return None
    text = trimmed(translation.texts[field.path])
    return Draft(page, field, text, translation.digests.get(field.name), is_read=False)


def made(reading: Reading, page: str, field: ProseField, text: str, *, is_current: bool) -> Draft:
    """What somebody has typed; `is_current` if they say that it says what the English does.

    A first text can be of no other English than today's.
    """
    translation = reading.data.translations.get(page)
    is_first = translation is None or field.path not in translation.texts
    known = None if translation is None else translation.digests.get(field.name)
    made_from = digest(field.text) if is_current or is_first else known
    return Draft(page, field, trimmed(text), made_from, is_current or is_first)


def proofread(reading: Reading, draft: Draft) -> list[Finding]:
    """What is wrong with a draft. Positions are in its own text."""
    path, name = reading.path(draft.page), draft.field.name
    unseen = Findings(path, reading.place.tag)
    text = refuse_invisible(draft.text, unseen)
    own = [replace(item, field=name) for item in unseen.items]
    if not text.strip():
        return own
    translation = _with(reading, draft, text)
    found = _check(reading, draft.page, translation, [draft.field])
    return own + [item for item in found if item.field in (name, f"waivers.{name}")]


def proofread_page(reading: Reading, page: str) -> list[Finding]:
    """What is wrong with a page's translation as it is saved."""
    translation = reading.data.translations.get(page)
    if translation is None:
        return []
    return _check(reading, page, translation, reading.source(page).fields)


def twin_texts(reading: Reading, page: str) -> dict[tuple[str, Path], str]:
    """What other pages have for the same English: findings depend on it."""
    texts = {}
    for other, paths in _twins(reading, page, reading.source(page).fields).items():
        translation = reading.data.translations.get(other)
        for path in paths if translation is not None else ():
            if translation is not None and path in translation.texts:
                texts[other, path] = translation.texts[path]
    return texts


def _with(reading: Reading, draft: Draft, text: str) -> Translation:
    """The page's translation with nothing but a draft, and what is said about it."""
    name, path = draft.field.name, draft.field.path
    old = reading.data.translations.get(draft.page) or Translation(reading.path(draft.page))
    only = _only(old, [path])
    only.texts[path] = text
    only.scalars[path] = Scalar(text, "|", Position(), Position())
    only.digests = {} if draft.made_from is None else {name: draft.made_from}
    if not draft.is_read:
        only.machine = {key: place for key, place in old.machine.items() if key == name}
    only.waivers = {key: reason for key, reason in old.waivers.items() if key[0] == name}
    return only


def _check(
    reading: Reading, page: str, translation: Translation, fields: Collection[ProseField]
) -> list[Finding]:
    """What a check of the whole locale would say of a translation.

    Of others it needs only the texts of the same English. They stand before it: what
    differs is told here, where somebody can mend it.
    """
    known = reading.data.translations
    data = replace(
        reading.data,
        translations={
            other: _only(known[other], paths)
            for other, paths in _twins(reading, page, fields).items()
            if other in known
        },
    )
    data.translations[page] = translation
    return [item for item in check_locale(reading.proofs, data) if item.path == translation.path]


def _twins(reading: Reading, page: str, fields: Collection[ProseField]) -> dict[str, list[Path]]:
    """Other pages' paths with the same English as these fields."""
    found: dict[str, list[Path]] = {}
    for field in fields:
        for other, path in reading.twins.get(digest(field.text), ()):
            if other != page:
                found.setdefault(other, []).append(path)
    return found


def _only(translation: Translation, paths: Collection[Path]) -> Translation:
    """A translation with some of its texts alone."""
    return Translation(
        translation.path,
        {path: translation.texts[path] for path in paths if path in translation.texts},
        {path: translation.scalars[path] for path in paths if path in translation.scalars},
        translation.digests,
    )
