"""Every reference of a built site, checked against its files."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from fieldguide.findings import Severity
from fieldguide.links.defects import Defect
from fieldguide.links.extract import Document, Kind
from fieldguide.links.reading import Open, Read, read_site
from fieldguide.links.redirects import FILE as REDIRECTS
from fieldguide.links.redirects import parse
from fieldguide.links.site import Elsewhere, SiteFolder, Target
from fieldguide.links.suggest import Names
from fieldguide.links.trails import Refresh, Trails
from fieldguide.links.versions import Versions

__all__ = ["Checked", "Defect", "check_site"]

_TEXT_DIRECTIVE = ":~:"
#: What must not be sent on: search engines want the address of the page itself.
_NEVER_SENT_ON = (Kind.CANONICAL, Kind.ALTERNATE, Kind.SITEMAP)


@dataclass
class Checked:
    """What a check saw."""

    documents: dict[str, Document] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    external: dict[str, set[str]] = field(default_factory=dict)
    """Addresses of other hosts -> the files that have them."""
    references: int = 0


def check_site(site: SiteFolder, progress: Callable[[int, int], None] | None = None) -> Checked:
    """Check all files of a site. Nothing is fetched.

    Raises OSError when a file cannot be read.
    """
    was_collecting = gc.isenabled()
    gc.disable()  # many objects and no cycles: looking for some would take a tenth of the time
    try:
        return _check(site, progress)
    finally:
        if was_collecting:
            gc.enable()


def _check(site: SiteFolder, progress: Callable[[int, int], None] | None) -> Checked:
    reads = read_site(site, progress)
    checked = Checked({read.name: read.document for read in reads if read.document is not None})
    judge = _Judge(site, reads, checked.documents)
    for read in reads:
        if read.document is None:
            checked.defects.append(Defect("link-file", read.name, "", read.error))
            continue
        checked.references += read.count
        for url in read.external:
            checked.external.setdefault(url, set()).add(read.name)
        for item in read.open:
            checked.defects += judge.reference(read.name, item)
        for url, file, fragment in read.parts:
            document = checked.documents.get(file)
            if document is None or fragment not in document.ids:
                checked.defects += judge.part(read.name, url, file, fragment)
        checked.defects += judge.versions.defects(read.name)
    checked.defects += judge.redirects()
    for url in judge.redirected_outside():
        checked.external.setdefault(url, set()).add(REDIRECTS)
    return checked


class _Judge:
    """Decides about references that take knowing the whole site."""

    def __init__(self, site: SiteFolder, reads: list[Read], documents: dict[str, Document]) -> None:
        self._site = site
        self._documents = documents
        self._parts: dict[str, Names] = {}
        self._rules = parse("", "")
        if REDIRECTS in site.files:
            text = (site.root / REDIRECTS).read_text(encoding="utf-8", errors="replace")
            self._rules = parse(text, site.host)
        refreshes = {
            read.name: Refresh(read.refresh, documents[read.name].base)
            for read in reads
            if read.refresh
        }
        self._trails = Trails(site, self._rules, refreshes)
        self.versions = Versions(reads, documents)

    @cached_property
    def _pages(self) -> Names:
        pages = (name for name in self._site.files if name.endswith(".html"))
        return Names(page.removesuffix("index.html").rstrip("/") for page in pages)

    @cached_property
    def _assets(self) -> Names:
        return Names(name for name in self._site.files if not name.endswith(".html"))

    def redirects(self) -> Iterator[Defect]:
        """What is wrong with the redirects, linked to or not."""
        yield from self._trails.defects(self._pages)
        for target in self._rules.targets:
            trail = self._trails.follow(target, REDIRECTS)
            if trail.file is not None and trail.fragment:
                yield from self.part(REDIRECTS, target, trail.file, trail.fragment)

    def redirected_outside(self) -> Iterator[str]:
        """The addresses of other hosts that rules lead to."""
        for target in self._rules.targets:
            resolved = self._site.resolve(target, REDIRECTS)
            if isinstance(resolved, Elsewhere):
                yield resolved.url

    def reference(self, name: str, item: Open) -> Iterator[Defect]:
        """What is wrong with one reference, if anything is."""
        (_, url, _, _), resolved, error = item
        if resolved is None:
            if error:
                yield Defect("link-address", name, url, f"`{url}` is not an address: {error}")
            else:
                yield Defect("link-empty", name, url, "an empty address", "remove it or fill it in")
        elif isinstance(resolved, Elsewhere):
            yield from _check_scheme(name, url, resolved.scheme)
        else:
            yield from self._missing(name, item, resolved)

    def _missing(self, name: str, item: Open, target: Target) -> Iterator[Defect]:
        """A reference to what has no file: maybe readers are sent on."""
        kind, url = item.reference.kind, item.reference.url
        address = self._site.address(target.path)
        covered = self._rules.covering(address)
        trail = None
        if covered is not None:
            trail = self._trails.follow(quote(address), REDIRECTS)
            if trail.is_lost or trail.is_circular:
                if covered.rule.has_gaps:  # else it is reported once, for the rule
                    yield Defect(
                        "link-redirect",
                        name,
                        url,
                        f"`{url}` is sent on and gets nowhere: {trail}",
                        "link to a page that is there",
                    )
                return
        if trail is None or kind in _NEVER_SENT_ON:
            yield self._lacking(name, item, target, trail.moved_to if trail is not None else "")
        elif trail.moved_to:
            fragment = "" if "#" in trail.moved_to else _hash(target.fragment)
            yield Defect(
                "link-permanent-redirect",
                name,
                url,
                f"`/{target.path}` has moved for good",
                f"write `{trail.moved_to}{fragment}`",
                Severity.WARNING,
            )
        elif trail.file is not None and target.fragment and not trail.fragment:
            yield from self.part(name, url, trail.file, target.fragment)

    def _lacking(self, name: str, item: Open, target: Target, moved_to: str) -> Defect:
        is_asset = item.reference.kind is Kind.ASSET
        kind, shown = ("asset", "file") if is_asset else ("page", "page")
        nearest = (self._assets if is_asset else self._pages).nearest(target.path.rstrip("/"))
        hint = f"write `{moved_to}`" if moved_to else _did_you_mean(nearest)
        # the same from pages of any depth
        message = f"there is no {shown} `/{target.path}`"
        return Defect(f"link-{kind}", name, item.reference.url, message, hint)

    def part(self, name: str, url: str, file: str, fragment: str) -> Iterator[Defect]:
        """What is wrong with a reference to a part of a file, if anything is."""
        document = self._documents.get(file)
        if document is None or not document.is_html or fragment in document.ids:
            return
        part, directive, text = fragment.partition(_TEXT_DIRECTIVE)
        if directive:
            yield from self._text(name, url, file, text, document)
        if not part or part.lower() == "top" or part in document.ids:
            return
        if part not in self._ids_at_end(file):
            if file not in self._parts:
                self._parts[file] = Names(document.ids)
            nearest = self._parts[file].nearest(part)
            message = f"`{file}` has no part `{part}`"
            yield Defect("link-anchor", name, url, message, _did_you_mean(nearest, "#"))

    def _ids_at_end(self, file: str) -> frozenset[str]:
        """The parts of the page that a page leads on to; its script may keep the part asked for."""
        end = self._documents.get(self._trails.follow("", file).file or "")
        return end.ids if end is not None else frozenset()

    def _text(
        self, name: str, url: str, file: str, directive: str, document: Document
    ) -> Iterator[Defect]:
        """A text fragment names words of the page it leads to (WICG scroll-to-text-fragment)."""
        if not document.text:
            page = (self._site.root / file).read_text(encoding="utf-8", errors="replace")
            body = LexborHTMLParser(page).body
            document.text = " ".join((body.text() if body else "").split()).casefold()
        for part in directive.split("&"):
            if not part.startswith("text="):
                continue
            terms = [term for term in part[5:].split(",") if term]
            words = [" ".join(term.strip("-").split()) for term in terms]
            missing = [word for word in words if word.casefold() not in document.text]
            if missing or not words:
                message = f"`{file}` does not contain the text {missing or 'named'}"
                yield Defect("link-text", name, url, message)


def _check_scheme(name: str, url: str, scheme: str) -> Iterator[Defect]:
    """An address that isn't one of the web."""
    if scheme == "mailto":
        if not re.fullmatch(r"mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?", url):
            yield Defect("link-mail", name, url, f"`{url}` is not a mail address")
    elif scheme == "tel":
        if not re.fullmatch(r"tel:\+?[0-9][0-9().\- ]*", url):
            yield Defect("link-telephone", name, url, f"`{url}` is not a telephone number")
    elif scheme in ("javascript", "vbscript") and url != "javascript:void(0)":
        yield Defect("link-script", name, url, f"`{url[:40]}` runs a script", "link to a page")


def _hash(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""


def _did_you_mean(nearest: str, prefix: str = "") -> str:
    return f"did you mean `{prefix}{nearest}`?" if nearest else ""
