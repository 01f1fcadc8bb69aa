"""Defects of a built site as findings about the files that people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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


#: The places that wrote an address (the second) on a built page (the first); none if unknown.
Blame = Callable[[str, str], Sequence[Place]]


def findings(defects: Iterable[Defect], site: SiteFolder, blame: Blame) -> list[Finding]:
    """One finding for each mistake, however many pages show it.

    A defect whose link nobody is known to have written, such as one of the theme, is told
    with the first page that has it.
    """
    seen: dict[tuple[str, str, str, Place | None], list[Defect]] = {}
    for defect in defects:
        places: Sequence[Place | None] = blame(defect.page, defect.url) or [None]
        for place in places:
            seen.setdefault((defect.id, defect.message, defect.hint, place), []).append(defect)
    found = []
    for (id, message, hint, place), alike in seen.items():
        first = alike[0]
        built = place or _in_built_file(site, first.page, first.url)
        pages = {defect.page for defect in alike}
        shown = f"; seen on `{first.page}`" if place else ""
        if len(pages) > 1:
            shown = f"; seen on {len(pages)} pages, `{first.page}` first"
        text = message + shown
        found.append(
            Finding(
                id,
                built.path,
                built.position,
                text,
                hint,
                built.field,
                built.locale,
                first.severity,
            )
        )
    return found


def _in_built_file(site: SiteFolder, page: str, url: str) -> Place:
    """The line and column of an address in a built file."""
    path = site.root / page
    text = path.read_text(encoding="utf-8", errors="replace")
    at = text.find(f'"{url}"') if url else -1
    if at < 0:
        return Place(path, Position())
    return Place(path, Position(text.count("\n", 0, at) + 1, at + 1 - text.rfind("\n", 0, at)))
