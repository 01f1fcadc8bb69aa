"""Words written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fieldguide.findings import Severity
from fieldguide.l10n.checks.plain import Pair
from fieldguide.l10n.checks.unit import Flaw

#: Language -> words that may well follow themselves in it. Languages that double words to
#: make plurals and adverbs (Indonesian, Turkish, Vietnamese, Hindi …) are not here at all.
_MAY_DOUBLE = {
    "bg": "да му много",
    "bs": "",
    "ca": "gairebé molt",
    "cs": "se si je už velmi",
    "da": "der den det de er at på",
    "de": "das dem den der die du er es ihr sehr sie was werden wir",
    "el": "λίγο πολύ σιγά της του το τα",
    "es": "casi muy no nos que sí ya",
    "et": "see nii",
    "fi": "hyvin on se",
    "fr": "faire nous très vous",
    "hr": "",
    "hu": "a az egy már",
    "it": "ci man mano molto piano si via",
    "lt": "",
    "lv": "",
    "nb": "at de den der det er på som",
    "nl": "dat die er het je u ze zeer zij",
    "nn": "at det dei der den er som",
    "pl": "bardzo już się",
    "pt": "logo muito nos quase que",
    "ro": "foarte mai",
    "ru": "вот еле очень то чуть",
    "sk": "sa si je už veľmi",
    "sl": "",
    "sr": "",
    "sv": "att de den det där för på som är",
    "uk": "вже дуже ледь то",
    "ar": "",
    "he": "אחד יותר לאט מאוד מעט",
}
#: "letter by letter", "one by one": any noun in this form.
_ADVERB = {"ar": ("ا", "ً", "ة")}
_ALLOWED = {language: frozenset(words.split()) for language, words in _MAY_DOUBLE.items()}

#: The same without spaces: particles that never follow themselves, and long words.
_UNBROKEN = {
    "ja": re.compile(
        r"を(?=を)|が(?=が)|(?<!な)に(?=に)|([ァ-ヶー]{3,12}|(?!一)[一-鿿]{2,8})(?=\1)"
    ),
    "zh": re.compile(r"(?<!目)的(?=的)|请(?=请)|([一-鿿]{3,8}|[的是在和把被][一-鿿]{2,7})(?=\1)"),
}
_PART_OF_WORD = frozenset("-‑'’_")
_WORD = re.compile(r"\S+")


def check_doubled(pair: Pair) -> Iterator[Flaw]:
    """A word that stands twice where the language wouldn't double it."""
    language = pair.language
    if language in _UNBROKEN:
        for match in _UNBROKEN[language].finditer(pair.text.text):
            yield _flaw(match[0], match.end())
        return
    if language not in _ALLOWED:
        return
    words = pair.text.lower.split()
    if not any(
        second.startswith(first) and _is_doubled(first, second, language)
        for first, second in pairwise(words)
    ):
        return
    text = pair.text.text
    for one, other in pairwise(_WORD.finditer(text)):
        is_near = text.count("\n", one.end(), other.start()) < 2  # else a paragraph ends
        if is_near and _is_doubled(one[0].lower(), other[0].lower(), language):
            yield _flaw(one[0], other.start())


def _is_doubled(first: str, second: str, language: str) -> bool:
    """Whether the second of two words is the first, with a full stop or the like at most."""
    after = second[len(first) : len(first) + 1]
    return (
        second.startswith(first)
        and first[0].isalpha()
        and first[-1].isalpha()
        and not (after.isalnum() or after in _PART_OF_WORD)
        and first not in _ALLOWED[language]
        and not first.endswith(_ADVERB.get(language, ()))
    )


def _flaw(word: str, place: int) -> Flaw:
    said = f"“{word}” stands here twice"
    return Flaw("doubled-word", place, said, "delete one", Severity.WARNING)
