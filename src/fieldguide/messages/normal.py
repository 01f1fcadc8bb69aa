"""Console text as people paste it, reduced to what identifies a message.

Quotation marks, white space, brackets, emphasis and invisible characters are left out, letters
are made small, full-width forms and dashes plain. Templates and pasted text go through the same
reduction, so that a curly quote, a line break or a Markdown fence makes no difference.
`overrides/assets/javascripts/messages.js` does the same; `tests/data/messages.json` holds both
to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENTITIES = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»",
}  # fmt: skip
_ESCAPED = re.compile(
    r"&(?:#(?P<decimal>[0-9]{1,6})|#[xX](?P<hex>[0-9a-fA-F]{1,5})|(?P<name>[a-z]{2,5}));"
    r"|\\u(?P<unicode>[0-9a-fA-F]{4})|\\(?P<space>[nrt])"
    r"|\n[ \t]*(?P<comment>//|#)(?=[ \t])"  # a message wrapped in a comment
)
#: Left out wherever they stand.
DROPPED = frozenset(
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
    "'\"`´‘’‚‛“”„‟«»‹›「」『』〝〞〟′″"
    "*_\\<>|()[]{}（）［］【】〔〕"
)
#: Written in one way or another: dashes, the full stop, a letter that Russian may leave its dots.
_ALIKE = {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"), "。": ".", "ё": "е"}


#: No address that a browser prints is longer.
_LONGEST_WORD = 4096
#: A line break that a terminal or a mail put into a word.
_WRAPPED = re.compile(r"[ \t]*\r?\n[ \t>]*")
#: What a value must not bring into a page or a terminal.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Normal:
    """Reduced text, and where each of its characters stood."""

    text: str
    offsets: list[int]
    """For each character its offset (in code points) in the original."""
    original: str

    def between(self, start: int, end: int) -> str:
        """The original of a stretch, without what would be left out at its ends, and unfolded."""
        if start >= end:
            return ""
        found = self.original[self.offsets[start] : self.offsets[end - 1] + 1]
        return _CONTROL.sub("", _WRAPPED.sub("", found)).strip("".join(DROPPED))

    def has_words(self, start: int, end: int) -> bool:
        """Whether a stretch is more than one word, such as the name of a header."""
        found = self.original[self.offsets[start] : self.offsets[end - 1]]
        return any(character.isspace() or character >= "\u2e80" for character in found)

    def word_end(self, start: int) -> int:
        """Where the word ends that the character at `start` stands in; or within it, far on."""
        end = min(start + 1, len(self.offsets))
        while end < min(len(self.offsets), start + _LONGEST_WORD):
            gap = self.original[self.offsets[end - 1] + 1 : self.offsets[end]]
            if any(character.isspace() for character in gap):
                break
            end += 1
        return end

    def line_end(self, start: int) -> int:
        """Where the line ends that the character at `start` stands in."""
        if start >= len(self.offsets):
            return len(self.offsets)
        stop = self.original.find("\n", self.offsets[start])
        if stop < 0:
            return len(self.offsets)
        low, high = start, len(self.offsets)
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < stop:
                low = middle + 1
            else:
                high = middle
        return low


def normalize(text: str) -> Normal:
    """Reduce a text. Takes time in proportion to its length."""
    characters: list[str] = []
    offsets: list[int] = []
    escapes = {match.start(): match for match in _ESCAPED.finditer(text)}
    index, length = 0, len(text)
    while index < length:
        match = escapes.get(index)
        character = _plain(_unescaped(match) if match else text[index])
        if character not in DROPPED:
            characters.append(character)
            offsets.append(index)
        index = match.end() if match else index + 1
    return Normal("".join(characters), offsets, text)


def _unescaped(match: re.Match[str]) -> str:
    if match["space"] or match["comment"]:
        return " "
    if match["name"]:
        return _ENTITIES.get(match["name"], "&")
    number = int(match["decimal"] or 0) or int(match["hex"] or match["unicode"] or "0", 16)
    is_character = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_character else "\ufffd"


def _plain(character: str) -> str:
    """One character for one: lower case, full-width forms as ASCII."""
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        character = chr(code - 0xFEE0)
    lower = character.lower()
    if len(lower) == 1:
        character = lower
    return _ALIKE.get(character, character)
