"""Material's own translations: which of its language files a locale uses."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fieldguide.l10n.locale import Locale

#: Where Material's name is not the tag or its beginning.
_NAMES = {
    "nb": "nb",
    "nn": "nn",
    "zh": "zh",
    "zh-Hans": "zh",
    "zh-CN": "zh",
    "zh-Hant": "zh-Hant",
    "zh-HK": "zh-Hant",
    "zh-TW": "zh-TW",
    "sr-Latn": "sh",
}


def theme_language(locale: Locale, theme_dirs: Iterable[str]) -> str | None:
    """The name of Material's language file for a locale, or None if it has none."""
    parts = locale.tag.split("-")
    candidates = [_NAMES.get(locale.tag, locale.tag)]
    candidates += ["-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    folders = [Path(folder) / "partials" / "languages" for folder in theme_dirs]
    for candidate in candidates:
        if any((folder / f"{candidate}.html").is_file() for folder in folders):
            return candidate
    return None
