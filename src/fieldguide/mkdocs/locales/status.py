"""What a site tells about its translations, beside the page in each locale."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fieldguide.l10n.badge import badge
from fieldguide.l10n.status import LocaleStatus, render_status
from fieldguide.pages.status import DATA
from fieldguide.project import Project

BADGES = "badges"


def write_status(
    site: Path, project: Project, statuses: Mapping[str, LocaleStatus], root: Path
) -> None:
    """Write `status.json` and a badge for each locale. Paths in it are relative to `root`."""
    ordered = [statuses[tag] for tag in project.locales if tag in statuses]
    sources = project.sources.values()
    text = render_status(project.source_locale, sources, ordered, project.locales, root)
    (site / BADGES).mkdir(parents=True, exist_ok=True)
    _write(site / DATA, text)
    for status in ordered:
        share = status.summary.progress.share
        picture = badge(project.locales[status.tag], share)
        _write(site / BADGES / f"{status.tag}.svg", picture)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
