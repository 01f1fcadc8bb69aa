"""A translation memory: what this language wrote for an English text like this one.

It is made of the locale's own translations and of the ledger, which knows the English that each
was made from, also where that has changed since.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldguide.entries.fields import Path as FieldPath
from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.entries.tree import Scalar
from fieldguide.findings import Position
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import Ledger
from fieldguide.l10n.translation import Translation

#: Below this, a suggestion costs more to read than to write.
THRESHOLD = 0.7
#: How many suggestions a field gets.
MOST = 3

_WORD = re.compile(r"`[^`\n]*`|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A translation, and the English that it was made from."""

    page: str
    field: str
    english: str
    translation: str
    path: Path
    position: Position


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair whose English is like a text to be translated: 1 is the same."""

    similarity: float
    pair: Pair


def pairs(
    sources: Mapping[str, Source],
    translations: Mapping[str, Translation],
    ledger: Callable[[str], Ledger],
) -> list[Pair]:
    """All translations of a locale whose English is known and that a person has seen."""
    found = []
    for page, translation in translations.items():
        english = {field.name: field.text for field in sources[page].fields}
        for path, scalar in _texts(translation):
            name = ".".join(path)
            made_from = translation.digests.get(name)
            if made_from is None or name in translation.machine:
                continue
            text = english.get(name)
            if text is None or made_from != digest(text):
                record = ledger(page).find(name, made_from)
                text = record.text if record is not None else None
            if text is not None:
                found.append(
                    Pair(page, name, text, scalar.value, translation.path, scalar.position)
                )
    return found


def _texts(translation: Translation) -> Iterator[tuple[FieldPath, Scalar]]:
    """What readers see, and what they did: a text may have moved to another field."""
    yield from translation.scalars.items()
    yield from translation.orphans.items()


class Memory:
    """Pairs, made ready to be searched."""

    def __init__(self, known: Iterable[Pair]) -> None:
        self._known = [(pair, words, Counter(words)) for pair in known if (words := _words(pair))]

    def suggest(self, page: str, field: ProseField) -> list[Suggestion]:
        """The translations of texts most like this one, the best first; not its own."""
        wanted = _WORD.findall(field.text)
        counts = Counter(wanted)
        matcher: difflib.SequenceMatcher[str] = difflib.SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(wanted)
        best: dict[tuple[str, str], Suggestion] = {}
        for pair, words, count in self._known:
            if (pair.page, pair.field) == (page, field.name):
                continue
            # no two texts are more alike than the words that they share
            longest = len(words) + len(wanted)
            if 2 * min(len(words), len(wanted)) < THRESHOLD * longest:
                continue
            if 2 * (count & counts).total() < THRESHOLD * longest:
                continue
            matcher.set_seq1(words)
            similarity = matcher.ratio()
            # the same words in two places are one suggestion
            key = pair.english, pair.translation
            if similarity >= THRESHOLD and key not in best:
                best[key] = Suggestion(similarity, pair)
        ranked = sorted(best.values(), key=lambda each: -each.similarity)
        return ranked[:MOST]


def _words(pair: Pair) -> list[str]:
    return _WORD.findall(pair.english)
