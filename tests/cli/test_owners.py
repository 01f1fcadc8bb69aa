from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from tests import guides

OWN = {"locales/team.yml": 'reviewers: ["@us"]\n'}
REPOSITORY = Path(__file__).resolve().parents[2]


def owners(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["owners", "-f", str(config), *arguments])


def test_writing_and_checking(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {**OWN, "locales/fr/team.yml": 'reviewers: ["@zoe"]\n'})
    path = tmp_path / ".github" / "CODEOWNERS"
    stale = owners(config, "--check")
    assert stale.exit_code == 1
    assert ".github/CODEOWNERS:1:1: error: " in stale.stdout
    assert not path.exists(), "--check writes nothing"
    assert owners(config).output == f"{path}: updated\n"
    assert "/locales/fr/ @zoe\n" in path.read_text()
    for again in (owners(config), owners(config, "--check")):
        assert (again.exit_code, again.output) == (0, "")
    (tmp_path / "locales/fr/team.yml").write_text("reviewers: []\n")
    assert owners(config, "--check").exit_code == 1
    owners(config)
    assert "/locales/fr/" not in path.read_text(), "the fallback's, by the first line"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "locales/team.yml:1:1: error: nobody reviews what no language has a team for"),
        (
            {**OWN, "locales/fr/team.yml": "reviewers: [zoe]\n"},
            "locales/fr/team.yml:1:13: error: `reviewers.0` is neither a person nor a team",
        ),
    ],
)
def test_mistakes_leave_the_file_as_it_is(
    tmp_path: Path, files: dict[str, str | bytes | None], message: str
) -> None:
    result = owners(guides.write(tmp_path, files))
    assert result.exit_code == 1
    assert result.stdout.startswith(message)
    assert not (tmp_path / ".github").exists()


def test_the_guides_own_file_is_up_to_date() -> None:
    assert owners(REPOSITORY / "mkdocs.yml", "--check").output == ""
