from __future__ import annotations

from pathlib import Path

import pytest

from tests import guides
from tests.cli.translate.running import FRENCH, run, stamps

BETA = "locales/fr/reasons/Beta.yml"
KNOWN = guides.french_reason() + stamps(
    title="Something happened", verify__body="Ask again.", standard="It must be there."
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(folder: Path, beta: str) -> Path:
    return guides.write(folder, {FRENCH: KNOWN, "docs/reasons/Beta.yml": beta})


def test_the_same_text_was_translated_before(tmp_path: Path) -> None:
    write(tmp_path, guides.reason("Beta"))
    result = run("suggest", f"{BETA}#title")
    assert (result.exit_code, result.stdout) == (
        0,
        "title (missing)\n"
        "    Something happened\n"
        f"  100% like {FRENCH}:1:8: title\n"
        "    Il s’est passé quelque chose\n",
    )


def test_a_near_match_shows_the_difference(tmp_path: Path) -> None:
    write(tmp_path, guides.reason("Beta", standard='"It must be here."'))
    assert run("suggest", f"{BETA}#standard").stdout == (
        "standard (missing)\n"
        "    It must be here.\n"
        f"  80% like {FRENCH}:21:11: standard\n"
        "    It must be [-there-]{+here+}.\n"
        "  Français:\n"
        "    Il doit être là.\n"
    )


def test_nothing_similar_and_nothing_to_do(tmp_path: Path) -> None:
    write(tmp_path, guides.reason("Beta", standard='"Quite another thing altogether"'))
    assert (
        run("suggest", f"{BETA}#standard").stdout == "No text like these was translated before.\n"
    )
    assert run("suggest", f"{FRENCH}#title").stdout == "Nothing is missing or outdated.\n"
    assert run("suggest", "docs/index.yml").exit_code == 2
