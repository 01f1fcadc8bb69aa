from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.l10n.digests import digest
from tests import guides

FRENCH = "locales/fr/reasons/Alpha.yml"
TEXT = '# Zoé\ntitle: "Titre"\nsummary: |\n    Décalé.  \n'


def stamp(config: Path, *files: Path) -> Result:
    arguments = ["translate", "stamp", "-f", str(config), *map(str, files)]
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stamping_changes_the_block_and_nothing_else(tmp_path: Path, end: str) -> None:
    above = TEXT.replace("\n", end).encode()
    config = guides.write(tmp_path, {FRENCH: above})
    file = tmp_path / FRENCH
    first = stamp(config, file)
    assert (first.exit_code, first.output) == (0, f"{file}: stamped\n")
    block = [
        "source:",
        f"  title: {digest('Something happened')}",
        f"  summary: {digest('It broke, see [the standard][spec].')}",
        "",
    ]
    assert file.read_bytes() == above + end.join(block).encode()
    second = stamp(config, file)
    assert (second.exit_code, second.output) == (0, ""), "nothing left to do"


def test_other_files_are_refused_and_the_rest_is_stamped(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {FRENCH: TEXT})
    other = tmp_path / "docs" / "index.yml"
    result = stamp(config, other, tmp_path / FRENCH)
    assert result.exit_code == 1
    assert result.stderr == f"{other}: not a readable translation of this guide\n"
    assert result.stdout == f"{tmp_path / FRENCH}: stamped\n"
