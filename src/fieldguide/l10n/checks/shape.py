"""The shape of a text: its paragraphs and lists, and how wide a title is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from fieldguide.l10n.checks.marks import Marks, SourceMarks
from fieldguide.l10n.checks.unit import Flaw, Unit

#: Columns that a title may have in any language, and how many times as many as in English.
_WIDEST, _WIDER = 140, 1.6


def compare_structure(unit: Unit, own: Marks, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Report other paragraphs, lists, items or nesting than English has."""
    if any(own.structure == source.marks.structure for source in english):
        return
    wanted = english[-1].marks.structure
    pairs = zip(own.structure, wanted, strict=False)
    same = next(
        (n for n, (a, b) in enumerate(pairs) if a != b), min(len(own.structure), len(wanted))
    )
    yield Flaw(
        "structure-differs",
        _offset(unit, same),
        f"here: {_described(own.structure)}; in English: {_described(wanted)}",
        "keep the paragraphs and lists of the English text",
    )


def _offset(unit: Unit, number: int) -> int:
    """Where the block of a token begins, counted without the inline ones."""
    blocks = [token for token in unit.parsed.tokens if token.type != "inline"]
    before = [token.map[0] for token in blocks[:number] if token.map]
    after = [token.map[0] for token in blocks[number:] if token.map]
    line = after[0] if after else before[-1] if before else 0
    lines = unit.text.split("\n")
    start = sum(len(before) + 1 for before in lines[:line])
    return start + len(lines[line]) - len(lines[line].lstrip())


_KINDS = (
    ("paragraph", "paragraphs", "paragraph_open"),
    ("list", "lists", "bullet_list_open"),
    ("numbered list", "numbered lists", "ordered_list_open"),
    ("item", "items", "list_item_open"),
)


def _described(structure: Sequence[str]) -> str:
    counts = [(structure.count(kind), one, more) for one, more, kind in _KINDS]
    return ", ".join(
        f"{count} {one if count == 1 else more}" for count, one, more in counts if count
    )


def check_title(unit: Unit, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Report titles that no heading, tab or search result has room for."""
    if len(unit.text) * 2 <= _WIDEST:
        return
    limit = max(_WIDEST, *(int(_WIDER * width(source.text)) for source in english))
    columns = width(unit.text)
    if columns > limit:
        yield Flaw(
            "title-wide",
            0,
            f"the title is {columns} columns wide; at most {limit} fit",
            "shorten it: the summary has room for the rest",
        )


def width(text: str) -> int:
    """Columns of a text; East Asian characters take two, marks on others none."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 1
        for sign in text
    )
