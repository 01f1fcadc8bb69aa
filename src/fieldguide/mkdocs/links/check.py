"""The check of a guide's built site, the same for the plugin and the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fieldguide.findings import Finding
from fieldguide.links.blame import findings
from fieldguide.links.internal import check_site
from fieldguide.links.parity import check_parity
from fieldguide.links.site import SiteFolder
from fieldguide.pages.origins import Origins
from fieldguide.project import Project


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it: how many references were looked at, and what was left alone."""

    findings: list[Finding]
    files: int
    references: int
    external: int


def check_links(
    root: Path,
    url: str,
    guide: tuple[Project, Origins] | None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check a built site; with its guide, languages are compared and authors named.

    Raises OSError when a file of the site cannot be read.
    """
    site = SiteFolder(root, url)
    checked = check_site(site, progress)
    defects = list(checked.defects)
    if guide is not None:
        project, _ = guide
        slugs = [locale.slug for locale in project.locales.values()]
        built = [slug for slug in slugs if f"{slug}/index.html" in site.files]
        if built[:1] == slugs[:1]:
            defects += check_parity(site, checked, built)
    blame = guide[1].places if guide else lambda page, url: ()
    return Report(
        findings(defects, site, blame),
        len(checked.documents),
        checked.references,
        len(checked.external),
    )
