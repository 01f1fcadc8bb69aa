"""Joiners: invisible signs that some scripts need inside words, and all others don't."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fieldguide.l10n.locale import Locale

#: Scripts in which joiners and their like decide which shape a letter takes.
_JOINED = {
    "Arab", "Aran", "Bali", "Beng", "Deva", "Gujr", "Guru", "Java", "Khmr", "Knda", "Laoo",
    "Mlym", "Mong", "Mymr", "Nkoo", "Orya", "Sinh", "Syrc", "Taml", "Telu", "Thaa", "Tibt",
}  # fmt: skip
_JOINER = re.compile("[\u180b-\u180d\u180f\u200c\u200d]")


def idle_joiners(text: str, locale: Locale) -> Iterator[re.Match[str]]:
    """Joiners that no letter of the language's script stands before."""
    for match in _JOINER.finditer(text):
        before = text[match.start() - 1 : match.start()]
        is_letter = before and not before.isascii() and unicodedata.category(before)[0] in "LM"
        if locale.script not in _JOINED or not is_letter:
            yield match
