"""Gives each page its policy, and writes the headers to send with the site."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

from fieldguide.hosting.headers import HASHED, Site, apache, hosted, nginx
from fieldguide.hosting.policy import (
    TRUSTED_TYPES,
    Inline,
    blocked_in,
    inline_in,
    inline_of,
    policy,
    policy_of,
    with_policy,
)
from fieldguide.mkdocs.locales.plugin import LocalesPlugin

log = get_plugin_logger(__name__)

_SCRIPT = "trusted-types.js"
_FOLDER = "assets/javascripts/"
#: The service worker, whose scope is the folder that it lies in; a theme with this page has one.
_WORKER = "offline-worker.js"
_OFFLINE = "503.html"
#: The theme's first script, which is the first that makes markup of text, or the one that loads it.
_THEME = re.compile(rf'<script (type="module" )?src="([^"]*{_FOLDER})[^"]*"')
#: Bytes of a page in which its policy stands: it comes early.
_HEAD = 8_192


class HostingConfig(Config):
    """No options: what a page may load is decided from the page."""


class HostingPlugin(BasePlugin[HostingConfig]):
    """Writes what keeps a site safe where it is hosted; previews go without.

    (MkDocs puts a script of its own into each page that it serves.)
    """

    def __init__(self) -> None:
        self._inlines: dict[Path, Inline] = {}

    def on_config(self, config: MkDocsConfig) -> None:
        """Find the plugin that knows where the site lies."""
        locales = config.plugins.get("fieldguide/locales")
        if not isinstance(locales, LocalesPlugin):
            raise PluginError("fieldguide/hosting needs fieldguide/locales: add it to `plugins`")
        self._locales = locales
        self._inlines = {}

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell templates whether the site has a worker to register."""
        env.globals["has_offline_worker"] = self._has_worker(config)
        return env

    @event_priority(-200)  # after all that add to pages
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put the policy into a page."""
        return self._guarded(output, Path(page.file.abs_dest_path))

    @event_priority(-200)
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Put it into the 404 page, too."""
        if not template_name.endswith(".html"):
            return output
        return self._guarded(output, Path(config.site_dir) / template_name)

    @event_priority(-150)  # when all locales and the root are written, and before links are checked
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make a locale's pages agree; in the main build, do the rest."""
        if self._locales.is_serving:
            return
        self._agree()
        if not self._locales.is_main:
            return
        root = self._locales.root
        (root / _FOLDER).mkdir(parents=True, exist_ok=True)
        _write(root / _FOLDER / _SCRIPT, _source(_SCRIPT))
        if self._has_worker(config):
            _write(root / _WORKER, self._worker())
        self._write_headers(root, self._guard_all(root))

    def _has_worker(self, config: MkDocsConfig) -> bool:
        return _OFFLINE in config.theme.static_templates and not self._locales.is_serving

    def _worker(self) -> str:
        """The service worker, which is told what of its origin is the guide's own."""
        slugs = [locale.slug for locale in self._locales.project.locales.values()]
        facts = f"const FOLDERS = {json.dumps(['assets', *slugs])};\n"
        return f"{facts}const HASHED = /{HASHED.pattern}/;\n{_source(_WORKER)}"

    def _guarded(self, output: str, path: Path) -> str:
        if self._locales.is_serving:
            return output
        html = LexborHTMLParser(output)
        for what in blocked_in(output, html):
            log.warning(f"{self._name(path)}: the site's policy blocks {what}")
        inline = inline_of(html)
        theme = _THEME.search(output)
        if theme is None:
            return with_policy(output, policy(inline, []))
        self._inlines[path] = inline
        # modules wait for the document, and so can what comes before them
        when = ' defer fetchpriority="low"' if theme[1] else ""
        script = f'<script src="{theme[2]}{_SCRIPT}"{when}></script>\n'
        output = output[: theme.start()] + script + output[theme.start() :]
        return with_policy(output, policy(inline, TRUSTED_TYPES))

    def _name(self, path: Path) -> str:
        return path.relative_to(self._locales.root).as_posix()

    def _agree(self) -> None:
        """Let all pages allow what one of them needs, where they are not all alike.

        Instant navigation brings the next page's scripts under the first page's policy.
        """
        every = Inline()
        for inline in self._inlines.values():
            every |= inline
        text = policy(every, TRUSTED_TYPES)
        for path, inline in self._inlines.items():
            if inline != every:
                _write(path, with_policy(path.read_text(encoding="utf-8"), text))

    def _guard_all(self, root: Path) -> Inline:
        """Guard the pages that are not the theme's; give what all pages need."""
        every = Inline()
        for path in sorted(root.rglob("*.html")):
            with path.open("rb") as file:
                start = file.read(_HEAD).decode(errors="replace")
            text = policy_of(start)
            if text is None:
                text = self._guard(path)
            every |= inline_in(text) if text else Inline()
        return every

    def _guard(self, path: Path) -> str | None:
        """Put a policy into a file that no template made; give it, or None if it has none."""
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            log.warning(f"{self._name(path)}: not in UTF-8, so it has no policy")
            return None
        guarded = self._guarded(text, path)
        if guarded != text:
            _write(path, guarded)
        return policy_of(guarded)

    def _write_headers(self, root: Path, inline: Inline) -> None:
        names = (path.relative_to(root).as_posix() for path in (root / "assets").rglob("*.*.*"))
        site = Site(
            policy(inline),
            urlsplit(self._locales.root_url).path or "/",
            [locale.slug for locale in self._locales.project.locales.values()],
            sorted(name for name in names if HASHED.search(name)),
        )
        _write(root / ".nginx.conf", nginx(site))
        _write(root / ".htaccess", apache(site))
        try:
            _write(root / "_headers", hosted(site))
        except ValueError as error:
            log.warning(f"no _headers, as Cloudflare would not take it: {error}")


def _source(name: str) -> str:
    return files("fieldguide.hosting").joinpath(name).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
