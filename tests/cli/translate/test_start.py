from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from fieldguide.cli import main
from tests import guides
from tests.cli.translate.running import run

GLOSSARY = 'origin: {prefer: "origine"}\n"status code": {prefer: "code d\'état"}\n'


def check(config: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", "-f", str(config)])
    return result.exit_code, result.output


def test_a_new_language_is_whole_valid_and_empty(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {"locales/fr/glossary.yml": GLOSSARY})
    assert check(config) == (0, "")
    result = run("start", "-f", config, "ja")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "locales" / "ja"
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert files == [
        "LC_MESSAGES/fieldguide.po", "glossary.yml", "guides/basics.yml", "index.yml",
        "reasons/Alpha.yml", "reasons/Beta.yml", "team.yml",
    ]  # fmt: skip
    assert check(config) == (0, "")
    status = run("status", "-f", config, "ja")
    assert re.search(r"^ja  日本語 +[1-9]\d* +0%", status.stdout, re.M), status.stdout


def test_the_files_know_their_schema_their_terms_and_their_language(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {"locales/fr/glossary.yml": GLOSSARY})
    run("start", "-f", config, "ja")
    folder = tmp_path / "locales" / "ja"
    schema = (folder / "guides" / "basics.yml").read_text(encoding="utf-8").split("\n")[0]
    assert schema.endswith("$schema=../../../schemas/guide-translation.schema.json")
    glossary = (folder / "glossary.yml").read_text(encoding="utf-8")
    assert "\n#origin:\n" in glossary
    assert "\n#status code:\n" in glossary
    with (folder / "LC_MESSAGES" / "fieldguide.po").open("rb") as file:
        catalog = read_po(file)
    assert (str(catalog.locale), catalog.num_plurals) == ("ja", 1)
    assert "Which cause is it?" in catalog


@pytest.mark.parametrize(
    ("tag", "lines"),
    [
        ("ar", ["right to left", "speaks it (`ar`)", "knows its word forms"]),
        ("zh-Hans", ["left to right", "speaks it (`zh`)", "knows its word forms"]),
        ("sw", ["left to right", "doesn't speak it", "finds whole words"]),
    ],
)
def test_it_tells_what_the_language_will_get_and_what_to_do(
    tmp_path: Path, tag: str, lines: list[str]
) -> None:
    config = guides.write(tmp_path)
    output = run("start", "-f", config, tag).stdout
    for line in lines:
        assert line in output
    assert re.findall(r"^  (\d)\. ", output, re.M) == ["1", "2", "3"]
    assert f"locales/{tag}/reasons/Alpha.yml" in output
    assert f"fieldguide translate preview {tag}" in output


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("zh-CN", "write `zh-Hans`"),
        ("pt_br", "write `pt-BR`"),
        ("fr", "this guide has `fr` already"),
        ("fr-CA", "the address of one begins with the other's"),
        ("de", "is there already"),
    ],
)
def test_what_cannot_be_started_changes_nothing(tmp_path: Path, tag: str, message: str) -> None:
    config = guides.write(tmp_path, {"locales/de": None})
    (tmp_path / "locales" / "de").write_text("a file in the way")
    before = sorted(tmp_path.rglob("*"))
    result = run("start", "-f", config, tag)
    assert result.exit_code == 2
    assert message in result.stderr
    assert sorted(tmp_path.rglob("*")) == before
