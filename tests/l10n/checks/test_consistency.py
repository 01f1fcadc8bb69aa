from __future__ import annotations

from dataclasses import replace

from fieldguide.findings import Severity
from fieldguide.l10n.checks.consistency import check_consistency
from fieldguide.prose.grammar import parse
from tests.l10n.checks.samples import sample


def test_the_same_english_in_other_words() -> None:
    units = [
        sample("fr", "Empty the cache", "Videz le cache", name="fixes.a.title"),
        sample("fr", "empty the\n cache", "Videz  le cache", name="fixes.b.body"),
        sample("fr", "Empty the cache", "Purgez le cache", name="fixes.c.title"),
        sample("fr", "Empty the cache", "Purgez le cache", name="title", page="q"),
        sample("fr", "Empty it", "Purgez le cache", name="fixes.d.title", page="q"),
    ]
    found = check_consistency(units)
    assert [unit for unit, _ in found] == [units[2], units[3]]
    assert [flaw.message for _, flaw in found] == [
        "`fixes.a.title` has another translation of the same English",
        "`fixes.a.title` of p has another translation of the same English",
    ]
    assert {(flaw.id, flaw.severity) for _, flaw in found} == {("same-source", Severity.WARNING)}


def test_one_word_may_mean_several_things() -> None:
    assert (
        check_consistency([sample("fr", "Cache", "Cache"), sample("fr", "Cache", "Cachez")]) == []
    )


def test_case_and_apostrophes_are_no_difference() -> None:
    units = [
        sample("fr", "The answer", "L'en-tête", name="a.title"),
        sample("fr", "The answer", "l’en-tête", name="b.title"),
    ]
    assert check_consistency(units) == []


def test_outdated_texts_count_for_what_they_were_made_from() -> None:
    units = [
        sample("fr", "Empty the cache", "Videz le cache", name="a.title"),
        sample("fr", "Empty the cache", "Ouvrez le cache", name="b.title"),
    ]
    assert (
        check_consistency([units[0], replace(units[1], earlier=parse("Open it", "inline"))]) == []
    )
