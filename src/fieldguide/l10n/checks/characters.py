"""Characters that look like others, or like nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fieldguide.l10n.checks.marks import Marks, places
from fieldguide.l10n.checks.unit import Flaw, Unit
from fieldguide.l10n.joiners import idle_joiners
from fieldguide.l10n.locale import Locale

#: Letters of other scripts that a reader takes for Latin ones (Unicode's confusables).
_LOOKALIKES = (
    "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝүѵ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ"  # Greek
    "ՍՏօոսցզԁᎪᎬᎷᎻᏃᏒᏙᏚᏞᏟᏢᏦ"  # Armenian, Cherokee
    "ⅰⅴⅹⅼⅽⅾⅿℂℊℋℍℕℙℚℝℤ"  # signs made of letters
)
_WIDE = "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"
_LOOKALIKE = re.compile(f"[{_LOOKALIKES}{_WIDE}]")
_LATIN = "a-zA-Z\u00c0-\u024f\u1e00-\u1eff"
_MIXED = re.compile(f"[{_LATIN}][{_LOOKALIKES}{_WIDE}]|[{_LOOKALIKES}{_WIDE}][{_LATIN}]")
_LOOKING_LATIN = re.compile(f"[{_LATIN}{_LOOKALIKES}{_WIDE}]+")
_WORD = re.compile(r"[^\W\d_]+")


def check_characters(unit: Unit, own: Marks) -> Iterator[Flaw]:
    """Report joiners that join nothing, letters of another script, and loose accents."""
    text = unit.text
    for match in idle_joiners(text, unit.locale):
        if _in_code(unit, match.start()):
            continue  # code is compared letter by letter
        yield Flaw(
            "prose-character",
            match.start(),
            f"U+{ord(match[0]):04X} is an invisible character that joins nothing here",
            "delete it",
        )
    if not unicodedata.is_normalized("NFC", text):
        normal = unicodedata.normalize("NFC", text)
        pairs = enumerate(zip(text, normal, strict=False))
        offset = next((n for n, (a, b) in pairs if a != b), min(len(text), len(normal)))
        yield Flaw(
            "not-nfc",
            offset,
            f"`{text[offset : offset + 2]}` is a letter and a loose accent: two characters",
            "type it as one character, as Unicode's form NFC has it",
        )
    # where the language isn't written in Latin, only a word in two scripts is strange
    suspicious = _LOOKALIKE if unit.locale.script == "Latn" else _MIXED
    for block in own.blocks:
        if suspicious.search(block):
            yield from _homoglyphs(unit, block)


def _in_code(unit: Unit, offset: int) -> bool:
    return any(
        start <= offset < start + len(token.content)
        for token, start in places(unit.parsed)
        if token.type == "code_inline"
    )


def _homoglyphs(unit: Unit, block: str) -> Iterator[Flaw]:
    """Words that look Latin and aren't. What is whole in another script is a word of it."""
    for word in _WORD.findall(block):
        strange = _LOOKALIKE.search(word)
        if not strange or len(word) < 2 or not _LOOKING_LATIN.fullmatch(word):
            continue
        if _MIXED.search(word) or _is_foreign(unit.locale, strange[0]):
            sign = strange[0]
            yield Flaw(
                "homoglyph",
                max(unit.text.find(word), 0) + strange.start(),
                f"`{word}` has U+{ord(sign):04X} ({unicodedata.name(sign)}), which looks Latin",
                "type the word anew with Latin letters",
            )


def _is_foreign(locale: Locale, sign: str) -> bool:
    """Whether a letter belongs to Cyrillic or Greek where the language is written in Latin."""
    return locale.script == "Latn" and sign not in "αικνορυχ"
