from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.findings import Finding, Findings
from fieldguide.messages.wordings import Wordings, check_wordings, read_wordings
from fieldguide.project import Project
from tests.marks import places

NAMES = {"reasons": ["Red", "Blue"], "guides": ["look-alikes"]}
SECTIONS = {"guides/look-alikes": ["wire", "lamp"]}
FILE = """\
frames:
  owl: ["Hoot at {url}: "]
follows:
  Blue: [Red]
alone:
  Blue: {parameter: status, value: "null", reasons: [Blue, Red]}
wordings:
  old:
    reasons: [Red]
    engine: owl
    texts:
      - "the light is red"
lookalikes:
  wire:
    page: guides/look-alikes
    part: wire
    texts:
      owl: ["the wire is cut"]
general: [wire]
questions:
  both:
    page: guides/look-alikes
    part: lamp
    reasons: [Red, Blue]
    command: "ask '{url}'"
"""


def read(folder: Path, text: str) -> tuple[Wordings | None, list[Finding]]:
    path = folder / "wordings.yml"
    path.write_text(text, encoding="utf-8")
    findings = Findings(path)
    found = read_wordings(path, findings)
    if found is None:
        return None, findings.items
    check_wordings(*found, NAMES, SECTIONS, findings)
    return found[0], findings.items


def test_a_file_is_read(tmp_path: Path) -> None:
    wordings, findings = read(tmp_path, FILE)
    assert findings == []
    assert wordings is not None
    assert wordings.wordings["old"].texts == ["the light is red"]
    assert wordings.lookalikes["wire"].texts == {"owl": ["the wire is cut"]}
    assert wordings.alone["Blue"].reasons == ["Blue", "Red"]
    assert wordings.questions["both"].command == "ask '{url}'"
    assert wordings.general == ["wire"]


def test_all_of_it_is_optional(tmp_path: Path) -> None:
    assert read(tmp_path, "wordings: {}\n") == (Wordings(), [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    engine: owl\n", "    ¶engine: {}\n"),
        ("    reasons: [Red]\n", ""),
        ('    texts:\n      - "the light is red"\n', "    texts: ¶[]\n"),
        ("    part: wire\n", ""),
        ("page: guides/look-alikes\n    part: wire", "page: ¶pages/x\n    part: wire"),
        ("reasons: [Blue, Red]}", "reasons: ¶[Blue]}"),
        ("general: [wire]\n", "general: [wire]\n¶other: []\n"),
        ("frames:\n", "frames:\n  owl: [¶{}]\n"),
    ],
)
def test_what_has_not_the_form(tmp_path: Path, old: str, new: str) -> None:
    assert old in FILE
    text, marks = places(FILE.replace(old, new, 1))
    wordings, findings = read(tmp_path, text)
    assert wordings is None
    assert findings
    if marks and not new.startswith(("    ¶", "general", "frames")):
        assert [(item.position.line, item.position.column) for item in findings] == marks


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("Blue: [Red]", "Blue: [¶Rad]", "follows.Blue.0"),
        ("follows:\n  Blue", "follows:\n  ¶Bleu", "follows.Bleu"),
        ("alone:\n  Blue", "alone:\n  ¶Bleu", "alone.Bleu"),
        ("reasons: [Blue, Red]}", "reasons: [Blue, ¶Rad]}", "alone.Blue.reasons.1"),
        ("reasons: [Red]\n", "reasons: [¶Rad]\n", "wordings.old.reasons.0"),
        (
            "page: guides/look-alikes\n    part: wire",
            "page: ¶guides/other\n    part: wire",
            "lookalikes.wire.page",
        ),
        ("part: wire", "part: ¶wirr", "lookalikes.wire.part"),
        ("part: lamp", "part: ¶lamb", "questions.both.part"),
        ("reasons: [Red, Blue]", "reasons: [Red, ¶Bleu]", "questions.both.reasons.1"),
        ("general: [wire]", "general: [¶wirr]", "general.0"),
    ],
)
def test_what_the_guide_does_not_have(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in FILE
    text, [(line, column)] = places(FILE.replace(old, new, 1))
    _, [finding] = read(tmp_path, text)
    assert (finding.id, finding.field) == ("wordings-unknown", field)
    assert finding.position.line == line
    if not field.startswith(("follows.Bleu", "alone.Bleu")):  # a key: the place of its value
        assert finding.position.column == column
    assert finding.hint


def test_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    wordings, findings = read(tmp_path, "wordings: [\n")
    assert wordings is None
    assert findings


def test_the_guides_own_file(project: Project) -> None:
    path = project.docs / "messages" / "wordings.yml"
    assert [item for item in project.findings if item.path == path] == []
    wordings = project.wordings
    texts = [(item.engine, text) for item in wordings.wordings.values() for text in item.texts]
    assert len(set(texts)) == len(texts)
    assert set(wordings.general) <= set(wordings.lookalikes)
