"""A build's configuration, turned to one language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from fieldguide.l10n.extract import is_plain
from fieldguide.mkdocs.locales.search import search_settings
from fieldguide.mkdocs.locales.theme import theme_language
from fieldguide.project import LocaleData

Gettext = Callable[[str], str]


def set_language(config: MkDocsConfig, data: LocaleData, fallback: str) -> bool:
    """Set the theme's language, the words of the configuration, and the search.

    Gives False if the theme has no translation for the locale; its own words are then
    in `fallback`. The theme's templates print configuration as it is, hence the escaping.
    """
    gettext = data.catalog.gettext
    language = theme_language(data.locale, config.theme.dirs)
    config.theme["language"] = language or fallback
    config.theme["direction"] = data.locale.direction
    if config.site_name:
        config.site_name = escape(gettext(config.site_name))
    if config.site_description:
        config.site_description = escape(gettext(config.site_description))
    if config.copyright and is_plain(config.copyright):
        config.copyright = escape(gettext(config.copyright))
    config.nav = _translate_nav(config.nav, gettext)
    for palette in _palettes(config):
        toggle = palette.get("toggle")
        if isinstance(toggle, dict) and toggle.get("name"):
            name = toggle["name"]
            toggle["name"] = str(escape(gettext(name)))
    _set_search(config, data)
    return language is not None


def search_plugin(config: MkDocsConfig) -> Any:
    """Material's search plugin, or None where the guide doesn't use it."""
    return config.plugins.get("material/search") or config.plugins.get("search")


def _set_search(config: MkDocsConfig, data: LocaleData) -> None:
    plugin = search_plugin(config)
    if plugin is not None:
        settings = search_settings(data.locale)
        plugin.config["lang"] = list(settings.lang)
        plugin.config["pipeline"] = list(settings.pipeline)
        plugin.config["separator"] = settings.separator


def _translate_nav(nav: Any, gettext: Gettext) -> Any:
    if isinstance(nav, list):
        return [_translate_nav(item, gettext) for item in nav]
    if isinstance(nav, dict):
        return {
            str(escape(gettext(title))): _translate_nav(item, gettext)
            for title, item in nav.items()
        }
    return nav


def _palettes(config: MkDocsConfig) -> list[dict[str, Any]]:
    palette = config.theme.get("palette") or []
    return [palette] if isinstance(palette, dict) else list(palette)
