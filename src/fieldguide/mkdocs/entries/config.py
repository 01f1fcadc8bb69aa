"""Options of `fieldguide/entries`."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class EntriesConfig(Config):
    """What is particular to a guide's subject."""

    engines = c.Type(dict, default={})
    """The keys of `messages` in entries, and the names that readers see."""
    license = c.Type(str, default="")
    """The address of the license of the texts, for search engines."""
    image = c.Type(str, default="")
    """The picture that others show with a link to the site, such as `assets/images/card.png`."""
