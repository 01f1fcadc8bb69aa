"""What a page tells programs in its head: its other forms, Open Graph, and JSON-LD.

https://ogp.me/, https://schema.org/TechArticle.
"""

from __future__ import annotations

import json
from typing import Any

from babel.core import get_global
from babel.support import NullTranslations
from markupsafe import Markup

from fieldguide.l10n.locale import Locale
from fieldguide.pages.feed import NAME as FEED
from fieldguide.pages.page import Page, relative
from fieldguide.pages.render import PageRenderer
from fieldguide.pages.site import Site
from fieldguide.pages.templating import templates
from fieldguide.project import HOME


def head(renderer: PageRenderer, page: Page, site: Site, *, has_feed: bool) -> str:
    """Elements for the head of an entry's page."""
    project, locale = renderer.project, renderer.data.locale
    here = site.page(page.name, locale)
    shown = project.source_locale if page.is_fallback else locale
    others = [other for other in _announced(renderer, page) if other != shown]
    context = {
        "markdown": relative(here, site.markdown(page.name, locale)),
        "feed": relative(here, f"{locale.slug}/{FEED}") if has_feed else "",
        "site": site,
        "page": page,
        "is_home": page.name == HOME,
        "url": f"{site.url}{site.page(page.name, shown)}" if site.url else "",
        "image": f"{site.url}{site.image}" if site.url and site.image else "",
        "locale": open_graph_locale(shown),
        "alternates": [open_graph_locale(other) for other in others],
        "data": _script(_linked_data(renderer, page, site, shown)),
    }
    return templates().render("head.html", NullTranslations(), context)


def open_graph_locale(locale: Locale) -> str:
    """`language_TERRITORY`, as Open Graph has it; the likeliest territory if the tag has none."""
    babel = locale.babel
    likely = get_global("likely_subtags")
    full = str(likely.get(str(babel)) or likely.get(babel.language) or "").split("_")
    guess = next((part for part in full[1:] if len(part) != 4), "")
    territory = babel.territory or guess
    return f"{babel.language}_{territory}" if territory else str(babel.language)


def _announced(renderer: PageRenderer, page: Page) -> list[Locale]:
    """The languages whose version of a page search engines shall know of."""
    project = renderer.project
    return [other for tag, other in project.locales.items() if project.is_announced(page.name, tag)]


def _linked_data(renderer: PageRenderer, page: Page, site: Site, shown: Locale) -> dict[str, Any]:
    url = f"{site.url}{site.page(page.name, shown)}" if site.url else None
    home = f"{site.url}{site.page(HOME, shown)}" if site.url else None
    website: dict[str, Any] = {"@type": "WebSite", "name": site.name, "url": home}
    shared: dict[str, Any] = {
        "description": page.description,
        "url": url,
        "inLanguage": shown.tag,
        "license": site.license or None,
    }
    if page.name == HOME:
        about = site.description or page.description
        graph = [{**website, **shared, "description": about, **_versions(renderer, page, site)}]
    else:
        article = {"@type": "TechArticle", "headline": page.title, **shared}
        article |= {"isPartOf": website, **_versions(renderer, page, site)}
        graph = [_filled(article)]
        if home:
            trail = [(site.name, home), (page.title, url)]
            crumbs = [
                {"@type": "ListItem", "position": number, "name": name, "item": address}
                for number, (name, address) in enumerate(trail, 1)
            ]
            graph.append({"@type": "BreadcrumbList", "itemListElement": crumbs})
    return {"@context": "https://schema.org", "@graph": [_filled(item) for item in graph]}


def _versions(renderer: PageRenderer, page: Page, site: Site) -> dict[str, Any]:
    """A translation names its original, the original its translations."""
    source = renderer.project.source_locale
    if not site.url:
        return {}
    if renderer.data.locale == source:
        others = [other for other in _announced(renderer, page) if other != source]
        found = [_version(page, site, other) for other in others]
        return {"workTranslation": found} if found else {}
    return {} if page.is_fallback else {"translationOfWork": _version(page, site, source)}


def _version(page: Page, site: Site, locale: Locale) -> dict[str, str]:
    kind = "WebSite" if page.name == HOME else "TechArticle"
    address = f"{site.url}{site.page(page.name, locale)}"
    return {"@type": kind, "@id": address, "inLanguage": locale.tag}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Without what isn't known."""
    return {
        key: _filled(value) if isinstance(value, dict) else value
        for key, value in data.items()
        if value is not None
    }


#: A script ends at `</script`, whatever its type; the rest are line ends to some readers.
_ESCAPED = str.maketrans(
    {sign: f"\\u{ord(sign):04x}" for sign in ("<", ">", "&", "\u2028", "\u2029")}
)


def _script(data: dict[str, Any]) -> Markup:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPED))
