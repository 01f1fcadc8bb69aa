"""Every page has its policy, and the site has the headers to send with it."""

from __future__ import annotations

import gzip
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fieldguide.hosting.headers import HASHED
from fieldguide.hosting.policy import inline_in, inline_of, policy_of
from tests.mkdocs.sites import PROJECTS, Site, build, copy_project, mkdocs

SCRIPT = "assets/javascripts/trusted-types.js"
WORKER = "offline-worker.js"


def with_hosting(name: str, target: Path, *more: str) -> Path:
    """A copy of a project, with the plugin."""
    config = copy_project(name, target)
    text = config.read_text(encoding="utf-8")
    text = text.replace("  - search\n", "  - search\n  - fieldguide/hosting\n")
    config.write_text(text + "".join(more), encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Another subject's guide, with Material as it comes."""
    folder = tmp_path_factory.mktemp("stock")
    return build(with_hosting("npm", folder / "guide"), folder / "site")


@pytest.fixture(params=["guide", "stock"])
def site(request: pytest.FixtureRequest) -> Site:
    built = request.getfixturevalue(request.param)
    assert isinstance(built, Site)
    return built


def policies(site: Site) -> dict[str, str]:
    found = {
        path.relative_to(site.path).as_posix(): policy_of(path.read_text(encoding="utf-8"))
        for path in sorted(site.path.rglob("*.html"))
    }
    assert all(found.values())
    return {name: text for name, text in found.items() if text}


def themed(site: Site) -> dict[str, str]:
    """The policies of all pages but those that only lead to others."""
    return {
        name: text
        for name, text in policies(site).items()
        if 'http-equiv="refresh"' not in (site.path / name).read_text(encoding="utf-8")
    }


def test_every_page_allows_what_stands_in_it(site: Site) -> None:
    for name, text in policies(site).items():
        html = LexborHTMLParser((site.path / name).read_text(encoding="utf-8"))
        assert inline_in(text) | inline_of(html) == inline_in(text), name
        assert "unsafe-inline" not in text
        assert "unsafe-eval" not in text
        first = html.css("head > *")[1]
        assert first.attributes.get("http-equiv") == "Content-Security-Policy", name


def test_all_pages_that_instant_navigation_exchanges_say_the_same(site: Site) -> None:
    found = themed(site)
    root = {name for name in found if "/" not in name}
    assert root == {"index.html", "404.html"}
    locales = {name.split("/")[0] for name in found if "/" in name}
    for locale in locales:
        assert len({text for name, text in found.items() if name.startswith(f"{locale}/")}) == 1
    assert all("trusted-types 'none'" in found[name] for name in root)


def test_pages_allow_no_more_than_that(guide: Site, stock: Site) -> None:
    for name, text in policies(guide).items():
        assert inline_in(text) == inline_of(
            LexborHTMLParser((guide.path / name).read_text("utf-8"))
        )
    # Material's own scripts name their depth
    assert len(inline_in(policies(stock)["en/index.html"]).scripts) == 6
    assert not inline_in(policies(stock)["en/index.html"]).styles


def test_the_guard_of_markup_comes_before_the_theme(site: Site) -> None:
    assert (site.path / SCRIPT).is_file()
    for name in themed(site):
        html = (site.path / name).read_text("utf-8")
        sources = re.findall(r'<script (?:type="module" )?src="([^"]+)"', html)
        if "/" in name:
            assert sources[0].endswith(SCRIPT), name
            assert sources[1].partition("assets/")[0] == sources[0].partition("assets/")[0]
            assert sum(source.endswith(SCRIPT) for source in sources) == 1
        else:
            assert sources == []


def test_the_header_allows_what_any_page_needs(site: Site) -> None:
    for name in ("_headers", ".nginx.conf", ".htaccess"):
        text = (site.path / name).read_text(encoding="utf-8")
        found = re.search(r"default-src [^\"\n]*", text)
        assert found
        assert "trusted-types" not in found[0], "workers load their parts by name"
        for page in policies(site).values():
            header, own = inline_in(found[0]), inline_in(page)
            assert (header | own) == header
            rest = {part for part in page.split("; ") if "sha256" not in part}
            kept = {part for part in rest if "trusted-types" not in part}
            assert {part.split()[0] for part in kept} <= {
                part.split()[0] for part in found[0].split("; ")
            }


@pytest.mark.parametrize(("name", "is_late"), [("guide", True), ("stock", False)])
def test_it_runs_before_the_theme_and_holds_up_no_page(
    name: str, is_late: bool, request: pytest.FixtureRequest
) -> None:
    """Scripts that wait for the document run in its order; what doesn't wait must find it there."""
    site = request.getfixturevalue(name)
    for page in sorted(site.path.rglob("index.html")):
        html = LexborHTMLParser(page.read_text(encoding="utf-8"))
        waits = [{"defer", "type"} & set(script.attributes) for script in html.css("script[src]")]
        assert all(waits) if is_late else not waits or not waits[0]


def test_what_it_costs_a_page(guide: Site) -> None:
    text = guide.text("fr/reasons/CORSMissingAllowOrigin")
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    bare = re.sub(r'<script src="[^"]*trusted-types.js"[^>]*></script>\n', "", bare)
    cost = len(gzip.compress(text.encode(), 6)) - len(gzip.compress(bare.encode(), 6))
    assert 100 < cost < 500  # bytes, of about 12,000


def test_a_page_with_scripts_of_its_own_is_allowed_where_it_may_be_shown(tmp_path: Path) -> None:
    config = with_hosting("npm", tmp_path / "guide")
    (tmp_path / "guide" / "docs" / "own.md").write_text(
        '# Own\n\n<script>window.own = 1</script>\n\n<p style="color: red">a</p>\n'
    )
    (tmp_path / "guide" / "docs" / "plain.html").write_text("<title>a</title>")
    (tmp_path / "guide" / "docs" / "made.html").write_text("<head></head><script>b</script>")
    site = build(config, tmp_path / "site")
    found = policies(Site(site.path / "en" / "reasons"))
    own = policy_of(site.text("en/own"))
    assert own is not None
    assert set(found.values()) == {own}
    assert "style-src-attr 'unsafe-hashes' 'sha256-" in own
    made = (site.path / "en" / "made.html").read_text()
    scripts = inline_in(policy_of(made) or "").scripts
    assert len(scripts) == 1
    assert scripts <= inline_in((site.path / "_headers").read_text().splitlines()[4]).scripts
    assert (site.path / "en" / "plain.html").read_text() == "<title>a</title>", "it has no head"


def test_what_the_policy_blocks_is_told_at_once(tmp_path: Path) -> None:
    config = with_hosting("npm", tmp_path / "guide")
    page = tmp_path / "guide" / "docs" / "own.md"
    page.write_text('# Own\n\n<img src="https://a.example/a.png" onclick="a()">\n')
    result = mkdocs(config, tmp_path / "site", "--strict")
    assert result.returncode == 1
    for what in ("the <img> of https://a.example/a.png", "the event handler `onclick` of a <img>"):
        assert f"en/own/index.html: the site's policy blocks {what}" in result.stderr
        assert f"de/own/index.html: the site's policy blocks {what}" in result.stderr


def test_shards_give_the_same_headers(tmp_path: Path, stock: Site) -> None:
    config = with_hosting("npm", tmp_path / "guide")
    for locale in ("de", "en"):
        site = build(config, tmp_path / "site", locales=locale)
    assert site.files() == stock.files()


def test_the_offline_worker_lies_where_it_sees_the_whole_site(guide: Site, stock: Site) -> None:
    facts, hashed, source = (guide.path / WORKER).read_text(encoding="utf-8").split("\n", 2)
    folders = {path.parent.name for path in guide.path.glob("*/index.md")}
    assert set(json.loads(facts.removeprefix("const FOLDERS = ")[:-1])) == {"assets", *folders}
    assert hashed == f"const HASHED = /{HASHED.pattern}/;"
    assert source == files("fieldguide.hosting").joinpath(WORKER).read_text(encoding="utf-8")
    assert "://" not in source, "it asks nobody else"
    page = guide.text("en/reasons/CORSDisabled")
    assert re.search(r'fieldguide\.js"[^>]* data-fieldguide-offline>', page)
    own = (guide.path / "assets" / "javascripts" / "offline.js").read_text(encoding="utf-8")
    assert WORKER in own
    for locale in folders:
        assert "data-offline hidden>" in (guide.path / locale / "503.html").read_text("utf-8")
    assert not (stock.path / WORKER).exists(), "a theme without an answer for it has none"


def test_the_offline_worker_is_asked_for_anew(guide: Site) -> None:
    assert not HASHED.search(WORKER)
    text = (guide.path / "_headers").read_text(encoding="utf-8")
    assert WORKER not in text, "what has no rule, hosts ask for anew"


def test_it_needs_to_know_where_the_site_lies(tmp_path: Path) -> None:
    config = with_hosting("npm", tmp_path / "guide")
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - fieldguide/locales\n", ""), encoding="utf-8")
    result = mkdocs(config, tmp_path / "site")
    assert result.returncode == 1
    assert "needs fieldguide/locales" in result.stderr


def test_a_site_below_a_path_says_so_to_servers(stock: Site) -> None:
    assert "site_url: https://npm.example/guide/" in (PROJECTS / "npm" / "mkdocs.yml").read_text(
        encoding="utf-8"
    )
    assert "error_page 404 /guide/de/404.html" in (stock.path / ".nginx.conf").read_text()
