"""The glossary's decisions, held against a translation."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from fieldguide.findings import Severity
from fieldguide.l10n.checks.inflection import (
    any_form,
    as_written,
    english,
    form_of,
    needle_of,
    spelling_of,
    stem_of,
)
from fieldguide.l10n.checks.plain import Pair
from fieldguide.l10n.checks.unit import Flaw
from fieldguide.l10n.glossary import Glossary, Term


@dataclass(frozen=True, slots=True)
class _Decision:
    """A term with what a text must have in lower case for a closer look."""

    term: Term
    source: str
    right: str
    wrong: tuple[tuple[str, str], ...]
    """Of each forbidden word: its needle, and the word."""


def check_terms(pair: Pair, glossary: Glossary) -> Iterator[Flaw]:
    """Words that the glossary forbids, and terms whose preferred word is absent."""
    source, text = pair.source.lower, pair.text.lower
    for decision in _decisions(glossary, pair.language):
        told = False
        for needle, word in decision.wrong:
            if needle in text:
                for place in _forbidden(decision.term, word, pair):
                    told = True
                    yield _avoid(decision.term, word, place)
        if decision.source in source and not told and _is_missing(decision, pair):
            yield _missing(decision.term)


def _forbidden(term: Term, word: str, pair: Pair) -> Iterator[int]:
    text, language = pair.text.text, pair.language
    found = [match.span() for match in spelling_of(word, language).finditer(text)]
    right: list[tuple[int, int]] = []
    if found and term.prefer:
        right = [match.span() for match in form_of(term.prefer, language).finditer(text)]
    for wrong in found:
        before = bisect(right, wrong[0], key=itemgetter(0)) - 1
        if before < 0 or not _explains(text, right[before], wrong):
            yield wrong[0]


_GLOSS = re.compile(r"\s?[(（]")


def _explains(text: str, right: tuple[int, int], wrong: tuple[int, int]) -> bool:
    """Whether a forbidden word is a part of the right one, or stands behind it in brackets."""
    return wrong[1] <= right[1] or bool(_GLOSS.fullmatch(text, right[1], wrong[0]))


def _is_missing(decision: _Decision, pair: Pair) -> bool:
    term, text = decision.term, pair.text
    if term.keep:
        right = as_written(term.name)
    elif term.prefer and not term.name.startswith("to "):  # of a verb many forms are right
        right = any_form(term.prefer, pair.language)
    else:
        return False
    if decision.right in text.lower and right.search(text.text):
        return False
    return bool(english(term.name).search(pair.source.text))


def _avoid(term: Term, word: str, place: int) -> Flaw:
    return Flaw(
        "term-avoid", place, f"the glossary avoids “{word}”", _advice(term), Severity.WARNING
    )


def _missing(term: Term) -> Flaw:
    if term.keep:
        message = f"“{term.name}” is in English here and not in the translation"
    else:
        message = f"“{term.name}” is in English here, and “{term.prefer}” is not in the translation"
    return Flaw("term-prefer", 0, message, _advice(term), Severity.WARNING)


def _advice(term: Term) -> str:
    right = term.name if term.keep else term.prefer
    advice = f"write “{right}”" if right else "use another word"
    reason = " ".join(filter(None, [term.why, term.link]))
    return f"{advice}: {reason}" if reason else advice


@lru_cache(maxsize=256)
def _decisions(glossary: Glossary, language: str) -> tuple[_Decision, ...]:
    return tuple(
        _Decision(
            term,
            needle_of(term.name),
            needle_of(term.name) if term.keep else stem_of(term.prefer, language),
            tuple((needle_of(word), word) for word in term.avoid),
        )
        for term in glossary.terms
    )
