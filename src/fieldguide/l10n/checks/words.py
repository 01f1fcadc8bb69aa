"""Words: names and numbers stay, everything else is translated."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from fieldguide.l10n.checks.marks import (
    Marks,
    SourceMarks,
    beginning,
    digits_of,
    fold,
    names,
    numeral_matches,
    numerals,
)
from fieldguide.l10n.checks.unit import Flaw, Unit

#: A text with fewer words may well be the same in both languages: "Console, Firefox".
_FEW = 3
#: One paragraph or item among others.
_FEW_OF_A_BLOCK = 5
#: Names that stand in no language's prose by chance: options, calls, placeholders.
_TECHNICAL = re.compile(r"--|.*(?:_|\(\)$)|[%$]")
_DIGIT = re.compile(r"\d")
#: 1万 is 10000: texts that count so are left alone.
_MULTIPLIED = re.compile(r"\d ?[百千万萬亿億억만천백]")


def compare_names(unit: Unit, own: Marks, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Report names in the prose that are missing, misspelt or new."""
    known = english[0].names.union(*(source.names for source in english[1:]))
    text = unit.text.casefold()
    missing = [
        name
        for name in sorted(known)
        if name.casefold() not in text and all(name in source.names for source in english)
    ]
    for name in dict.fromkeys(names(own.blocks)):
        close = difflib.get_close_matches(name, missing, 1)
        if name in known or not (close or _is_new(name, unit, english)):
            continue
        if close:
            missing.remove(close[0])
        yield Flaw(
            "name-differs",
            max(unit.text.find(name), 0),
            f"the English text has `{close[0]}`, not `{name}`"
            if close
            else f"the English text does not have `{name}`",
            f"write `{close[0]}`" if close else "remove it: commands and names are English's",
        )
    for name in missing:
        yield Flaw(
            "name-differs",
            0,
            f"`{name}` of the English text is missing",
            f"write `{name}` as it is in English",
        )


def may_have_names(text: str) -> bool:
    """Whether a translation may have a technical name that English hasn't."""
    return "_" in text or "()" in text or "--" in text or "$" in text or "%(" in text


def _is_new(name: str, unit: Unit, english: Sequence[SourceMarks]) -> bool:
    return bool(_TECHNICAL.match(name)) and not any(name in source.text for source in english)


def compare_numbers(unit: Unit, own: Marks, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Report numbers that only one side has; digits and their grouping are the language's own."""
    wanted = english[0].numerals
    for source in english[1:]:
        wanted &= source.numerals
    here = set(numerals(" ".join(own.blocks)))
    if here == wanted or _MULTIPLIED.search(unit.text):
        return
    allowed = set[str]().union(*(source.all_numerals for source in english))
    missing, new = sorted(wanted - here - set(numerals(unit.text))), sorted(here - allowed)
    instead = missing[0] if len(missing) == len(new) == 1 else ""
    for number in new:
        matches = numeral_matches(unit.text)
        match = next((m for m in matches if digits_of(m[0]) == number), None)
        written = match[0] if match else number
        yield Flaw(
            "numbers-differ",
            match.start() if match else 0,
            f"the English text has `{instead}`, not `{written}`"
            if instead
            else f"the English text does not have the number `{written}`",
            "write the number of the English text, or waive this with the reason",
        )
    for number in missing if not instead else ():
        yield Flaw(
            "numbers-differ",
            0,
            f"the number `{number}` of the English text is missing",
            "write it, or waive this with the reason",
        )


def may_have_numbers(text: str) -> bool:
    """Whether there is a digit of any script."""
    return _DIGIT.search(text) is not None


def find_untranslated(unit: Unit, own: Marks, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Report texts and paragraphs that are still English."""
    for source in english:
        left = [
            block
            for block in own.blocks
            if beginning(block) in source.beginnings and fold(block) in source.folded
        ]
        if not left:
            continue
        words = [source.folded[fold(block)] for block in left]
        if len(left) == len(own.blocks) and sum(words) >= _FEW:
            yield _untranslated(unit, left[0], "this is the English text")
            return
        for block, count in zip(left, words, strict=True):
            if count >= _FEW_OF_A_BLOCK:
                yield _untranslated(unit, block, "this paragraph or item is still English")
        return


def _untranslated(unit: Unit, block: str, message: str) -> Flaw:
    begin = block.split("\n", 1)[0].strip()
    return Flaw(
        "not-translated",
        max(unit.text.find(begin), 0),
        message,
        "translate it, or leave the field out: readers see English there, marked as such",
    )
