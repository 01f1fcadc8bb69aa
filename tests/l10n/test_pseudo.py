"""Pseudo-locales: what they do to a text, and what they leave alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fieldguide.l10n.localize import localize
from fieldguide.l10n.pseudo import (
    PSEUDO_LOCALES,
    PseudoCatalog,
    accent,
    mirror,
    pseudo_translation,
)
from fieldguide.l10n.translation import State
from tests.l10n.sources import english

XA, XB = PSEUDO_LOCALES["en-XA"], PSEUDO_LOCALES["en-XB"]


def test_accents_brackets_and_length() -> None:
    assert accent("Send it ") == "[Šééñð îîţ] "
    assert accent(", 42.") == ", 42."


@given(st.text())
def test_white_space_round_a_text_stays_outside(text: str) -> None:
    changed = accent(text)
    assert changed.strip("[]").strip() or not text.strip()
    start = len(text) - len(text.lstrip())
    assert changed[:start] == text[:start]


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_mirroring_only_adds_marks(text: str) -> None:
    assert "".join(c for c in mirror(text) if c not in "\u200f\u202e\u202c") == text


def test_a_catalog_keeps_placeholders() -> None:
    catalog = PseudoCatalog(XA)
    assert catalog.gettext("By %(names)s, 100 %%.") == "[Ɓýý] %(names)s, 100 %%."
    assert catalog.ngettext("%(n)s word", "%(n)s words", 2) == "%(n)s [ŵööŕðš]"
    assert PseudoCatalog(XB).pgettext("context", "to") == "\u200f\u202eto\u202c\u200f"


def test_dates_and_shares_are_disguised_and_rounded_down() -> None:
    assert XA.date(date(2026, 9, 15)) == "[Šééþţééɱƀééŕ 15, 2026]"
    assert XA.percent(Fraction(999, 1000)) == "99%"


def test_a_pseudo_translation_is_whole_and_current() -> None:
    source = english()
    localized = localize(source, pseudo_translation(source))
    assert set(localized.states.values()) == {State.CURRENT}
    assert localized.is_whole
    assert not localized.is_unread
