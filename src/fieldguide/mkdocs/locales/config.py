"""Options of `fieldguide/locales`."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class LocalesConfig(Config):
    """Where the languages are."""

    source = c.Type(str, default="en")
    """BCP 47 tag of the language that entries are written in."""
    directory = c.Type(str, default="locales")
    """The folder of all locales, relative to the configuration file."""
