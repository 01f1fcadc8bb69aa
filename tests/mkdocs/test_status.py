"""What a built site tells of its translations: a page in each locale, data, badges."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from tests import guides
from tests.cli.translate.running import FIRST, FRENCH, LATER, LEDGER, history, stamps
from tests.mkdocs.sites import Site, attribute, build, one

CONFIG = (
    guides.CONFIG.replace(
        "theme:", "repo_url: https://github.com/example/guide\nedit_uri: edit/main/docs/\ntheme:"
    )
    + "nav:\n  - Home: index.md\n  - Reasons: reasons/\n  - Guides: guides/\n"
)
HOSTILE = "`</a><script>alert(1)</script>`"
FILES = {
    "mkdocs.yml": CONFIG,
    FRENCH: guides.french_reason(standard=None)
    + stamps(title="Something happened", summary="It broke."),
    LEDGER: history(
        ("summary", "It broke.", FIRST),
        ("summary", "It broke, see [the standard][spec].", LATER),
    ),
    "locales/de/index.yml": "translators: []\n",
    "docs/guides/basics.yml": guides.guide("basics", title=f"'{HOSTILE}'".replace("'", '"')),
}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return guides.write(tmp_path_factory.mktemp("status"), FILES)


@pytest.fixture(scope="module")
def site(config: Path) -> Site:
    return build(config, config.parent / "site")


def rows(site: Site, address: str, table: int) -> dict[str, list[str]]:
    """First cell -> the others, of one table of the page."""
    body = site.html(address).css("article table")[table].css("tbody tr")
    cells = ([cell.text().strip() for cell in row.css("th, td")] for row in body)
    return {name: others for name, *others in cells}


def test_each_locale_has_the_page_with_all_languages(site: Site) -> None:
    for tag in ("en", "fr", "de"):
        languages = rows(site, f"{tag}/translations", 0)
        assert list(languages) == ["Deutsch", "Français"]
        links = site.html(f"{tag}/translations").css("article table a[hreflang]")
        assert [attribute(link, "hreflang") for link in links] == ["de", "fr"]


def test_every_entry_has_its_words_its_day_and_its_link(site: Site) -> None:
    entries = rows(site, "fr/translations", 1)
    title = "Il s’est passé quelque chose"
    # up to date, missing, outdated, link; no column for machine text, as there is none
    assert entries[title] == ["5\xa0%", "4", "31 since 4 mars 2026", "Translate"]
    assert entries["Something happened"][1] == "37", "Beta is not translated"
    html = site.html("fr/translations")
    assert [attribute(day, "datetime") for day in html.css("article time")][-1] == "2026-03-04"
    links = {attribute(link, "href") for link in html.css("article td a")}
    assert "https://github.com/example/guide/edit/main/locales/fr/reasons/Alpha.yml" in links
    assert "https://github.com/example/guide/new/main/locales/fr?filename=reasons/Beta.yml" in links


def test_the_source_has_the_same_parts_and_links(site: Site) -> None:
    entries = rows(site, "en/translations", 1)
    assert entries[HOSTILE.strip("`")] == ["10", "Edit"]
    for selector, name in (("article [id]", "id"), ("article th a", "href")):
        here, there = (
            [attribute(node, name) for node in site.html(f"{tag}/translations").css(selector)]
            for tag in ("en", "de")
        )
        assert [value for value in here if "translations" not in value] == [
            value for value in there if "translations" not in value and value != "./"
        ]


def test_titles_stay_text(site: Site) -> None:
    for tag in ("en", "fr"):
        html = site.html(f"{tag}/translations")
        labels = [attribute(link, "aria-label") for link in html.css("article td a")]
        assert [label for label in labels if label.endswith(HOSTILE.strip("`"))]
        assert not [node for node in html.css("script") if "alert" in node.text()]


def test_the_page_is_in_no_navigation_search_or_sitemap(site: Site) -> None:
    for tag in ("en", "fr", "de"):
        html = site.html(f"{tag}/translations")
        assert "noindex" in attribute(one(html, "meta[name=robots]"), "content")
        assert not html.css('link[rel~="alternate"][hreflang]')
        assert "translations" not in (site.path / tag / "sitemap.xml").read_text()
        assert "translations" not in (site.path / tag / "search/search_index.json").read_text()
        nav = site.html(tag).css("nav.md-nav--primary a")
        assert not [link for link in nav if "translations" in attribute(link, "href")]


def test_the_language_menu_stays_on_the_page(fallback: Site) -> None:
    menu = fallback.html("ar/translations").css("a[data-locale]")
    assert [attribute(link, "href") for link in menu] == [
        "../../en/translations/", "../../ar/translations/"
    ]  # fmt: skip
    assert not [link for link in menu if link.css("small")], "it is in every language"


def test_the_page_speaks_the_reader_s_language(guide: Site) -> None:
    html = guide.html("fr/translations")
    assert one(html, "h1").text() == "Traductions"
    assert one(html, "title").text().startswith("Traductions - ")
    footer = guide.html("fr/reasons/CORSDisabled").css("footer a")
    assert ("../../translations/", "Traductions") in [
        (attribute(link, "href"), link.text().strip()) for link in footer
    ]


def test_the_data_are_those_of_the_command(config: Path, site: Site) -> None:
    result = CliRunner().invoke(
        main, ["translate", "status", "-f", str(config), "--format", "json"]
    )
    published = (site.path / "status.json").read_text(encoding="utf-8")
    assert published == result.stdout
    assert [each["locale"] for each in json.loads(published)["locales"]] == ["de", "fr"]


def test_each_language_has_a_badge(site: Site) -> None:
    badges = {path.stem: path for path in (site.path / "badges").iterdir()}
    assert sorted(badges) == ["de", "fr"]
    titles = {
        tag: ElementTree.parse(path).getroot().get("aria-label") for tag, path in badges.items()
    }
    assert titles["de"] == "Deutsch: 0\xa0%"
    assert titles["fr"] == "Français: 2\xa0%"


def test_shards_give_the_bytes_of_the_full_build(config: Path, site: Site, tmp_path: Path) -> None:
    for tag in ("fr", "de", "en"):
        build(config, tmp_path / "site", locales=tag)
    assert Site(tmp_path / "site").files() == site.files()


def test_a_language_that_was_just_started_builds_strictly(tmp_path: Path) -> None:
    files = {"mkdocs.yml": CONFIG.replace("  - search", "  - fieldguide/links\n  - search")}
    config = guides.write(tmp_path / "guide", files)
    CliRunner().invoke(main, ["translate", "start", "-f", str(config), "ja"])
    site = build(config, tmp_path / "site")
    chooser = (site.path / "index.html").read_text(encoding="utf-8")
    assert 'href="ja/"' in chooser
    assert 'hreflang="ja" href="https://guide.example/ja/"' not in chooser, "it has no page yet"


def test_a_guide_in_one_language_has_no_such_page(tmp_path: Path) -> None:
    files = dict.fromkeys(("locales/fr/index.yml", FRENCH))
    config = guides.write(tmp_path / "guide", files)
    built = build(config, tmp_path / "site")
    assert not (built.path / "en" / "translations").exists()
    data = json.loads((built.path / "status.json").read_text())
    assert (data["locales"], data["source"]["locale"]) == ([], "en")
