"""Results of earlier runs, in a file of JSON lines.

While a run goes on, each result is a line added at the end: whatever stops the run, its results
stay. At the end the file is written anew, one line for each address.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, Self

from fieldguide.links.external.models import Outcome, Request, Verdict

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """How long results stay good."""

    good: timedelta = timedelta(days=14)
    bad: timedelta = timedelta(hours=6)
    unclear: timedelta = timedelta(hours=1)
    jitter: float = 0.2
    """Up to this part more or less, so that not all addresses fall due on one day."""
    kept: timedelta = timedelta(days=90)
    """Addresses that nobody asked about for so long are dropped."""

    def limit(self, outcome: Outcome) -> timedelta:
        """How long this result stays good: the same whenever it is asked."""
        age = {Verdict.GOOD: self.good, Verdict.BAD: self.bad, Verdict.UNCLEAR: self.unclear}
        seed = hashlib.sha256(f"{outcome.url} {outcome.checked_at.isoformat()}".encode())
        chance = int.from_bytes(seed.digest()[:4]) / 2**32
        return age[outcome.verdict] * (1 + self.jitter * (2 * chance - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the file."""

    external_link: Literal[1] = 1
    """The version of this format."""
    rule: str
    """The digest of the rule that it was judged by."""
    outcome: Outcome


@cache
def _lines() -> TypeAdapter[Entry]:
    """Reads and writes lines; made when a cache has a file, as making it takes a while."""
    from pydantic import TypeAdapter

    return TypeAdapter(Entry)


class Cache:
    """What is known from earlier runs. A context manager: it holds a file open."""

    def __init__(self, path: Path | None = None, ages: Ages | None = None) -> None:
        self._path = path
        self._ages = ages or Ages()
        self._file: BinaryIO | None = None
        self._entries: dict[str, Entry] = _read(path) if path else {}

    def __enter__(self) -> Self:
        """The cache itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()

    def known(self, url: str) -> Outcome | None:
        """The last result, however old."""
        entry = self._entries.get(url)
        return entry.outcome if entry else None

    def fresh(self, request: Request, rule: str, now: datetime) -> Outcome | None:
        """The last result, if it answers this request and is young enough."""
        entry = self._entries.get(request.url)
        if entry is None or entry.rule != rule or entry.outcome.fragments != request.fragments:
            return None
        age = now - entry.outcome.checked_at
        return entry.outcome if timedelta() <= age < self._ages.limit(entry.outcome) else None

    def add(self, outcome: Outcome, rule: str) -> None:
        """Remember a result, on disk at once."""
        entry = Entry(rule=rule, outcome=outcome)
        self._entries[outcome.url] = entry
        if self._path is not None:
            if self._file is None:
                self._file = _open_at_end(self._path)
            self._file.write(_lines().dump_json(entry) + b"\n")
            self._file.flush()

    def compact(self, now: datetime) -> None:
        """Write the file anew: one line for each address, sorted, without what is too old."""
        self.close()
        self._entries = {
            url: entry
            for url, entry in sorted(self._entries.items())
            if now - entry.outcome.checked_at < self._ages.kept
        }
        if self._path is None or not (self._entries or self._path.exists()):
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.write_bytes(b"".join(_lines().dump_json(e) + b"\n" for e in self._entries.values()))
        fresh.replace(self._path)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _read(path: Path) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return entries
    for line in lines:
        try:
            entry = _lines().validate_json(line)
        except ValueError:
            continue  # half a line of a run that was stopped, or somebody else's
        if entry.outcome.checked_at.tzinfo is not None:
            entries[entry.outcome.url] = entry
    return entries


def _open_at_end(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+b")
    end = file.seek(0, 2)
    if end:
        file.seek(end - 1)
        if file.read(1) != b"\n":
            file.write(b"\n")  # a run was stopped while writing: don't add to its line
    return file
