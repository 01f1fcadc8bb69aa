"""One build makes every locale: where things lie, and that they are the same on every run."""

from __future__ import annotations

import re
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.mkdocs.sites import PROJECTS, Site, attribute, build, copy_project, mkdocs, one


def output(result: CompletedProcess[str]) -> str:
    """Both streams: MkDocs writes its last word to the one, its log to the other."""
    return result.stdout + result.stderr


@pytest.fixture(params=["npm", "fallback", "hostile", "guide"])
def site(request: pytest.FixtureRequest) -> Site:
    built = request.getfixturevalue(request.param)
    assert isinstance(built, Site)
    return built


def test_every_locale_has_its_own_pages_search_sitemap_and_404(fallback: Site) -> None:
    for tag in ("en", "ar"):
        for name in (
            "index.html",
            "404.html",
            "sitemap.xml",
            "search/search_index.json",
            "reasons/WholeReason/index.html",
            "guides/untouched/index.html",
        ):
            assert (fallback.path / tag / name).is_file(), f"{tag}/{name}"


def test_assets_lie_at_the_root_once(site: Site) -> None:
    folders = [path for path in site.path.rglob("assets") if path.is_dir()]
    assert folders == [site.path / "assets"]
    assert list((site.path / "assets" / "javascripts").glob("bundle.*.min.js"))


def test_sources_are_not_published(site: Site) -> None:
    assert not [name for name in site.files() if name.endswith((".yml", ".yaml", ".po"))]


def test_every_local_address_in_every_page_leads_to_a_file(site: Site) -> None:
    missing = []
    for page in site.path.rglob("*.html"):
        base = f"https://host/{page.relative_to(site.path).as_posix()}"
        for value in re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8")):
            url = urlsplit(urljoin(base, value))
            if url.netloc != "host" or url.path.startswith("/guide/"):
                continue  # `/guide/…`: the 404 pages of the site that lies in a folder
            target = site.path / unquote(url.path).lstrip("/")
            if not (target / "index.html" if url.path.endswith("/") else target).is_file():
                missing.append(f"{page.relative_to(site.path)}: {value}")
    assert not missing


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    for page in site.path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|img|iframe|source)[^>]*\ssrc="([^"]+)"', text)
        loaded += re.findall(r'<link rel="(?:stylesheet|icon|preconnect)"[^>]*href="([^"]+)"', text)
        assert not [url for url in loaded if urlsplit(url).netloc], page


def test_shards_give_the_bytes_of_the_full_build(fallback: Site, tmp_path: Path) -> None:
    config = PROJECTS / "fallback" / "mkdocs.yml"
    for tag in ("ar", "en"):
        build(config, tmp_path / "site", locales=tag)
    assert Site(tmp_path / "site").files() == fallback.files()


def test_a_second_build_gives_the_same_bytes_and_removes_what_is_stale(
    npm: Site, tmp_path: Path
) -> None:
    stale = tmp_path / "site" / "xx" / "index.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("an old language")
    assert build(PROJECTS / "npm" / "mkdocs.yml", tmp_path / "site").files() == npm.files()


def test_a_shard_leaves_other_locales_alone(tmp_path: Path) -> None:
    other = tmp_path / "site" / "de" / "index.html"
    other.parent.mkdir(parents=True)
    other.write_text("built by another shard")
    build(PROJECTS / "npm" / "mkdocs.yml", tmp_path / "site", locales="en")
    assert other.read_text() == "built by another shard"


def test_an_unknown_locale_is_named(tmp_path: Path) -> None:
    result = mkdocs(PROJECTS / "npm" / "mkdocs.yml", tmp_path / "site", locales="xx")
    assert result.returncode == 1
    assert "FIELDGUIDE_LOCALES names xx; this guide has en, de" in output(result)
    assert "Traceback" not in output(result)


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_mistakes_of_all_locales_stop_the_build_together(tmp_path: Path) -> None:
    config = copy_project("fallback", tmp_path / "guide")
    spoil(config.parent / "docs/reasons/WholeReason.yml", "so it stopped", "so it <b>stopped")
    spoil(config.parent / "locales/ar/reasons/WholeReason.yml", "[standard]", "[nowhere]")
    result = mkdocs(config, tmp_path / "site")
    assert result.returncode == 1
    assert "docs/reasons/WholeReason.yml:6:60: error: `<b>` is HTML [prose-html]" in output(result)
    assert "there is no link `nowhere` [prose-target]" in output(result)
    assert "Aborted with 2 mistakes in the guide." in output(result)
    assert "Traceback" not in output(result)


def test_mistakes_of_a_worker_alone_stop_the_build(tmp_path: Path) -> None:
    config = copy_project("fallback", tmp_path / "guide")
    spoil(config.parent / "locales/ar/reasons/WholeReason.yml", "[standard]", "[nowhere]")
    result = mkdocs(config, tmp_path / "site")
    assert result.returncode == 1
    assert "locales/ar/reasons/WholeReason.yml" in output(result)
    assert "Aborted with 1 mistake in the guide." in output(result)


def test_a_warning_in_a_worker_fails_a_strict_build(tmp_path: Path) -> None:
    config = copy_project("npm", tmp_path / "guide")
    (tmp_path / "guide" / "locales" / "ff" / "reasons").mkdir(parents=True)
    assert mkdocs(config, tmp_path / "site").returncode == 0
    result = mkdocs(config, tmp_path / "site", "--strict")
    assert result.returncode == 1
    assert "ff: the theme has no translation" in output(result)


def test_entries_without_the_locales_plugin_are_explained(tmp_path: Path) -> None:
    config = copy_project("npm", tmp_path / "guide")
    spoil(config, "  - fieldguide/locales\n", "")
    result = mkdocs(config, tmp_path / "site")
    assert result.returncode == 1
    assert "fieldguide/entries needs fieldguide/locales" in output(result)
    assert "Traceback" not in output(result)


def test_a_folder_in_the_navigation_is_all_its_entries_in_reading_order(npm: Site) -> None:
    html = npm.html("en/reasons/EACCES")
    titles = [node.text(strip=True) for node in html.css(".md-nav--primary .md-nav__list a")]
    wanted = ["No permission to write", "Dependencies that don’t fit", "No such package"]
    assert [title for title in titles if title in wanted] == wanted
    assert "Start" in titles


def test_the_chooser_lists_the_languages_in_their_own_names(fallback: Site) -> None:
    links = fallback.html("").css("nav a")
    assert [(attribute(a, "href"), a.text()) for a in links] == [
        ("en/", "English"),
        ("ar/", "العربية"),
    ]
    assert [attribute(a, "dir") for a in links] == ["ltr", "rtl"]


def test_the_root_404_speaks_all_languages(fallback: Site) -> None:
    text = (fallback.path / "404.html").read_text(encoding="utf-8")
    assert "Page not found" in text
    assert "الصفحة غير موجودة" in text
    assert 'href="/ar/"' in text


def test_edit_links_lead_to_the_file_of_the_reader_s_language(npm: Site) -> None:
    # stock Material shows the button only where the feature is on; the address is what counts
    base = "https://git.example/npm-field-guide/edit/main/"
    for address, path in (
        ("en/reasons/EACCES", "docs/reasons/EACCES.yml"),
        ("de/reasons/EACCES", "locales/de/reasons/EACCES.yml"),
        ("de/reasons/E404", "docs/reasons/E404.yml"),  # no translation to edit yet
    ):
        assert attribute(one(npm.html(address), "a[rel=edit]"), "href") == base + path
