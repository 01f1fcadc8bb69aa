from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.findings import Findings
from fieldguide.l10n.team import code_owners, read_team


def read(folder: Path, text: str) -> tuple[list[str], list[tuple[str, int, int]]]:
    findings = Findings(folder / "team.yml")
    findings.path.write_text(text, encoding="utf-8")
    names = read_team(findings.path, findings)
    return names, [(f.id, f.position.line, f.position.column) for f in findings.items]


def test_a_team_is_a_list_of_names(tmp_path: Path) -> None:
    assert read(tmp_path, 'reviewers: ["@zoe", "@org/fr_team-1", "@zoe"]\n') == (
        ["@zoe", "@org/fr_team-1"],
        [],
    )
    assert read(tmp_path, "reviewers: []\n") == ([], [])
    assert read_team(tmp_path / "absent.yml", Findings(tmp_path)) == []


@pytest.mark.parametrize(
    "name",
    ["@a", "@a-b", "@A1", "@" + "a" * 39, "@mona_corp", "@org/team", "@my-org/a_b-c"],
)
def test_names_of_github(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f'reviewers: ["{name}"]\n') == ([name], [])


@pytest.mark.parametrize(
    "name",
    [
        "zoe",
        "@",
        "@-a",
        "@a-",
        "@a--b",
        "@" + "a" * 40,
        "@org/",
        "@org/a/b",
        "@a @b",
        "@a\\n* @b",
        "@a # b",
        "@zoé",
        "zoe@mail.example",
    ],
)
def test_other_names_are_refused_where_they_stand(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, f'reviewers:\n  - "@good"\n  - "{name}"\n')
    assert found == (["@good"], [("team-reviewer", 3, 5)])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("# nothing\n", ("yaml-empty", 1, 1)),
        ("reviewers:\n", ("team-reviewers", 1, 1)),
        ('reviewers: "@zoe"\n', ("team-reviewers", 1, 1)),
        ("reviewers: {a: b}\n", ("team-reviewers", 1, 1)),
        ("reviewers: [[a]]\n", ("team-reviewer", 1, 13)),
        ('reviewers: []\nfallback: ["@zoe"]\n', ("team-unknown-key", 2, 1)),
    ],
)
def test_other_shapes_are_refused(tmp_path: Path, text: str, finding: tuple[str, int, int]) -> None:
    assert read(tmp_path, text) == ([], [finding])


def test_code_owners() -> None:
    assert code_owners("my locales", {"ja": [], "fr": ["@zoe", "@org/fr"]}, ["@us"]) == (
        "# Written by `fieldguide owners` from my locales/**/team.yml; change those.\n"
        "* @us\n"
        "/my\\ locales/fr/ @zoe @org/fr\n"
        "/my\\ locales/**/team.yml @us\n"
    )
