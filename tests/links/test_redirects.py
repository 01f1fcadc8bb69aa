"""Redirects: rules of a `_redirects` file, pages that lead on, and links to both."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.findings import Severity
from fieldguide.links.redirects import Covered, parse
from tests.links.sites import check, link, page, told

ROOT_URL = "https://site.example/"


@pytest.mark.parametrize(
    ("line", "path", "target"),
    [
        ("/old /new 301", "/old", "/new"),
        ("/old /new 301", "/old/", "/new"),
        ("/old/ /new", "/old", "/new"),
        ("/old /new 301", "/older", None),
        ("/old/* /new/:splat 302", "/old/a/b", "/new/a/b"),
        ("/old/* /new/:splat 302", "/old", "/new/"),
        ("/old/* /new/:splat", "/old/a b", "/new/a%20b"),
        ("/blog/:year/:name /posts/:name#:year 301!", "/blog/1999/x", "/posts/x#1999"),
        ("/blog/:year /posts", "/blog/1999/x", None),
        ("/a%20b /new", "/a b", "/new"),
        ("https://site.example/old /new", "/old", "/new"),
        ("https://other.example/old /new", "/old", None),
        ("/* /index.html 200", "/any/thing", "/index.html"),
        ("/* /404.html 404", "/any/thing", None),
        ("/gone /away 410", "/gone", None),
        ("/old /new 302 Country=fr,de", "/old", None),
        ("/store id=:id /shop/:id 301", "/store", None),
        ("/old /first\n/old /second", "/old", "/first"),
        ("/old/* /first\n/old/a /second", "/old/a", "/first"),
        ("/old/a /first\n/old/* /second", "/old/a", "/first"),
        ("/old/a /404.html 404\n/old/* /second", "/old/a", None),
        ("# /old /new\n\n/old /newer # better", "/old", "/newer"),
    ],
)
def test_the_first_rule_about_a_path_holds(line: str, path: str, target: str | None) -> None:
    redirects = parse(line, "site.example")
    assert redirects.wrong == []
    covered = redirects.covering(path)
    assert (covered and covered.target) == target


@pytest.mark.parametrize(
    "line", ["/old", "old /new", "/old https://[", "/old new", "/old /new soon", "/a /b 301 302"]
)
def test_lines_that_are_no_rules(line: str) -> None:
    redirects = parse(f"\n{line}\n/good /page", "")
    assert [number for number, _ in redirects.wrong] == [2]
    assert isinstance(redirects.covering("/good"), Covered)


SITE = {"index.html": page(), "new/index.html": page('<b id="part">')}


@pytest.mark.parametrize(
    ("rules", "url", "expected"),
    [
        ("/old /new/ 302", "/old", []),
        ("/old /new/ 302", "old/#part", []),
        ("/old /new/ 302", "old/#no", [("link-anchor", "c.html", "old/#no")]),
        ("/old /new/", "old", []),
        ("/old https://other.example/ 302", "old", []),
        ("/old/* /new/:splat 302", "old/x", [("link-redirect", "c.html", "old/x")]),
        ("/old/* /new/ 302", "old/x", []),
        ("/older /old\n/old /new 302", "older", []),
        ("/old /404.html 404", "old", [("link-page", "c.html", "old")]),
        ("/old /nowhere 301", "old", [("link-redirect", "_redirects", "/nowhere")]),
        ("/old /new/#part 302", "old", []),
        ("/old /new/#part 302", "old/#lost", []),
        ("/old /new/#no 302", "old", [("link-anchor", "_redirects", "/new/#no")]),
        ("/new /nowhere 301", "new", [("link-redirect", "_redirects", "/nowhere")]),
    ],
)
def test_links_to_what_is_sent_on(
    tmp_path: Path, rules: str, url: str, expected: list[tuple[str, str, str]]
) -> None:
    files = {**SITE, "c.html": link(url), "_redirects": rules, "404.html": page()}
    assert told(tmp_path, files, ROOT_URL) == expected


@pytest.mark.parametrize(
    ("rules", "url", "hint"),
    [
        ("/old /new/ 301", "old", "write `/new/`"),
        ("/old /new/ 308", "old/#part", "write `/new/#part`"),
        ("/older /old 301\n/old /new/ 301", "older", "write `/new/`"),
        ("/older /old 301\n/old /new/ 302", "older", "write `/old`"),
        ("/old/* /new/:splat 301", "old/", "write `/new/`"),
        ("/old https://other.example/ 301", "old", "write `https://other.example/`"),
    ],
)
def test_a_link_to_what_has_moved_for_good(tmp_path: Path, rules: str, url: str, hint: str) -> None:
    files = {**SITE, "c.html": link(url), "_redirects": rules}
    (defect,) = check(tmp_path, files, ROOT_URL)
    assert (defect.id, defect.page, defect.url) == ("link-permanent-redirect", "c.html", url)
    assert (defect.hint, defect.severity) == (hint, Severity.WARNING)


def test_search_engines_are_told_the_address_itself(tmp_path: Path) -> None:
    sitemap = f"<urlset><url><loc>{ROOT_URL}old</loc></url></urlset>"
    files = {**SITE, "sitemap.xml": sitemap, "_redirects": "/old /new/ 301"}
    (defect,) = check(tmp_path, files, ROOT_URL)
    assert (defect.id, defect.hint) == ("link-page", "write `/new/`")


@pytest.mark.parametrize(
    ("rules", "circle"),
    [
        ("/a /b\n/b /a", "`/a` → `/b` → `/a`"),
        ("/a /b\n/b /c\n/c /b", "`/a` → `/b` → `/c` → `/b`"),
        ("/a /a/", "`/a` → `/a`"),
        ("/a/* /a/b", "`/a/b` → `/a/b`"),
    ],
)
def test_rules_in_a_circle_are_told_once(tmp_path: Path, rules: str, circle: str) -> None:
    files = {**SITE, "c.html": link("a/b" if "*" in rules else "a"), "_redirects": rules}
    (defect,) = check(tmp_path, files, ROOT_URL)
    assert (defect.id, defect.page) == ("link-redirect", "_redirects")
    assert defect.message == f"these lead in a circle: {circle}"


def test_a_chain_to_nothing_is_told_with_its_steps(tmp_path: Path) -> None:
    files = {**SITE, "_redirects": "/a /b\n/b /nwe"}
    first, second = check(tmp_path, files, ROOT_URL)
    assert first.message == "this leads to nothing: there is no page `/nwe` (`/a` → `/b` → `/nwe`)"
    assert second.message == "this leads to nothing: there is no page `/nwe`"
    assert {first.hint, second.hint} == {"did you mean `new`?"}


def test_a_line_that_is_no_rule(tmp_path: Path) -> None:
    (defect,) = check(tmp_path, {**SITE, "_redirects": "/old\n"}, ROOT_URL)
    assert (defect.id, defect.page) == ("link-redirect", "_redirects")
    assert defect.message == "line 1 is no redirect"


def test_other_hosts_that_rules_lead_to_are_asked(tmp_path: Path) -> None:
    from fieldguide.links.internal import check_site
    from tests.links.sites import site

    rules = "/a https://other.example/\n/b/* https://other.example/:splat"
    checked = check_site(site(tmp_path, {**SITE, "_redirects": rules}, ROOT_URL))
    assert checked.external == {"https://other.example/": {"_redirects"}}


def refresh(url: str, seconds: int = 0) -> str:
    return page("", f'<meta http-equiv="refresh" content="{seconds}; url={url}">')


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"old.html": refresh("new/"), "c.html": link("old.html#part")}, []),
        (
            {"old.html": refresh("new/"), "c.html": link("old.html#no")},
            [("link-anchor", "c.html", "old.html#no")],
        ),
        ({"old.html": refresh("https://other.example/")}, []),
        ({"old.html": refresh("old.html", 30)}, []),
        ({"old.html": refresh("no/")}, [("link-page", "old.html", "no/")]),
        (
            {"older.html": refresh("old.html"), "old.html": refresh("no/")},
            [("link-page", "old.html", "no/"), ("link-redirect", "older.html", "old.html")],
        ),
        (
            {"a.html": refresh("b.html"), "b.html": refresh("a.html")},
            [("link-redirect", "a.html", "b.html")],
        ),
        (
            {"a.html": refresh("b"), "_redirects": "/b /a.html"},
            [("link-redirect", "_redirects", "/a.html")],
        ),
    ],
)
def test_pages_that_lead_on(
    tmp_path: Path, files: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert told(tmp_path, {**SITE, **files}, ROOT_URL) == expected
