"""What the workbench shows and saves, on whole small guides."""

from __future__ import annotations

import difflib
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from fieldguide.entries.fields import ProseField
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import appended
from fieldguide.workbench.desk import Desk, Refusal
from tests import guides
from tests.workbench.running import FRENCH, desk_of

ALPHA = "reasons/Alpha"
LEDGER = "docs/.ledger/reasons/Alpha.jsonl"
TODAY = "It broke, see [the standard][spec]."
EARLIER = "It all broke, see [the standard][spec]."
GLOSSARY = """\
header: {prefer: "en-tête", avoid: ["entête"], why: "Terme de Firefox."}
browser: {prefer: "navigateur"}
looked: {keep: true}
"""


def history(*texts: str) -> str:
    return "".join(
        appended([ProseField(("summary",), "block", text)], date(2026, month, 1))
        for month, text in enumerate(texts, 1)
    )


def opened(root: Path, files: dict[str, str | bytes | None] | None = None) -> Desk:
    guides.write(root, files)
    return desk_of(root)


def text_of(root: Path) -> str:
    return (root / FRENCH).read_bytes().decode()


def lines(before: str, after: str) -> list[str]:
    """What a diff shows, without its places."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line[0] in "+-"]


def row(desk: Desk, page: str, name: str) -> Any:
    pages = {item["page"]: item for item in desk.overview()["pages"]}
    return next(item for item in pages[page]["fields"] if item["field"] == name)


def ids(view: Any) -> list[str]:
    return [item["id"] for item in view["findings"]]


# What it shows


def test_all_pages_are_listed_in_reading_order_with_states(tmp_path: Path) -> None:
    stamp = f"source: {{title: {digest('Something happened')}, summary: {'0' * 12}}}\n"
    desk = opened(tmp_path, {FRENCH: guides.french_reason() + "machine: [title]\n" + stamp})
    pages = desk.overview()["pages"]
    assert [item["page"] for item in pages] == [
        "index", ALPHA, "reasons/Beta", "guides/basics",
    ]  # fmt: skip
    assert pages[1]["title"] == "Something happened"
    assert pages[1]["file"] == FRENCH
    assert row(desk, ALPHA, "title") == {
        "field": "title", "state": "machine", "words": 2, "errors": 0, "warnings": 0,
    }  # fmt: skip
    assert row(desk, ALPHA, "summary")["state"] == "outdated"
    assert row(desk, "reasons/Beta", "title")["state"] == "missing"


def test_an_outdated_field_shows_what_changed_in_english(tmp_path: Path) -> None:
    stamp = f"source: {{summary: {digest(EARLIER)}}}\n"
    files = {FRENCH: guides.french_reason() + stamp, LEDGER: history(EARLIER, TODAY)}
    view = opened(tmp_path, {**files}).field(ALPHA, "summary")
    assert [(item["kind"], item["text"]) for item in view["english"]] == [
        ("same", "It"), ("removed", " all"), ("same", " broke, see [the standard][spec]."),
    ]  # fmt: skip
    assert (view["made_from"], view["since"]) == ("earlier", "2026-02-01")


@pytest.mark.parametrize(
    ("stamp", "origin"),
    [("", "unsaid"), (f"source: {{summary: {'0' * 12}}}\n", "unknown")],
)
def test_what_is_not_known_of_the_english_is_said(tmp_path: Path, stamp: str, origin: str) -> None:
    view = opened(tmp_path, {FRENCH: guides.french_reason() + stamp}).field(ALPHA, "summary")
    assert view["made_from"] == origin
    assert view["english"] == [{"kind": "same", "text": TODAY}]


def test_terms_and_earlier_translations_help(tmp_path: Path) -> None:
    stamp = f"source: {{explanation: {digest('It looked for `X-Thing` and found nothing.')}}}\n"
    files = {
        "locales/fr/glossary.yml": GLOSSARY,
        "docs/reasons/Beta.yml": guides.reason(
            "Beta", explanation='"It looked for `X-Thing` and found nothing."'
        ),
        "locales/fr/reasons/Beta.yml": 'explanation: "Il cherchait `X-Thing`."\n' + stamp,
    }
    view = opened(tmp_path, {**files}).field(ALPHA, "explanation")
    assert [item["name"] for item in view["terms"]] == ["browser", "looked"]
    assert [item["write"] for item in view["terms"]] == ["navigateur", "looked"]
    (suggestion,) = view["suggestions"]
    assert suggestion["text"] == "Il cherchait `X-Thing`."
    assert (suggestion["page"], suggestion["field"]) == ("reasons/Beta", "explanation")
    assert 70 <= suggestion["share"] < 100
    assert "added" in {change["kind"] for change in suggestion["english"]}


def test_a_draft_gets_the_checks_of_a_file(tmp_path: Path) -> None:
    terms = 'browser: {prefer: "navigateur"}\n'
    desk = opened(tmp_path, {"locales/fr/glossary.yml": terms})
    before = text_of(tmp_path)

    def check(text: str, field: str = "explanation") -> list[str]:
        return ids(desk.check(ALPHA, field, text, is_current=True))

    assert check("Le navigateur a cherché `X-Thing` et n'a rien trouvé.\n") == []
    assert "code-differs" in check("Le navigateur a cherché `X-Other` et n'a rien trouvé.")
    assert check("Le navigateur <b>a</b> cherché.") == ["prose-html", "prose-html"]
    assert "term-prefer" in check("On a cherché `X-Thing` sans rien trouver.")
    assert check("Cassé, voir [la norme][nope].", "summary") == ["prose-target"]
    assert "yaml-character" in check("Le navigateur\u202e a cherché `X-Thing`, rien trouvé.")
    assert check("") == []
    assert text_of(tmp_path) == before


def test_a_finding_knows_its_place_as_browsers_count(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    text = "😀 ligne.\n😀 <b>"
    (finding,) = desk.check(ALPHA, "standard", text, is_current=True)["findings"]
    assert text.encode("utf-16-le")[2 * finding["start"] :].decode("utf-16-le") == "<b>"


def test_saved_and_typed_texts_have_the_same_findings(tmp_path: Path) -> None:
    wrong = guides.french_reason(standard='"Il doit <b>être là."')
    desk = opened(tmp_path, {FRENCH: wrong})
    assert ids(desk.field(ALPHA, "standard")) == ["prose-html"]
    assert row(desk, ALPHA, "standard")["errors"] == 1
    assert row(desk, ALPHA, "title")["errors"] == 0


def test_a_reason_for_a_finding_counts(tmp_path: Path) -> None:
    waiver = 'waivers: {standard: {numbers-differ: "une norme de 2020"}}\n'
    desk = opened(tmp_path, {FRENCH: guides.french_reason() + waiver})
    text = "Il doit être là depuis 2020."
    assert ids(desk.check(ALPHA, "standard", text, is_current=True)) == []
    found = desk.check(ALPHA, "standard", "Il doit être là.", is_current=True)["findings"]
    assert [(item["id"], item["start"]) for item in found] == [("waiver-unused", None)]
    assert "numbers-differ" in ids(desk.check(ALPHA, "verify.body", text, is_current=True))


def test_other_words_for_the_same_english_are_told(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    typed = desk.check("reasons/Beta", "title", "Quelque chose a eu lieu", is_current=True)
    assert ids(typed) == ["same-source"]
    same = desk.check("reasons/Beta", "title", "Il s'est passé quelque chose", is_current=True)
    assert ids(same) == []


def test_a_file_that_cannot_be_read_is_shown_and_left_alone(tmp_path: Path) -> None:
    broken = 'title: "Titre\nsummary: |\n  Cassé.\n'
    desk = opened(tmp_path, {FRENCH: broken})
    page = next(item for item in desk.overview()["pages"] if item["page"] == ALPHA)
    assert page["broken"]
    assert [item["id"] for item in page["findings"]] == ["yaml-syntax"]
    assert page["findings"][0]["place"] == f"{FRENCH}:1:8"
    view = desk.field(ALPHA, "title")
    assert view["broken"]
    assert [item["id"] for item in view["file_findings"]] == ["yaml-syntax"]
    with pytest.raises(Refusal) as caught:
        desk.save(ALPHA, "title", "Autre", view["seen"], is_current=True)
    assert caught.value.status == HTTPStatus.UNPROCESSABLE_ENTITY
    with pytest.raises(Refusal):
        desk.confirm(ALPHA, "title", view["seen"])
    assert text_of(tmp_path) == broken


def test_a_mistake_of_style_is_told_at_its_field(tmp_path: Path) -> None:
    desk = opened(tmp_path, {FRENCH: guides.french_reason(standard="Il doit être là. # non")})
    view = desk.field(ALPHA, "standard")
    assert [item["id"] for item in view["file_findings"]] == ["prose-style"]
    assert view["text"] == ""
    assert row(desk, ALPHA, "standard")["errors"] == 1


# What it saves


def test_a_save_changes_its_own_lines(tmp_path: Path) -> None:
    file = "# Mine.\r\n" + guides.french_reason().replace("\n", "\r\n") + "# End.\r\n"
    desk = opened(tmp_path, {FRENCH: file})
    seen = desk.field(ALPHA, "fixes.send.body")["seen"]
    answer = desk.save(ALPHA, "fixes.send.body", "Toujours.\n\nOui.\n", seen, is_current=True)
    assert answer["field"]["text"] == "Toujours.\n\nOui."
    assert answer["field"]["state"] == "current"
    assert next(i for i in answer["page"]["fields"] if i["field"] == "fixes.send.body") == row(
        desk, ALPHA, "fixes.send.body"
    )
    assert lines(file, text_of(tmp_path)) == [
        "-       L’envoyer à chaque fois.",
        "+       Toujours.",
        "+ ",
        "+       Oui.",
        "+ source:",
        f"+   fixes.send.body: {digest('Send it every time.')}",
    ]
    assert text_of(tmp_path).count("\n") == text_of(tmp_path).count("\r\n")
    assert text_of(tmp_path).startswith("# Mine.\r\n")
    assert "# End.\r\n" in text_of(tmp_path)


def test_a_first_text_makes_the_file(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    view = desk.field("reasons/Beta", "title")
    assert (view["text"], view["state"]) == ("", "missing")
    desk.save("reasons/Beta", "title", "Titre", view["seen"], is_current=False)
    file = tmp_path / "locales/fr/reasons/Beta.yml"
    assert file.read_text() == (
        "# yaml-language-server: $schema=../../../schemas/reason-translation.schema.json\n"
        'title: "Titre"\n'
        f"source:\n  title: {digest('Something happened')}\n"
    ), "it can be of no other English than today's"
    assert row(desk, "reasons/Beta", "title")["state"] == "current"


def test_only_somebody_who_has_compared_makes_a_field_current(tmp_path: Path) -> None:
    stamp = f"machine: [summary, title]\nsource: {{summary: {digest(EARLIER)}}}\n"
    files = {FRENCH: guides.french_reason() + stamp, LEDGER: history(EARLIER, TODAY)}
    desk = opened(tmp_path, {**files})
    text = "Tout cassé, voir [la norme][spec]."
    seen = desk.field(ALPHA, "summary")["seen"]
    view = desk.save(ALPHA, "summary", text, seen, is_current=False)["field"]
    assert (view["state"], view["machine"], view["text"]) == ("outdated", True, text)
    view = desk.save(ALPHA, "summary", text, view["seen"], is_current=True)["field"]
    assert (view["state"], view["machine"]) == ("current", False)
    assert "machine: [title]\n" in text_of(tmp_path)
    assert digest(TODAY) in text_of(tmp_path)


def test_a_field_can_be_confirmed_as_it_is(tmp_path: Path) -> None:
    stamp = f"machine: [standard]\nsource: {{standard: {'0' * 12}}}\n"
    desk = opened(tmp_path, {FRENCH: guides.french_reason() + stamp})
    before = text_of(tmp_path)
    view = desk.confirm(ALPHA, "standard", desk.field(ALPHA, "standard")["seen"])["field"]
    assert (view["state"], view["machine"]) == ("current", False)
    assert sorted(lines(before, text_of(tmp_path))) == [
        f"+ source: {{standard: {digest('It must be there.')}}}",
        "- machine: [standard]",
        f"- source: {{standard: {'0' * 12}}}",
    ]
    missing = desk.field("reasons/Beta", "title")
    with pytest.raises(Refusal, match="no text yet"):
        desk.confirm("reasons/Beta", "title", missing["seen"])


def test_an_empty_text_takes_the_field_out(tmp_path: Path) -> None:
    stamp = f"machine: [standard]\nsource: {{standard: {'0' * 12}}}\n"
    desk = opened(tmp_path, {FRENCH: guides.french_reason() + stamp})
    view = desk.field(ALPHA, "standard")
    view = desk.save(ALPHA, "standard", " \n", view["seen"], is_current=True)["field"]
    assert (view["state"], view["text"], view["machine"]) == ("missing", "", False)
    assert text_of(tmp_path) == guides.french_reason(standard=None)


def test_a_text_is_written_as_it_was_unless_it_changes(tmp_path: Path) -> None:
    quoted = guides.french_reason(standard='"Il \\u0064oit être là."')
    desk = opened(tmp_path, {FRENCH: quoted})
    view = desk.field(ALPHA, "standard")
    desk.save(ALPHA, "standard", view["text"], view["seen"], is_current=True)
    assert 'standard: "Il \\u0064oit être là."\n' in text_of(tmp_path)


def test_an_invisible_character_is_not_saved(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    before = text_of(tmp_path)
    seen = desk.field(ALPHA, "standard")["seen"]
    with pytest.raises(Refusal, match=r"U\+202E"):
        desk.save(ALPHA, "standard", "a\u202eb", seen, is_current=True)
    assert text_of(tmp_path) == before


# Others write, too


def test_another_editors_change_shows_at_the_next_look(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    desk.overview()
    assert desk.field(ALPHA, "title")["text"] == "Il s’est passé quelque chose"
    changed = guides.french_reason(title='"Autre titre"', standard='"Un <b>"')
    (tmp_path / FRENCH).write_text(changed, encoding="utf-8")
    assert desk.field(ALPHA, "title")["text"] == "Autre titre"
    assert row(desk, ALPHA, "standard")["errors"] == 1
    (tmp_path / FRENCH).unlink()
    assert row(desk, ALPHA, "title")["state"] == "missing"
    (tmp_path / "locales/fr/glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    assert [item["name"] for item in desk.field(ALPHA, "explanation")["terms"]][:1] == ["browser"]


def test_a_conflict_loses_nobodys_text(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    seen = desk.field(ALPHA, "title")["seen"]
    other = desk.field(ALPHA, "standard")["seen"]
    theirs = guides.french_reason(title='"Le leur"')
    (tmp_path / FRENCH).write_text(theirs, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        desk.save(ALPHA, "title", "Le mien", seen, is_current=True)
    assert caught.value.status == HTTPStatus.CONFLICT
    assert caught.value.body["field"]["text"] == "Le leur"
    assert text_of(tmp_path) == theirs
    again = caught.value.body["field"]["seen"]
    assert desk.save(ALPHA, "title", "Le mien", again, is_current=True)["field"]["text"]
    desk.save(ALPHA, "standard", "Le mien aussi.", other, is_current=True)


def test_nobody_confirms_an_english_text_that_they_have_not_seen(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    seen = desk.field(ALPHA, "title")["seen"]
    english = guides.reason("Alpha", title='"Something else happened"')
    (tmp_path / "docs/reasons/Alpha.yml").write_text(english, encoding="utf-8")
    with pytest.raises(Refusal) as confirmed:
        desk.confirm(ALPHA, "title", seen)
    with pytest.raises(Refusal) as saved:
        desk.save(ALPHA, "title", "Titre", seen, is_current=True)
    for caught in (confirmed, saved):
        assert caught.value.status == HTTPStatus.CONFLICT
        assert caught.value.body["field"]["english"][0]["text"] == "Something else happened"


def test_a_field_that_english_lost_is_gone(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    seen = desk.field(ALPHA, "standard")["seen"]
    english = guides.reason("Alpha", standard=None)
    (tmp_path / "docs/reasons/Alpha.yml").write_text(english, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        desk.save(ALPHA, "standard", "Trop tard.", seen, is_current=True)
    assert caught.value.status == HTTPStatus.NOT_FOUND


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    seen = desk.field("reasons/Beta", "title")["seen"]
    outside = tmp_path / "outside.yml"
    outside.write_text("title: secret\n")
    link = tmp_path / "locales/fr/reasons/Beta.yml"
    link.symlink_to(outside)
    with pytest.raises(Refusal) as caught:
        desk.save("reasons/Beta", "title", "Titre", seen, is_current=True)
    assert caught.value.status == HTTPStatus.CONFLICT
    assert [item["id"] for item in caught.value.body["findings"]] == ["locale-link"]
    assert outside.read_text() == "title: secret\n"
    link.unlink()
    assert desk.field("reasons/Beta", "title")["state"] == "missing", "and it goes on"


def test_a_file_that_becomes_a_link_is_not_followed(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    desk.overview()
    outside = tmp_path / "outside.yml"
    (tmp_path / FRENCH).rename(outside)
    (tmp_path / FRENCH).symlink_to(outside)
    with pytest.raises(Refusal):
        desk.overview()
