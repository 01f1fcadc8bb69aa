"""The ledger: every English text that translations were ever made from, by its digest.

One file of JSON lines for each entry, `docs/.ledger/<page>.jsonl`. Lines are only ever added,
so two branches merge by keeping both sides' lines (`merge=union` in `.gitattributes`), and what
changed since a translation is known without git's history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.entries.references import nearest
from fieldguide.entries.tree import locate
from fieldguide.findings import Findings, Position
from fieldguide.l10n.digests import digest

FOLDER = ".ledger"


@dataclass(frozen=True, slots=True)
class Record:
    """A text that a field of an English entry had, and the day on which that was noted."""

    digest: str
    field: str
    recorded: date
    text: str


@dataclass(slots=True)
class Ledger:
    """The records of one entry, oldest first."""

    records: list[Record]

    def find(self, field: str, digest: str) -> Record | None:
        """The text of a digest; the field's own if several fields had the same text."""
        found = [record for record in self.records if record.digest == digest]
        own = [record for record in found if record.field == field]
        return next(iter(own or found), None)

    def replaced_on(self, field: str, digest: str) -> date | None:
        """The day on which a field's text of this digest was first replaced by another."""
        history = [record for record in self.records if record.field == field]
        numbers = [n for n, record in enumerate(history) if record.digest == digest]
        if not numbers or numbers[-1] + 1 == len(history):
            return None
        return history[numbers[-1] + 1].recorded


def ledger_path(docs: Path, page: str) -> Path:
    """Where the ledger of a page lies."""
    return docs / FOLDER / f"{page}.jsonl"


def read_ledger(path: Path, findings: Findings) -> Ledger:
    """Read a ledger; an entry without one has no records. Raises OSError if it can't be opened."""
    ledger = Ledger([])
    if not path.is_file():
        return ledger
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        record = _record(line)
        if record is None or digest(record.text) != record.digest:
            findings.error(
                "ledger-line",
                Position(number, 1),
                "this line is not a record of the ledger, or its text was changed",
                "restore it: the ledger is written by `fieldguide ledger` alone, "
                "and nothing in it ever changes",
            )
        else:
            ledger.records.append(record)
    ledger.records.sort(key=lambda record: record.recorded)  # after a merge of two branches
    return ledger


def _record(line: bytes) -> Record | None:
    try:
        data = json.loads(line)
        return Record(
            str(data["digest"]),
            str(data["field"]),
            date.fromisoformat(data["recorded"]),
            str(data["text"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def unrecorded(ledger: Ledger, fields: Iterable[ProseField]) -> Iterator[ProseField]:
    """The fields whose text is not the last one that the ledger has of them."""
    last = {record.field: record.digest for record in ledger.records}
    for field in fields:
        if last.get(field.name) != digest(field.text):
            yield field


def appended(fields: Sequence[ProseField], today: date) -> str:
    """The lines that record these fields' texts."""
    return "".join(
        json.dumps(
            {
                "digest": digest(field.text),
                "field": field.name,
                "recorded": today.isoformat(),
                "text": field.text,
            },
            ensure_ascii=False,
        )
        + "\n"
        for field in fields
    )


def check_ledger(source: Source, ledger: Ledger, findings: Findings) -> None:
    """Report English texts that aren't noted, and `same_as` that names nothing."""
    for field in unrecorded(ledger, source.fields):
        findings.error(
            "ledger-behind",
            source.position(*field.path),
            f"the ledger does not have this text of `{field.name}`",
            "run `fieldguide ledger`, and commit what it adds",
            field=field.name,
        )
    names = [field.name for field in source.fields]
    for name, digests in source.entry.same_as.items():
        if name not in names:
            findings.error(
                "same-as-field",
                locate(source.tree, ("same_as", name), key=True),
                f"there is no field `{name}`",
                nearest(name, names, "remove it"),
                field="same_as",
            )
        for index, known in enumerate(digests):
            if name in names and ledger.find(name, known) is None:
                findings.error(
                    "same-as-digest",
                    source.position("same_as", name, index),
                    f"`{known}` is not the digest of an earlier text of `{name}`",
                    f"look it up in `{ledger_path(Path(), source.id).name}` of the ledger",
                    field=f"same_as.{name}",
                )
