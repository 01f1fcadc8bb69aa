"""A locale: a BCP 47 tag, and what Babel (CLDR) knows about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_percent

from fieldguide.prose.typography import Typographer, typographer


class LocaleError(ValueError):
    """A tag that names no locale, or is not written the BCP 47 way; `hint` says how."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Locale:
    """One language of the guide. Make it with `parse`."""

    tag: str
    """BCP 47, in canonical case: `fr`, `pt-BR`, `zh-Hans`."""

    @staticmethod
    def parse(tag: str) -> Locale:
        """The locale of a tag.

        Raises LocaleError for an unknown tag or unusual spelling.
        """
        try:
            known = BabelLocale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError, TypeError):
            raise LocaleError(
                f"`{tag}` is not a language that CLDR knows",
                "name the folder by a BCP 47 tag, such as `fr`, `pt-BR` or `zh-Hans`",
            ) from None
        canonical = canonical_tag(tag)
        if known.language != canonical.split("-", 1)[0]:
            raise LocaleError(
                f"`{tag}` is an old tag",
                f"name the folder `{'-'.join([known.language, *canonical.split('-')[1:]])}`",
            )
        if canonical != tag:
            raise LocaleError(f"`{tag}` is not in canonical case", f"name the folder `{canonical}`")
        return Locale(tag)

    @cached_property
    def babel(self) -> BabelLocale:
        """Babel's data for this locale."""
        return BabelLocale.parse(self.tag, sep="-")

    @cached_property
    def slug(self) -> str:
        """The first segment of this locale's addresses: the tag in lower case."""
        return self.tag.lower()

    @cached_property
    def language(self) -> str:
        """The primary language subtag."""
        return str(self.babel.language)

    @cached_property
    def script(self) -> str:
        """The script it is written in, by ISO 15924: `Latn`, `Arab`, `Jpan`."""
        if self.babel.script:
            return str(self.babel.script)
        likely = get_global("likely_subtags")
        full = likely.get(str(self.babel)) or likely.get(self.language) or ""
        return next((part for part in full.split("_") if len(part) == 4), "Latn")

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.babel.text_direction)

    @cached_property
    def name(self) -> str:
        """The language's name in itself, as a list of languages shows it."""
        name = str(self.babel.get_display_name(self.babel) or self.tag)
        return name[:1].upper() + name[1:]

    @cached_property
    def typographer(self) -> Typographer:
        """How this language sets a run of prose."""
        return typographer(self.language)

    def list(self, items: list[str]) -> str:
        """`a, b and c`, the way the language joins a list."""
        return format_list(items, locale=self.babel)

    def date(self, day: date) -> str:
        """`23 November 2026`, the way the language writes a day."""
        return format_date(day, "long", locale=self.babel)

    def percent(self, share: Fraction) -> str:
        """`57 %`, rounded down: what isn't whole must not look so."""
        return format_percent(Decimal(floor(share * 100)) / 100, locale=self.babel)


def canonical_tag(tag: str) -> str:
    """BCP 47 section 2.1.1: language lower case, script Title case, region UPPER case."""
    parts = tag.split("-")
    return "-".join(
        [parts[0].lower()]
        + [
            part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower()
            for part in parts[1:]
        ]
    )
