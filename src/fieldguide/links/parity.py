"""What one language has and another lacks: pages, parts, links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fieldguide.links.extract import Kind
from fieldguide.links.internal import Checked, Defect
from fieldguide.links.site import SiteFolder, Target


class _Page(NamedTuple):
    """A built page and the locale that it is of."""

    file: str
    slug: str


class _Link(NamedTuple):
    """A link and where it leads: below the locale `slug`, or, if that is empty, outside of all."""

    url: str
    target: str
    slug: str = ""


def check_parity(site: SiteFolder, checked: Checked, slugs: Sequence[str]) -> list[Defect]:
    """Compare every locale with the first of `slugs`, the source's."""
    source, *others = slugs
    return [defect for slug in others for defect in _compare(site, checked, source, slug, slugs)]


def _pages(checked: Checked, slug: str) -> dict[str, str]:
    """Name below the locale -> file, of all pages of a locale."""
    prefix = f"{slug}/"
    return {
        name[len(prefix) :]: name
        for name, document in checked.documents.items()
        if name.startswith(prefix) and document.is_html and not name.endswith("404.html")
    }


def _compare(
    site: SiteFolder, checked: Checked, source: str, slug: str, slugs: Sequence[str]
) -> Iterator[Defect]:
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
        original_page, translated_page = _Page(theirs[name], source), _Page(ours[name], slug)
        yield from _compare_links(site, checked, original_page, translated_page, slugs)


def _compare_links(
    site: SiteFolder, checked: Checked, original: _Page, translated: _Page, slugs: Sequence[str]
) -> Iterator[Defect]:
    theirs = _article_links(site, checked, original, slugs)
    ours = _article_links(site, checked, translated, slugs)
    for link in ours:
        has_page = f"{translated.slug}/{link.target.partition('#')[0]}" in checked.documents
        if link.slug not in ("", translated.slug) and has_page:
            yield Defect(
                "parity-locale",
                translated.file,
                link.url,
                f"`{link.url}` leads into `{link.slug}` although `{translated.slug}` has the page",
                f"link to `{translated.slug}/{link.target}`",
            )
    # Templates make the same links in every language: what differs in number is prose.
    had, has = Counter(link.target for link in theirs), Counter(link.target for link in ours)
    urls = {link.target: link.url for link in (*theirs, *ours)}
    for target in sorted(urls):
        few, many = has[target], had[target]
        if few < many:
            missing = "the link" if not few else f"{many - few} of {many} links"
            message = f"{missing} to `{target}` {'is' if not few else 'are'} missing here"
        elif few > many:
            count = f"{many} of {few} links" if many else "no link"
            message = f"`{original.file}` has {count} to `{target}`"
        else:
            continue
        yield Defect("parity-link", translated.file, urls[target], message)


def _article_links(
    site: SiteFolder, checked: Checked, page: _Page, slugs: Sequence[str]
) -> list[_Link]:
    """The links of a page's article, their targets named alike in all locales."""
    found: list[_Link] = []
    document = checked.documents[page.file]
    for reference in document.references:
        if reference.kind is not Kind.LINK or not reference.in_article:
            continue
        try:
            resolved = site.resolve(reference.url, page.file, document.base)
        except ValueError:
            continue
        if not isinstance(resolved, Target):
            found.append(_Link(reference.url, reference.url))
            continue
        # a page that is missing is reported as such, not as another link
        file = resolved.file or f"{resolved.path}/index.html"
        slug, _, below = file.partition("/")
        hash = f"#{resolved.fragment}" if resolved.fragment else ""
        if slug in slugs:
            found.append(_Link(reference.url, below + hash, slug))
        else:
            found.append(_Link(reference.url, f"/{file}{hash}"))
    return found
