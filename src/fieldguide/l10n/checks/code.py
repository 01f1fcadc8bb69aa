"""Inline code: a translation has exactly its source's."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from fieldguide.l10n.checks.marks import Marks, SourceMarks, places
from fieldguide.l10n.checks.unit import Flaw, Unit


def compare_code(unit: Unit, own: Marks, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Report code that is new, changed, missing, or there more or less often."""
    here = Counter(own.codes)
    if any(here == source.codes for source in english):
        return
    most, least = english[0].codes, english[0].codes
    for source in english[1:]:
        most, least = most | source.codes, least & source.codes
    missing = [code for code in least if code not in here]
    for code, offset in _places(unit):
        if code not in most:
            nearest = _nearest(code, missing, most)
            if nearest in missing:
                missing.remove(nearest)
            yield _foreign(code, offset, nearest)
    for code in missing:
        yield Flaw(
            "code-differs",
            0,
            f"`{code}` of the English text is missing",
            f"write `{code}` where the English text has it",
        )
    yield from _counts(unit, here, least, most)


def _foreign(code: str, offset: int, nearest: str) -> Flaw:
    strange = next((sign for sign in code if not sign.isascii() and sign not in nearest), "")
    hint = f"write `{nearest}`" if nearest else "remove it: code is the English entry's"
    if strange:
        name = unicodedata.name(strange, "no character")
        message = f"`{code}` has U+{ord(strange):04X} ({name}) in code, which English has not"
        return Flaw("code-character", offset + 1 + code.index(strange), message, hint)
    if nearest:
        message = f"the English text has `{nearest}`, not `{code}`"
    else:
        message = f"the English text does not have `{code}`"
    return Flaw("code-differs", offset, message, hint)


def _nearest(code: str, missing: Sequence[str], known: Counter[str]) -> str:
    """What was meant by this: the most similar code, or the only one that is missing."""
    for possible in (missing, list(known)):
        close = difflib.get_close_matches(code, possible, 1)
        if close:
            return close[0]
    return missing[0] if len(missing) == 1 else ""


def _counts(
    unit: Unit, here: Counter[str], least: Counter[str], most: Counter[str]
) -> Iterator[Flaw]:
    """Grammar may want a name twice where English has a pronoun: that can be waived."""
    for code, count in here.items():
        if code in most and not least[code] <= count <= most[code]:
            wanted = most[code] if count > most[code] else least[code]
            at = [offset for known, offset in _places(unit) if known == code]
            yield Flaw(
                "code-count",
                at[min(wanted, count - 1)],
                f"`{code}` stands here {_times(count)}, in the English text {_times(wanted)}",
                "write it as often as English does, or waive this with the reason",
            )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _places(unit: Unit) -> list[tuple[str, int]]:
    return [
        (child.content, offset)
        for child, offset in places(unit.parsed)
        if child.type == "code_inline"
    ]
