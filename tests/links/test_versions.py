"""Originals, versions in other languages, sitemaps: what pages say about each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.links.sites import URL, canonical, check, page, told, versions

BOTH = versions(("en", "en/"), ("fr", "fr/"))
GOOD = {
    "en/index.html": page("", BOTH + canonical("en/")),
    "fr/index.html": page("", BOTH + canonical("fr/"), "fr"),
}


def menu(*named: tuple[str, str]) -> str:
    return "".join(f'<a href="{url}" hreflang="{tag}">' for tag, url in named)


def sitemap(*paths: str) -> str:
    entries = "".join(f"<url><loc>{URL}{path}</loc></url>" for path in paths)
    return f"<urlset>{entries}</urlset>"


def test_a_good_site(tmp_path: Path) -> None:
    files = {
        **GOOD,
        "index.html": page(menu(("en", "en/"), ("FR", "fr/")), versions(("x-default", ""))),
        "fr/only/index.html": page("", canonical("en/"), "fr"),  # untranslated
        "sitemap.xml": sitemap("en/", "fr/"),
    }
    assert check(tmp_path, files) == []


@pytest.mark.parametrize(
    ("french", "messages"),
    [
        (
            page("", "", "fr"),
            {"`fr/index.html` is named as the fr version and does not name this page back"},
        ),
        (page("", BOTH, "de"), {"`fr/index.html` is announced as fr and is in de"}),
        (page("", BOTH, "fr-CA"), set()),
        (
            page("", versions(("en", "en/")), "fr"),
            {"the page is not among its own versions"},
        ),
        (
            page("", BOTH + canonical("en/"), "fr"),
            {
                "`fr/index.html` is announced as the fr version and is none: it says that its "
                "original is `en/index.html`"
            },
        ),
    ],
)
def test_announced_versions(tmp_path: Path, french: str, messages: set[str]) -> None:
    defects = check(tmp_path, {**GOOD, "fr/index.html": french})
    assert {defect.message for defect in defects} == messages
    assert {defect.id for defect in defects} <= {"link-hreflang"}


@pytest.mark.parametrize(("tag", "is_good"), [("fr", True), ("de", False), ("", True)])
def test_a_menu_leads_to_the_language_that_it_says(tmp_path: Path, tag: str, is_good: bool) -> None:
    found = told(tmp_path, {**GOOD, "index.html": page(menu((tag, "fr/")))})
    assert found == ([] if is_good else [("link-hreflang", "index.html", "fr/")])


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a/index.html": page("", canonical("a/"))}, []),
        ({"a/index.html": page("", canonical("en/"))}, []),
        ({"b/index.html": page(), "a/index.html": page("", canonical("b/"))}, []),
        (
            {"b/index.html": page("", canonical("en/")), "a/index.html": page("", canonical("b/"))},
            [("link-canonical", "a/index.html", f"{URL}b/")],
        ),
        (
            {"a/index.html": page("", canonical("no/"))},
            [("link-page", "a/index.html", f"{URL}no/")],
        ),
        ({"a/index.html": page("", '<link rel="canonical" href="https://other.example/">')}, []),
    ],
)
def test_originals(
    tmp_path: Path, files: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert told(tmp_path, {**GOOD, **files}) == expected


def test_a_sitemap_lists_originals_only(tmp_path: Path) -> None:
    copy = page("", canonical("en/"), "fr")
    files = {**GOOD, "fr/copy/index.html": copy, "sitemap.xml": sitemap("en/", "fr/copy/")}
    assert told(tmp_path, files) == [("link-sitemap", "sitemap.xml", f"{URL}fr/copy/")]


def test_a_sitemap_of_sitemaps(tmp_path: Path) -> None:
    files = {**GOOD, "en/sitemap.xml": sitemap("en/"), "sitemap.xml": sitemap("en/sitemap.xml")}
    assert check(tmp_path, files) == []
