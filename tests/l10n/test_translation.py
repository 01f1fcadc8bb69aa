from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.entries.models import Guide
from fieldguide.findings import Position, Severity
from fieldguide.l10n.digests import digest
from fieldguide.l10n.translation import State
from tests import guides
from tests.l10n.sources import english, translated
from tests.marks import places


def test_a_whole_translation(tmp_path: Path) -> None:
    text = guides.french_reason(translators='["Zoé", Anna]')
    translation, findings = translated(tmp_path, text)
    assert findings == []
    assert translation is not None
    assert set(translation.texts) == {field.path for field in english().fields}
    assert translation.texts["title",] == "Il s’est passé quelque chose"
    assert translation.texts["verify", "body"] == "Demander à nouveau.\n"
    assert translation.translators == ["Zoé", "Anna"]
    assert translation.scalars["title",].at(3) == Position(1, 12)
    assert translation.scalars["summary",].at(0) == Position(3, 3)


def test_states_follow_the_digests(tmp_path: Path) -> None:
    source = english()
    text = (
        'title: "T"\nsummary: "S"\nexplanation: "E"\n'
        f"source: {{title: {digest(source.entry.title)}, summary: 0123456789ab}}\n"
    )
    translation, findings = translated(tmp_path, text)
    assert findings == []
    assert translation is not None
    states = {field.name: translation.state(field) for field in source.fields}
    assert states.pop("title") is State.CURRENT
    assert states.pop("summary") is State.OUTDATED
    assert states.pop("explanation") is State.OUTDATED, "nobody has said what it was made from"
    assert set(states.values()) == {State.MISSING}


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ("Something\n  happened", State.CURRENT),
        ("Something has happened", State.OUTDATED),
    ],
)
def test_reflowing_the_english_text_makes_nothing_stale(
    tmp_path: Path, changed: str, state: State
) -> None:
    text = f'title: "T"\nsource: {{title: {digest("Something happened")}}}\n'
    source = english(guides.reason("Alpha", title=f'"{changed}"'))
    translation, findings = translated(tmp_path, text, source)
    assert findings == []
    assert translation is not None
    assert translation.state(source.fields[0]) is state


@pytest.mark.parametrize(
    ("text", "id", "field", "message", "hint"),
    [
        (
            '¶titel: "x"\n',
            "translation-unknown-key",
            "titel",
            "the English entry has no translatable `titel`",
            "did you mean `title`?",
        ),
        (
            "¶links:\n  spec: https://evil.example\n",
            "translation-unknown-key",
            "links",
            "the English entry has no translatable `links`",
            "remove it; code and links are shared",
        ),
        (
            "causes:\n  forgotten:\n    ¶code: [x]\n",
            "translation-unknown-key",
            "causes.forgotten.code",
            "the English entry has no translatable `causes.forgotten.code`",
            "remove it; code and links are shared",
        ),
        (
            "causes:\n  ¶forgoten: {}\n",
            "translation-unknown-key",
            "causes.forgoten",
            "the English entry has no translatable `causes.forgoten`",
            "did you mean `forgotten`?",
        ),
        (
            'causes: ¶"x"\n',
            "entry-type",
            "causes",
            "`causes` must be a mapping of fields",
            "indent its fields under it, as in the English entry",
        ),
        ("title: ¶[x]\n", "entry-type", "title", "`title` must be text", "write one text"),
        (
            "¶translators:\n",
            "entry-empty",
            "translators",
            "`translators` is empty",
            "give it a value, or remove it",
        ),
        (
            "¶title:\n",
            "prose-empty",
            "title",
            "`title` is empty",
            "write its text, or remove the key",
        ),
        (
            "title: ¶Attention # au texte perdu\n",
            "prose-style",
            "title",
            "`title` is prose in a plain scalar, which can lose text in silence",
            'write it as a `|` block, or in double quotes ("…")',
        ),
        (
            "title: ¶!!python/object/apply:os.system [id]\n",
            "yaml-tag",
            "",
            "`!!python/object/apply:os.system` is a tag",
            "remove it; entries have no tags",
        ),
        (
            "translators: ¶Zoé\n",
            "entry-type",
            "translators",
            "`translators` must be a list of names",
            'write `translators: ["Your Name"]`',
        ),
        *(
            (
                f"translators: [Anna, ¶{wrong}]\n",
                "translation-name",
                "translators.1",
                "`translators.1` is not a name",
                "write the name that readers shall see, in double quotes",
            )
            for wrong in ("[x]", '""', '"Zo\\u202eé"', "{a: b}")
        ),
        (
            "source: ¶x\n",
            "entry-type",
            "source",
            "`source` must be a mapping of digests",
            "delete it and run `fieldguide translate stamp` on the file",
        ),
        *(
            (
                f"source: {{title: ¶{wrong}}}\n",
                "translation-digest",
                "source.title",
                "`source.title` is not a digest",
                "run `fieldguide translate stamp` on the file; digests are never written by hand",
            )
            for wrong in ("zz", "0123456789a", "0123456789AB", "[x]")
        ),
    ],
)
def test_each_mistake_is_found_at_its_place(
    tmp_path: Path, text: str, id: str, field: str, message: str, hint: str
) -> None:
    text, expected = places(text)
    _, findings = translated(tmp_path, text)
    assert [(f.id, f.field, f.message, f.hint) for f in findings] == [(id, field, message, hint)]
    assert [(f.position.line, f.position.column) for f in findings] == expected
    assert {finding.locale for finding in findings} == {"fr"}


def test_a_wrong_field_leaves_the_others(tmp_path: Path) -> None:
    translation, findings = translated(tmp_path, 'title: plain\nsummary: "S"\ncauses: 5\n')
    assert [finding.field for finding in findings] == ["title", "causes"]
    assert translation is not None
    assert translation.texts == {("summary",): "S"}


def test_a_file_that_cannot_be_read_is_no_translation(tmp_path: Path) -> None:
    translation, findings = translated(tmp_path, "")
    assert translation is None
    assert [finding.id for finding in findings] == ["yaml-empty"]


def test_figures_of_all_kinds_can_be_translated(tmp_path: Path) -> None:
    figures = """
  drawn:
    kind: sequence
    caption: "Caption"
    steps:
      ask: {from: page, to: server, note: "Note"}
      answer: {from: server, to: page}"""
    source = english(guides.guide("basics", figures=figures), Guide, "basics")
    text = 'figures:\n  drawn:\n    caption: "C"\n    steps:\n      ask: {note: "N"}\n'
    translation, findings = translated(tmp_path, text, source)
    assert findings == []
    assert translation is not None
    assert translation.texts == {
        ("figures", "drawn", "caption"): "C",
        ("figures", "drawn", "steps", "ask", "note"): "N",
    }


def test_machine_text_that_nobody_has_read(tmp_path: Path) -> None:
    source = english()
    text = (
        'title: "T"\nsummary: "S"\nmachine: [title, summary]\n'
        f"source: {{title: {digest(source.entry.title)}, summary: 0123456789ab}}\n"
    )
    translation, findings = translated(tmp_path, text)
    assert findings == []
    assert translation is not None
    states = {field.name: translation.state(field) for field in source.fields}
    assert states["title"] is State.MACHINE
    assert states["summary"] is State.OUTDATED, "worse than unread"


def test_an_edit_that_means_the_same_makes_nothing_stale(tmp_path: Path) -> None:
    text = 'title: "T"\nsource: {title: 0123456789ab}\n'
    translation, _ = translated(tmp_path, text)
    assert translation is not None
    title = english().fields[0]
    assert translation.state(title) is State.OUTDATED
    assert translation.state(title, ["0123456789ab"]) is State.CURRENT


def test_a_text_whose_english_is_gone_is_kept_and_told(tmp_path: Path) -> None:
    text = (
        'fixes:\n  gone:\n    title: "T"\n    body: |\n      B.\n'
        "source: {fixes.gone.title: 0123456789ab, fixes.gone.body: 0123456789ab}\n"
    )
    translation, findings = translated(tmp_path, text)
    assert translation is not None
    assert set(translation.orphans) == {("fixes", "gone", "title"), ("fixes", "gone", "body")}
    assert not translation.texts
    (finding,) = findings
    assert (finding.id, finding.severity) == ("translation-orphaned-field", Severity.WARNING)
    assert finding.position == Position(2, 3)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("machine: title\n", "entry-type"),
        ("machine: [{}]\n", "entry-type"),
        ("machine: {title: yes}\n", "entry-type"),
        ("waivers: [title]\n", "translation-waiver"),
        ("waivers: {title: because}\n", "translation-waiver"),
        ("waivers: {title: {term-avoid: ' '}}\n", "translation-waiver"),
        ("waivers: {title: {term-avoid: [x]}}\n", "translation-waiver"),
    ],
)
def test_lists_for_the_checks_are_checked(tmp_path: Path, text: str, id: str) -> None:
    _, findings = translated(tmp_path, text)
    assert [finding.id for finding in findings] == [id]


def test_a_waiver_has_a_reason(tmp_path: Path) -> None:
    text = 'waivers:\n  title:\n    term-avoid: "It is a name."\n'
    translation, findings = translated(tmp_path, text)
    assert findings == []
    assert translation is not None
    assert translation.waives("title", "term-avoid")
    assert not translation.waives("title", "length")
    waiver = translation.waivers["title", "term-avoid"]
    assert (waiver.reason, waiver.position) == ("It is a name.", Position(3, 5))
