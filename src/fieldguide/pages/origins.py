"""Who wrote a link: asked only of pages that have a broken one, so it costs nothing else."""

from __future__ import annotations

from fieldguide.links.blame import Place, positions
from fieldguide.pages.render import PageRenderer
from fieldguide.project import Project, open_locale

#: Files that a build copies and that hold addresses.
_COPIED = (".css", ".js", ".mjs")


class Origins:
    """The places that wrote the links of a guide's built pages."""

    def __init__(self, project: Project, engines: dict[str, str], *, directory_urls: bool) -> None:
        self._project = project
        self._engines = engines
        self._directory_urls = directory_urls
        self._renderers: dict[str, PageRenderer] = {}

    def places(self, page: str, url: str) -> list[Place]:
        """The places of an address on a built page, such as `fr/guides/caching/index.html`."""
        tag, name = self._entry(page)
        if tag is None:
            return self._in_copy(page, url)
        return self._origins(tag, name).get(url, [])

    def differs(self, page: str, url: str) -> bool:
        """Whether a translation has an address more or less often than the source of its page.

        That is its translators' business: it is refused as it is read, unless the source has
        changed since.
        """
        tag, name = self._entry(page)
        if tag is None:
            return False
        original = self._origins(self._project.source_locale.tag, name)
        return len(self._origins(tag, name).get(url, ())) != len(original.get(url, ()))

    def _entry(self, page: str) -> tuple[str | None, str]:
        """The locale's tag and the entry's name of a built page; no tag if it is no entry's."""
        slug, _, rest = page.partition("/")
        name = rest.removesuffix(".html").removesuffix("index").rstrip("/") or "index"
        tags = {locale.slug: tag for tag, locale in self._project.locales.items()}
        return (tags.get(slug) if name in self._project.sources else None), name

    def _in_copy(self, page: str, url: str) -> list[Place]:
        """The places in a stylesheet or the like, which is copied as it is."""
        slug, _, rest = page.partition("/")
        slugs = {locale.slug for locale in self._project.locales.values()}
        path = self._project.docs / (rest if slug in slugs else page)
        if path.suffix not in _COPIED or not path.is_file():
            return []
        return [Place(path, position) for position in positions(path, url)]

    def _origins(self, tag: str, name: str) -> dict[str, list[Place]]:
        renderer = self._renderer(tag)
        if name not in renderer.origins:
            renderer.render(name)
        return renderer.origins[name]

    def _renderer(self, tag: str) -> PageRenderer:
        if tag not in self._renderers:
            data, _ = open_locale(self._project, tag)
            self._renderers[tag] = PageRenderer(
                self._project, data, self._engines, directory_urls=self._directory_urls
            )
        return self._renderers[tag]
