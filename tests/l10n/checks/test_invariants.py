"""What a translation must have in common with its source: findings, and no false alarms."""

from __future__ import annotations

import unicodedata

import pytest

from fieldguide.entries.fields import Kind, ProseField
from fieldguide.l10n.checks.invariants import compare
from fieldguide.l10n.checks.unit import Flaw, Unit, parse_source
from fieldguide.l10n.locale import Locale
from fieldguide.prose.grammar import parse
from tests.marks import MARK


def unit(
    tag: str, source: str, text: str, earlier: str | None = None, path: str = "fixes.a.body"
) -> Unit:
    kind: Kind = "inline" if path.endswith("title") else "block"
    field = ProseField(tuple(path.split(".")), kind, source)
    return Unit(
        Locale.parse(tag),
        "reasons/Alpha",
        field,
        parse_source(source, kind),
        parse(text, kind),
        parse_source(earlier, kind) if earlier is not None else None,
    )


def flaws(
    tag: str, source: str, text: str, earlier: str | None = None, path: str = "fixes.a.body"
) -> list[Flaw]:
    return list(compare(unit(tag, source, text, earlier, path)))


def offsets(text: str) -> tuple[str, list[int]]:
    found = []
    while MARK in text:
        found.append(text.index(MARK))
        text = text.replace(MARK, "", 1)
    return text, found


#: Name -> locale, English, translation with its mistakes marked, id.
WRONG = {
    # code
    "misspelt": ("fr", "Send `X-Thing-Origin`.", "Envoyez ¶`X-Thnig-Origin`.", "code-differs"),
    "star": ("fr", "Name `https://a.example`.", "Nommez ¶`*`.", "code-differs"),
    "more code": ("fr", "Send `A` now.", "Envoyez `A` et ¶`B`.", "code-differs"),
    "missing": ("fr", "Send `A` and `B`.", "¶Envoyez `A`.", "code-differs"),
    "became prose": ("fr", "Send `A-B`.", "¶Envoyez A-B.", "code-differs"),
    "other case": ("fr", "Send `Vary`.", "Envoyez ¶`vary`.", "code-differs"),
    "in a list": ("fr", "- `A`\n- `B`\n", "- `A`\n- ¶`C`\n", "code-differs"),
    "in a title": ("fr", "The `A` one", "Le ¶`B`", "code-differs"),
    "homoglyph in code": ("ru", "Send `Access`.", "Пошлите `¶Аccess`.", "code-character"),
    "space in code": ("fr", "Send `A: B`.", "Envoyez `A¶\u00a0: B`.", "code-character"),
    "joiner in code": ("fa", "Send `Access`.", "بفرستید `Acc¶\u200cess`.", "code-character"),
    "once more": ("fr", "Send `A`.", "Envoyez `A`, oui, ¶`A`.", "code-count"),
    "once less": ("fr", "Send `A` or `A`.", "Envoyez ¶`A`.", "code-count"),
    # links
    "another link": ("fr", "See [a](#x).", "Voir [a](#x), ¶[b](reason:B).", "links-differ"),
    "twice": ("fr", "See [a](#x).", "Voir [a](#x), ¶[b](#x).", "links-differ"),
    "other target": ("fr", "See [a][spec] now.", "Voir ¶[a](#x).", "links-differ"),
    "other part": (
        "fr",
        "See [a](guide:a#b) now.",
        "Voir ¶[a](guide:a).",
        "links-differ",
    ),
    "no link": ("fr", "See [it](#x) here.", "¶Voir ceci.", "links-differ"),
    "swapped": (
        "fr",
        "Read [the Fetch standard][fetch] and [what Firefox says][mdn].",
        "Lisez ¶[la norme Fetch][mdn] et [ce qu'en dit Firefox][fetch].",
        "links-swapped",
    ),
    "swapped code": (
        "ja",
        "See [`Vary`](guide:vary) and [`Origin`](guide:origin).",
        "¶[`Vary`](guide:origin) と [`Origin`](guide:vary) を見てください。",
        "links-swapped",
    ),
    # structure
    "one paragraph less": ("fr", "One.\n\nTwo.\n", "¶Un.\nDeux.\n", "structure-differs"),
    "one item more": ("fr", "- One\n- Two\n", "- Un\n- Deux\n¶- Trois\n", "structure-differs"),
    "other list": ("fr", "- One\n", "¶1. Un\n", "structure-differs"),
    "flat": ("fr", "- One\n  - two\n", "- Un\n¶- deux\n", "structure-differs"),
    # names and numbers
    "name in prose": ("fr", "X-Thing-Origin missing", "¶Il manque", "name-differs"),
    "misspelt name": ("fr", "‘X-Thing-Origin’ missing", "« ¶X-Thnig-Origin »", "name-differs"),
    "switch in prose": ("fr", "Look at it.", "Mettez ¶--no-checks.", "name-differs"),
    "call in prose": ("fr", "Look at it.", "Appelez ¶eval().", "name-differs"),
    "number": ("fr", "It takes 86400 seconds.", "Il faut ¶8640 secondes.", "numbers-differ"),
    "decimal": ("fr", "It takes 1.5 seconds.", "Il faut ¶2,5 secondes.", "numbers-differ"),
    "no number": ("fr", "A code from 200 on.", "¶Un bon code.", "numbers-differ"),
    "new number": ("fr", "A good code.", "Un code de ¶200 au moins.", "numbers-differ"),
    "number in another script": ("ar", "After 600 seconds.", "بعد ¶٩٠٠ ثانية.", "numbers-differ"),
    # English
    "English": ("fr", "The header is absent.", "¶The header is absent.", "not-translated"),
    "English, other case": ("fr", "The header\nis absent.", "¶the header is absent.",
                            "not-translated"),
    "an English paragraph": (
        "fr",
        "One thing.\n\nThe header is absent here again.",
        "Une chose.\n\n¶The header is absent here again.",
        "not-translated",
    ),
    "English around code": ("fr", "The `A` is not there.", "¶The `A` is not there.",
                            "not-translated"),
    # characters
    "joiner in French": ("fr", "A word here.", "Un m¶\u200dot.", "prose-character"),
    "joiner between Latin letters": ("fa", "A CORS word.", "واژهٔ CO¶\u200cRS.", "prose-character"),
    "joined emoji": ("hi", "A word here.", "शब्द 👨¶\u200d💻।", "prose-character"),
    "Cyrillic in a Latin word": ("fr", "An access here.", "Un ¶аccès.", "homoglyph"),
    "Latin word in Cyrillic letters": ("de", "A page here.", "Eine ¶Расе.", "homoglyph"),
    "Greek in a Latin word": ("ru", "A CORS word.", "Слово C¶ΟRS.", "homoglyph"),
    "mathematical letters": ("fr", "A word here.", "Un ¶\U0001d41aot.", "homoglyph"),
    "loose accents": ("fr", "A summer here.", "Un ¶e\u0301te\u0301.", "not-nfc"),
}  # fmt: skip


@pytest.mark.parametrize(("tag", "source", "text", "id"), WRONG.values(), ids=WRONG.keys())
def test_a_difference_is_found_at_its_place(tag: str, source: str, text: str, id: str) -> None:
    text, expected = offsets(text)
    path = "title" if "title" in source or source.endswith("missing") else "fixes.a.body"
    found = flaws(tag, source, text, path=path)
    assert [(flaw.id, flaw.offset) for flaw in found] == [(id, at) for at in expected]
    assert all(flaw.message and flaw.hint for flaw in found)


#: Locale, English, translation that is as good as any.
RIGHT = [
    ("fr", "Send `A`, then `B`.", "`B` après `A`."),
    ("ja", "See [the standard][spec] or [MDN][mdn].", "[MDN][mdn] か[標準][spec]を見てください。"),
    ("de", "See [server settings](#a), [browser settings](#b).",
     "Siehe [Browser](#b) und [Server](#a)."),
    ("fr", "*Never* do **that**.", "Ne faites jamais cela."),
    ("fr", "- *One*\n\n- Two\n", "- Un\n- Deux\n"),
    ("fr", "It takes two steps.", "Il faut 2 étapes."),
    ("fr", "It takes 10 steps.", "Il faut dix étapes."),
    ("fr", "It takes 86,400 seconds.", "Il faut 86 400 secondes."),
    ("fr", "It takes 86400 seconds.", "Il faut 86\u202f400 secondes."),
    ("de", "It takes 86,400.5 seconds.", "Es dauert 86.400,5 Sekunden."),
    ("hi", "It takes 100,000 seconds.", "१,००,००० सेकंड लगते हैं।"),
    ("ar", "A code from 200 to 299.", "رمز من ٢٠٠ إلى ٢٩٩."),
    ("ja", "At most 10,000 of them.", "最大で1万件です。"),
    ("ja", "It takes 600 seconds.", "６００秒かかります。"),
    ("fr", "Codes 301, 302 and 308.", "Les codes 301, 302 et 308."),
    ("fr", "`200` is good.", "Un 200 n'est pas `200`."),
    ("de", "‘X-Thing-Origin’ is missing.", "Der X-Thing-Origin-Header fehlt."),
    ("fr", "Content-Type is set here.", "content-type est là."),
    ("fr", "It is set by nginx.conf here.", "Le fichier nginx.conf le fait."),
    ("de", "A server sent it.", "Die Server-Antwort der Web-Konsole."),
    ("fr", "Chrome, Edge", "Chrome, Edge"),
    ("fr", "Content Security Policy", "Content Security Policy"),
    ("fr", "Access-Control-Thing", "Access-Control-Thing"),
    ("fr", "`a b c d e`", "`a b c d e`"),
    ("ru", "The CORS request failed.", "Запрос CORS не удался, API-сервер молчит."),
    ("uk", "A URL of this kind.", "Адреса URL такого виду."),
    ("el", "The origin of Firefox.", "Η προέλευση του Firefox."),
    ("fa", "You want it, so.", "می\u200cخواهید."),
    ("hi", "Letters are joined.", "क\u094d\u200dष और न\u094d\u200cन।"),
    ("de", "A delay of 5 ms.", "Eine Verzögerung von 5 μs und Ω."),
    ("ja", "The CORS rules here.", "ＣＯＲＳの規則です。"),
    ("fr", "The word “façade” is here.", "Le mot « façade » est là."),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "source", "text"), RIGHT, ids=[text for _, _, text in RIGHT])
def test_what_languages_do_is_no_difference(tag: str, source: str, text: str) -> None:
    assert flaws(tag, source, unicodedata.normalize("NFC", text)) == []


def test_the_nearest_is_named() -> None:
    [flaw] = flaws("fr", "Send `X-Origin`, `Vary`.", "Envoyez `X-Orgin`, `Vary`.")
    assert flaw.message == "the English text has `X-Origin`, not `X-Orgin`"
    assert flaw.hint == "write `X-Origin`"
    [flaw] = flaws("fr", "Send `https://a.example`.", "Envoyez `*`.")
    assert flaw.hint == "write `https://a.example`", "the only one that is missing"
    [flaw] = flaws("ru", "Send `Access`.", "Пошлите `Аccess`.")
    assert "U+0410 (CYRILLIC CAPITAL LETTER A)" in flaw.message
    assert flaw.hint == "write `Access`"
    [flaw] = flaws("fr", "One.\n\n- Two\n- Three\n", "Un.\n\n- Deux\n")
    assert flaw.message == (
        "here: 2 paragraphs, 1 list, 1 item; in English: 3 paragraphs, 1 list, 2 items"
    )


@pytest.mark.parametrize(
    ("tag", "source", "text", "columns"),
    [
        ("fr", "A title", "x" * 141, 141),
        ("ja", "A title", "漢" * 71, 142),
        ("fr", "x" * 100, "x " * 81, 162),
    ],
)
def test_a_title_that_is_too_wide(tag: str, source: str, text: str, columns: int) -> None:
    [flaw] = flaws(tag, source, text, path="title")
    assert flaw.id == "title-wide"
    assert f"{columns} columns" in flaw.message
    assert flaws(tag, source, text, path="summary") == [], "only titles are cut off"


@pytest.mark.parametrize(
    ("tag", "source", "text"),
    [("fr", "A title", "x" * 140), ("ja", "A title", "漢" * 70), ("fr", "x" * 100, "x " * 80)],
)
def test_a_title_that_fits(tag: str, source: str, text: str) -> None:
    assert flaws(tag, source, text, path="title") == []


OLD, NEW = "Send `A` to [x](#x) in 30 seconds.\n", "Send `B` to [y](#y) in 60 seconds.\n\nNow.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Envoyez `A` à [x](#x) en 30 secondes.\n",
        "Envoyez `B` à [y](#y) en 60 secondes.\n\nTout de suite.\n",
        "Envoyez `A` à [y](#y) en 60 secondes.\n",
        "Envoyez `B` ou `A` à [x](#x), [y](#y) en 30 secondes.\n",
    ],
)
def test_an_outdated_text_may_be_of_either_time(text: str) -> None:
    assert flaws("fr", NEW, text, OLD) == []


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Envoyez ¶`*` à [x](#x) en 30 secondes.\n", "code-differs"),
        ("Envoyez `A` à [x](#x) et ¶[z](#z) en 30 secondes.\n", "links-differ"),
        ("Envoyez `A` à [x](#x) en ¶90 secondes.\n", "numbers-differ"),
        ("¶- Envoyez `A` à [x](#x) en 30 secondes.\n", "structure-differs"),
        ("¶Send `A` to [x](#x) in 30 seconds.\n", "not-translated"),
        ("Envoyez `A` ou ¶`A` à [x](#x) en 30 secondes.\n", "code-count"),
    ],
)
def test_an_outdated_text_may_have_what_no_time_had(text: str, id: str) -> None:
    text, [offset] = offsets(text)
    assert [(flaw.id, flaw.offset) for flaw in flaws("fr", NEW, text, OLD)] == [(id, offset)]
