"""What a language's own rules say about a translation. All of it is advice: warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from fieldguide.l10n.checks.doubled import check_doubled
from fieldguide.l10n.checks.endings import check_endings
from fieldguide.l10n.checks.length import check_length
from fieldguide.l10n.checks.negation import check_negation
from fieldguide.l10n.checks.plain import Pair, pair_of
from fieldguide.l10n.checks.terms import check_terms
from fieldguide.l10n.checks.typography import check_typography
from fieldguide.l10n.checks.unit import Flaw, Unit
from fieldguide.l10n.glossary import Glossary

#: What a translator may know better: all flaws of language, spelling and consistency.
ADVICE = frozenset(
    {
        "doubled-word",
        "end-mark",
        "length",
        "negation",
        "same-source",
        "spelling",
        "term-avoid",
        "term-prefer",
        "typography-digits",
        "typography-emphasis",
        "typography-letters",
        "typography-marks",
        "typography-pairs",
        "typography-quotes",
        "typography-spaces",
        "typography-width",
    }
)

#: So many flaws of one field are told; what has more wants to be written anew.
MOST = 20
#: The checks that need one text and its source; their places are in the plain text.
_CHECKS: tuple[Callable[[Pair], Iterator[Flaw]], ...] = (
    check_typography,
    check_doubled,
    check_negation,
    check_endings,
    check_length,
)


def check_language(unit: Unit, glossary: Glossary) -> Iterator[Flaw]:
    """Everything doubtful about one field's language, placed in the text as it is written."""
    pair = pair_of(unit)
    flaws = chain(check_terms(pair, glossary), *(check(pair) for check in _CHECKS))
    for flaw in islice(flaws, MOST):
        yield replace(flaw, offset=pair.text.offset(flaw.offset))
