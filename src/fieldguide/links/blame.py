"""Defects of a built site as findings about the files that people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from fieldguide.findings import Finding, Position
from fieldguide.links.internal import Defect
from fieldguide.links.site import SiteFolder


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link was written; `field` and `locale` are empty where there are none."""

    path: Path
    position: Position
    field: str = ""
    locale: str = ""
    address: Place | None = None
    """Where the address itself stands, if the link only names it."""


#: The places that wrote an address (the second) on a built page (the first); none if unknown.
Blame = Callable[[str, str], Sequence[Place]]


def findings(defects: Iterable[Defect], site: SiteFolder, blame: Blame) -> list[Finding]:
    """One finding for each mistake, however many pages show it.

    A defect whose link nobody is known to have written, such as one of the theme, is told
    with the first page that has it.
    """
    seen: dict[tuple[str, Place | tuple[str, str]], list[tuple[Defect, Place | None]]] = {}
    for defect in defects:
        places: Sequence[Place | None] = _places(defect, blame) or [None]
        for place in places:
            # words differ between languages where what was written is the same
            same = (defect.id, place or (defect.message, defect.hint))
            seen.setdefault(same, []).append((defect, place))
    found = []
    for alike in seen.values():
        first, place = alike[0]
        built = place or _in_built_file(site, first.page, first.url)
        pages = {defect.page for defect, _ in alike}
        shown = f"; seen on `{first.page}`" if place else ""
        if len(pages) > 1:
            shown = f"; seen on {len(pages)} pages, `{first.page}` first"
        found.append(
            Finding(
                first.id,
                built.path,
                built.position,
                first.message + shown,
                first.hint,
                built.field,
                built.locale,
                first.severity,
            )
        )
    return found


def _places(defect: Defect, blame: Blame) -> list[Place]:
    if defect.id == "parity-link":  # whoever wrote the link wrote it in both languages
        return []
    places = blame(defect.page, defect.url)
    return list(dict.fromkeys(place.address or place for place in places))


def positions(path: Path, url: str) -> list[Position]:
    """Where an address stands in a text file, as a whole. Raises OSError if it can't be read."""
    text = path.read_text(encoding="utf-8", errors="replace")
    found: set[int] = set()
    for spelling in {url, escape(url)} if url else ():
        at = text.find(spelling)
        while at >= 0:
            around = text[at - 1 : at] + text[at + len(spelling) : at + len(spelling) + 1]
            if len(around) == 2 and around[0] in _BEFORE and around[1] in _AFTER:
                found.add(at)
            at = text.find(spelling, at + 1)
    return [
        Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) for at in sorted(found)
    ]


#: What stands around an address that stands there as a whole.
_BEFORE = "\"'(<>=, \t\r\n"
_AFTER = "\"')<>, \t\r\n"


def _in_built_file(site: SiteFolder, page: str, url: str) -> Place:
    """The line and column of an address in a built file."""
    path = site.root / page
    return Place(path, next(iter(positions(path, url)), Position()))
