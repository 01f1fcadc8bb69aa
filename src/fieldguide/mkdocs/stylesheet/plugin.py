"""Puts Material's stylesheet and the guide's own together."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.config_options import ListOfItems, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from fieldguide.stylesheet import Source, Stylesheet, StylesheetError, join, used_of

log = get_plugin_logger(__name__)

_FOLDER = "assets/stylesheets/"


class StylesheetConfig(Config):
    """The plugin's options."""

    without = ListOfItems(Type(str), default=[])
    """Classes of the theme that the guide doesn't use: `x` stands for `x-…` and `x_…`, too."""


class StylesheetPlugin(BasePlugin[StylesheetConfig]):
    """Makes one stylesheet of the theme's and of `extra_css`, and warns of what a page misses."""

    def __init__(self) -> None:
        self._made = Stylesheet("", frozenset())
        self._name = ""
        self._missed: dict[str, str] = {}

    @event_priority(150)  # before fieldguide/locales, whose workers then have it
    def on_config(self, config: MkDocsConfig) -> None:
        """Make the stylesheet, and name it instead of those that it is made of."""
        paths = [_theme(config), *(_own(str(name), config) for name in config.extra_css)]
        sources = [Source(_shown(path), path.read_text(encoding="utf-8")) for path in paths]
        try:
            self._made = join(tuple(sources), tuple(self.config.without))
        except StylesheetError as error:
            raise PluginError(str(error)) from None
        digest = sha256(self._made.css.encode()).hexdigest()[:8]
        self._name = f"{_FOLDER}site.{digest}.css"
        config.extra_css = [self._name]
        self._missed = {}

    @event_priority(50)  # before fieldguide/locales takes the assets
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what it is made of; the theme has no others that our templates name."""
        for file in list(files):
            if file.src_uri.startswith(_FOLDER):
                files.remove(file)
        files.append(File.generated(config, self._name, content=self._made.css))
        return files

    @event_priority(-200)  # when the page is finished
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Note the classes that have lost rules."""
        for name in used_of(output, self._made.gone):
            self._missed.setdefault(name, page.file.src_uri)
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Warn of them, each once."""
        for name, page in sorted(self._missed.items()):
            log.warning(
                f"{page}: the class `{name}` has lost rules; "
                "take it out of `without` of fieldguide/stylesheet"
            )


def _theme(config: MkDocsConfig) -> Path:
    for folder in config.theme.dirs:
        found = sorted(Path(folder).glob(f"{_FOLDER}main.*.min.css"))
        if found:
            return found[0]
    raise PluginError("fieldguide/stylesheet needs Material: set `theme: {name: material}`")


def _own(name: str, config: MkDocsConfig) -> Path:
    """A stylesheet of the guide: what it names is found from the place where it lies."""
    for folder in (config.docs_dir, *config.theme.dirs):
        if name.startswith(_FOLDER) and Path(folder, name).is_file():
            return Path(folder, name)
    raise PluginError(f"extra_css: there is no {name}; put the guide's stylesheets into {_FOLDER}")


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
