"""Every reference of a built site, checked against its files."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from fieldguide.findings import Severity
from fieldguide.links.extract import (
    Document,
    Kind,
    Reference,
    extract_css,
    extract_html,
    extract_module,
    extract_search_index,
    extract_sitemap,
)
from fieldguide.links.site import Elsewhere, SiteFolder, Target


@dataclass(frozen=True, slots=True)
class Defect:
    """One reference that leads wrong, on one page."""

    id: str
    page: str
    """The built file, by path from the site's root."""
    url: str
    """The address as the page has it; empty where the page as a whole is meant."""
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


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
    checked = Checked()
    names = sorted(name for name in site.files if _reader(name) is not None)
    for index, name in enumerate(names):
        if progress is not None:
            progress(index, len(names))
        document = _read(site, name, checked)
        if document is not None:
            checked.documents[name] = document
    for name in names:
        if name in checked.documents:
            _check_document(site, name, checked)
    return checked


def _reader(name: str) -> Callable[[bytes], Document] | None:
    if name.endswith((".html", ".htm")):
        return lambda data: extract_html(data.decode("utf-8", "replace"))
    if name.endswith(".css"):
        return lambda data: extract_css(data.decode("utf-8", "replace"))
    if name.endswith(".mjs") or (name.endswith(".js") and ".min." not in name):
        return lambda data: extract_module(data.decode("utf-8", "replace"))
    if re.search(r"(^|/)sitemap[^/]*\.xml$", name):
        return extract_sitemap
    if name.endswith("search/search_index.json"):
        return extract_search_index
    return None


def _read(site: SiteFolder, name: str, checked: Checked) -> Document | None:
    reader = _reader(name)
    assert reader is not None
    try:
        return reader((site.root / name).read_bytes())
    except ValueError as error:
        checked.defects.append(Defect("link-file", name, "", f"{name} is {error}"))
        return None


def _check_document(site: SiteFolder, name: str, checked: Checked) -> None:
    document = checked.documents[name]
    base = name
    if name.endswith("search/search_index.json"):  # its places are relative to the locale's root
        base = name.removesuffix("search/search_index.json") + "index.html"
    checked.references += len(document.references)
    for reference in document.references:
        checked.defects += _check_reference(site, name, base, reference, checked)
    checked.defects += _check_alternates(site, name, document, checked)


def _check_reference(
    site: SiteFolder, name: str, base: str, reference: Reference, checked: Checked
) -> Iterator[Defect]:
    url = reference.url
    if not url.strip():
        if reference.kind is not Kind.SEARCH:  # there it is the home page
            yield Defect("link-empty", name, url, "an empty address", "remove it or fill it in")
        return
    try:
        resolved = site.resolve(url, base)
    except ValueError as error:
        yield Defect("link-address", name, url, f"`{url}` is not an address: {error}")
        return
    if isinstance(resolved, Elsewhere):
        yield from _check_elsewhere(name, reference, resolved, checked)
    elif resolved.file is None:
        kind, shown = ("asset", "file") if reference.kind is Kind.ASSET else ("page", "page")
        yield Defect(
            f"link-{kind}",
            name,
            url,
            f"there is no {shown} `/{resolved.path}`",  # the same from pages of any depth
            _nearest(resolved.path, _names(site, kind)),
        )
    elif resolved.fragment and reference.kind in _WITH_PARTS:
        yield from _check_fragment(site, name, url, resolved, checked)


def _check_elsewhere(
    name: str, reference: Reference, resolved: Elsewhere, checked: Checked
) -> Iterator[Defect]:
    url = reference.url
    if resolved.scheme in ("http", "https"):
        checked.external.setdefault(url, set()).add(name)
    elif resolved.scheme == "mailto":
        if not re.fullmatch(r"mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?", url):
            yield Defect("link-mail", name, url, f"`{url}` is not a mail address")
    elif resolved.scheme == "tel":
        if not re.fullmatch(r"tel:\+?[0-9][0-9().\- ]*", url):
            yield Defect("link-telephone", name, url, f"`{url}` is not a telephone number")
    elif resolved.scheme in ("javascript", "vbscript") and url != "javascript:void(0)":
        yield Defect("link-script", name, url, f"`{url[:40]}` runs a script", "link to a page")


_WITH_PARTS = (Kind.LINK, Kind.MENU, Kind.SEARCH)
_TEXT_DIRECTIVE = ":~:"


def _check_fragment(
    site: SiteFolder, name: str, url: str, target: Target, checked: Checked
) -> Iterator[Defect]:
    assert target.file is not None
    document = checked.documents.get(target.file)
    fragment, directive, text = target.fragment.partition(_TEXT_DIRECTIVE)
    if document is None or not document.is_html:
        return
    if directive:
        yield from _check_text(site, name, url, target.file, text, document)
    if fragment and fragment != "top" and fragment not in document.ids:
        yield Defect(
            "link-anchor",
            name,
            url,
            f"`{target.file}` has no part `{fragment}`",
            _nearest(fragment, document.ids, "#"),
        )


def _check_text(
    site: SiteFolder, name: str, url: str, file: str, directive: str, document: Document
) -> Iterator[Defect]:
    """A text fragment names words of the page it leads to (WICG scroll-to-text-fragment)."""
    if not document.text:
        body = LexborHTMLParser((site.root / file).read_text("utf-8")).body
        document.text = " ".join((body.text() if body else "").split()).casefold()
    for part in directive.split("&"):
        if not part.startswith("text="):
            continue
        terms = [term for term in part[5:].split(",") if term]
        words = [term.strip("-") for term in terms]
        missing = [word for word in words if " ".join(word.split()).casefold() not in document.text]
        if missing or not words:
            yield Defect(
                "link-text", name, url, f"`{file}` does not contain the text {missing or 'named'}"
            )


def _check_alternates(
    site: SiteFolder, name: str, document: Document, checked: Checked
) -> Iterator[Defect]:
    """hreflang: every version names itself and all others, and is named back."""
    alternates = [ref for ref in document.references if ref.kind is Kind.ALTERNATE]
    if not alternates:
        return
    targets: dict[str, str] = {}
    for reference in alternates:
        resolved = site.resolve(reference.url, name)
        if not isinstance(resolved, Target) or resolved.file is None:
            continue  # reported as a link that leads nowhere, or somebody else's site
        targets[reference.language] = resolved.file
        other = checked.documents.get(resolved.file)
        if other is None:
            continue
        back = {
            target.file
            for ref in other.references
            if ref.kind is Kind.ALTERNATE
            and isinstance(target := site.resolve(ref.url, resolved.file), Target)
        }
        if name not in back and resolved.file != name:
            yield Defect(
                "link-hreflang",
                name,
                reference.url,
                f"`{resolved.file}` is named as the {reference.language} version and does not "
                "name this page back",
                "announce only pages that are translated, from all of them",
            )
        language = reference.language
        if language != "x-default" and other.language and other.language != language:
            yield Defect(
                "link-hreflang",
                name,
                reference.url,
                f"`{resolved.file}` is announced as {language} and is in {other.language}",
            )
    if name not in targets.values():
        yield Defect("link-hreflang", name, "", "the page is not among its own versions")


def _names(site: SiteFolder, kind: str) -> Iterable[str]:
    if kind == "asset":
        return [name for name in site.files if not name.endswith(".html")]
    return [
        name.removesuffix("index.html").rstrip("/") for name in site.files if name.endswith(".html")
    ]


def _nearest(wanted: str, known: Iterable[str], prefix: str = "") -> str:
    close = difflib.get_close_matches(wanted.rstrip("/"), list(known), 1)
    return f"did you mean `{prefix}{close[0]}`?" if close else ""
