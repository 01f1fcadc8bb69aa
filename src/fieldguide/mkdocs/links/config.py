"""Options of `fieldguide/links`: none so far."""

from __future__ import annotations

from mkdocs.config.base import Config


class LinksConfig(Config):
    """The plugin checks everything that it can without asking other hosts."""
