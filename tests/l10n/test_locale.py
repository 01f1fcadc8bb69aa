from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fieldguide.l10n.locale import Locale, LocaleError, canonical_tag


@pytest.mark.parametrize(
    ("tag", "slug", "language", "direction", "name"),
    [
        ("en", "en", "en", "ltr", "English"),
        ("fr", "fr", "fr", "ltr", "Français"),
        ("ar", "ar", "ar", "rtl", "العربية"),
        ("he", "he", "he", "rtl", "עברית"),
        ("pt-BR", "pt-br", "pt", "ltr", "Português (Brasil)"),
        ("zh-Hans", "zh-hans", "zh", "ltr", "中文 (简体)"),
        ("es-419", "es-419", "es", "ltr", "Español (Latinoamérica)"),
        ("sr-Latn", "sr-latn", "sr", "ltr", "Srpski (latinica)"),
    ],
)
def test_what_is_known_of_a_locale(
    tag: str, slug: str, language: str, direction: str, name: str
) -> None:
    locale = Locale.parse(tag)
    assert locale.tag == tag
    assert (locale.slug, locale.language, locale.direction, locale.name) == (
        slug,
        language,
        direction,
        name,
    )


UNKNOWN = "name the folder by a BCP 47 tag, such as `fr`, `pt-BR` or `zh-Hans`"


@pytest.mark.parametrize(
    ("tag", "message", "hint"),
    [
        ("", "`` is not a language that CLDR knows", UNKNOWN),
        ("-", "`-` is not a language that CLDR knows", UNKNOWN),
        ("french", "`french` is not a language that CLDR knows", UNKNOWN),
        ("xx", "`xx` is not a language that CLDR knows", UNKNOWN),
        ("fr_FR", "`fr_FR` is not a language that CLDR knows", UNKNOWN),
        ("en-", "`en-` is not a language that CLDR knows", UNKNOWN),
        ("FR", "`FR` is not in canonical case", "name the folder `fr`"),
        ("pt-br", "`pt-br` is not in canonical case", "name the folder `pt-BR`"),
        ("zh-hans", "`zh-hans` is not in canonical case", "name the folder `zh-Hans`"),
        ("iw", "`iw` is an old tag", "name the folder `he`"),
        ("in-ID", "`in-ID` is an old tag", "name the folder `id-ID`"),
    ],
)
def test_other_tags_are_refused_with_a_hint(tag: str, message: str, hint: str) -> None:
    with pytest.raises(LocaleError) as caught:
        Locale.parse(tag)
    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("EN", "en"),
        ("zh-HANT-hk", "zh-Hant-HK"),
        ("ES-419", "es-419"),
        ("ca-VALENCIA", "ca-valencia"),
    ],
)
def test_canonical_case(tag: str, canonical: str) -> None:
    assert canonical_tag(tag) == canonical


def test_lists_are_joined_as_the_language_does() -> None:
    assert Locale.parse("en").list(["a", "b", "c"]) == "a, b, and c"
    assert Locale.parse("fr").list(["a", "b", "c"]) == "a, b et c"
    assert Locale.parse("ja").list(["a", "b"]) == "a、b"
    assert Locale.parse("fr").list(["a"]) == "a"


def test_days_and_shares_are_written_as_the_language_does() -> None:
    assert Locale.parse("fr").date(date(2026, 9, 1)) == "1 septembre 2026"
    assert Locale.parse("fr").percent(Fraction(2, 3)) == "66\u00a0%"
    assert Locale.parse("en").percent(Fraction(999, 1000)) == "99%"
