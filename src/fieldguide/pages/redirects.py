"""Short addresses: `/<alias>` and `/<locale>/<alias>` lead to the page that has the alias.

Each is a small page, which works on any host and without scripts, and a line of `_redirects`, which
some hosts follow before they look for files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from babel.support import NullTranslations

from fieldguide.entries.aliases import Place, aliases
from fieldguide.l10n.locale import Locale
from fieldguide.pages.contents import field_text
from fieldguide.pages.page import relative
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.pages.templating import templates
from fieldguide.project import Project


def redirect_pages(
    renderer: PageRenderer, site: Site, *, is_root: bool = False
) -> Iterator[tuple[str, str]]:
    """The address below the root and the HTML of each short address of the renderer's locale.

    At the root they lead to the same pages.
    """
    locale = renderer.data.locale
    for name, place in aliases(renderer.project.sources).items():
        folder = f"{name}/" if is_root else f"{locale.slug}/{name}/"
        yield f"{folder}index.html", _page(renderer, site, folder, place)


def _page(renderer: PageRenderer, site: Site, here: str, place: Place) -> str:
    project, locale = renderer.project, renderer.data.locale
    is_own = locale == project.source_locale or not renderer.localized(place.page).is_fallback
    shown = locale if is_own else project.source_locale
    context = {
        "locale": shown,
        "title": field_text(renderer, place.page, ("title",)),
        "site_name": site.name,
        "href": relative(here, site.page(place.page, locale, place.part)),
        # of a page that isn't translated, the source is the original
        "canonical": f"{site.url}{site.page(place.page, shown)}" if site.url else "",
    }
    return templates().render("redirect.html", NullTranslations(), context)


def redirects_file(project: Project, site: Site, locales: Sequence[Locale]) -> str:
    """`_redirects`: the same for hosts that read it, in every language, the source's at the root.

    https://docs.netlify.com/routing/redirects/,
    https://developers.cloudflare.com/pages/configuration/redirects/.
    """
    base = urlsplit(site.url).path or "/"
    return "".join(
        f"{base}{slug}{name} {base}{site.page(place.page, locale, place.part)} 301\n"
        for slug, locale in [("", project.source_locale), *((f"{x.slug}/", x) for x in locales)]
        for name, place in aliases(project.sources).items()
    )
