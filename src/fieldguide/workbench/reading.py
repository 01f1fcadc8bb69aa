"""The guide and one of its locales as they lie on the disk, read again when a file changes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from fieldguide.entries.read import Source
from fieldguide.findings import Finding, Findings
from fieldguide.l10n.digests import digest
from fieldguide.l10n.folder import GLOSSARY
from fieldguide.l10n.glossary import Glossary, read_glossary
from fieldguide.l10n.localize import Localized, localize
from fieldguide.l10n.suggest import Memory, pairs
from fieldguide.l10n.translation import Translation, read_translation
from fieldguide.project import LocaleData, Project, load_sources, open_locale
from fieldguide.proofs.fields import Proofs

#: What tells that a file is another one now: its kind, size, time and number.
_Stamp = tuple[int, int, int, int]
_Stamps = dict[Path, _Stamp]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a guide lies, and the locale that is worked on."""

    root: Path
    docs: Path
    locales: Path
    source: str
    tag: str

    @property
    def folder(self) -> Path:
        """The locale's folder."""
        return self.locales / self.tag


class Unreadable(Exception):
    """The locale as a whole can't be read; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("the locale can't be read")
        self.findings = findings


@dataclass(eq=False)
class Reading:
    """All that was read at one moment. It never changes; `renewed` gives the next one."""

    place: Place
    project: Project
    data: LocaleData
    findings: list[Finding]
    """Mistakes that showed as the locale's files were read."""
    stamps: tuple[_Stamps, _Stamps] = field(repr=False)
    """Of the entries' folder and of the locale's."""

    def path(self, page: str) -> Path:
        """Where a page's translation lies, or would."""
        return self.place.folder / f"{page}.yml"

    def source(self, page: str) -> Source:
        """A page's English. Raises KeyError for an unknown page."""
        return self.project.sources[page]

    def localized(self, page: str) -> Localized:
        """A page's English with what this locale has of it."""
        return localize(self.source(page), self.data.translations.get(page))

    def mistakes(self, page: str) -> list[Finding]:
        """What showed as a page's translation was read."""
        path = self.path(page)
        return [item for item in self.findings if item.path == path]

    @cached_property
    def proofs(self) -> Proofs:
        """What all checks of texts share."""
        return Proofs(self.project)

    @cached_property
    def glossary(self) -> Glossary:
        """The locale's terms; their mistakes are `fieldguide check`'s to report."""
        path = self.place.folder / GLOSSARY
        return read_glossary(path, Findings(path))

    @cached_property
    def memory(self) -> Memory:
        """What this locale wrote for other texts."""
        known = pairs(self.project.sources, self.data.translations, self.project.ledger)
        return Memory(known)

    @cached_property
    def twins(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        """By digest of an English text, the pages and paths that have it."""
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for page, source in self.project.sources.items():
            for item in source.fields:
                found.setdefault(digest(item.text), []).append((page, item.path))
        return found


def read(place: Place) -> Reading:
    """Read everything. Raises Unreadable, or OSError where files can't be opened."""
    stamps = _stamps_of(place)  # before reading: what changes meanwhile shows the next time
    project = load_sources(place.docs, place.locales, place.source)
    if place.tag not in project.locales:
        raise Unreadable([item for item in project.findings if item.locale == place.tag])
    data, findings = open_locale(project, place.tag)
    return Reading(place, project, data, findings, stamps)


def renewed(reading: Reading) -> Reading:
    """The same reading if nothing has changed; raises as `read` does."""
    docs, folder = _stamps_of(reading.place)
    old_docs, old_folder = reading.stamps
    changed = {path for path, stamp in folder.items() if old_folder.get(path) != stamp}
    if docs == old_docs and folder.keys() == old_folder.keys():
        if not changed:
            return reading
        pages = {reading.path(page): page for page in reading.project.sources}
        if changed <= pages.keys() and all(_is_same_kind(old_folder, folder, p) for p in changed):
            return _reread(reading, {path: pages[path] for path in changed}, (docs, folder))
    return read(reading.place)


def _reread(reading: Reading, pages: dict[Path, str], stamps: tuple[_Stamps, _Stamps]) -> Reading:
    """Only these translations anew: a save must not wait for hundreds of others."""
    findings = [item for item in reading.findings if item.path not in pages]
    translations: dict[str, Translation] = dict(reading.data.translations)
    for path, page in pages.items():
        found = Findings(path, reading.place.tag)
        translation = read_translation(path, reading.source(page), found)
        findings += found.items
        translations.pop(page, None)
        if translation is not None:
            translations[page] = translation
    data = replace(reading.data, translations=translations)
    next_one = Reading(reading.place, reading.project, data, findings, stamps)
    for name in ("proofs", "glossary", "twins"):  # these have nothing of the translations
        if name in vars(reading):
            vars(next_one)[name] = vars(reading)[name]
    return next_one


def _is_same_kind(old: _Stamps, new: _Stamps, path: Path) -> bool:
    """Whether a file is not a link now, say: the whole locale would have to be refused."""
    return old[path][0] == new[path][0]


def _stamps_of(place: Place) -> tuple[_Stamps, _Stamps]:
    return _stamps(_below(place.docs)), _stamps(_below(place.folder))


def _stamps(paths: Iterable[Path]) -> _Stamps:
    found = {}
    for path in paths:
        try:
            status = path.lstat()
        except FileNotFoundError:  # gone since its folder was listed
            continue
        found[path] = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino)
    return found


def _below(folder: Path) -> Iterable[Path]:
    yield folder
    for parent, folders, files in os.walk(folder):
        yield from (Path(parent, name) for name in (*folders, *files))
