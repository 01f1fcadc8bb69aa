"""Options of `fieldguide/entries`."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class EntriesConfig(Config):
    """What is particular to a guide's subject."""

    engines = c.Type(dict, default={})
    """The keys of `messages` in entries, and the names that readers see."""
