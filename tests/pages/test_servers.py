"""Pages of server stacks: lines and what they are for, mistakes, proof; and links from reasons."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.support import NullTranslations

from fieldguide.entries.anchors import anchors
from fieldguide.pages.render import PageRenderer
from fieldguide.project import LocaleData, load_sources
from tests.guides import REASON, SERVER_FILE, SERVERS, reason, server, write

PROOF = {
    "date": "2026-01-31",
    "browser": "Chrome 1.0",
    "stacks": {
        "alpha": {
            "server": "Alpha 2.0", "digest": "0" * 12,
            "probes": ["suffix"], "concerns": [], "mistakes": [],
        }
    },
}  # fmt: skip
UNVERIFIED = '\n  documentation: docs\n  body: "Nobody tried."'


def render(tmp_path: Path, name: str, entry: str = "", proof: object = None) -> str:
    fixes = REASON["fixes"] + "\n    recipe: send"
    files: dict[str, str | bytes | None] = {
        "docs/servers/index.yml": SERVERS,
        "docs/servers/alpha.yml": entry or server("alpha"),
        "docs/servers/alpha/alpha.conf": SERVER_FILE,
        "docs/reasons/Alpha.yml": reason("Alpha", fixes=fixes),
    }
    if proof:
        files["docs/servers/verified.json"] = json.dumps(proof)
    write(tmp_path, files)
    project = load_sources(tmp_path / "docs", tmp_path / "locales")
    assert project.findings == []
    project.translated = {tag: frozenset() for tag in project.locales}
    data = LocaleData(project.source_locale, NullTranslations(), {})
    renderer = PageRenderer(project, data, {"firefox": "Firefox"})
    page = renderer.render(name)
    assert renderer.findings == []
    ids = {heading.id for heading in page.headings if heading.level > 1}
    assert ids - {"servers", "languages"} <= anchors(project.sources[name].entry)
    return page.html


def text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def part(html: str, id: str) -> str:
    """A section, up to the next heading."""
    return re.split(r"<h[23] ", html.split(f' id="{id}"', 1)[1])[0]


def test_the_configuration_is_what_the_lab_runs(tmp_path: Path) -> None:
    html = render(tmp_path, "servers/alpha")
    code = re.search(r"<code[^>]*>(.*?)</code>", part(html, "configuration"), re.S)
    assert code is not None
    assert text(code[1]) == "listen 80;\nsend X-Thing yes;\nsend Vary Thing;"
    assert 'data-concerns="errors send"' in code[1]
    assert "cors:" not in text(html)


def test_each_concern_shows_its_lines_and_what_happens_without(tmp_path: Path) -> None:
    html = render(tmp_path, "servers/alpha")
    send = part(html, "concern-send")
    assert "Send the thing" in send
    assert "send X-Thing yes;" in text(send)
    assert "listen" not in text(send)
    assert 'href="../../reasons/Alpha/"' in send
    assert "cannot read the header" in part(html, "concern-vary")


def test_mistakes_show_what_is_wrong_beside_what_is_right(tmp_path: Path) -> None:
    html = render(tmp_path, "servers/alpha")
    twice = part(html, "mistake-twice")
    assert text("".join(re.findall(r"<ins.*?</ins>", twice, re.S))) == "Wrong send X-Thing yes;"
    assert "<del" not in twice
    assert 'href="../../reasons/Beta/"' in twice
    assert 'data-reason="Beta"' in html
    opened = part(html, "mistake-open")
    assert "Right send X-Thing yes;" in text(opened)
    assert "Wrong send X-Thing all;" in text(opened)
    assert "A longer name" in opened
    assert "<li>null</li>" in re.sub(r"</?span[^>]*>", "", opened)


def test_only_what_was_proved_is_said_to_be(tmp_path: Path) -> None:
    html = render(tmp_path, "servers/alpha", proof=PROOF)
    assert "Alpha 2.0" in part(html, "proof")
    assert "January 31, 2026" in part(html, "proof")
    assert "A longer name" in part(html, "proof")
    assert "Not run by us" not in html


@pytest.mark.parametrize("proof", [None, PROOF])
def test_what_was_not_run_says_so(tmp_path: Path, proof: object) -> None:
    entry = server(
        "alpha", run=None, unverified=UNVERIFIED, links="\n  docs: https://docs.example/cors"
    )
    html = render(tmp_path, "servers/alpha", entry, proof)
    assert "Not run by us" in html
    assert 'href="https://docs.example/cors"' in part(html, "proof")
    assert "Nobody tried." in part(html, "proof")
    assert "Alpha 2.0" not in html


def test_reasons_lead_to_servers_and_back(tmp_path: Path) -> None:
    html = render(tmp_path, "reasons/Alpha")
    assert 'data-concerns="send"' in html
    assert 'href="../../servers/alpha/#concern-send"' in part(html, "servers")
    html = render(tmp_path, "servers/alpha")
    assert 'href="../../reasons/Alpha/"' in part(html, "reasons")
    assert 'href="#concern-send"' in part(html, "reasons")
    assert "On your server" not in render(tmp_path, "reasons/Beta")


def test_the_page_of_all_servers(tmp_path: Path) -> None:
    html = render(tmp_path, "servers/index", proof=PROOF)
    assert 'href="alpha/"' in html
    assert "Alpha 2.0" in html
    assert "not run by us" in render(tmp_path / "other", "servers/index")


def test_home_shows_all_servers(tmp_path: Path) -> None:
    assert 'href="servers/alpha/"' in render(tmp_path, "index")
