from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.l10n.digests import digest
from tests import guides
from tests.marks import places

ALPHA = "docs/reasons/Alpha.yml"
FRENCH = "locales/fr/reasons/Alpha.yml"
GERMAN = "locales/de/reasons/Alpha.yml"
Files = Mapping[str, str | bytes | None]


def run(root: Path, files: Files, *arguments: str) -> Result:
    config = guides.write(root, files)
    return again(config, *arguments)


def again(config: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["translate", "check", "-f", str(config), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(result: Result) -> list[tuple[str, str, int, int]]:
    """Errors only: what a language's own rules say is another matter."""
    return [
        (f["path"], f["id"], f["line"], f["column"])
        for f in json.loads(result.stdout)
        if f["severity"] == "error"
    ]


def test_a_good_translation_is_silent(tmp_path: Path) -> None:
    result = run(tmp_path, {})
    assert (result.exit_code, result.stdout) == (0, "")


def test_places_fields_and_locales(tmp_path: Path) -> None:
    text, expected = places(
        guides.french_reason(
            explanation="|\n  Le navigateur a cherché\n  ¶`X-Thnig`.",
            fixes='\n  send:\n    title: "L’envoyer"\n    body: |\n      Voir ¶[ceci](#causes).',
        )
    )
    result = run(tmp_path, {FRENCH: text}, "--format", "json")
    assert result.exit_code == 1
    assert found(result) == [
        (FRENCH, id, *place)
        for id, place in zip(["code-differs", "links-differ"], expected, strict=True)
    ]
    assert {(f["field"], f["locale"]) for f in json.loads(result.stdout)} == {
        ("explanation", "fr"),
        ("fixes.send.body", "fr"),
    }


def test_only_named_locales_are_checked(tmp_path: Path) -> None:
    files = {FRENCH: 'title: "<b>"\n', GERMAN: 'title: "<i>"\n', ALPHA: guides.reason("Gamma")}
    config = guides.write(tmp_path, files)
    assert {path for path, *_ in found(again(config, "--format", "json"))} == {FRENCH, GERMAN}
    for tag, path in (("fr", FRENCH), ("de", GERMAN)):
        assert {p for p, *_ in found(again(config, tag, "--format", "json"))} == {path}
    both = found(again(config, "de", "fr", "--format", "json"))
    assert {path for path, *_ in both} == {FRENCH, GERMAN}
    assert again(config, "en").exit_code == 0, "mistakes of English are `fieldguide check`'s"


def test_a_locale_that_cannot_be_read_can_be_named(tmp_path: Path) -> None:
    config = guides.write(tmp_path, {"locales/xx-evil/index.yml": 'title: "x"\n'})
    result = again(config, "xx-evil", "--format", "json")
    assert [id for _, id, *_ in found(result)] == ["locale-tag"]
    assert again(config, "fr").exit_code == 0


def test_an_unknown_locale_is_misuse(tmp_path: Path) -> None:
    result = run(tmp_path, {}, "fr-CA")
    assert result.exit_code == 2
    assert "there is no locale `fr-CA`; there are: en, fr" in result.output


@pytest.fixture(autouse=True)
def _no_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which dictionaries a machine has is another test's business."""
    monkeypatch.setattr("fieldguide.cli.translate.check.find_speller", lambda locale: None)


@pytest.mark.parametrize(
    ("format", "beginning"),
    [
        ("text", f"{FRENCH}:1:9: error: "),
        ("github", f"::error file={FRENCH},line=1,col=9,title=prose-html::"),
        ("json", "["),
        ("sarif", "{"),
        ("junit", "<?xml"),
    ],
)
def test_all_formats(tmp_path: Path, format: str, beginning: str) -> None:
    result = run(tmp_path, {FRENCH: guides.french_reason(title='"<b>"')}, "--format", format)
    assert result.exit_code == 1
    assert result.stdout.startswith(beginning)


def test_warnings_do_not_fail(tmp_path: Path) -> None:
    text = guides.french_reason(standard='"Il doit être là."')
    waiver = 'waivers:\n  standard: {not-translated: "en anglais aussi"}\n'
    result = run(tmp_path, {FRENCH: text + waiver})
    assert result.exit_code == 0
    assert (
        "warning: `not-translated` reports nothing in `standard` [waiver-unused]" in result.stdout
    )


def test_a_reason_waives_a_check_for_builds_too(tmp_path: Path) -> None:
    english = {ALPHA: guides.reason("Alpha", standard='"The header is quite absent."')}
    text = guides.french_reason(standard='"The header is quite absent."')
    waiver = 'waivers:\n  standard: {not-translated: "citation"}\n'
    assert "not-translated" in run(tmp_path / "a", {**english, FRENCH: text}).stdout
    result = run(tmp_path / "b", {**english, FRENCH: text + waiver})
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("waiver", "message", "hint"),
    [
        ("standard: {¶code-differs: x}", "`code-differs` is not a check that can be waived", ""),
        (
            "standard: {¶not-translted: x}",
            "`not-translted` is not a check that can be waived",
            "did you mean `not-translated`?",
        ),
        ("standrad: {¶not-nfc: x}", "there is no text `standrad` here", "did you mean `standard`?"),
        ("standard: {¶not-nfc: x}", "`not-nfc` reports nothing in `standard`", "remove the waiver"),
    ],
)
def test_waivers_that_waive_nothing(tmp_path: Path, waiver: str, message: str, hint: str) -> None:
    text, [place] = places(guides.french_reason(waivers=f"\n  {waiver}"))
    [finding] = json.loads(run(tmp_path, {FRENCH: text}, "--format", "json").stdout)
    assert (finding["message"], finding["line"], finding["column"]) == (message, *place)
    assert finding["hint"] == hint or not hint
    assert finding["field"] == f"waivers.{waiver.partition(':')[0]}"


def test_a_field_that_cannot_be_checked_yet_keeps_its_waivers(tmp_path: Path) -> None:
    text = guides.french_reason(standard='"<b>"', waivers="\n  standard: {not-nfc: x}")
    result = run(tmp_path, {FRENCH: text}, "--format", "json")
    assert [id for _, id, *_ in found(result)] == ["prose-html"]


def test_one_mistake_of_english_is_one_finding(tmp_path: Path) -> None:
    english = guides.reason("Alpha", standard="|\n  It must [be](reason:Nope) <b>.")
    config = guides.write(tmp_path, {ALPHA: english})
    assert again(config).exit_code == 0
    result = CliRunner().invoke(main, ["check", "-f", str(config), "--format", "json"])
    assert {path for path, *_ in found(result)} == {ALPHA}


def ledger(config: Path) -> None:
    assert CliRunner().invoke(main, ["ledger", "-f", str(config)]).exit_code == 0


def stamped(text: str, **digests: str) -> str:
    lines = "".join(f"  {name}: {value}\n" for name, value in digests.items())
    return f"{text}source:\n{lines}"


def test_a_guide_with_a_ledger_wants_digests(tmp_path: Path) -> None:
    text, expected = places('title: ¶"Titre"\nstandard: ¶"Il doit être là."\nsummary: ¶"Voilà."\n')
    known = digest("Something happened")
    text = stamped(text, title=known, summary="0123456789ab")
    english = guides.reason("Alpha", summary='"It broke."')
    files = {FRENCH: text, "locales/fr/index.yml": None, ALPHA: english}
    config = guides.write(tmp_path, files)
    assert again(config).exit_code == 0, "without a ledger, nobody can tell"
    ledger(config)
    result = again(config, "--format", "json")
    assert found(result) == [
        (FRENCH, "translation-unstamped", *expected[1]),
        (FRENCH, "translation-digest-unknown", *expected[2]),
    ]


def test_machine_names_fields_that_are_there(tmp_path: Path) -> None:
    text, [place] = places(guides.french_reason(machine="[title, ¶sumary]"))
    [finding] = json.loads(run(tmp_path, {FRENCH: text}, "--format", "json").stdout)
    assert (finding["id"], finding["line"], finding["column"]) == ("machine-field", *place)
    assert finding["hint"] == "did you mean `summary`?"


def outdated(root: Path, french: str) -> Path:
    """A guide whose English changed after its translation: other code, link and number."""
    old, new = "Send `A` to [it](#causes).", "Send `B` to [that](#fixes)."
    text = stamped(f'title: "Titre"\nstandard: "{french}"\n', title=digest("Something happened"),
                   standard=digest(old))  # fmt: skip
    files = {FRENCH: text, "locales/fr/index.yml": None}
    config = guides.write(root, {**files, ALPHA: guides.reason("Alpha", standard=f'"{old}"')})
    ledger(config)
    (root / ALPHA).write_text(guides.reason("Alpha", standard=f'"{new}"'), encoding="utf-8")
    ledger(config)
    return config


def test_an_english_edit_breaks_no_translation(tmp_path: Path) -> None:
    assert again(outdated(tmp_path, "Envoyez `A` à [lui](#causes).")).stdout == ""


def test_an_old_date_is_no_licence(tmp_path: Path) -> None:
    result = again(outdated(tmp_path, "Envoyez `*` à [lui](#messages)."), "--format", "json")
    assert [id for _, id, *_ in found(result)] == ["code-differs", "links-differ"]


def test_the_english_of_another_field_is_no_licence(tmp_path: Path) -> None:
    config = outdated(tmp_path, "Envoyez `A` à [lui](#causes).")
    ledger = tmp_path / "docs/.ledger/reasons/Alpha.jsonl"
    text = ledger.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if "Send `A`" in line)
    moved = old.replace('"standard"', '"summary"')
    ledger.write_text(text.replace(old, moved), encoding="utf-8")
    result = again(config, "--format", "json")
    assert [id for _, id, *_ in found(result)] == ["code-differs", "links-differ"]


def test_glossary_and_team_are_read(tmp_path: Path) -> None:
    files = {"locales/fr/glossary.yml": "a: {b: c}\n", "locales/fr/team.yml": "x: y\n"}
    result = run(tmp_path, files, "--format", "json")
    assert {id for _, id, *_ in found(result)} >= {"glossary-unknown-key", "team-unknown-key"}


def test_the_whole_check_says_the_same_once(tmp_path: Path) -> None:
    files = {
        FRENCH: guides.french_reason(standard='"Voir `X` <b>."', explanation='"Rien."'),
        GERMAN: 'title: "Etwas" # zu wenig\nsummary: "Siehe [hier][nope]."\n',
        "locales/fr/x.html": "",
    }
    config = guides.write(tmp_path, files)
    part = again(config, "--format", "json")
    whole = CliRunner().invoke(main, ["check", "-f", str(config), "--format", "json"])
    assert whole.exit_code == part.exit_code == 1
    assert found(whole) == found(part)
    assert len(set(found(part))) == len(found(part)) >= 4
