from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

import pytest

from fieldguide.l10n.badge import badge
from fieldguide.l10n.locale import Locale

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("tag", "share", "title"),
    [
        ("fr", Fraction(1), "Français: 100\xa0%"),
        ("fr", Fraction(999, 1000), "Français: 99\xa0%"),
        ("ja", Fraction(1, 3), "日本語: 33%"),
        ("ar", Fraction(0), "العربية: 0%"),
    ],
)
def test_it_has_a_title_for_everybody(tag: str, share: Fraction, title: str) -> None:
    root = ElementTree.fromstring(badge(Locale.parse(tag), share))
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == title


def test_texts_lie_inside_their_boxes() -> None:
    for tag in ("fr", "ja", "sr-Latn", "vi"):
        root = ElementTree.fromstring(badge(Locale.parse(tag), Fraction(1, 2)))
        whole = float(root.attrib["width"])
        for text in root.iter(f"{SVG}text"):
            middle, length = float(text.attrib["x"]), float(text.attrib["textLength"])
            assert middle - length / 2 > 0
            assert middle + length / 2 < whole


def test_the_colour_follows_the_number() -> None:
    shares = (Fraction(1), Fraction(9, 10), Fraction(89, 100), Fraction(1, 2), Fraction(49, 100))
    fills = [
        ElementTree.fromstring(badge(Locale.parse("fr"), share)).find(f"{SVG}rect").get("fill")  # type: ignore[union-attr]
        for share in shares
    ]
    assert fills[0] == fills[1] != fills[2] == fills[3] != fills[4]
