"""Typography that a language wants and an author shouldn't have to type.

A typographer gets one run of text (never code) with the characters around it and
returns the text as readers should see it. Sources hold plain spaces only.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: (text, character before it or "", character after it or "") -> text
Typographer = Callable[[str, str, str], str]

NARROW_NO_BREAK = "\u202f"

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def _plain(text: str, before: str, after: str) -> str:
    if "'" not in text:
        return text
    # one character for one, so the neighbours can take part: d'`Origin`
    joined = _APOSTROPHE.sub("’", f"{before}{text}{after}")
    return joined[len(before) : len(joined) - len(after)]


# Lexique des règles typographiques en usage à l'Imprimerie nationale; the narrow space
# is set before the colon too, as the guide's French style has it.
_SPACES = "[ \u00a0\u2009\u202f]"
_BEFORE_HIGH = re.compile(f"(?<!{_SPACES}){_SPACES}++(?=[;:!?»])")
_AFTER_OPENING = re.compile(f"(?<=«){_SPACES}+")
_OPENING = re.compile(rf"«(?=[^{_SPACES[1:-1]}])")
_CLOSING = re.compile(rf"(?<=[^{_SPACES[1:-1]}])»")
# A colon inside a time or an address stays: only one that ends a word gets a space.
_BARE_HIGH = re.compile(r"(?<=[\w)\]’”])(?=(?:[;!?]|:(?=\s|$)))")
_PERCENT = re.compile(f"(?<=\\d){_SPACES}(?=[%€])")


def _french(text: str, before: str, after: str) -> str:
    text = _plain(text, before, after)
    if not any(mark in text for mark in ";:!?«»%€"):
        return text
    text = _BEFORE_HIGH.sub(NARROW_NO_BREAK, text)
    text = _AFTER_OPENING.sub(NARROW_NO_BREAK, text)
    text = _OPENING.sub("«" + NARROW_NO_BREAK, text)
    text = _CLOSING.sub(NARROW_NO_BREAK + "»", text)
    text = _BARE_HIGH.sub(NARROW_NO_BREAK, text)
    text = _PERCENT.sub("\u00a0", text)
    if before and text[:1] in ";:!?»":  # right after inline code
        text = NARROW_NO_BREAK + text
    if after and text.endswith("«"):  # right before it
        text += NARROW_NO_BREAK
    return text


_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_CJK_BREAK = re.compile(f"(?<=[{_CJK}]) *\n *(?=[{_CJK}])")


def _cjk(text: str, before: str, after: str) -> str:
    """Scripts without spaces: a line break in the source is no space in the text."""
    return _CJK_BREAK.sub("", text) if "\n" in text else text


RIGHT_TO_LEFT_MARK = "\u200f"

# Between Latin letters a quotation mark runs with them (Unicode Standard Annex 9, rule N1), and its
# partner doesn't: both would stand at the same end. Such letters may follow a text, as a site's
# name does a title. Brackets are kept together by rule N0.
_QUOTED = re.compile(r"(?<=[A-Za-z0-9])(?= ?[«“])|(?<=[»”])(?= ?[A-Za-z0-9]|\Z)")


def _right_to_left(text: str, before: str, after: str) -> str:
    return _QUOTED.sub(RIGHT_TO_LEFT_MARK, _plain(text, before, after))


_BY_LANGUAGE: dict[str, Typographer] = {
    "ar": _right_to_left,
    "fa": _right_to_left,
    "fr": _french,
    "he": _right_to_left,
    "ja": _cjk,
    "ur": _right_to_left,
    "zh": _cjk,
}


def typographer(language: str) -> Typographer:
    """The typographer of a language, by its primary subtag (`fr`, `zh`)."""
    return _BY_LANGUAGE.get(language, _plain)
