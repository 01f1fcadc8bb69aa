"""Other names of pages: what a browser or another site calls the same thing.

Each becomes a short address, `/<alias>` and `/<locale>/<alias>`; so does each reason's own id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from fieldguide.entries.models import Guide, Reason
from fieldguide.entries.read import Source
from fieldguide.findings import Finding, Findings

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an alias leads: a page, or a part of it."""

    page: str
    part: str = ""


def aliases(sources: Mapping[str, Source]) -> dict[str, Place]:
    """Alias -> place, those of each page together, a reason's id first.

    Where two entries claim one, which is a finding, the first has it.
    """
    found: dict[str, Place] = {}
    for page, source in sources.items():
        for name in _ids(source):
            found.setdefault(name, Place(page))
        for path, name in _own(source):
            found.setdefault(name, Place(page, str(path[1]) if path[0] == "sections" else ""))
    return found


def check_aliases(sources: Mapping[str, Source], taken: Collection[str]) -> list[Finding]:
    """Report aliases that two pages claim, or that the site needs: `taken`, in any case.

    Those of two pages must differ in more than case: not every file system tells them apart.
    """
    reserved = {name.casefold() for name in taken}
    owners = {name.casefold(): page for page, source in sources.items() for name in _ids(source)}
    found: list[Finding] = []
    for page, source in sources.items():
        findings = Findings(source.path)
        seen = set(_ids(source))
        for path, name in _own(source):
            owner = owners.setdefault(name.casefold(), page)
            if name in seen:
                message, hint = f"`{name}` leads here already", "remove it"
            elif owner != page:
                message = f"`{name}` leads to `{owner}` already"
                hint = "leave it to one of the two pages"
            elif name.casefold() in reserved:
                message = f"the site has its own `/{name.casefold()}`"
                hint = "choose another name, or remove it"
            else:
                message = hint = ""
            seen.add(name)
            if message:
                where = ".".join(map(str, path))
                findings.error("entry-alias", source.position(*path), message, hint, field=where)
        found += findings.items
    return found


def _ids(source: Source) -> tuple[str, ...]:
    return (source.entry.id,) if isinstance(source.entry, Reason) else ()


def _own(source: Source) -> Iterator[tuple[Path, str]]:
    """Each alias that an entry lists, and where it stands."""
    entry = source.entry
    if isinstance(entry, Reason | Guide):
        for index, name in enumerate(entry.aliases):
            yield ("aliases", index), name
    if isinstance(entry, Guide):
        for key, section in entry.sections.items():
            for index, name in enumerate(section.aliases):
                yield ("sections", key, "aliases", index), name
