"""Material's own translations: which of its language files a locale uses."""

from __future__ import annotations

from jinja2 import Environment

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


def theme_language(locale: Locale, environment: Environment) -> str | None:
    """The name of Material's language file for a locale, or None if it has none."""
    parts = locale.tag.split("-")
    candidates = [_NAMES.get(locale.tag, locale.tag)]
    candidates += ["-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    known = set(environment.list_templates(filter_func=lambda name: "partials/languages/" in name))
    for candidate in candidates:
        if f"partials/languages/{candidate}.html" in known:
            return candidate
    return None
