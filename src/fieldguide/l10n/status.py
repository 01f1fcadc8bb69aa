"""How far translations are: fields and words by state, for a file and for a locale."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from fieldguide.entries.read import Source
from fieldguide.findings import Findings
from fieldguide.l10n.catalogs import DOMAIN, catalog_path, read_catalog
from fieldguide.l10n.ledger import Ledger
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.localize import Localized, localize
from fieldguide.l10n.outdated import outdated_fields
from fieldguide.l10n.translation import State, Translation

#: Of the JSON: raised when a reader of it must change.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Amount:
    """How much text: fields, and the words that they have in English."""

    fields: int = 0
    words: int = 0

    def __add__(self, other: Amount) -> Amount:
        """Both together."""
        return Amount(self.fields + other.fields, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Progress:
    """How the fields of a file or of a locale stand to their English."""

    amounts: Mapping[State, Amount] = field(default_factory=dict)
    stale_since: date | None = None
    """The day on which the first of the outdated texts was replaced, if the ledger knows."""

    def __getitem__(self, state: State) -> Amount:
        """How much is in a state."""
        return self.amounts.get(state, Amount())

    @property
    def total(self) -> Amount:
        """All English text; what is orphaned has none any more."""
        return sum((self[state] for state in State if state is not State.ORPHANED), Amount())

    @property
    def share(self) -> Fraction:
        """The share of the words that are translated from today's English, by a person."""
        return Fraction(self[State.CURRENT].words, self.total.words or 1)

    @staticmethod
    def sum(parts: Iterable[Progress]) -> Progress:
        """The progress of several files together."""
        amounts: dict[State, Amount] = {}
        days = []
        for part in parts:
            for state, amount in part.amounts.items():
                amounts[state] = amounts.get(state, Amount()) + amount
            if part.stale_since is not None:
                days.append(part.stale_since)
        return Progress(amounts, min(days, default=None))


@dataclass(frozen=True, slots=True)
class FileStatus:
    """One translation file, be it there or not."""

    page: str
    path: Path
    exists: bool
    progress: Progress


@dataclass(frozen=True, slots=True)
class Interface:
    """How many strings of the interface a catalog has."""

    translated: int = 0
    fuzzy: int = 0
    missing: int = 0
    obsolete: int = 0

    @property
    def total(self) -> int:
        """All strings that there are today."""
        return self.translated + self.fuzzy + self.missing


@dataclass(frozen=True, slots=True)
class Summary:
    """A locale in few numbers."""

    progress: Progress
    interface: Interface


@dataclass(frozen=True, slots=True)
class LocaleStatus:
    """A locale, file by file."""

    tag: str
    files: tuple[FileStatus, ...]
    interface: Interface

    @property
    def summary(self) -> Summary:
        """All files together."""
        return Summary(Progress.sum(file.progress for file in self.files), self.interface)


def progress_of(localized: Localized, ledger: Callable[[], Ledger]) -> Progress:
    """How one entry's translation stands; `ledger` is asked only about what is not current."""
    counts: dict[State, list[int]] = {}
    for source in localized.source.fields:
        counts.setdefault(localized.states[source.path], []).append(source.words)
    translation = localized.translation
    for path, scalar in translation.orphans.items() if translation else ():
        name = ".".join(path)
        record = ledger().find(name, translation.digests.get(name, "")) if translation else None
        words = len((record.text if record else scalar.value).split())
        counts.setdefault(State.ORPHANED, []).append(words)
    since = [item.since for item in outdated_fields(localized, ledger) if item.since is not None]
    amounts = {state: Amount(len(each), sum(each)) for state, each in counts.items()}
    return Progress(amounts, min(since, default=None))


def locale_status(
    tag: str,
    locales: Path,
    sources: Iterable[tuple[str, Source]],
    translations: Mapping[str, Translation],
    ledger: Callable[[str], Ledger],
) -> LocaleStatus:
    """Count a locale's translations of `sources`, by page. Raises OSError if it can't read."""
    files = []
    for page, source in sources:
        translation = translations.get(page)
        path = locales / tag / f"{page}.yml"
        progress = progress_of(localize(source, translation), partial(ledger, page))
        files.append(FileStatus(page, path, path.is_file(), progress))
    return LocaleStatus(tag, tuple(files), interface_of(locales, tag))


def interface_of(locales: Path, tag: str) -> Interface:
    """Count a locale's catalog against the template; against itself where there is none."""
    path = catalog_path(locales, tag)
    catalog, template = _catalog(path), _catalog(locales / f"{DOMAIN}.pot")
    known = {_key(message) for message in catalog or () if message.id}
    wanted = known if template is None else {_key(message) for message in template if message.id}
    translated = fuzzy = 0
    for message in catalog or ():
        if message.id and _key(message) in wanted:
            strings = message.string or ""
            if message.fuzzy:
                fuzzy += 1
            elif all([strings] if isinstance(strings, str) else strings):
                translated += 1
    return Interface(
        translated,
        fuzzy,
        len(wanted) - translated - fuzzy,
        len(known - wanted) + (len(catalog.obsolete) if catalog else 0),
    )


def _catalog(path: Path) -> Catalog | None:
    """A catalog; None where there is none, or where `fieldguide check` has mistakes to report."""
    return read_catalog(path.read_bytes(), Findings(path)) if path.is_file() else None


def _key(message: Any) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def render_status(
    source: Locale,
    sources: Iterable[Source],
    statuses: Iterable[LocaleStatus],
    locales: Mapping[str, Locale],
    root: Path,
) -> str:
    """The status as JSON, with paths relative to `root`; a site publishes it as it is."""
    fields = [item for entry in sources for item in entry.fields]
    total = Amount(len(fields), sum(item.words for item in fields))
    document = {
        "version": VERSION,
        "source": {"locale": source.tag, "fields": total.fields, "words": total.words},
        "locales": [
            {
                "locale": status.tag,
                "name": locales[status.tag].name,
                **_numbers(status.summary.progress),
                "interface": {
                    "translated": status.interface.translated,
                    "fuzzy": status.interface.fuzzy,
                    "missing": status.interface.missing,
                    "obsolete": status.interface.obsolete,
                },
                "files": [
                    {
                        "page": file.page,
                        "path": _relative(file.path, root),
                        "exists": file.exists,
                        **_numbers(file.progress),
                    }
                    for file in status.files
                ],
            }
            for status in statuses
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _numbers(progress: Progress) -> dict[str, Any]:
    since = progress.stale_since
    return {
        "words": {str(state): progress[state].words for state in State},
        "fields": {str(state): progress[state].fields for state in State},
        "stale_since": since.isoformat() if since else None,
    }


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
