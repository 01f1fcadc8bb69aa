"""The check of a guide's built site, the same for the plugin and the command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fieldguide.findings import Finding
from fieldguide.links.blame import Place, findings
from fieldguide.links.internal import Defect, check_site
from fieldguide.links.markdown import markdown_places
from fieldguide.links.parity import check_parity
from fieldguide.links.site import SiteFolder

if TYPE_CHECKING:
    from fieldguide.links.external.models import Outcome
    from fieldguide.pages.origins import Origins
    from fieldguide.project import Project

    #: A guide, and who wrote its links.
    Guide = tuple[Project, Origins]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it: how many references were looked at, and what was left alone."""

    findings: list[Finding]
    files: int
    references: int
    external: int
    """Addresses of other hosts."""
    undecided: tuple[Outcome, ...] = ()
    """Those that were skipped, could not be read, or gave no answer that decides."""


#: Asks other hosts: addresses and the files that have them -> defects, what was not fully checked.
Ask = Callable[[Mapping[str, set[str]]], tuple[list[Defect], "list[Outcome]"]]


def check_links(
    root: Path,
    url: str,
    guide: Guide | None,
    progress: Callable[[int, int], None] | None = None,
    ask: Ask | None = None,
) -> Report:
    """Check a built site; with its guide, languages are compared and authors named.

    Other hosts are asked only through `ask`. Raises OSError when a file cannot be read.
    """
    site = SiteFolder(root, url)
    checked = check_site(site, progress)
    defects = list(checked.defects)
    if guide is not None:
        slugs = [locale.slug for locale in guide[0].locales.values()]
        built = [slug for slug in slugs if f"{slug}/index.html" in site.files]
        if built[:1] == slugs[:1]:
            defects += (
                defect
                for defect in check_parity(site, checked, built)
                if defect.id != "parity-link" or not guide[1].differs(defect.page, defect.url)
            )
    undecided: list[Outcome] = []
    if ask is not None:
        broken, undecided = ask(checked.external)
        defects += broken
    blame = _Blame(*guide).places if guide else lambda page, url: ()
    return Report(
        findings(defects, site, blame),
        len(checked.documents),
        checked.references,
        len(checked.external),
        tuple(undecided),
    )


class _Blame:
    """Who wrote an address: a field of an entry or of a translation, or a Markdown page."""

    def __init__(self, project: Project, origins: Origins) -> None:
        self._docs = project.docs
        self._slugs = {locale.slug for locale in project.locales.values()}
        self._origins = origins

    def places(self, page: str, url: str) -> list[Place]:
        """The places of an address on a built page."""
        return self._origins.places(page, url) or self._in_markdown(page, url)

    def _in_markdown(self, page: str, url: str) -> list[Place]:
        slug, _, rest = page.partition("/")
        if slug not in self._slugs:
            return []
        name = rest.removesuffix(".html").removesuffix("index").rstrip("/")
        for path in (self._docs / f"{name}.md", self._docs / name / "index.md"):
            if path.is_file():
                return markdown_places(path, url)
        return []
