"""All files of a site read, and of each what its own content and the list of files can't settle."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from fieldguide.links.extract import (
    Document,
    Kind,
    Reference,
    extract_css,
    extract_html,
    extract_module,
    extract_reasons,
    extract_search_index,
    extract_sitemap,
)
from fieldguide.links.processes import each, processes
from fieldguide.links.site import Elsewhere, SiteFolder, Target

#: Kinds that say something about the page they lead to.
_RELATIONS = (Kind.CANONICAL, Kind.ALTERNATE, Kind.MENU, Kind.SITEMAP)
#: Kinds that may lead to a part of a page.
_WITH_PARTS = (Kind.LINK, Kind.MENU, Kind.SEARCH, Kind.REFRESH)

_SEARCH_INDEX = "search/search_index.json"


class Open(NamedTuple):
    """A reference that something is the matter with, and where it leads."""

    reference: Reference
    resolved: Target | Elsewhere | None
    """None if the address is empty, or is none."""
    error: str = ""
    """Why it is none."""


@dataclass(slots=True)
class Read:
    """A file that was read; without a document where it isn't what its name says.

    What there is much of is kept in plain tuples, which pass between processes fast.
    """

    name: str
    document: Document | None
    count: int = 0
    """How many references it has; the document keeps those of its content only."""
    open: list[Open] = field(default_factory=list)
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    """References to parts of other files: address, file, part."""
    relations: list[tuple[Kind, str, str, str]] = field(default_factory=list)
    """What it says about files that are there: kind, address, language, file."""
    refresh: str = ""
    """Where it sends its readers, if that is a page of the site."""
    external: list[str] = field(default_factory=list)
    """Addresses of other hosts."""
    error: str = ""


def read_site(site: SiteFolder, progress: Callable[[int, int], None] | None = None) -> list[Read]:
    """Read all files that may hold references, sorted by name; on several processors, if it pays.

    Raises OSError when a file cannot be read.
    """
    names = sorted(name for name in site.files if _reader(name) is not None)
    return each(partial(_read, site), names, processes(len(names)), progress)


def _reader(name: str) -> Callable[[bytes], Document] | None:
    if name.endswith((".html", ".htm")):
        return extract_html
    if name.endswith(".css"):
        return lambda data: extract_css(data.decode("utf-8", "replace"))
    if name.endswith(".mjs") or (name.endswith(".js") and ".min." not in name):
        return lambda data: extract_module(data.decode("utf-8", "replace"))
    if re.search(r"(^|/)sitemap[^/]*\.xml$", name):
        return extract_sitemap
    if name.endswith(_SEARCH_INDEX):
        return extract_search_index
    if re.fullmatch(r"([^/]+/)?reasons\.json", name):
        return extract_reasons
    return None


def _read(site: SiteFolder, name: str) -> Read:
    reader = _reader(name)
    assert reader is not None
    try:
        document = reader((site.root / name).read_bytes())
    except ValueError as error:
        return Read(name, None, error=f"{name} is {error}")
    source = name
    if name.endswith(_SEARCH_INDEX):  # its places are relative to the locale's root
        source = name.removesuffix(_SEARCH_INDEX) + "index.html"
    read = Read(name, document, count=len(document.references))
    _settle(site, read, document, source)
    # what passes between processes and stays in memory should be little
    document.references = [reference for reference in document.references if reference.in_article]
    return read


def _settle(site: SiteFolder, read: Read, document: Document, source: str) -> None:
    """Keep references for later unless all is well with them."""
    resolve = site.resolver(source, document.base)
    ids = document.ids
    for reference in document.references:
        kind, url, language, _ = reference
        if not url or url.isspace():
            if kind is not Kind.SEARCH:  # there it is the home page
                read.open.append(Open(reference, None))
            continue
        try:
            resolved = resolve(url)
        except ValueError as error:
            read.open.append(Open(reference, None, str(error)))
            continue
        if isinstance(resolved, Elsewhere):
            if resolved.scheme in ("http", "https"):
                read.external.append(resolved.url)
            else:
                read.open.append(Open(reference, resolved))
            continue
        file, fragment, _ = resolved
        if file is None:
            read.open.append(Open(reference, resolved))
        elif fragment and not (file == source and fragment in ids) and kind in _WITH_PARTS:
            read.parts.append((url, file, fragment))
        if kind is Kind.LINK or kind is Kind.ASSET:
            continue
        if kind is Kind.REFRESH and file != source:  # else the page only loads itself again
            read.refresh = read.refresh or url
        elif kind in _RELATIONS and file is not None:
            read.relations.append((kind, url, language, file))
