"""Translations far shorter or longer than their source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldguide.findings import Severity
from fieldguide.l10n.checks.plain import Pair
from fieldguide.l10n.checks.unit import Flaw

#: Shorter source texts vary too much, and longer ones than this less.
_LEAST, _LONG = 40, 100
_NARROWED = 1.2, 0.85
#: Columns of a translation per column of English. Of some 90,000 texts of free programs,
#: translated into 27 languages, about two in a thousand lie outside.
_RANGE = (0.55, 2.2)
_RANGES = {
    "ar": (0.38, 1.5),
    "fa": (0.45, 1.6),
    "he": (0.45, 1.6),
    "ja": (0.42, 2.0),
    "ko": (0.4, 2.0),
    "yue": (0.3, 1.4),
    "zh": (0.3, 1.4),
}
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]+"
)


def check_length(pair: Pair) -> Iterator[Flaw]:
    """A length that suggests a part is missing, or doesn't belong there."""
    source = len(pair.source.text)
    if source < _LEAST:
        return
    low, high = _RANGES.get(pair.language, _RANGE)
    if source >= _LONG:
        low, high = low * _NARROWED[0], high * _NARROWED[1]
    ratio = _width(pair.text.text) / source
    if ratio < low:
        wrong, hint = "shorter", "see whether a part is missing"
    elif ratio > high:
        wrong, hint = "longer", "see whether something was added"
    else:
        return
    percent = round(ratio * 100)
    yield Flaw(
        "length",
        0,
        f"much {wrong} than the English text ({percent} % of its width)",
        hint,
        Severity.WARNING,
    )


def _width(text: str) -> int:
    """Columns: characters of East Asian scripts take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, _WIDE.findall(text)))
