"""Negations lost or gained: a missing "never" turns advice into its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from fieldguide.findings import Severity
from fieldguide.l10n.checks.negations import NEGATIONS
from fieldguide.l10n.checks.plain import BLOCK_BREAK, Pair
from fieldguide.l10n.checks.unit import Flaw

#: What every translation must negate somehow.
_ENGLISH = re.compile(
    r"\b(?:(?<!\bor )not(?! only| just| merely)|never|no(?! matter)|none|nothing(?! but| else)"
    r"|nobody|neither|nor|cannot|without|nowhere)\b|n['’]t\b"
)
#: What a translation may negate: "lacks it" is often "doesn't have it". Words that translators
#: of free programs turn into a negation less than once in a hundred times are left out.
_HIDDEN = re.compile(
    r"\b(?:alone|anything|except|few|fine|in full|matter|no|not|nothing|only|out of|outside|past"
    r"|rather|still|too|unless|until|whether|yet)\b"
    r"|\b(?:absent|avoid|bad|barely|bogus|den[iy]|differ|disa|drop|excl|exempt|fail|forb|forgot"
    r"|hardly|ignor|in(?:act|comp|corr|exact|secur|sens|stead|suff|valid|visib)|lack|lose|lost|mal"
    r"|mis|non|null|omit|opposite|opt-|prevent|rarely|refus|reject|scarcely|seldom|silen|skip"
    r"|suppress|turn|un|vain|wrong|zero)"
    r"|less\b"
)
#: "Don't … unless" is as well "only … if".
_CONDITION = re.compile(r"\bunless\b")


class _Stretch(NamedTuple):
    """A line, a paragraph or the whole of an English text."""

    denies: bool
    may_deny: bool


def check_negation(pair: Pair) -> Iterator[Flaw]:
    """A line that says no in one language, where nothing does in the other."""
    negation = NEGATIONS.get(pair.language)
    if negation is None:
        return
    separator, source = _alike(pair)
    start = 0
    for stretch, text in zip(source, pair.text.lower.split(separator), strict=True):
        if stretch.denies:
            said = negation.any.search(negation.without_idle(text))
            if not said and not _ENGLISH.search(text):  # quoted messages stay English
                yield _lost(pair.text.start_of(start))
        elif not stretch.may_deny and negation.clear.search(negation.without_idle(text)):
            yield _gained(pair.text.start_of(start))
        start += text.count("\n") + separator.count("\n")


def _alike(pair: Pair) -> tuple[str, Sequence[_Stretch]]:
    """The smallest parts that both sides have the same number of, and what separates them."""
    lower = pair.source.lower
    for separator in ("\n", BLOCK_BREAK):
        if lower.count(separator) == pair.text.lower.count(separator):
            return separator, _stretches(lower, separator)
    return "\0", _stretches(lower, "\0")


@lru_cache(maxsize=1 << 14)
def _stretches(text: str, separator: str) -> Sequence[_Stretch]:
    return [
        _Stretch(
            bool(_ENGLISH.search(stretch)) and not _CONDITION.search(stretch),
            bool(_HIDDEN.search(stretch)),
        )
        for stretch in text.split(separator)
    ]


def _lost(place: int) -> Flaw:
    return Flaw(
        "negation",
        place,
        "the English says “not”, “never” or the like here, and nothing in the translation does",
        "see whether the meaning was turned around",
        Severity.WARNING,
    )


def _gained(place: int) -> Flaw:
    return Flaw(
        "negation",
        place,
        "the translation says “not”, “never” or the like here, and nothing in the English does",
        "see whether the meaning was turned around",
        Severity.WARNING,
    )
