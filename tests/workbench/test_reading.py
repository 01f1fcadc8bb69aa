"""When what was read is read again, and how much of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.workbench.reading import Place, Reading, Unreadable, read, renewed
from tests import guides
from tests.workbench.running import FRENCH

ALPHA, INDEX = "reasons/Alpha", "index"


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    guides.write(tmp_path)
    return read(Place(tmp_path, tmp_path / "docs", tmp_path / "locales", "en", "fr"))


def test_nothing_is_read_again_for_nothing(reading: Reading) -> None:
    assert renewed(reading) is reading


def test_a_save_makes_nobody_wait_for_the_other_pages(reading: Reading) -> None:
    _ = reading.twins, reading.proofs
    text = guides.french_reason(title='"Autre"', standard="Nu")
    (reading.place.root / FRENCH).write_text(text, encoding="utf-8")
    later = renewed(reading)
    old, new = reading.data.translations, later.data.translations
    assert later.project is reading.project
    assert later.twins is reading.twins
    assert new[INDEX] is old[INDEX]
    assert (old[ALPHA].texts["title",], new[ALPHA].texts["title",]) == (
        "Il s’est passé quelque chose",
        "Autre",
    )
    assert reading.mistakes(ALPHA) == []
    assert [item.id for item in later.mistakes(ALPHA)] == ["prose-style"]
    assert [item.id for item in read(reading.place).findings] == ["prose-style"]


@pytest.mark.parametrize(
    "name", ["docs/reasons/Alpha.yml", "docs/.ledger/x.jsonl", "locales/fr/glossary.yml"]
)
def test_any_other_change_is_read_with_all_the_rest(reading: Reading, name: str) -> None:
    path = reading.place.root / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write("# changed\n")
    assert renewed(reading).project is not reading.project


def test_a_locale_that_is_gone_is_told(reading: Reading) -> None:
    (reading.place.folder).rename(reading.place.root / "elsewhere")
    with pytest.raises(Unreadable):
        renewed(reading)
