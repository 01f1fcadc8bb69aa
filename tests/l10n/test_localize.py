from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from fieldguide.l10n.digests import digest
from fieldguide.l10n.localize import localize
from fieldguide.l10n.translation import State
from tests import guides
from tests.l10n.sources import english, translated

#: Twenty words in all: 1 + 9 in title and summary, one in each of ten others.
SOURCE = guides.reason(
    "Alpha",
    title='"One"',
    summary='"One two three four five six seven eight nine"',
    explanation='"One"',
    causes='\n  a: {title: "One", body: "One", tell: "One", fixes: [f], code: [ask]}',
    fixes='\n  f: {title: "One", body: "One"}',
    verify='\n  body: "One"',
    standard='"One"',
    avoid='\n  n: {title: "One", body: "One"}',
)


def test_without_a_translation_all_is_missing_and_the_page_falls_back() -> None:
    source = english(SOURCE)
    localized = localize(source, None)
    assert sum(field.words for field in source.fields) == 20
    assert set(localized.states.values()) == {State.MISSING}
    assert localized.translated == 0
    assert localized.is_fallback
    assert localized.text(("title",)) is None


@pytest.mark.parametrize(
    ("text", "share", "is_fallback"),
    [
        ('summary: "S"\n', Fraction(9, 20), True),
        ('summary: "S"\ntitle: "T"\n', Fraction(10, 20), False),
        ('summary: "S"\ntitle: "T"\nstandard: "N"\n', Fraction(11, 20), False),
    ],
)
def test_half_of_the_words_makes_a_page(
    tmp_path: Path, text: str, share: Fraction, is_fallback: bool
) -> None:
    translation, _ = translated(tmp_path, text, english(SOURCE))
    localized = localize(english(SOURCE), translation)
    assert localized.translated == share
    assert localized.is_fallback is is_fallback
    assert localized.text(("summary",)) == (None if is_fallback else "S")
    assert localized.text(("explanation",)) is None, "a field without translation shows English"


def test_outdated_texts_are_shown_and_counted(tmp_path: Path) -> None:
    source = english(SOURCE)
    text = f'summary: "S"\ntitle: "T"\nsource: {{title: {digest("One")}, summary: 0123456789ab}}\n'
    translation, _ = translated(tmp_path, text, source)
    localized = localize(source, translation)
    assert localized.states["title",] is State.CURRENT
    assert localized.states["summary",] is State.OUTDATED
    assert localized.states["standard",] is State.MISSING
    assert localized.translated == Fraction(1, 2)
    assert localized.text(("summary",)) == "S"


def test_a_text_of_a_machine_is_unread_even_when_it_is_outdated(tmp_path: Path) -> None:
    source = english()
    text = guides.french_reason() + "machine: [summary]\n"
    translation, _ = translated(tmp_path, text, source)
    localized = localize(source, translation)
    assert localized.states["summary",] is State.OUTDATED
    assert localized.is_unread
    read, _ = translated(tmp_path, guides.french_reason(), source)
    assert not localize(source, read).is_unread


def test_a_machine_s_text_that_nobody_sees_is_not_unread(tmp_path: Path) -> None:
    source = english(SOURCE)
    translation, _ = translated(tmp_path, 'title: "Un"\nmachine: [title, standard]\n', source)
    localized = localize(source, translation)
    assert localized.is_fallback
    assert not localized.is_unread
    assert not localized.is_whole
