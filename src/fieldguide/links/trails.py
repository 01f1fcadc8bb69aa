"""Where readers end who are sent on: by a `_redirects` file, by pages that only lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fieldguide.links.defects import Defect
from fieldguide.links.redirects import FILE, Redirects
from fieldguide.links.site import Elsewhere, SiteFolder
from fieldguide.links.suggest import Names


class Refresh(NamedTuple):
    """The address that a page sends its readers to, and what it is relative to."""

    url: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """All places that somebody passes."""

    steps: tuple[str, ...]
    """Files, and paths without a file, the latter with a slash in front."""
    file: str | None = None
    """The file at the end; None if there is none, or if the end is another host."""
    fragment: str = ""
    """The part that the last of those who named one sent to."""
    is_outside: bool = False
    is_circular: bool = False
    moved_to: str = ""
    """How far all who sent on said that it is for good."""

    @property
    def is_lost(self) -> bool:
        """Whether it ends at an address that has no file."""
        return self.file is None and not self.is_outside and not self.is_circular

    def __str__(self) -> str:
        """The places as people read them."""
        return " → ".join(f"`{step}`" for step in self.steps)


class Trails:
    """All ways by which readers are sent on."""

    def __init__(
        self, site: SiteFolder, redirects: Redirects, refreshes: Mapping[str, Refresh]
    ) -> None:
        self._site = site
        self._redirects = redirects
        self._refreshes = refreshes

    def follow(self, url: str, source: str, base: str = "", *passed: str) -> Trail:
        """From an address in a file to the end; an address that is none is one without a file."""
        steps = list(passed)
        fragment, moved_to, is_permanent = "", "", True
        while True:
            try:
                resolved = self._site.resolve(url, source, base)
            except ValueError:
                return Trail((*steps, url))
            if isinstance(resolved, Elsewhere):
                return Trail((*steps, url), is_outside=True, moved_to=moved_to)
            here = resolved.file or f"/{resolved.path}"
            is_circular = here in steps
            steps.append(here)
            fragment = resolved.fragment or fragment
            if is_circular:
                return Trail(tuple(steps), is_circular=True)
            if resolved.file is not None:
                refresh = self._refreshes.get(resolved.file)
                if refresh is None:
                    return Trail(tuple(steps), resolved.file, fragment, moved_to=moved_to)
                is_permanent = False
                source, (url, base) = resolved.file, refresh
                continue
            covered = self._redirects.covering(self._site.address(resolved.path))
            if covered is None:
                return Trail(tuple(steps), moved_to=moved_to)
            is_permanent = is_permanent and covered.rule.is_permanent
            url, source, base = covered.target, FILE, ""
            moved_to = url if is_permanent else moved_to

    def defects(self, pages: Names) -> Iterator[Defect]:
        """The redirects that lead in a circle or to nothing."""
        circles: set[frozenset[str]] = set()
        for number, problem in self._redirects.wrong:
            yield Defect("link-redirect", FILE, "", f"line {number} is no redirect", problem)
        for rule in self._redirects.rules:
            if not rule.leads_on or rule.has_gaps:
                continue
            first = [] if rule.is_pattern else self._start(rule.path)
            yield from self._judge(FILE, Refresh(rule.target), first, circles, pages)
        for name, refresh in sorted(self._refreshes.items()):
            yield from self._judge(name, refresh, [name], circles, pages)

    def _start(self, path: str) -> list[str]:
        """The step that a rule is for; none where there is a file, which hosts prefer to rules."""
        resolved = self._site.resolve(path, FILE)
        if isinstance(resolved, Elsewhere) or resolved.file is not None:
            return []
        return [f"/{resolved.path}"]

    def _judge(
        self,
        name: str,
        way: Refresh,
        first: list[str],
        circles: set[frozenset[str]],
        pages: Names,
    ) -> Iterator[Defect]:
        trail = self.follow(way.url, name, way.base, *first)
        is_long = len(trail.steps) > len(first) + 1
        if trail.is_circular:
            circle = frozenset(trail.steps[trail.steps.index(trail.steps[-1]) :])
            if circle not in circles:
                circles.add(circle)
                yield Defect(
                    "link-redirect",
                    name,
                    way.url,
                    f"these lead in a circle: {trail}",
                    "let one of them lead to a page",
                )
        elif trail.is_lost and (name == FILE or is_long):  # else it is reported as any link
            lost = trail.steps[-1]
            nearest = pages.nearest(lost.strip("/"))
            yield Defect(
                "link-redirect",
                name,
                way.url,
                f"this leads to nothing: there is no page `{lost}`"
                + (f" ({trail})" if is_long else ""),
                f"did you mean `{nearest}`?" if nearest else "",
            )
