from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.cli import main
from fieldguide.entries.fields import ProseField
from fieldguide.findings import Findings
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import (
    Ledger,
    Record,
    appended,
    ledger_path,
    read_ledger,
    unrecorded,
)
from tests import guides

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def field(text: str, name: str = "summary") -> ProseField:
    return ProseField((name,), "block", text)


def record(text: str, day: date = MONDAY, name: str = "summary") -> Record:
    return Record(digest(text), name, day, text)


def read(path: Path, content: str) -> tuple[Ledger, list[str]]:
    path.write_text(content, encoding="utf-8", newline="")
    findings = Findings(path)
    return read_ledger(path, findings), [
        f"{item.position.line} {item.id}" for item in findings.items
    ]


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5))
def test_what_is_written_is_read(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "Alpha.jsonl"
    ledger, wrong = read(path, appended([field(text) for text in texts], MONDAY))
    assert wrong == []
    assert ledger.records == [record(text) for text in texts]


def test_only_new_texts_are_recorded() -> None:
    ledger = Ledger([record("One.")])
    assert list(unrecorded(ledger, [field("One.")])) == []
    assert list(unrecorded(ledger, [field("One.\n")])) == [], "reflowed only"
    assert list(unrecorded(ledger, [field("Two.")])) == [field("Two.")]
    assert list(unrecorded(ledger, [field("One.", "title")])) == [field("One.", "title")]


def test_a_text_that_comes_back_is_recorded_again() -> None:
    ledger = Ledger([record("One."), record("Two.", TUESDAY)])
    assert list(unrecorded(ledger, [field("One.")])) == [field("One.")]


def test_since_when_a_text_is_stale() -> None:
    ledger = Ledger([record("One."), record("Two.", TUESDAY), record("Title", MONDAY, "title")])
    assert ledger.replaced_on("summary", digest("One.")) == TUESDAY
    assert ledger.replaced_on("summary", digest("Two.")) is None
    assert ledger.replaced_on("summary", digest("Three.")) is None
    assert ledger.replaced_on("title", digest("Title")) is None


def test_a_text_that_two_fields_had_is_the_field_s_own() -> None:
    ledger = Ledger([record("Same.", name="title"), record("Same.", TUESDAY)])
    found = ledger.find("summary", digest("Same."))
    assert found is not None
    assert found.recorded == TUESDAY
    moved = ledger.find("explanation", digest("Same."))
    assert moved is not None, "a field that was renamed"


def test_both_sides_of_a_merge_in_any_order(tmp_path: Path) -> None:
    ours = appended([field("Two.")], TUESDAY) + appended([field("One.")], MONDAY)
    ledger, wrong = read(tmp_path / "Alpha.jsonl", ours)
    assert wrong == []
    assert [item.text for item in ledger.records] == ["One.", "Two."]


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "{}",
        "[]",
        "null",
        json.dumps(
            {"digest": digest("a"), "field": "title", "recorded": "2026-03-02", "text": "b"}
        ),
        json.dumps({"digest": digest("a"), "field": "title", "recorded": "soon", "text": "a"}),
    ],
)
def test_a_line_that_somebody_changed(tmp_path: Path, line: str) -> None:
    good = appended([field("One.")], MONDAY)
    ledger, wrong = read(tmp_path / "Alpha.jsonl", f"{good}{line}\n\n{good}")
    assert wrong == ["2 ledger-line"]
    assert len(ledger.records) == 2


#: A guide without translations.
ENGLISH = {"locales/fr/index.yml": None, "locales/fr/reasons/Alpha.yml": None}


def run(config: Path, *command: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*command, "-f", str(config)])
    return result.exit_code, result.output


def test_the_command_records_and_the_check_reminds(tmp_path: Path) -> None:
    config = guides.write(tmp_path, ENGLISH)
    assert run(config, "check")[0] == 0, "a guide without a ledger needs none"
    code, said = run(config, "ledger")
    assert code == 0
    path = ledger_path(tmp_path / "docs", "reasons/Alpha")
    assert str(path) in said
    before = path.read_bytes()
    assert run(config, "ledger") == (0, "")
    assert run(config, "check")[0] == 0

    changed = guides.reason("Alpha", summary='"Changed."')
    (tmp_path / "docs/reasons/Alpha.yml").write_text(changed, encoding="utf-8")
    code, said = run(config, "check")
    assert code == 1
    assert "docs/reasons/Alpha.yml:3:10: error: the ledger does not have this text" in said
    assert run(config, "ledger")[0] == 0
    assert path.read_bytes().startswith(before), "lines are only added"
    assert run(config, "check")[0] == 0


def test_a_spoilt_ledger_is_told_and_left_alone(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {"docs/.ledger/reasons/Alpha.jsonl": "oops\n"})
    code, said = run(config, "ledger")
    assert code == 1
    assert "docs/.ledger/reasons/Alpha.jsonl:1:1: error: " in said
    assert ledger_path(tmp_path / "docs", "reasons/Alpha").read_text() == "oops\n"


def test_an_edit_that_is_declared_harmless(tmp_path: Path) -> None:
    config = guides.write(tmp_path, ENGLISH)
    run(config, "ledger")
    old = digest("Something happened")
    title = '"Something has happened"'
    for same_as, wrong in (
        (f"{{title: [{old}]}}", ""),
        ("{title: [0123456789ab]}", "is not the digest of an earlier text of `title`"),
        (f"{{titel: [{old}]}}", "there is no field `titel`"),
    ):
        text = guides.reason("Alpha", title=title, same_as=same_as)
        (tmp_path / "docs/reasons/Alpha.yml").write_text(text, encoding="utf-8")
        run(config, "ledger")
        code, said = run(config, "check")
        assert (code, wrong in said) == (1 if wrong else 0, True), said
