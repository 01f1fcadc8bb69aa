"""The links plugin and command: broken links of a built guide, and who wrote them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from fieldguide.links.markdown import markdown_places
from tests.mkdocs.sites import ROOT, Site, copy_project, mkdocs


@pytest.fixture
def guide(fallback: Site, tmp_path: Path) -> Path:
    """The fallback guide, built: a copy to spoil. Gives its configuration."""
    config = copy_project("fallback", tmp_path / "guide")
    shutil.copytree(fallback.path, config.parent / "site")
    return config


def check(config: Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(main, ["links", "-f", str(config), "--format", "json"])
    assert result.exit_code in (0, 1), result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    assert result.exit_code == (1 if found else 0)
    return found


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_good_site_passes(guide: Path) -> None:
    assert check(guide) == []


def test_a_translation_s_link_is_blamed_on_its_field(guide: Path) -> None:
    (guide.parent / "site" / "ar" / "guides" / "untouched" / "index.html").unlink()
    blamed = {
        (f["path"], f["field"], f["locale"], f["line"], f["column"])
        for f in check(guide)
        if f["id"] == "link-page" and f["field"]
    }
    assert ("locales/ar/reasons/WholeReason.yml", "fixes.send.body", "ar", 17, 42) in blamed
    # the untranslated field of the other page is English, so its author is, too
    assert ("docs/reasons/PartReason.yml", "fixes.send.body", "", 20, 47) in blamed
    assert ("docs/index.yml", "guides.0", "", 8, 10) in blamed


def test_one_mistake_on_many_pages_is_one_finding_with_its_count(guide: Path) -> None:
    (guide.parent / "site" / "assets" / "stylesheets" / "fieldguide.css").unlink()
    (finding,) = check(guide)
    assert finding["id"] == "link-asset"
    missing = "there is no file `/assets/stylesheets/fieldguide.css`"
    assert finding["message"] == f"{missing}; seen on 14 pages, `ar/404.html` first"


def test_a_lost_part_is_told_for_its_locale(guide: Path) -> None:
    page = guide.parent / "site" / "ar" / "reasons" / "WholeReason" / "index.html"
    spoil(page, 'id="fix-send"', 'id="_1"')
    ids = [finding["id"] for finding in check(guide)]
    assert ids.count("parity-anchor") == 2  # one lost, one new
    assert "link-anchor" in ids  # the page's own links to it


def test_the_plugin_warns_and_strict_fails(tmp_path: Path) -> None:
    config = copy_project("npm", tmp_path / "guide")
    spoil(config, "  - search\n", "  - fieldguide/links\n  - search\n")
    (config.parent / "docs" / "extra.md").write_text("# Extra\n\n<a href='../nowhere/'>x</a>\n")
    spoil(config, "  - Codes: reasons/\n", "  - Codes: reasons/\n  - Extra: extra.md\n")
    result = mkdocs(config, tmp_path / "site")
    assert result.returncode == 0
    assert "docs/extra.md:3:10: error: there is no page `/de/nowhere`" in result.stderr
    assert mkdocs(config, tmp_path / "site", "--strict").returncode == 1
    shard = mkdocs(config, tmp_path / "site", "--strict", locales="de")
    assert shard.returncode == 0, shard.stderr
    assert "links are not checked" in shard.stderr


def test_any_folder_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<html><body><a href="no.html">x</a></body></html>')
    arguments = ["links", "-f", "none.yml", str(tmp_path)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "index.html:1:22: error: there is no page `/no.html`" in result.output


class _Host(BaseHTTPRequestHandler):
    """Another host: one page, one that moved for good, nothing else."""

    def do_GET(self) -> None:
        page = b"<title>Here</title><p id=part>" if self.path == "/here" else b""
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/here")
        else:
            self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(page)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Host)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_other_hosts_are_asked_only_when_told_to(tmp_path: Path, host: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    names = ("here", "moved", "gone")
    links = "".join(f'<a href="{host}/{name}">x</a>' for name in names)
    (site / "index.html").write_text(f"<html><body>{links}</body></html>")
    arguments = ["links", "-f", "none.yml", "--cache", str(tmp_path / "cache"), str(site)]
    offline = CliRunner().invoke(main, arguments)
    assert offline.exit_code == 0
    assert "3 addresses of other hosts were not looked at" in offline.output
    guarded = CliRunner().invoke(main, [*arguments, "--external"])
    assert guarded.exit_code == 1
    assert guarded.output.count("[link-unsafe-address]") == 3
    arguments[4] = str(tmp_path / "other-cache")
    asked = CliRunner().invoke(main, [*arguments, "--external", "--allow-private"])
    assert asked.exit_code == 1
    assert "[link-broken]" in asked.output
    assert f"warning: `{host}/moved`" in asked.output
    assert f"write `{host}/here`" in asked.output
    assert f"`{host}/here`:" not in asked.output


def test_rules_of_the_configuration_and_a_report_of_what_was_not_checked(
    tmp_path: Path, host: str
) -> None:
    config = copy_project("npm", tmp_path / "guide")
    rules = f"""  - fieldguide/links:
      rules:
        - {{url: "{host}/skipped", skip: "asks for a password"}}
        - {{url: "{host}/gone", accept: [404]}}
        - {{url: "*/here", expect_text: "somebody"}}
  - search
"""
    spoil(config, "  - search\n", rules)
    links = "".join(f'<a href="{host}/{name}">x</a>' for name in ("skipped", "gone", "here"))
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(f"<html><body>{links}</body></html>")
    cache = ["--cache", str(tmp_path / "cache")]
    arguments = ["links", "-f", str(config), *cache, "--external", "--allow-private", str(site)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert result.stdout.count("error:") == 1
    assert f"error: `{host}/here`: " in result.stdout
    assert "1 of 3 were not fully checked:" in result.stderr
    assert f"{host}/skipped: Not asked: asks for a password" in result.stderr


def test_only_links_to_a_missing_part_of_another_host_s_page_are_told(
    tmp_path: Path, host: str
) -> None:
    links = "".join(f'<a href="{host}/here{part}">x</a>' for part in ("", "#part", "#lost"))
    (tmp_path / "index.html").write_text(f"<html><body>{links}</body></html>")
    cache = ["--cache", str(tmp_path / "cache")]
    arguments = ["links", "-f", "none.yml", *cache, "--external", "--allow-private"]
    result = CliRunner().invoke(main, [*arguments, str(tmp_path)])
    assert result.stdout.count("[link-missing-fragment]") == 1
    assert f"`{host}/here#lost`" in result.stdout


@pytest.mark.parametrize(
    ("written", "address", "place"),
    [
        ("[x](../nowhere/)", "../nowhere/", (3, 5)),
        ("[x](other.md#lost)", "../other/#lost", (3, 5)),
        ("[x](sub/index.md#lost)", "../sub/#lost", (3, 5)),
        ("[x](../up.md#lost)", "../../up/#lost", (3, 5)),
        ('<img srcset="a.png, b.png 2x">', "b.png", (3, 21)),
        ("<a href='mailto:nobody'>x</a>", "mailto:nobody", (3, 10)),
        ("no link", "../nowhere/", None),
        ("[x](../nowhere/else)", "../nowhere/", None),
    ],
)
def test_a_markdown_page_s_link_is_blamed_on_its_line(
    tmp_path: Path, written: str, address: str, place: tuple[int, int] | None
) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"# Page\n\n{written}\n", encoding="utf-8")
    found = [(p.position.line, p.position.column) for p in markdown_places(path, address)]
    assert found == ([place] if place else [])


def test_misuse(tmp_path: Path) -> None:
    config = copy_project("npm", tmp_path / "guide")
    unbuilt = CliRunner().invoke(main, ["links", "-f", str(config)])
    assert unbuilt.exit_code == 2
    assert "build it first" in unbuilt.output
    nowhere = CliRunner().invoke(main, ["links", "-f", str(tmp_path / "none.yml")])
    assert nowhere.exit_code == 2


def test_the_guide_s_own_site_has_no_broken_link() -> None:
    """`make site` is strict and has the plugin; this makes sure that it stays so."""
    assert "fieldguide/links" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
