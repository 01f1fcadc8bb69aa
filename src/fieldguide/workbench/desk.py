"""What can be asked for and done at the workbench, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from threading import RLock
from typing import Any

from fieldguide.entries.fields import Path as FieldPath
from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.findings import Finding
from fieldguide.l10n.edit import remove_field, remove_machine, set_fields
from fieldguide.l10n.glossary import Glossary
from fieldguide.l10n.skeleton import modeline
from fieldguide.l10n.stamp import stamped
from fieldguide.l10n.translation import Translation
from fieldguide.l10n.written import EditError
from fieldguide.project import Project
from fieldguide.workbench.drafts import Draft, made, proofread_page, saved, twin_texts
from fieldguide.workbench.reading import Place, Reading, Unreadable, read, renewed
from fieldguide.workbench.views import (
    Json,
    draft_view,
    field_view,
    finding_view,
    is_broken,
    lock,
    page_view,
)

#: Writes a translation's file whole or not at all; a finding where that can't be done.
Writer = Callable[[Path, str], Finding | None]


#: What a page's findings depend on: the English, the translation, the terms, the twins' texts.
_Basis = tuple[Project, Translation | None, Glossary, Mapping[tuple[str, FieldPath], str]]


class Refusal(Exception):
    """What was asked for can't be done; `body` tells the page why, and what is there."""

    def __init__(self, status: HTTPStatus, message: str, **body: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **body}


class Desk:
    """One locale of a guide, open for work. The files are the truth: each answer reads them."""

    def __init__(self, place: Place, write: Writer) -> None:
        self._place = place
        self._write = write
        self._reading: Reading | None = None
        self._findings: dict[str, tuple[_Basis, list[Finding]]] = {}
        # requests come in threads, and one must see what another has saved
        self._lock = RLock()

    def overview(self) -> Json:
        """All pages and fields, with what is wrong with them."""
        with self._lock:
            reading = self._read()
            pages = [self._page_view(reading, page) for page in reading.project.order]
            return {"pages": pages}

    def field(self, page: str, name: str) -> Json:
        """One field with all that helps to translate it."""
        with self._lock:
            reading = self._read()
            return field_view(reading, page, _field(reading, page, name))

    def check(self, page: str, name: str, text: str, *, is_current: bool) -> Json:
        """What is wrong with a text, and how it would look; nothing is saved."""
        with self._lock:
            reading = self._read()
            field = _field(reading, page, name)
            return draft_view(reading, made(reading, page, field, text, is_current=is_current))

    def save(self, page: str, name: str, text: str, seen: str, *, is_current: bool) -> Json:
        """Save a field's text; an empty one takes the field out of the file.

        `is_current` notes that it says what today's English does, and that somebody has read it.
        """
        with self._lock:
            reading, field = self._for_change(page, name, seen)
            draft = made(reading, page, field, text, is_current=is_current)
            old = self._text(reading, page)
            try:
                if not draft.text.strip():
                    new = remove_field(old, field.path)
                else:
                    new = _written(old, reading.source(page), draft, saved(reading, page, field))
            except EditError as error:
                raise _unwritable(str(error)) from None
            return self._replace(reading, page, field, old, new)

    def confirm(self, page: str, name: str, seen: str) -> Json:
        """Note that a text says what today's English does; the text stays as it is."""
        with self._lock:
            reading, field = self._for_change(page, name, seen)
            translation = reading.data.translations.get(page)
            if translation is None or field.path not in translation.texts:
                raise _unwritable("there is no text yet")
            old = self._text(reading, page)
            try:
                new = stamped(old, reading.source(page), translation, [field.name])
            except EditError as error:
                raise _unwritable(str(error)) from None
            return self._replace(reading, page, field, old, new)

    def _read(self) -> Reading:
        try:
            if self._reading is None:
                self._reading = read(self._place)
            else:
                self._reading = renewed(self._reading)
        except Unreadable as error:
            self._reading = None
            findings = [finding_view(item, self._place.root) for item in error.findings]
            raise Refusal(HTTPStatus.CONFLICT, str(error), findings=findings) from None
        except OSError as error:
            self._reading = None
            message = f"the guide can't be read: {error.strerror}"
            raise Refusal(HTTPStatus.CONFLICT, message, findings=[]) from None
        return self._reading

    def _for_change(self, page: str, name: str, seen: str) -> tuple[Reading, ProseField]:
        """A field that may be changed, by somebody who knows what it says."""
        reading = self._read()
        field = _field(reading, page, name)
        if is_broken(reading, page):
            raise _unwritable("the file has mistakes that must be mended first")
        if seen != lock(reading.localized(page), field):
            view = field_view(reading, page, field)
            message = "the field or its English has changed meanwhile"
            raise Refusal(HTTPStatus.CONFLICT, message, field=view)
        return reading, field

    def _text(self, reading: Reading, page: str) -> str:
        path = reading.path(page)
        if path.exists():
            return path.read_bytes().decode()
        return f"{modeline(reading.source(page), path, self._place.root)}\n"

    def _replace(self, reading: Reading, page: str, field: ProseField, old: str, new: str) -> Json:
        if new != old:
            # another program may have written while this one was thinking
            if renewed(reading) is not reading:
                raise _unwritable("the files are being changed; try again")
            problem = self._write(reading.path(page), new)
            if problem is not None:
                raise _unwritable(problem.message)
        now = self._read()
        return {"field": field_view(now, page, field), "page": self._page_view(now, page)}

    def _page_view(self, reading: Reading, page: str) -> Json:
        """A page in the list; it is proofread again only where something has changed."""
        basis = (
            reading.project,
            reading.data.translations.get(page),
            reading.glossary,
            twin_texts(reading, page),
        )
        known = self._findings.get(page)
        if known is None or not _is_same(known[0], basis):
            known = basis, proofread_page(reading, page)
            self._findings[page] = known
        return page_view(reading, page, [*reading.mistakes(page), *known[1]])


def _field(reading: Reading, page: str, name: str) -> ProseField:
    """A field that the guide has; what is named is only ever looked up, never a path."""
    source = reading.project.sources.get(page)
    found = [field for field in source.fields if field.name == name] if source else []
    if not found:
        raise Refusal(HTTPStatus.NOT_FOUND, "there is no such field")
    return found[0]


def _written(old: str, source: Source, draft: Draft, before: Draft | None) -> str:
    """The file's text with a draft in it; what it says already stays as it is written."""
    is_new = before is None or before.text != draft.text
    texts = {draft.field.path: draft.text} if is_new else {}
    digests = {} if draft.made_from is None else {draft.field.name: draft.made_from}
    new = set_fields(old, source, texts, digests)
    return remove_machine(new, [draft.field.name] if draft.is_read else [])


def _is_same(old: _Basis, new: _Basis) -> bool:
    """Whether findings made from `old` are those of `new`: readings that changed are others."""
    return all(a is b for a, b in zip(old[:-1], new[:-1], strict=True)) and old[-1] == new[-1]


def _unwritable(message: str) -> Refusal:
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, message)
