"""Patterns for words in whatever form a sentence gives them; rough, and on the mild side."""

from __future__ import annotations

import re
from functools import lru_cache

#: Languages whose words have no border that a pattern could find.
_UNBROKEN = frozenset(["ja", "zh", "yue", "ko", "th", "lo", "km", "my", "bo", "dz"])
#: What languages write at the beginning of a word: "and", "in", "the".
_PREFIXES = {"ar": "[وفبكل]{0,2}(?:ال|ل)?", "he": "[ושהבלכמ]{0,3}"}
#: From this length on, only the beginning of a word must be there.
_LONG = 5
_WEAK = "اويى"


@lru_cache(maxsize=1 << 12)
def english(term: str) -> re.Pattern[str]:
    """An English term, in singular and plural."""
    if term.endswith("y"):
        pattern = rf"{_loose(_spaced(term[:-1]))}(?:y|ies)"
    else:
        pattern = rf"{_loose(_spaced(term))}(?:s|es)?"
    return re.compile(_bordered(pattern), re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def as_written(words: str) -> re.Pattern[str]:
    """These words and no form of them."""
    return re.compile(_bordered(_spaced(words)))


@lru_cache(maxsize=1 << 12)
def form_of(words: str, language: str) -> re.Pattern[str]:
    """These words, with no more than an ending."""
    if language in _UNBROKEN:
        return re.compile(_spaced(words), re.IGNORECASE)
    pattern = r"\s+".join(_ending(word) for word in words.split())
    return re.compile(_bordered(_PREFIXES.get(language, "") + pattern), re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def spelling_of(words: str, language: str) -> re.Pattern[str]:
    """The same, also with a space for a hyphen, or nothing."""
    return re.compile(_loose(form_of(words, language).pattern), re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def any_form(words: str, language: str) -> re.Pattern[str]:
    """Any form of these words, or of the longest of them.

    A sentence may say "the proxy" for "the proxy server".
    """
    word = _main_word(words)
    if language == "ar":
        return _root(word.removeprefix("ال"))
    if language in _UNBROKEN:
        return re.compile(_spaced(word), re.IGNORECASE)
    before = _PREFIXES.get(language, "")
    return re.compile(rf"(?<!\w){before}{_spaced(_stem(word))}[\w-]*", re.IGNORECASE)


def stem_of(words: str, language: str) -> str:
    """What any form of these words has in it, in lower case."""
    word = _main_word(words) if words else ""
    if language == "ar":
        return ""
    return (word if language in _UNBROKEN else _stem(word)).lower()


def needle_of(words: str) -> str:
    """A part of the words that every form of them has, in lower case."""
    return max(re.split(r"[\s'’-]", words), key=len).lower().removesuffix("y")


def _main_word(words: str) -> str:
    return re.split("['’]", max(words.split(), key=len))[-1]


def _stem(word: str) -> str:
    return word if len(word) < _LONG else word[: max(_LONG, len(word) // 2)]


def _root(word: str) -> re.Pattern[str]:
    """Arabic makes plurals inside a word, by its long vowels."""
    firm = word[0] + "".join(sign for sign in word[1:] if sign not in _WEAK).removesuffix("ة")
    inside = f"[{_WEAK}]*".join(map(re.escape, firm))
    return re.compile(rf"(?<!\w){_PREFIXES['ar']}{inside}\w*")


def _ending(word: str) -> str:
    """A word with one of the endings that a plural or a case may have."""
    if word.endswith("y"):
        return _spaced(word[:-1]) + "(?:y|ie)s?"
    return _spaced(word) + (r"\w{0,2}" if len(word) >= _LONG else "(?:s|es)?")


def _loose(pattern: str) -> str:
    """A pattern for words that may be written with a hyphen, apart or as one."""
    return pattern.replace("[-‑]", r"[-‑\s]?")


def _spaced(words: str) -> str:
    """A pattern for words that a line may break, with either apostrophe and hyphen."""
    pattern = "".join("['’]" if sign in "'’" else re.escape(sign) for sign in words)
    return re.sub(r"(?:\\ )+", r"\\s+", pattern).replace(r"\-", "[-‑]")


def _bordered(pattern: str) -> str:
    """A pattern that is no part of a longer name: a header's name isn't the word `header`."""
    return rf"(?<![\w-])(?:{pattern})(?!\w|-\w)"
