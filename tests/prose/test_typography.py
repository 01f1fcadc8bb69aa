from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.prose.grammar import parse
from fieldguide.prose.render import to_html
from fieldguide.prose.typography import typographer
from tests.prose.texts import TEXTS

LANGUAGES = st.sampled_from(["en", "fr", "ja", "zh", "ar"])
AROUND = st.sampled_from(["", "a", "1", "»", "«", ":", " ", "\u202f", "漢", "'"])
RUNS = st.text(alphabet="a1 .,;:!?«»%€'’\"\u00a0\u202f\u2009\n()[]漢。é_")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("Quoi?", "Quoi\u202f?"),
        ("Quoi \u00a0?", "Quoi\u202f?"),
        ("Attention : non ; oui !", "Attention\u202f: non\u202f; oui\u202f!"),
        ("« citation »", "«\u202fcitation\u202f»"),
        ("«citation»", "«\u202fcitation\u202f»"),
        ("à 12:30, port a:80", "à 12:30, port a:80"),
        ("Hein ?!", "Hein\u202f?!"),
        ("100 % de 5 €", "100\u00a0% de 5\u00a0€"),
        ("l'en-tête d'aujourd'hui", "l’en-tête d’aujourd’hui"),
        ("Rien à faire, ici.", "Rien à faire, ici."),
    ],
)
def test_french(text: str, expected: str) -> None:
    assert typographer("fr")(text, "", "") == expected


@pytest.mark.parametrize(
    ("before", "text", "after", "expected"),
    [
        ("x", "; suite", "", "\u202f; suite"),
        ("", "; suite", "", "; suite"),
        ("x", " : suite", "", "\u202f: suite"),
        ("", "voir «", "x", "voir «\u202f"),
        ("x", "» fin", "", "\u202f» fin"),
        ("d", "'", "x", "’"),
        ("", "d'", "x", "d’"),
    ],
)
def test_french_beside_code(before: str, text: str, after: str, expected: str) -> None:
    assert typographer("fr")(text, before, after) == expected


@pytest.mark.parametrize("language", ["ja", "zh"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一行目\n二行目", "一行目二行目"),
        ("終わり。\n  次", "終わり。次"),
        ("カタカナ \n ひらがな", "カタカナひらがな"),
        ("CORS\nヘッダー", "CORS\nヘッダー"),
        ("見出し\nCORS", "見出し\nCORS"),
        ("一 二", "一 二"),
    ],
)
def test_lines_join_in_scripts_without_spaces(language: str, text: str, expected: str) -> None:
    assert typographer(language)(text, "", "") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ترويسة CORS «Origin»", "ترويسة CORS\u200f «Origin»\u200f"),
        ("«Origin» CORS", "«Origin»\u200f CORS"),
        ("«Origin» أو «xyz» هي", "«Origin» أو «xyz» هي"),
        ("CORS“a”b", "CORS\u200f“a”\u200fb"),
        ("خادم CORS (proxy)", "خادم CORS (proxy)"),
    ],
)
def test_both_quotation_marks_run_from_right_to_left(text: str, expected: str) -> None:
    assert typographer("ar")(text, "", "") == expected


def test_other_languages_get_an_apostrophe_and_nothing_else() -> None:
    assert typographer("en")("It's 5 % : 'so' «x»", "", "") == "It’s 5 % : 'so' «x»"
    assert typographer("xx")("a : b", "", "") == "a : b"


@given(st.one_of(RUNS, st.text()), AROUND, AROUND, LANGUAGES)
def test_typography_is_idempotent(text: str, before: str, after: str, language: str) -> None:
    typeset = typographer(language)
    once = typeset(text, before, after)
    assert typeset(once, before, after) == once


@given(st.one_of(RUNS, st.text()), AROUND, AROUND, LANGUAGES)
def test_typography_changes_spaces_apostrophes_and_directions_only(
    text: str, before: str, after: str, language: str
) -> None:
    def letters(text: str) -> str:
        return re.sub(r"[\s\u200f]", "", text).replace("’", "'")

    assert letters(typographer(language)(text, before, after)) == letters(text)


def codes(rendered: str) -> list[str]:
    return re.findall(r"<code>(.*?)</code>", rendered, re.DOTALL)


@given(TEXTS, LANGUAGES)
def test_typography_never_touches_code(text: str, language: str) -> None:
    parsed = parse(text, "block")
    untouched = to_html(parsed, lambda run, before, after: run, lambda target: None)
    typeset = to_html(parsed, typographer(language), lambda target: None)
    assert codes(typeset) == codes(untouched)
