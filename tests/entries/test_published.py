"""A server stack against its files: every mistake, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.project import load_sources
from tests.guides import SERVER_FILE, SERVERS, server, write


def findings(tmp_path: Path, files: dict[str, str | bytes | None]) -> list[tuple[str, str, int]]:
    every: dict[str, str | bytes | None] = {
        "docs/servers/index.yml": SERVERS,
        "docs/servers/alpha.yml": server("alpha"),
        "docs/servers/alpha/alpha.conf": SERVER_FILE,
        **files,
    }
    write(tmp_path, every)
    project = load_sources(tmp_path / "docs", tmp_path / "locales")
    return [(item.id, item.path.name, item.position.line) for item in project.findings]


def line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_good_stack_has_none(tmp_path: Path) -> None:
    assert findings(tmp_path, {}) == []
    project = load_sources(tmp_path / "docs", tmp_path / "locales")
    configuration = project.published["servers/alpha"]["alpha.conf"]
    assert configuration.text == "listen 80;\nsend X-Thing yes;\nsend Vary Thing;\n"
    assert project.order[-2:] == ["servers/index", "servers/alpha"]


@pytest.mark.parametrize(
    ("field", "value", "id", "at"),
    [
        ("files", "\n  - {path: gone.conf, language: nginx, name: x}", "server-file", "gone"),
        ("files", "\n  - {path: ../a.conf, language: nginx, name: x}", "server-file", "../a"),
        ("files", "\n  - {path: /a.conf, language: nginx, name: x}", "server-file", "/a"),
        (
            "files",
            "\n  - {path: alpha.conf, language: ngnix, name: x}",
            "snippet-language",
            "ngnix",
        ),
        (
            "mistakes",
            '\n  a:\n    title: "A"\n    body: "B"\n    change: [{replace: "x", with: "gone"}]'
            '\n    allows: [prefix]\n  b:\n    title: "A"\n    body: "B"\n    change: '
            '[{replace: "absent", with: "y"}]\n    allows: [prefix]',
            "server-change",
            "absent",
        ),
        (
            "mistakes",
            '\n  a:\n    title: "A"\n    body: "B"\n    change: [{replace: "yes", with: "no"}]',
            "server-mistake",
            'title: "A"',
        ),
        (
            "mistakes",
            '\n  a:\n    title: "A"\n    body: "B"\n    change: [{replace: "yes", with: "no"}]'
            "\n    request: read\n    reason: Gamma",
            "server-reason",
            "Gamma",
        ),
        ("run", None, "server-proof", "id:"),
    ],
)
def test_mistakes_in_the_entry(
    tmp_path: Path, field: str, value: str | None, id: str, at: str
) -> None:
    text = server("alpha", **{field: value})
    found = findings(tmp_path, {"docs/servers/alpha.yml": text})
    assert (id, "alpha.yml", line(text, at)) in found


def test_a_change_in_a_file_that_is_none(tmp_path: Path) -> None:
    text = server("alpha").replace('{replace: "yes", with', '{path: b.conf, replace: "yes", with')
    found = findings(tmp_path, {"docs/servers/alpha.yml": text})
    assert found == [("server-change", "alpha.yml", line(text, "b.conf"))]


def test_markers_and_explanations_fit_each_other(tmp_path: Path) -> None:
    file = "a # cors: send errors\nb # cors: vray\nc # cors: {\n"
    found = findings(tmp_path, {"docs/servers/alpha/alpha.conf": file})
    assert ("server-marker", "alpha.conf", 2) in found
    assert ("server-marker", "alpha.conf", 3) in found
    assert ("server-unmarked", "alpha.yml", line(server("alpha"), "  vary:") + 1) in found


def test_what_it_rests_on_must_be_there(tmp_path: Path) -> None:
    text = server("alpha", run=None, unverified='\n  documentation: manual\n  body: "It says so."')
    found = findings(tmp_path, {"docs/servers/alpha.yml": text})
    assert found == [("entry-reference", "alpha.yml", line(text, "manual"))]


def test_every_stack_is_in_one_family(tmp_path: Path) -> None:
    index = SERVERS.replace("[alpha]", "[alpah, alpha, alpha]")
    at = line(index, "alpah")
    found = findings(tmp_path, {"docs/servers/index.yml": index})
    assert found == [("servers-unknown", "index.yml", at), ("servers-twice", "index.yml", at)]
    found = findings(tmp_path, {"docs/servers/index.yml": SERVERS.replace("[alpha]", "[]")})
    assert [id for id, _, _ in found] == ["servers-missing"]


def test_concerns_have_names(tmp_path: Path) -> None:
    index = SERVERS.replace("  vary: {", "  very: {")
    found = findings(tmp_path, {"docs/servers/index.yml": index})
    assert found == [("server-concern", "alpha.yml", line(server("alpha"), "  vary:"))]
