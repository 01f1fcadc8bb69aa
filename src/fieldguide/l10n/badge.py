"""A small picture of a number, for a page elsewhere."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from html import escape

from fieldguide.l10n.locale import Locale

_HEIGHT, _PADDING, _FONT = 20, 6, 11
#: From a share on: white on these has a contrast of 4.5 at least.
_COLORS = ((Fraction(9, 10), "#1a7f37"), (Fraction(1, 2), "#8a5a00"), (Fraction(0), "#b3261e"))


def badge(locale: Locale, share: Fraction) -> str:
    """An SVG with a language's name and how much of the guide it has."""
    name, percent = locale.name, locale.percent(share)
    left, right = _width(name) + 2 * _PADDING, _width(percent) + 2 * _PADDING
    color = next(color for least, color in _COLORS if share >= least)
    title = escape(f"{name}: {percent}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" '
        f'role="img" aria-label="{title}" lang="{locale.tag}">\n'
        f"<title>{title}</title>\n"
        f'<rect width="{left + right}" height="{_HEIGHT}" rx="3" fill="{color}"/>\n'
        f'<path d="M3 0h{left - 3}v{_HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#444"/>\n'
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="{_FONT}" '
        f'text-anchor="middle" aria-hidden="true">\n'
        f"{_text(name, 0, left)}{_text(percent, left, right)}</g>\n"
        "</svg>\n"
    )


def _text(text: str, start: int, width: int) -> str:
    """A text in the middle of a box, as wide as was counted on, whatever the font."""
    return (
        f'<text x="{start + width / 2:g}" y="14" textLength="{width - 2 * _PADDING}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>\n'
    )


def _width(text: str) -> int:
    """About as many pixels as a text takes."""
    return sum(map(_pixels, text))


def _pixels(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):  # drawn on others, or not at all
        return 0
    return 12 if unicodedata.east_asian_width(letter) in "WF" else 7
