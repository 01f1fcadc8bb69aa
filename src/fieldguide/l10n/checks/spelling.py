"""Spelling, where the machine has a dictionary of the language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from fieldguide.findings import Severity
from fieldguide.l10n.checks.language import MOST
from fieldguide.l10n.checks.plain import Pair, pair_of
from fieldguide.l10n.checks.unit import Flaw, Unit
from fieldguide.l10n.glossary import Glossary

SPELLING = "spelling"
#: Words -> those that a dictionary doesn't know.
Speller = Callable[[Collection[str]], set[str]]

_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(rf"(?<![\w.@/'’-]){_LETTERS}(?:['’-]{_LETTERS})*(?![\w@/])")
_QUOTED = re.compile(r"[‘“\"(][^‘“”\"()\n]+[’”\")]")
_JOINT = re.compile(r"['’-]")
_SHORTEST = 3


def check_spelling(
    units: Sequence[Unit], glossary: Glossary, speller: Speller
) -> list[tuple[Unit, Flaw]]:
    """Words that neither the dictionary nor the glossary knows; all are looked up at once.

    Names are never looked up: words with capitals inside, and words that the English text has
    with a capital letter, or in quotation marks or brackets.
    """
    known = _known_words(glossary)
    pairs = [pair_of(unit) for unit in units]
    words = [_words(pair, known) for pair in pairs]
    asked = {word for found in words for word in found}
    unknown = speller(sorted(asked)) if asked else set()
    flaws = []
    for pair, found in zip(pairs, words, strict=True):
        wrong = (item for item in found.items() if _is_unknown(item[0], unknown))
        for word, place in islice(wrong, MOST):
            flaws.append((pair.unit, _flaw(word, pair.text.offset(place))))
    return flaws


def _is_unknown(word: str, unknown: set[str]) -> bool:
    return word in unknown or not unknown.isdisjoint(_JOINT.split(word))


def _words(pair: Pair, known: frozenset[str]) -> dict[str, int]:
    """The words of a text that need looking up, and where each stands first."""
    names = {word for word in _words_of(pair.source.text) if not word.islower()}
    for quoted in _QUOTED.findall(pair.source.text):
        names.update(_words_of(quoted))
    found: dict[str, int] = {}
    for match in _WORD.finditer(pair.text.text):
        parts = [
            part
            for part in _JOINT.split(match[0])
            if part not in names and part.casefold() not in known
        ]
        if not parts or match[0].casefold() in known or _is_name(match[0]):
            continue
        if max(map(len, parts)) >= _SHORTEST:
            found.setdefault(match[0].replace("’", "'"), match.start())
    return found


def _words_of(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        yield match[0]
        yield from _JOINT.split(match[0])


def _known_words(glossary: Glossary) -> frozenset[str]:
    right = (term.name if term.keep else term.prefer for term in glossary.terms)
    words = {word for text in (*glossary.words, *right) for word in _words_of(text)}
    return frozenset(word.casefold() for word in words)


def _is_name(word: str) -> bool:
    """Whether a word has capitals inside: CDN, WebKit, l'API."""
    last = _JOINT.split(word)[-1]
    return any(sign.isupper() for sign in last[1:])


def _flaw(word: str, place: int) -> Flaw:
    return Flaw(
        SPELLING,
        place,
        f"the dictionary doesn't know “{word}”",
        "correct it, or add it to `words:` of the glossary",
        Severity.WARNING,
    )
