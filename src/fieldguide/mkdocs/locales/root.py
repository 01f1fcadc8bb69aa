"""What lies above the locales: shared assets, the language chooser, sitemaps."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from babel.support import NullTranslations
from mkdocs.structure.files import File

from fieldguide.l10n.locale import Locale
from fieldguide.pages.templating import templates

ASSETS = "assets/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def clean_root(root: Path, slugs: Iterable[str]) -> None:
    """Remove what earlier builds left beside the locales; hidden files stay, as with MkDocs."""
    if not root.is_dir():
        return
    kept = set(slugs)
    for path in root.iterdir():
        if path.name in kept or path.name.startswith("."):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def copy_assets(files: Iterable[File], root: Path) -> None:
    """Copy assets to the root, where all locales share them."""
    for file in files:
        target = root / file.src_uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content_bytes)


def write_root(
    root: Path,
    site_name: str,
    site_url: str,
    favicon: str,
    source: Locale,
    catalogs: Mapping[Locale, NullTranslations],
    announced: Sequence[Locale],
) -> None:
    """The chooser at `/`, the 404 page for hosts that have one for all, and the sitemaps.

    `announced` are the locales whose home page is really translated.
    """
    context = {
        "source": source,
        "locales": list(catalogs),
        "announced": announced,
        "site_name": site_name,
        "site_url": site_url,
        "favicon": favicon,
        "path": "",
    }
    chooser = templates().render("chooser.html", NullTranslations(), context)
    _write(root / "index.html", chooser)
    path = urlsplit(site_url).path or "/"
    missing = [(locale, catalog.gettext("Page not found")) for locale, catalog in catalogs.items()]
    not_found = templates().render(
        "not_found.html", NullTranslations(), {**context, "missing": missing, "path": path}
    )
    _write(root / "404.html", not_found)
    if site_url:
        entries = "".join(
            f"<sitemap><loc>{escape(site_url)}{locale.slug}/sitemap.xml</loc></sitemap>\n"
            for locale in catalogs
        )
        _write(
            root / "sitemap.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SITEMAP}">\n'
            f"{entries}</sitemapindex>\n",
        )
        _write(root / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n")


def write_sitemap(path: Path, urls: Iterable[str]) -> None:
    """A locale's sitemap: lean, because Material fetches it on each visit.

    No dates: the same input must give the same bytes on any day.
    """
    entries = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    _write(path, f'{declaration}\n<urlset xmlns="{_SITEMAP}">\n{entries}</urlset>\n')


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
