"""What one language has and another lacks: pages, parts, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldguide.links.extract import Kind
from fieldguide.links.internal import Checked, Defect
from fieldguide.links.site import SiteFolder, Target


def check_parity(site: SiteFolder, checked: Checked, slugs: Sequence[str]) -> list[Defect]:
    """Compare every locale with the first of `slugs`, the source's."""
    source, *others = slugs
    return [defect for slug in others for defect in _compare(site, checked, source, slug)]


def _pages(checked: Checked, slug: str) -> dict[str, str]:
    """Name below the locale -> file, of all pages of a locale."""
    prefix = f"{slug}/"
    return {
        name[len(prefix) :]: name
        for name, document in checked.documents.items()
        if name.startswith(prefix) and document.is_html and not name.endswith("404.html")
    }


def _compare(site: SiteFolder, checked: Checked, source: str, slug: str) -> Iterator[Defect]:
    ours, theirs = _pages(checked, slug), _pages(checked, source)
    for name in sorted(theirs.keys() - ours.keys()):
        yield Defect("parity-page", theirs[name], "", f"`{slug}` has no page `{name}`")
    for name in sorted(ours.keys() - theirs.keys()):
        yield Defect("parity-page", ours[name], "", f"`{source}` has no page `{name}`")
    for name in sorted(ours.keys() & theirs.keys()):
        page, original = checked.documents[ours[name]], checked.documents[theirs[name]]
        for id in sorted(original.ids - page.ids):
            yield Defect(
                "parity-anchor",
                ours[name],
                "",
                f"the part `{id}` of `{theirs[name]}` is missing here",
                "links to it break when a reader changes the language",
            )
        for id in sorted(page.ids - original.ids):
            yield Defect(
                "parity-anchor", ours[name], "", f"the part `{id}` is not in `{theirs[name]}`"
            )
        yield from _compare_links(site, checked, (theirs[name], source), (ours[name], slug))


def _compare_links(
    site: SiteFolder, checked: Checked, original: tuple[str, str], translated: tuple[str, str]
) -> Iterator[Defect]:
    theirs = _article_links(site, checked, *original)
    ours = _article_links(site, checked, *translated)
    page, slug = translated
    for target, url in sorted(ours.items()):
        if target.startswith("/"):
            locale, _, rest = target[1:].partition("/")
            if f"{slug}/{rest}" in checked.documents and locale != slug:
                yield Defect(
                    "parity-locale",
                    page,
                    url,
                    f"`{url}` leads into `{locale}` although `{slug}` has the page",
                    f"link to `{slug}/{rest}`",
                )
        elif target not in theirs:
            yield Defect("parity-link", page, url, f"`{original[0]}` has no link to `{target}`")
    for target in sorted(theirs):
        if not target.startswith("/") and target not in ours:
            yield Defect("parity-link", page, "", f"the link to `{target}` is missing here")


def _article_links(site: SiteFolder, checked: Checked, name: str, slug: str) -> dict[str, str]:
    """Targets of the article's links, named alike in all locales -> address as written.

    Targets in the page's own locale lose its prefix; those in others begin with a slash.
    """
    found: dict[str, str] = {}
    for reference in checked.documents[name].references:
        if reference.kind is not Kind.LINK or not reference.in_article:
            continue
        try:
            resolved = site.resolve(reference.url, name)
        except ValueError:
            continue
        if not isinstance(resolved, Target):
            found.setdefault(reference.url, reference.url)
            continue
        # a page that is missing is reported as such, not as another link
        file = resolved.file or f"{resolved.path}/index.html"
        own = file.startswith(f"{slug}/")
        key = (file[len(slug) + 1 :] if own else f"/{file}") + (
            f"#{resolved.fragment}" if resolved.fragment else ""
        )
        found.setdefault(key, reference.url)
    return found
