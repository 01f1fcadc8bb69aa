"""Who wrote a link: asked only of pages that have a broken one, so it costs nothing else."""

from __future__ import annotations

from fieldguide.links.blame import Place
from fieldguide.pages.render import PageRenderer
from fieldguide.project import Project, open_locale


class Origins:
    """The places that wrote the links of a guide's built pages."""

    def __init__(self, project: Project, engines: dict[str, str], *, directory_urls: bool) -> None:
        self._project = project
        self._engines = engines
        self._directory_urls = directory_urls
        self._renderers: dict[str, PageRenderer] = {}

    def places(self, page: str, url: str) -> list[Place]:
        """The places of an address on a built page, such as `fr/guides/caching/index.html`."""
        slug, _, rest = page.partition("/")
        name = rest.removesuffix(".html").removesuffix("index").rstrip("/") or "index"
        tags = {locale.slug: tag for tag, locale in self._project.locales.items()}
        if slug not in tags or name not in self._project.sources:
            return []
        renderer = self._renderer(tags[slug])
        if name not in renderer.origins:
            renderer.render(name)
        return renderer.origins[name].get(url, [])

    def _renderer(self, tag: str) -> PageRenderer:
        if tag not in self._renderers:
            data, _ = open_locale(self._project, tag)
            self._renderers[tag] = PageRenderer(
                self._project, data, self._engines, directory_urls=self._directory_urls
            )
        return self._renderers[tag]
