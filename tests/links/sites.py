"""Small sites for tests: files with their text, written to a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fieldguide.links.defects import Defect
from fieldguide.links.internal import check_site
from fieldguide.links.site import SiteFolder

URL = "https://site.example/docs/"


def page(body: str = "", head: str = "", lang: str = "en") -> str:
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def link(url: str) -> str:
    """A page with one link."""
    return page(f'<a href="{url}">')


def canonical(path: str) -> str:
    return f'<link rel="canonical" href="{URL}{path}">'


def versions(*named: tuple[str, str]) -> str:
    """Announced versions of a page: language and path of each."""
    return "".join(
        f'<link rel="alternate" hreflang="{tag}" href="{URL}{path}">' for tag, path in named
    )


def site(root: Path, files: Mapping[str, str], url: str = URL) -> SiteFolder:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return SiteFolder(root, url)


def check(root: Path, files: Mapping[str, str], url: str = URL) -> list[Defect]:
    return check_site(site(root, files, url)).defects


def told(root: Path, files: Mapping[str, str], url: str = URL) -> list[tuple[str, str, str]]:
    """Id, file and address of each defect."""
    return [(d.id, d.page, d.url) for d in check(root, files, url)]
