"""Checks the whole site after the build, all locales together."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

from fieldguide.mkdocs.entries.plugin import EntriesPlugin
from fieldguide.mkdocs.links.check import check_links
from fieldguide.mkdocs.links.config import LinksConfig
from fieldguide.mkdocs.locales.plugin import VARIABLE, LocalesPlugin
from fieldguide.pages.origins import Origins
from fieldguide.report import render

log = get_plugin_logger(__name__)


class LinksPlugin(BasePlugin[LinksConfig]):
    """Warns of each broken link once, naming who wrote it; `--strict` makes that a failure."""

    @event_priority(-200)  # after the locales plugin has finished all locales and the root
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check what was built, if it was the whole site."""
        locales = config.plugins.get("fieldguide/locales")
        entries = config.plugins.get("fieldguide/entries")
        if not isinstance(locales, LocalesPlugin) or not isinstance(entries, EntriesPlugin):
            raise PluginError("fieldguide/links needs fieldguide/locales and fieldguide/entries")
        if not locales.is_main or locales.is_serving:
            return
        if os.environ.get(VARIABLE):
            log.info("links are not checked: only some locales were built")
            return
        origins = Origins(
            locales.project, dict(entries.config.engines), directory_urls=config.use_directory_urls
        )
        report = check_links(locales.root, locales.root_url, (locales.project, origins))
        for finding in report.findings:
            log.warning(render([finding], "text", Path.cwd()))
        log.info(
            f"links: {report.references} in {report.files} files, "
            f"{len(report.findings)} to mend; {report.external} of other hosts not looked at"
        )
