"""Paragraphs that end like a sentence in one language and like a title in the other."""

from __future__ import annotations

from collections.abc import Iterator

from fieldguide.findings import Severity
from fieldguide.l10n.checks.plain import BLOCK_BREAK, Pair
from fieldguide.l10n.checks.unit import Flaw

#: Languages whose sentences end in a space, or in nothing.
_WITHOUT_MARKS = frozenset(["th", "lo", "bo", "dz", "my", "km"])
_MARKS = frozenset(".?!:;…。．？！：；؟؛۔।॥։՞՜።፧჻·")
_STOPS = frozenset(".。．۔।॥։።")
_CLOSING = " \u00a0\u202f\"'”’“‘»«)）]』」》›\n"


def check_endings(pair: Pair) -> Iterator[Flaw]:
    """A paragraph or list item whose end differs from the English one."""
    if pair.language in _WITHOUT_MARKS:
        return
    source, translated = pair.source.blocks, pair.text.blocks
    if len(source) != len(translated):
        return
    place = 0
    for english, text in zip(source, translated, strict=True):
        end = text.rstrip(_CLOSING)
        if english.rstrip(_CLOSING)[-1:] in _MARKS:
            if end[-1:] not in _MARKS:
                yield Flaw("end-mark", place + max(len(end) - 1, 0), *_LOST, Severity.WARNING)
        elif end[-1:] in _STOPS:  # a title may become a question
            yield Flaw("end-mark", place + len(end) - 1, *_GAINED, Severity.WARNING)
        place += len(text) + len(BLOCK_BREAK)


_LOST = (
    "the English sentence ends with a mark, and this one doesn't",
    "end it with a full stop or the like",
)
_GAINED = (
    "the English ends without a full stop, and this doesn't",
    "end it the same way: titles have no full stop",
)
