from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.l10n.digests import digest


def test_a_digest_is_twelve_hex_digits_and_never_changes() -> None:
    assert digest("Send the header.") == "71ff1a683ffd"


@pytest.mark.parametrize(
    "other",
    [
        "Send the\nheader é.\n",
        "  Send   the header é. ",
        "Send the\n\nheader\u00a0é.",
        unicodedata.normalize("NFD", "Send the header é."),
    ],
)
def test_reflowing_and_composition_change_nothing(other: str) -> None:
    assert digest(other) == digest("Send the header é.")


@pytest.mark.parametrize(
    "other", ["Send the header é", "send the header é.", "Send the headeré.", "Send the header e."]
)
def test_words_and_punctuation_change_it(other: str) -> None:
    assert digest(other) != digest("Send the header é.")


@given(st.text())
def test_any_text_has_a_digest(text: str) -> None:
    assert re.fullmatch("[0-9a-f]{12}", digest(text))
    assert digest(f" {text}\n") == digest(text)
