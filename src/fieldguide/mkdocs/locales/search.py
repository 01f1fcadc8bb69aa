"""Search settings per language, for Material's search (lunr 2.3).

A table and not a rule: with some languages the obvious choice makes search worse
(Arabic's stemmer, for one), and Material's defaults give several the English stop
words. `tests/mkdocs/test_search.py` runs real queries through the real worker.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldguide.l10n.locale import Locale


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """What goes into the search plugin's configuration."""

    lang: tuple[str, ...]
    """lunr languages: they bring stemmers, stop words and segmenters."""
    pipeline: tuple[str, ...] = ("stemmer",)
    separator: str = r"[\s\-_,:;.!?¡¿'\"“”„‘’«»‹›()\[\]{}<>/\\|=*`]+"
    """Where words end: white space and punctuation, so that header names give their parts."""


_CJK_SEPARATOR = SearchSettings(("en",)).separator.replace(r"[\s", r"[\s\u200b\u3000-\u303f\uff00-\uffef")

_PLAIN = SearchSettings(("en",), pipeline=())
_TABLE = {
    language: SearchSettings(("en", language))
    for language in ("da", "de", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv", "tr")
} | {
    "en": SearchSettings(("en",)),
    "nb": SearchSettings(("en", "no")),
    "nn": SearchSettings(("en", "no")),
    # Stemming Arabic loses words that it should find; plain prefixes do better.
    "ar": _PLAIN,
    "ja": SearchSettings(("en", "ja"), separator=_CJK_SEPARATOR),
    # Chinese is segmented at build time, if jieba is installed; \u200b separates the words.
    "zh": SearchSettings(("en",), pipeline=(), separator=_CJK_SEPARATOR),
    "ko": SearchSettings(("en", "ko")),
    "th": SearchSettings(("en", "th"), pipeline=()),
    "vi": SearchSettings(("en", "vi"), pipeline=()),
    "hi": SearchSettings(("en", "hi"), pipeline=()),
}


def search_settings(locale: Locale) -> SearchSettings:
    """The settings of a locale; plain word search where no tested ones exist."""
    return _TABLE.get(locale.language, _PLAIN)
