from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.entries.fields import ProseField
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import appended
from fieldguide.l10n.summary.models import MAX_BYTES
from tests import guides

ALPHA = "docs/reasons/Alpha.yml"
FRENCH = "locales/fr/reasons/Alpha.yml"
TITLE = "Something happened"
SOURCE = f"\n  title: {digest(TITLE)}"

Files = Mapping[str, str | None]


def summary(tmp_path: Path, base: Files, head: Files, *arguments: str) -> Result:
    """The command, run on a guide with the files of `base` changed to those of `head`."""
    guides.write(tmp_path / "base", base)
    config = guides.write(tmp_path / "head", {**base, **head})
    result = CliRunner().invoke(
        main,
        ["translate", "summary", "-f", str(config), "--base", str(tmp_path / "base"), *arguments],
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def data(tmp_path: Path, base: Files, head: Files, *arguments: str) -> Any:
    result = summary(tmp_path, base, head, "--format", "json", *arguments)
    summarized = json.loads(result.stdout)
    errors = [f for f in summarized["findings"] if f["severity"] == "error"]
    assert result.exit_code == bool(errors)
    assert summarized["version"] == 1
    return summarized


def found(summarized: Any) -> list[tuple[str, str, int, int]]:
    return [(f["id"], f["path"], f["line"], f["column"]) for f in summarized["findings"]]


def french(title: str, source: str | None = SOURCE, **fields: str) -> str:
    return guides.french_reason(title=f'"{title}"', source=source, **fields)


def english(title: str, **fields: str) -> str:
    return guides.reason("Alpha", title=f'"{title}"', **fields)


def ledger(*titles: str) -> str:
    return "".join(
        appended([ProseField(("title",), "inline", title)], date(2026, 1, day))
        for day, title in enumerate(titles, 1)
    )


def test_nothing_changed(tmp_path: Path) -> None:
    assert data(tmp_path, {}, {}) == {"version": 1, "languages": [], "edits": [], "findings": []}
    text = summary(tmp_path, {}, {})
    assert (text.exit_code, text.output) == (
        0,
        "no language has more or less to read than before\n",
    )


def test_a_translation_before_and_after(tmp_path: Path) -> None:
    (language,) = data(tmp_path, {FRENCH: french("A")}, {FRENCH: french("B")})["languages"]
    assert (language["tag"], language["touched"]) == ("fr", True)
    assert language["before"] == language["after"]
    assert language["before"]["current"] == len(TITLE.split())
    assert (language["changed"], language["confirmed"]) == (1, 0)


def test_a_stamp_without_another_text_is_counted(tmp_path: Path) -> None:
    summarized = data(tmp_path, {FRENCH: french("A", None)}, {FRENCH: french("A")})
    (language,) = summarized["languages"]
    assert (language["changed"], language["confirmed"]) == (0, 1)
    assert (
        language["after"]["current"]
        == language["before"]["outdated"] - (language["after"]["outdated"])
    )
    assert not summarized["findings"]


def test_what_a_machine_wrote_and_nobody_read_is_not_up_to_date(tmp_path: Path) -> None:
    (language,) = data(tmp_path, {FRENCH: french("A")}, {FRENCH: french("A", machine="[title]")})[
        "languages"
    ]
    assert (language["before"]["machine"], language["after"]["machine"]) == (0, 2)


def test_line_breaks_are_no_change(tmp_path: Path) -> None:
    (language,) = data(
        tmp_path,
        {FRENCH: french("A", standard='"Il doit être là."')},
        {FRENCH: french("A", standard="|\n  Il doit\n  être là.")},
    )["languages"]
    assert language["changed"] == 0


def test_pages_gained_and_lost(tmp_path: Path) -> None:
    thin = {FRENCH: f'title: "A"\nsource:{SOURCE}\n'}
    whole = {FRENCH: french("A")}
    (language,) = data(tmp_path / "lost", whole, thin)["languages"]
    assert (language["gained"], language["lost"]) == ([], ["reasons/Alpha"])
    (language,) = data(tmp_path / "gained", thin, whole)["languages"]
    assert (language["gained"], language["lost"]) == (["reasons/Alpha"], [])


def test_a_new_language(tmp_path: Path) -> None:
    summarized = data(tmp_path, {}, {"locales/ja/index.yml": guides.french_home()})
    (language,) = summarized["languages"]
    assert (language["tag"], language["gained"]) == ("ja", ["index"])
    assert language["before"]["current"] == language["before"]["outdated"] == 0


def test_english_edits_and_what_they_cost(tmp_path: Path) -> None:
    base = {FRENCH: french("A"), "docs/.ledger/reasons/Alpha.jsonl": ledger(TITLE)}
    summarized = data(tmp_path, base, {ALPHA: english("Something else happened")})
    assert summarized["edits"] == [
        {
            "page": "reasons/Alpha",
            "field": "title",
            "words": 3,
            "same_as": False,
            "recorded": False,
        }
    ]
    (language,) = summarized["languages"]
    assert (language["touched"], language["stale"], language["changed"]) == (False, 3, 0)
    assert not summarized["findings"], "an English edit is no mistake of a language"


def test_english_edits_that_mean_the_same(tmp_path: Path) -> None:
    summarized = data(
        tmp_path,
        {FRENCH: french("A")},
        {
            ALPHA: english("Some thing happened", same_as=f"\n  title: [{digest(TITLE)}]"),
            "docs/.ledger/reasons/Alpha.jsonl": ledger(TITLE, "Some thing happened"),
        },
    )
    (edit,) = summarized["edits"]
    assert (edit["same_as"], edit["recorded"]) == (True, True)
    (language,) = summarized["languages"]
    assert language["stale"] == language["after"]["outdated"] - language["before"]["outdated"] == 0


def test_interface_strings(tmp_path: Path) -> None:
    catalog = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "{}"\n'
    )
    path = "locales/fr/LC_MESSAGES/fieldguide.po"
    (language,) = data(tmp_path, {path: catalog.format("")}, {path: catalog.format("b")})[
        "languages"
    ]
    assert language["interface_before"] == {"translated": 0, "total": 1}
    assert language["interface_after"] == {"translated": 1, "total": 1}


CHANGES = {
    "stamped": (french("B"), []),
    "not stamped": (french("B", None), [("summary-unstamped", FRENCH, 1, 9)]),
    "a digest of nothing": (
        french("B", "\n  title: abcdefabcdef"),
        [("summary-unstamped", FRENCH, 1, 9)],
    ),
    "only the digest, and of nothing": (
        french("A", "\n  title: abcdefabcdef"),
        [("summary-unstamped", FRENCH, 1, 9)],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_changed_text_says_truly_what_it_was_made_from(tmp_path: Path, change: str) -> None:
    head, expected = CHANGES[change]
    base = {FRENCH: french("A")}
    assert found(data(tmp_path / "no ledger", base, {FRENCH: head})) == expected


def test_with_a_ledger_it_says_only_what_a_check_of_the_guide_does_not(tmp_path: Path) -> None:
    base = {
        FRENCH: french("A"),
        "docs/.ledger/reasons/Alpha.jsonl": ledger("Long ago", TITLE),
    }
    outdated = french("B", f"\n  title: {digest('Long ago')}")
    expected = [("summary-outdated", FRENCH, 1, 9)]
    assert found(data(tmp_path / "outdated", base, {FRENCH: outdated})) == expected
    assert not found(data(tmp_path / "unstamped", base, {FRENCH: french("B", None)}))


def test_english_may_move_on_while_a_pull_request_is_open(tmp_path: Path) -> None:
    head = {FRENCH: french("B"), ALPHA: english("Something else")}
    assert not found(data(tmp_path, {FRENCH: french("A")}, head))


def test_outdated_texts_may_be_mended_without_a_ledger(tmp_path: Path) -> None:
    old = "\n  title: abcdefabcdef"
    summarized = data(tmp_path, {FRENCH: french("A", old)}, {FRENCH: french("B", old)})
    assert found(summarized) == [("summary-outdated", FRENCH, 1, 9)]


def test_texts_that_mean_the_same_may_be_stamped_either_way(tmp_path: Path) -> None:
    head = {
        FRENCH: french("B", f"\n  title: {digest('Long ago')}"),
        ALPHA: english(TITLE, same_as=f"\n  title: [{digest('Long ago')}]"),
    }
    assert not found(data(tmp_path, {FRENCH: french("A")}, head))


def test_one_language_at_a_time(tmp_path: Path) -> None:
    head = {
        "locales/fr/glossary.yml": "a: {prefer: b}\n",
        "locales/ja/glossary.yml": "a: {prefer: b}\n",
        "locales/team.yml": 'reviewers: ["@us"]\n',
    }
    expected = ("summary-several-locales", "locales/ja/glossary.yml", 1, 1)
    assert found(data(tmp_path / "one", {}, head)) == [expected]
    assert not found(data(tmp_path / "label", {}, head, "--several"))
    del head["locales/ja/glossary.yml"]
    assert not found(data(tmp_path / "shared", {}, head))


def test_deleting_is_a_change(tmp_path: Path) -> None:
    japanese = "locales/ja/index.yml"
    base = {japanese: guides.french_home(), FRENCH: french("A")}
    summarized = data(tmp_path, base, {japanese: None, FRENCH: None})
    assert found(summarized) == [("summary-several-locales", japanese, 1, 1)]
    assert [(item["tag"], item["lost"]) for item in summarized["languages"]] == [
        ("fr", ["reasons/Alpha"]),
        ("ja", ["index"]),
    ]


def test_formats(tmp_path: Path) -> None:
    base, head = {FRENCH: french("A")}, {FRENCH: french("B", None)}
    text = summary(tmp_path, base, head)
    assert text.exit_code == 1
    assert "fr\n    words up to date  2 (" in text.stdout
    assert "    texts             1 changed, 0 only stamped\n" in text.stdout
    assert f"{FRENCH}:1:9: error: `title` does not say" in text.stdout
    github = summary(tmp_path, base, head, "--format", "github")
    assert github.stdout.startswith(f"::error file={FRENCH},line=1,col=9,title=summary-unstamped::")
    markdown = summary(tmp_path, base, head, "--format", "markdown")
    assert markdown.exit_code == github.exit_code == 1
    file = tmp_path / "summary.json"
    file.write_text(summary(tmp_path, base, head, "--format", "json").stdout)
    comment = CliRunner().invoke(main, ["translate", "comment", str(file)])
    assert (comment.exit_code, comment.stdout) == (0, markdown.stdout)


GOOD: dict[str, Any] = {"version": 1, "languages": [], "edits": [], "findings": []}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps({**GOOD, "version": 2}),
        json.dumps({**GOOD, "version": "1"}),
        json.dumps({**GOOD, "note": "hello"}),
        json.dumps({**GOOD, "languages": [{"tag": "fr"}]}),
        json.dumps({**GOOD, "edits": [{"page": "p", "field": "f", "words": "<b>"}]}),
        json.dumps(GOOD) + " " * MAX_BYTES,
        '{"version": 1, "languages": [], "edits": [], "findings": [], "\ud800": 1}',
    ],
    ids=range(11),
)
def test_comments_are_made_of_nothing_but_summaries(tmp_path: Path, text: str) -> None:
    file = tmp_path / "summary.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    result = CliRunner().invoke(main, ["translate", "comment", str(file)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{file}: ")


def test_a_folder_outside_has_no_other_edition(tmp_path: Path) -> None:
    config = guides.CONFIG.replace("fieldguide/locales", "fieldguide/locales: {directory: ../l}")
    result = summary(tmp_path, {"mkdocs.yml": config}, {})
    assert result.exit_code == 2
    assert "is outside the guide" in result.output
