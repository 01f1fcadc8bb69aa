"""The guide's own site, checked by somebody else's program, too: it finds nothing that we don't.

Lychee is given the site's address as another name of the folder, so that it also follows
canonical addresses, language versions and sitemaps.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from fieldguide.links.internal import check_site
from fieldguide.links.site import SiteFolder, Target
from tests.mkdocs.sites import ROOT, build

LYCHEE = Path(sys.executable).parent / "lychee"
URL = "https://cors-field-guide.example/"
#: What is broken in a copy of the site, each at its first place: file, old, new.
BROKEN = (
    ("en/reasons/CORSDisabled/index.html", 'href="../CORSDidNotSucceed/"', 'href="../Gone/"'),
    ("en/reasons/CORSDisabled/index.html", 'href="#causes"', 'href="#gone"'),
    ("fr/reasons/CORSDisabled/index.html", 'id="fixes"', 'id="other"'),
    (
        "fr/reasons/CORSDidNotSucceed/index.html",
        'rel="canonical" href="',
        'rel="canonical" href="x',
    ),
    ("en/index.html", 'href="guides/caching/', 'href="guides/Caching/'),
    (
        "en/guides/caching/index.html",
        f'hreflang="fr" href="{URL}fr/',
        f'hreflang="fr" href="{URL}f/',
    ),
    ("fr/sitemap.xml", "<loc>", f"<loc>{URL}gone/</loc><loc>"),
    ("index.html", 'href="fr/"', 'href="fr/#gone"'),
)

#: A file, and what is missing: a file or folder by its path, maybe a part of it.
Found = set[tuple[str, str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("guide") / "site").path


_PAGES = (".html", ".css", "sitemap.xml")


def lychee(root: Path) -> Found:
    command = [str(LYCHEE), "--offline", "--include-fragments", "--index-files", "index.html"]
    command += ["--remap", f"{re.escape(URL)} {root.as_uri()}/", "--root-dir", str(root)]
    command += ["--no-progress", "--format", "json", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in (0, 2), done.stderr
    result = json.loads(done.stdout)
    assert result["successful"] > 1000
    found = set()
    for page, errors in result["error_map"].items():
        if not page.endswith(_PAGES):
            continue  # Markdown and feeds: tests/mkdocs/test_published.py follows their links
        for error in errors:
            parts = urlsplit(error["url"])
            path = Path(unquote(parts.path))
            path = path / "index.html" if (path / "index.html").is_file() else path
            place = _place(path.relative_to(root).as_posix(), parts.fragment)
            found.add((Path(page).relative_to(root).as_posix(), place))
    return found


def ours(root: Path) -> Found:
    site = SiteFolder(root, URL)
    found = set()
    for defect in check_site(site).defects:
        target = site.resolve(defect.url, defect.page)
        assert isinstance(target, Target)
        found.add((defect.page, _place(target.file or target.path, target.fragment)))
    return found


def _place(path: str, fragment: str) -> str:
    return f"{path.strip('/')}#{unquote(fragment)}" if fragment else path.strip("/")


def test_neither_finds_anything_in_the_guide(site: Path) -> None:
    assert lychee(site) == set()
    assert ours(site) == set()


def test_we_find_all_that_lychee_finds(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(site, root)
    (root / "fr" / "guides" / "caching" / "index.html").unlink()
    (stylesheet,) = root.glob("assets/stylesheets/*.css")
    stylesheet.unlink()
    for name, old, new in BROKEN:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old}"
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    theirs = lychee(root)
    assert len({place for _, place in theirs}) >= len(BROKEN), theirs
    assert theirs - ours(root) == set()
