"""Marks that a language writes otherwise, and marks that come alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from fieldguide.findings import Severity
from fieldguide.l10n.checks.orthography import Rule, orthography
from fieldguide.l10n.checks.plain import Pair
from fieldguide.l10n.checks.unit import Flaw


def check_typography(pair: Pair) -> Iterator[Flaw]:
    """What breaks the orthography of the language; nothing for languages without rules."""
    known = orthography(pair.unit.locale)
    if known is None:
        return
    text, source = pair.text.text, pair.source.text
    present = set(text)
    for rule in known.rules:
        if rule.signs and rule.signs.isdisjoint(present):
            continue
        if not rule.beside or not rule.beside.isdisjoint(present):
            yield from _apply(rule, text, source)
    for opening, closing in known.pairs:
        if opening not in present and closing not in present:
            continue
        if not _is_paired(text, opening, closing) and _is_paired(source, opening, closing):
            yield _unpaired(text, opening, closing)


def _apply(rule: Rule, text: str, source: str) -> Iterator[Flaw]:
    for match in rule.pattern.finditer(text):
        if rule.shared and rule.pattern.search(source):
            return
        at = "at" if "at" in rule.pattern.groupindex else 0
        yield Flaw(
            rule.id,
            match.start(at),
            rule.message.format(match[at].strip()),
            rule.hint,
            Severity.WARNING,
        )


def _is_paired(text: str, opening: str, closing: str) -> bool:
    return text.count(opening) == text.count(closing)


def _unpaired(text: str, opening: str, closing: str) -> Flaw:
    """At the first closing mark that nothing opened, or else the last opening one."""
    balance = accumulate((sign == opening) - (sign == closing) for sign in text)
    early = (place for place, depth in enumerate(balance) if depth < 0)
    return Flaw(
        "typography-pairs",
        next(early, text.rfind(opening)),
        f"`{opening}` and `{closing}` are not there the same number of times",
        "write both, or none",
        Severity.WARNING,
    )
