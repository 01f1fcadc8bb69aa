from __future__ import annotations

import pytest

from fieldguide.findings import Severity
from tests.l10n.checks.samples import flaws, said

#: Language, English, text, then the flaws: id and where.
MISTAKES: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("fr", "It is ‘missing’.", "C'est “manquant”.", [("quotes", "“manquant”.")]),
    ("fr", "It is ‘missing’.", 'C\'est "manquant".', [("quotes", '"manquant".'), ("quotes", '".')]),
    ("fr", "It is ‘missing’.", "C'est 'manquant' ici.", [("quotes", "'manquant'")]),
    (
        "fr",
        "It is ‘missing’.",
        "C'est <<manquant>>.",
        [("quotes", "<<manquant>>."), ("quotes", ">>.")],
    ),
    ("fr", "Wait …", "Attendez...", [("marks", "...")]),
    ("fr", "Yes: ‘a’: b.", "Oui : « a »: b.", [("spaces", ":")]),
    ("fr", "Cause: it.", "La cause:elle.", [("spaces", ":elle.")]),
    ("fr", "At 50 percent.", "À 50% ici.", [("spaces", "%")]),
    ("fr", "Yes, no.", "Oui , non.", [("spaces", ",")]),
    ("fr", "Yes, no.", "Oui,non.", [("spaces", ",non.")]),
    ("fr", "Say ‘yes’.", "Dites « oui.", [("pairs", "«")]),
    ("fr", "It (so) is.", "C'est ainsi).", [("pairs", ").")]),
    ("fr", "It is *so*.", "C'est *ainsi.", [("emphasis", "*ainsi.")]),
    ("de", "It is ‘missing’.", "Das ist “weg”.", [("quotes", "”."), ("quotes", "“weg”.")]),
    ("de", "It is missing !", "Es fehlt !", [("spaces", "!")]),
    ("pl", "‘x’ is bad.", "„x“ jest zły.", [("quotes", "“")]),
    ("ru", "‘x’ is bad.", "„x“ — плохо.", [("quotes", "„x“")]),
    ("es", "Is it sent?", "Se envía?", [("marks", "?")]),
    ("es", "Stop!", "Alto!", [("marks", "!")]),
    ("el", "Is it sent?", "Στέλνεται?", [("marks", "?")]),
    ("ja", "It works, so.", "動く,そして。", [("width", ",そして。")]),
    ("ja", "It works.", "動きます.", [("width", ".")]),
    ("ja", "It works with `a`.", "使うのは `a`.", [("width", ".")]),
    ("ja", "It (so) works.", "これ(例)です。", [("width", "(例)です。"), ("width", ")です。")]),
    ("ja", "It works.", "それは 動きます。", [("spaces", "動きます。")]),
    (
        "ja",
        "It says ‘yes’.",
        "“はい”と表示します。",
        [("quotes", "“はい”と表示します。"), ("quotes", "”と表示します。")],
    ),
    (
        "ja",
        "It says ‘yes’.",
        "「はい」「いいえと表示します。",
        [("pairs", "「いいえと表示します。")],
    ),
    ("ja", "It works.", "ﾃﾞｰﾀです。", [("width", "ﾃﾞｰﾀです。")]),
    (
        "ja",
        "It is *important* here.",
        "これは*「重要」*です。",
        [("emphasis", "*「重要」*です。"), ("emphasis", "*です。")],
    ),
    ("ja", "Steps 1 and 2.", "手順1と２。", [("digits", "２。")]),
    ("zh-Hans", "It says ‘yes’.", "它说「是」。", [("quotes", "「是」。"), ("quotes", "」。")]),
    ("zh-Hant", "It says ‘yes’.", "它說“是”。", [("quotes", "“是”。"), ("quotes", "”。")]),
    ("ko", "It works.", "작동합니다。", [("width", "。")]),
    ("ar", "Send it, then wait.", "أرسله, ثم انتظر.", [("marks", ",")]),
    ("ar", "Send `a`, then wait.", "أرسل `a`, ثم انتظر.", [("marks", ",")]),
    ("ar", "Send it; wait.", "أرسله; انتظر.", [("marks", ";")]),
    ("ar", "Was it sent?", "هل أرسل?", [("marks", "?")]),
    ("ar", "Send it, then wait.", "أرسله ، ثم انتظر.", [("spaces", "،")]),
    ("ar", "Send it, then wait.", "أرسله،ثم انتظر.", [("spaces", "،ثم")]),
    ("ar", "Codes 401 and 403.", "الرمزان 401 و٤٠٣.", [("digits", "٤٠٣.")]),
    ("ar", "It works.", "هذا یعمل.", [("letters", "یعمل.")]),
    ("fa", "It works.", "اين کار می‌کند.", [("letters", "ين")]),
]


@pytest.mark.parametrize(("tag", "source", "text", "places"), MISTAKES)
def test_what_a_language_writes_otherwise(
    tag: str, source: str, text: str, places: list[tuple[str, str]]
) -> None:
    found = said(tag, source, text)
    assert sorted(found) == sorted((f"typography-{id}", place) for id, place in places)


@pytest.mark.parametrize(
    ("tag", "source", "text"),
    [
        ("fr", "Why: ‘a’!", "Pourquoi: «a» !"),  # the build sets these spaces
        ("fr", "Why: ‘a’!", "Pourquoi : « a “b” »\u202f!"),
        ("fr", "`a`: b; c?", "`a`: b; c?"),
        ("fr", "It says 'a'.", "Il dit 'a'."),  # as in English
        ("fr", "Don't: `it`.", "N'y touchez pas : l'`it` et l'« x »."),
        ("fr", 'Quote `"a", b`.', 'Citez `"a", b`.'),  # code is code
        ("fr", "From 9:30, in file.txt.", "Dès 9:30, dans file.txt."),
        ("fr", "A * b, 2*3.", "A * b, 2*3."),
        ("de", "Say ‘yes’ (or not)!", "Sag „ja ‚so‘“ oder »nein« (oder nicht)!"),
        ("es", "Is it? Go! Why?", "¿Lo es? ¡Vamos! ¿Por qué?"),
        ("fi", "It is ‘so’ in the EU:", "Se on ”niin” EU:ssa:"),
        ("nl", "In the morning: ‘so’.", "'s Ochtends bij foto's: ‘zo’."),
        ("ja", "It (so) works, and ‘this’.", "CORS の要求（例）は、「これ」です。どう？ はい。"),
        ("ja", "`a`, `b` and Node.js 1.5.", "`a`、`b` と Node.js 1.5 です。"),
        ("zh-Hans", "It says ‘yes’: `a`.", "它说“是”：`a`。"),
        ("ko", "It says ‘yes’.", "“예”라고 합니다."),
        ("ar", "Send `GET, PUT`: «x», 1,5; why?", "أرسل `GET, PUT`: «س»، 1,5؛ لماذا؟"),
        ("ar", "In Chrome, Edge and Safari.", "في Chrome وEdge وSafari."),
        ("he", "‘CORS’ in the US.", 'CORS בארה"ב.'),
        ("th", "It works ?", "ใช้งานได้ ?"),
        ("sw", 'Say "yes" , ok ?', 'Sema "ndiyo" , sawa ?'),  # no table
    ],
)
def test_what_is_right_is_silent(tag: str, source: str, text: str) -> None:
    assert [flaw for flaw in flaws(tag, source, text) if "typography" in flaw.id] == []


def test_a_flaw_is_advice_and_says_what_to_write() -> None:
    flaw = flaws("fr", "It is ‘missing’.", "C'est \"manquant.")[0]
    assert flaw.severity is Severity.WARNING
    assert (flaw.message, flaw.hint) == ('`"` is a straight quotation mark', "write «…»")


def test_places_are_those_of_the_text_as_written() -> None:
    text = "Dites `x`.\n\n1. Un *deux*...\n2. [trois][a] , quatre\n"
    assert said("fr", "Say `x`.\n\n1. One *two*\n2. [three][a], four\n", text) == [
        ("typography-spaces", ","),
        ("typography-marks", "..."),
        ("end-mark", "."),
    ]
