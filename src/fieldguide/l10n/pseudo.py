"""Pseudo-locales: English made foreign, so that developers see what no translator could reach.

`en-XA` has accents, is a good third longer and stands in brackets: what stays plain isn't
translatable, what lacks a bracket is cut off. `en-XB` runs from right to left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from babel import Locale as BabelLocale
from babel.support import NullTranslations

from fieldguide.entries.read import Source
from fieldguide.entries.tree import Scalar, find
from fieldguide.l10n.digests import digest
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.translation import Translation
from fieldguide.prose.typography import Typographer

_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_VOWEL = re.compile("[aeiouyAEIOUY]")
_LETTER = re.compile("[A-Za-z]")
_WORD = re.compile("[A-Za-z]+(?:['’][A-Za-z]+)*")
_RIGHT_TO_LEFT_MARK, _OVERRIDE, _POP = "\u200f", "\u202e", "\u202c"


def accent(text: str) -> str:
    """`[Ŵîîţĥ åååççééñţš]`; a text without letters stays as it is."""
    if not _LETTER.search(text):
        return text
    core = text.strip()
    start = text.index(core)
    longer = _VOWEL.sub(lambda vowel: vowel[0] + vowel[0].lower(), core)
    return f"{text[:start]}[{longer.translate(_ACCENTS)}]{text[start + len(core) :]}"


def mirror(text: str) -> str:
    """Every word written from right to left."""
    return _WORD.sub(
        lambda word: f"{_RIGHT_TO_LEFT_MARK}{_OVERRIDE}{word[0]}{_POP}{_RIGHT_TO_LEFT_MARK}", text
    )


def _set_accented(text: str, before: str, after: str) -> str:
    return accent(text)


def _set_mirrored(text: str, before: str, after: str) -> str:
    return mirror(text)


@dataclass(frozen=True)
class PseudoLocale(Locale):
    """A locale that CLDR doesn't know: English in all but its looks.

    Its texts are the source's own. They change their looks where every language has its
    typography set, so code and links stay as they are by construction.
    """

    is_mirrored: bool = False

    def disguise(self, text: str) -> str:
        """A text of the interface, in this locale's looks."""
        return mirror(text) if self.is_mirrored else accent(text)

    @cached_property
    def babel(self) -> BabelLocale:
        """English data."""
        return BabelLocale("en")

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.is_mirrored else "ltr"

    @cached_property
    def name(self) -> str:
        """Its tag: no menu shows it."""
        return self.tag

    @cached_property
    def typographer(self) -> Typographer:
        """Sets prose in this locale's looks."""
        return _set_mirrored if self.is_mirrored else _set_accented

    def date(self, day: date) -> str:
        """A day, in this locale's looks."""
        return self.disguise(super().date(day))

    def percent(self, share: Fraction) -> str:
        """A share, in this locale's looks."""
        return self.disguise(super().percent(share))


PSEUDO_LOCALES: dict[str, PseudoLocale] = {
    locale.tag: locale for locale in (PseudoLocale("en-XA"), PseudoLocale("en-XB", True))
}

_PLACEHOLDER = re.compile(r"(%(?:%|\(\w+\)s))")


class PseudoCatalog(NullTranslations):
    """The interface's own strings, in a pseudo-locale's looks; placeholders stay."""

    def __init__(self, locale: PseudoLocale) -> None:
        super().__init__()
        self._locale = locale

    def gettext(self, message: str) -> str:
        """A message. One with placeholders is disguised around them."""
        parts = _PLACEHOLDER.split(message)
        return "".join(
            part if number % 2 else self._locale.disguise(part) for number, part in enumerate(parts)
        )

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        """A message in the form that a number needs."""
        return self.gettext(super().ngettext(singular, plural, num))

    def pgettext(self, context: str, message: str) -> str:
        """A message that means different things in different contexts."""
        return self.gettext(message)


def pseudo_translation(source: Source) -> Translation:
    """A translation of all of an entry, up to date, that has the source's own texts."""
    translation = Translation(source.path)
    for field in source.fields:
        scalar = find(source.tree, field.path)
        assert isinstance(scalar, Scalar), "prose is read from a scalar"
        translation.texts[field.path] = field.text
        translation.scalars[field.path] = scalar
        translation.digests[field.name] = digest(field.text)
    return translation
