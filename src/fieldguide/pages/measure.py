"""How wide a text will be, and where to break it, where no browser does: in drawings.

Widths are estimates on the safe side, for the widest of the usual fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

#: The advance of a monospace font's characters, in em: 0.6 in most, 0.602 in Menlo and DejaVu.
MONOSPACE = 0.605
_MARKS = ("Mn", "Me", "Mc")
_CLOSING = ("Pe", "Pf", "Po", "Lm", *_MARKS)
_OPENING = ("Ps", "Pi")
_VIRAMA = 9  # the combining class: what follows belongs to the same letter
_NARROW = frozenset(" .,:;!'’‘|()[]fijlrtI-\u00a0\u202f")
_BROAD = frozenset("mwMW@%…—")


@cache
def _em(char: str) -> float:
    """One character's width in a proportional font, in em."""
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if _is_wide(char):
        return 1.0
    if char in _NARROW:
        return 0.42
    if char in _BROAD:
        return 1.0
    if ord(char) < 0x0900:  # Latin, Greek, Cyrillic, Hebrew, Arabic and their like
        return 0.78 if category == "Lu" else 0.63
    return 0.63 if 0x1E00 <= ord(char) < 0x2100 else 0.9  # the scripts of South Asia are broad


@cache
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def width(text: str) -> float:
    """The width of a text in a proportional font, in em."""
    return sum(map(_em, text))


@cache
def wrap(text: str, room: float) -> tuple[str, ...]:
    """Lines of prose no wider than `room`, in em; joined, they are the text."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, room):
        if line and used + width(piece.rstrip(" ")) > room:
            lines.append(line)
            line, used = "", 0.0
        line += piece
        used += width(piece)
    return (*lines, line)


def _pieces(text: str, room: float) -> Iterator[str]:
    """What must stay on one line: words, characters of scripts without spaces."""
    start = 0
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        is_between = before == " " or _is_breakable(before, after)
        if is_between or (_is_whole(before, after) and width(text[start : index + 1]) > room):
            yield text[start:index]
            start = index
    yield text[start:]


def _is_breakable(before: str, after: str) -> bool:
    """Whether a line may end between two characters of a script that writes no spaces."""
    return (
        (_is_wide(before) or _is_wide(after))
        and unicodedata.category(after) not in (*_CLOSING, "Zs")
        and unicodedata.category(before) not in (*_OPENING, "Zs")
    )


def _is_whole(before: str, after: str) -> bool:
    """Whether two characters are letters of their own, and not parts of one."""
    return (
        unicodedata.category(after) not in (*_MARKS, "Cf", "Zs")
        and unicodedata.category(before) != "Cf"
        and unicodedata.combining(before) != _VIRAMA
    )


@cache
def wrap_code(text: str, room: int) -> tuple[str, ...]:
    """Lines of code of at most so many columns; joined, they are the text.

    They end after a space, else after a sign, else anywhere.
    """
    lines: list[str] = []
    while _columns(text) > room:
        end = _fitting(text, room)
        ends = (text.rfind(" ", 0, end + 1), _last(text[:end], "/,;&?="), _last(text[:end], "-.:"))
        cut = next((at + 1 for at in ends if at >= 0), end)  # a space at the end takes no room
        lines.append(text[:cut])
        text = text[cut:]
    return (*lines, text)


def _last(text: str, signs: str) -> int:
    return max(map(text.rfind, signs))


def _columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if _is_wide(char) else 1 for char in text.rstrip()
    )


def _fitting(text: str, room: int) -> int:
    """How many characters fit, at least one."""
    return next((end for end in range(len(text), 1, -1) if _columns(text[:end]) <= room), 1)
