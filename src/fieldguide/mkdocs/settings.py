"""What a guide's `mkdocs.yml` says about it, for commands that don't build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from fieldguide.links.external.rules import Rule
from fieldguide.mkdocs.entries.plugin import EntriesPlugin
from fieldguide.mkdocs.links.config import rules_of
from fieldguide.mkdocs.links.plugin import LinksPlugin
from fieldguide.mkdocs.locales.plugin import LocalesPlugin


class SettingsError(Exception):
    """The configuration is missing or is not a guide's."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a guide lies, and its options."""

    root: Path
    docs: Path
    locales: Path
    overrides: Path | None
    theme: tuple[str, ...]
    """The folders of the theme's templates."""
    source: str
    engines: dict[str, str]
    site: Path
    """Where the built site lies."""
    url: str
    """The site's address, with a slash at the end; empty if there is none."""
    directory_urls: bool
    rules: tuple[Rule, ...]
    """What is different about some addresses of other hosts."""


def read_settings(config_file: Path) -> Settings:
    """Read a guide's settings. Raises SettingsError, with a message for its author."""
    if not config_file.is_file():
        raise SettingsError(f"there is no {config_file} here; run this where the guide lies")
    try:
        config = load_config(str(config_file))
    except (Abort, ConfigurationError) as error:
        raise SettingsError(f"{config_file}: {error}") from None
    entries = config.plugins.get("fieldguide/entries")
    locales = config.plugins.get("fieldguide/locales")
    links = config.plugins.get("fieldguide/links")
    if not isinstance(entries, EntriesPlugin) or not isinstance(locales, LocalesPlugin):
        raise SettingsError(
            f"{config_file}: add `fieldguide/locales` and `fieldguide/entries` to `plugins`"
        )
    return Settings(
        root=config_file.resolve().parent,
        docs=Path(config.docs_dir),
        locales=locales.directory(config),
        overrides=Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        theme=tuple(config.theme.dirs),
        source=locales.config.source,
        engines=dict(entries.config.engines),
        site=Path(config.site_dir),
        url=config.site_url or "",
        directory_urls=config.use_directory_urls,
        rules=rules_of(links.config) if isinstance(links, LinksPlugin) else (),
    )
