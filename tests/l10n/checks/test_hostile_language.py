"""Texts that were made to keep a checker busy: each check looks at a text a few times, at most.

Nothing here is timed; a check that looks at every place for every other one would take hours.
"""

from __future__ import annotations

import pytest

from fieldguide.findings import Position
from fieldguide.l10n.checks.language import MOST
from fieldguide.l10n.checks.spelling import check_spelling
from fieldguide.l10n.glossary import Glossary, Term
from tests.l10n.checks.samples import EMPTY, flaws, sample

SIZE = 30_000
TERMS = Glossary(
    (
        Term("proxy", Position(), "serveur mandataire", ("proxy", "mandat", "x y")),
        Term("header", Position(), "ترويسة", ("رأس",)),
    )
)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ", "1", "1 ٢ ", '"', "'a'", "' a", "«“", "»“", "„a", "?", "¿", "!", "a a ", "a\n\n", "x",
        "ne ", "m", "カ", "字", "を", "(", "」", "ا", "ت ر س ", "proxy ",
        "serveur mandataire (proxy) ",
        "a'", "a-", "mandat", " ,", ",a", "..", "*a", "`a` ", "[a][b] ", "- a\n", "não ", "\\*",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["fr", "es", "ja", "ar"])
def test_long_texts(tag: str, piece: str) -> None:
    text = piece * (SIZE // len(piece) // (8 if "[" in piece or "`" in piece else 1))
    assert len(flaws(tag, "The proxy has no header.", text, TERMS)) <= MOST


def test_a_text_with_countless_unknown_words() -> None:
    text = " ".join(f"mot{'x' * (n % 97)}{'y' * (n // 97)}" for n in range(3000))
    found = check_spelling([sample("fr", "So.", text)], EMPTY, set)
    assert len(found) == MOST
