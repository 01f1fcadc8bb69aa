from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldguide.entries.read import Source
from fieldguide.entries.syntax import INVISIBLE
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.digests import digest
from fieldguide.l10n.edit import add_machine, set_fields
from fieldguide.l10n.ledger import Ledger, Record
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.po.export import export
from fieldguide.l10n.po.merge import applied, changes
from fieldguide.l10n.po.models import Change, Page, fingerprint
from fieldguide.l10n.po.read import Catalog, read_po
from fieldguide.l10n.translation import State, read_translation
from fieldguide.project import load_sources, open_locale
from tests import guides
from tests.l10n.sources import english

ROOT = Path(__file__).resolve().parents[2]
FRENCH = Locale.parse("fr")
SOURCE = english(guides.reason("Alpha", same_as="{title: [" + digest("A happening") + "]}"))
FIELDS = {field.name: field for field in SOURCE.fields}
EARLIER = {"title": "A happening", "summary": "It fell:\n\n- broke\n", "verify.body": "Look.\n"}
LEDGER = Ledger(
    [Record(digest(text), name, date(2026, 1, 1), text) for name, text in EARLIER.items()]
    + [Record(digest(f.text), name, date(2026, 2, 1), f.text) for name, f in FIELDS.items()]
)
TODAY = {name: digest(field.text) for name, field in FIELDS.items()}
PAST = {name: digest(text) for name, text in EARLIER.items()}


def page(folder: Path, text: str = "", source: Source = SOURCE) -> Page:
    path = folder / "Alpha.yml"
    path.write_text(text, encoding="utf-8", newline="")
    translation = read_translation(path, source, Findings(path)) if text else None
    return Page("reasons/Alpha", source, text, translation, LEDGER)


def exported(*pages: Page) -> str:
    return export(FRENCH, pages, lambda path: f"docs/reasons/{path.name}")


def read(text: str | bytes) -> tuple[Catalog, list[Finding]]:
    findings = Findings(Path("fr.po"))
    catalog = read_po(text.encode() if isinstance(text, str) else text, findings)
    assert catalog is not None, findings.items
    return catalog, findings.items


def imported(text: str, *pages: Page) -> tuple[list[Change], list[Finding]]:
    catalog, found = read(text)
    findings = Findings(Path("fr.po"), items=found)
    return list(changes(catalog.messages, {p.name: p for p in pages}, findings)), findings.items


def edited(text: str, edits: Mapping[str, Mapping[str, object]]) -> str:
    """A catalog after somebody has worked on it in Poedit."""
    catalog = polib.pofile(text, wrapwidth=78)
    for entry in catalog:
        for name, value in edits.get((entry.msgctxt or "").partition("#")[2], {}).items():
            setattr(entry, name, value)
    return str(catalog)


FILE = f"""\
# yaml-language-server: $schema=x
# of the title
#
#   and more
title: "Titre : « oui »"
summary: |
  C’est \\ cassé, voir
  "la norme".

  - un
verify:
  # Ask again.
  body: "Demander"
standard: |-
  Il \tdoit.
machine: [standard, verify.body]
source:
  title: {TODAY["title"]}
  summary: {PAST["summary"]}
  verify.body: {PAST["verify.body"]}
  standard: {TODAY["standard"]}
"""


def test_a_catalog_says_all_that_is_known(tmp_path: Path) -> None:
    text = exported(page(tmp_path, FILE))
    blocks = text.split("\n\n")
    assert "Language: fr\\n" in blocks[0]
    assert "Plural-Forms: nplurals=2; plural=(n > 1);\\n" in blocks[0]
    assert "charset=UTF-8" in blocks[0]
    assert "-Date" not in text, "the same tomorrow"
    assert blocks[1] == (
        "# of the title\n# \n#   and more\n"
        "#. One line. Keep `code` as it is; no HTML and no addresses.\n"
        f"#. As exported: {fingerprint('Titre : « oui »')}\n"
        "#: docs/reasons/Alpha.yml:2\n"
        'msgctxt "reasons/Alpha#title"\n'
        'msgid "Something happened"\n'
        'msgstr "Titre : « oui »"'
    )
    assert blocks[2].split("\n", 1)[1] == (
        "#. As exported: 858955a2039c\n"
        "#: docs/reasons/Alpha.yml:3\n"
        "#, fuzzy\n"
        '#| msgid ""\n#| "It fell:\\n"\n#| "\\n"\n#| "- broke"\n'
        'msgctxt "reasons/Alpha#summary"\n'
        'msgid "It broke, see [the standard][spec]."\n'
        'msgstr ""\n"C’est \\\\ cassé, voir\\n"\n"\\"la norme\\".\\n"\n"\\n"\n"- un"'
    )
    entries = {entry.msgctxt: entry for entry in polib.pofile(text)}
    machine = entries["reasons/Alpha#standard"]
    assert (machine.fuzzy, machine.previous_msgid) == (True, "It must be there.")
    assert "A machine translated this" in machine.comment
    ask = entries["reasons/Alpha#verify.body"]
    assert (ask.fuzzy, ask.previous_msgid) == (True, "Look.")
    assert ask.tcomment == "", "the English above a field is no comment of the translator's"
    send = entries["reasons/Alpha#fixes.send.body"]
    assert (send.fuzzy, send.msgstr) == (False, "")
    assert len(entries) == len(FIELDS)


def test_what_means_the_same_is_not_fuzzy(tmp_path: Path) -> None:
    old = page(tmp_path, FILE.replace(f"title: {TODAY['title']}", f"title: {PAST['title']}"))
    assert exported(old) == exported(page(tmp_path, FILE))
    assert imported(exported(old), old) == ([], [])


def test_an_unknown_english_text_has_no_previous_one(tmp_path: Path) -> None:
    unknown = FILE.replace(PAST["summary"], "0123456789ab")
    entry = polib.pofile(exported(page(tmp_path, unknown)))[1]
    assert (entry.fuzzy, entry.previous_msgid) == (True, None)


ALPHABET = st.one_of(
    st.sampled_from(["\n", "\n\n", "\t", " ", '"', "\\", "\\n", "#", "é", "😀", "\u00a0", "- "]),
    st.text(max_size=4).filter(lambda text: not INVISIBLE.search(text) and "\ufffd" not in text),
)  # fmt: skip
TEXT = st.lists(ALPHABET, max_size=8).map("".join)
DIGEST = st.sampled_from(["today", "earlier", "unknown", "none"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A translation in which fields are in any state."""
    texts, digests, machine, comments = {}, {}, [], {}
    for name, field in FIELDS.items():
        text, made_from = draw(TEXT), draw(DIGEST)
        if not text.strip():
            continue
        texts[field.path] = text
        if made_from != "none":
            unknown = "0123456789ab"
            digests[name] = {"today": TODAY[name], "earlier": PAST.get(name, unknown)}.get(
                made_from, unknown
            )
        if draw(st.booleans()):
            machine.append(name)
        note = draw(st.sampled_from(["", "note", "# a: |", "one\n\n  two", "."]))
        comments[field.path] = note.split("\n") if note else []
    return add_machine(set_fields("# head\n\n", SOURCE, texts, digests, comments), machine)


@settings(max_examples=60, deadline=None)
@given(files())
def test_nothing_is_lost_on_the_way(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    before = page(folder, text)
    catalog = exported(before)
    assert imported(catalog, before) == ([], []), "what wasn't touched changes nothing"
    empty = page(folder)
    found, findings = imported(catalog, empty)
    assert findings == []
    after = page(folder, applied(empty, found, "# another head\n\n"))
    assert exported(after) == catalog


def test_the_real_french_goes_out_and_in() -> None:
    project = load_sources(ROOT / "docs", ROOT / "locales")
    translations = open_locale(project, "fr")[0].translations
    pages = [
        Page(
            name,
            project.sources[name],
            translation.path.read_text(encoding="utf-8"),
            translation,
            project.ledger(name),
        )
        for name, translation in translations.items()
    ]
    catalog = exported(*pages)
    assert imported(catalog, *pages) == ([], [])
    empty = [replace(item, text="", translation=None) for item in pages]
    found, findings = imported(catalog, *empty)
    assert findings == []
    assert len(found) == sum(len(translation.texts) for translation in translations.values())


def by_name(found: Iterable[Change]) -> dict[str, tuple[str | None, str | None, bool | None]]:
    return {item.field.name: (item.text, item.digest, item.machine) for item in found}


NEW: dict[str, object] = {"msgstr": "Neuf"}
NOT_FUZZY: dict[str, object] = {"flags": []}


@pytest.mark.parametrize(
    ("field", "edits", "change"),
    [
        ("title", NEW, ("Neuf", None, None)),
        ("title", {"msgstr": "Titre : « oui »\n\n"}, None),
        ("title", {"msgstr": ""}, None),
        ("title", {"msgstr": " \n"}, None),
        ("title", {"flags": ["fuzzy"]}, None),
        ("title", {"flags": ["fuzzy"], **NEW}, ("Neuf", None, None)),
        ("title", {"msgid": "A happening", **NEW}, ("Neuf", PAST["title"], None)),
        ("title", {"msgid": "A happening", "comment": ""}, None),
        ("title", {"obsolete": True, **NEW}, None),
        ("summary", NOT_FUZZY, (None, TODAY["summary"], None)),
        ("summary", NEW, ("Neuf", None, None)),
        ("summary", NOT_FUZZY | NEW, ("Neuf", TODAY["summary"], None)),
        # the English changed after the catalog was made: it is outdated, rightly
        ("summary", NOT_FUZZY | NEW | {"msgid": EARLIER["summary"]}, ("Neuf", None, None)),
        ("summary", NOT_FUZZY | {"msgid": EARLIER["summary"]}, None),
        ("verify.body", NOT_FUZZY, (None, TODAY["verify.body"], False)),
        ("verify.body", NOT_FUZZY | {"msgid": "Look."}, (None, None, False)),
        ("standard", NOT_FUZZY, (None, None, False)),
        ("standard", NEW, ("Neuf", None, None)),
        ("fixes.send.title", NEW, ("Neuf", TODAY["fixes.send.title"], None)),
        ("fixes.send.title", {"flags": ["fuzzy"], **NEW}, ("Neuf", None, None)),
    ],
)
def test_one_message(
    tmp_path: Path,
    field: str,
    edits: Mapping[str, object],
    change: tuple[str | None, str | None, bool | None] | None,
) -> None:
    french = page(tmp_path, FILE)
    found, findings = imported(edited(exported(french), {field: edits}), french)
    assert findings == []
    assert by_name(found) == ({field: change} if change else {})


def test_a_digest_never_goes_back(tmp_path: Path) -> None:
    """Somebody stamped the file after the catalog was made, and English changed once more."""
    catalog = edited(exported(page(tmp_path, FILE)), {"summary": {"flags": []}})
    stamped = FILE.replace(PAST["summary"], TODAY["summary"])
    now = english(guides.reason("Alpha", summary='"It burnt."'))
    assert imported(catalog, page(tmp_path, stamped, now)) == ([], [])


def test_what_changed_on_one_side_only_is_kept(tmp_path: Path) -> None:
    catalog = exported(page(tmp_path, FILE))
    elsewhere = page(tmp_path, FILE.replace("« oui »", "« non »"))
    assert imported(catalog, elsewhere) == ([], [])
    assert imported(edited(catalog, {"title": {"msgstr": "Titre : « non »"}}), elsewhere) == (
        [],
        [],
    )
    found, findings = imported(edited(catalog, {"title": NEW}), elsewhere)
    assert found == []
    assert [(item.id, item.field) for item in findings] == [("po-conflict", "reasons/Alpha#title")]
    found, _ = imported(edited(catalog, {"title": {"comment": "", **NEW}}), elsewhere)
    assert by_name(found) == {"title": ("Neuf", None, None)}, "another tool dropped the comments"


def test_a_field_that_somebody_else_translated_meanwhile(tmp_path: Path) -> None:
    catalog = edited(exported(page(tmp_path, "verify: {}\n")), {"title": NEW})
    _, findings = imported(catalog, page(tmp_path, FILE))
    assert [item.id for item in findings] == ["po-conflict"]


def test_messages_that_fit_nowhere_are_named(tmp_path: Path) -> None:
    french = page(tmp_path, FILE)
    catalog = edited(
        exported(french),
        {
            "title": {"msgctxt": "reasons/Alpha#titel", **NEW},
            "summary": {"msgid": "It rained.", **NEW},
            "standard": {"msgctxt": "reasons/Alpha#verify.body", **NEW},
            "fixes.send.title": NEW,
        },
    )
    found, findings = imported(catalog, french)
    assert by_name(found) == {"fixes.send.title": ("Neuf", TODAY["fixes.send.title"], None)}
    lines = catalog.split("\n")
    assert sorted((item.id, lines[item.position.line - 1]) for item in findings) == [
        ("po-context", 'msgstr "Neuf"'),
        ("po-duplicate", 'msgstr "Neuf"'),
        ("po-source", 'msgstr "Neuf"'),
    ]
    hints = {item.id: item.hint for item in findings}
    assert hints["po-context"] == "did you mean `reasons/Alpha#title`?"


def test_an_invisible_character_spoils_its_message_only(tmp_path: Path) -> None:
    french = page(tmp_path, FILE)
    catalog = edited(
        exported(french), {"title": {"msgstr": "Ti\u2028tre"}, "fixes.send.title": NEW}
    )
    number = next(
        n for n, line in enumerate(catalog.split("\n"), 1) if line == 'msgstr ""' and n > 9
    )
    catalog = catalog.replace('msgstr ""\n"Ti\u2028"\n"tre"', 'msgstr "Ti\u2028tre"')
    found, findings = imported(catalog, french)
    assert list(by_name(found)) == ["fixes.send.title"]
    assert [(item.id, item.position) for item in findings] == [
        ("po-character", Position(number, 11))
    ]


@pytest.mark.parametrize(
    ("data", "id", "line"),
    [
        (b'msgid ""\nmsgstr ""\n\nmsgid "\xe9"\nmsgstr ""\n', "po-encoding", 4),
        (b'msgid ""\nmsgstr ""\n\nmsgid "a\nmsgstr ""\n', "po-syntax", 4),
        (b"title: T\n", "po-syntax", 1),
        (b'msgid "a"\nmsgid_what "b"\n', "po-syntax", 2),
    ],
)
def test_what_is_no_catalog_is_refused(data: bytes, id: str, line: int) -> None:
    findings = Findings(Path("fr.po"))
    assert read_po(data, findings) is None
    assert [(item.id, item.position.line) for item in findings.items] == [(id, line)]


@pytest.mark.parametrize("data", [b"", b"\n", b'msgid "a"\nmsgstr "b"\n'])
def test_a_catalog_may_have_no_header(data: bytes) -> None:
    catalog, findings = read(data)
    assert (catalog.language, findings) == ("", [])


def test_line_ends_and_a_byte_order_mark_are_no_matter(tmp_path: Path) -> None:
    french = page(tmp_path, FILE)
    catalog = edited(exported(french), {"summary": {"msgstr": "A\r\nB", "flags": []}})
    for text in (f"\ufeff{catalog}", catalog.replace("\n", "\r\n")):
        found, findings = imported(text, french)
        assert (by_name(found), findings) == ({"summary": ("A\nB", TODAY["summary"], None)}, [])


def test_places_in_a_catalog() -> None:
    text = 'msgid "a"\nmsgstr ""\n"ab\\n"\n  "\\"c\\\\d"\n'
    catalog, _ = read(text)
    (message,) = catalog.messages
    assert message.text == 'ab\n"c\\d'
    lines = text.split("\n")
    places = [catalog.at(message, offset) for offset in range(len(message.text))]
    assert [lines[p.line - 1][p.column - 1] for p in places] == list("ab\\\\c\\d")
    assert catalog.at(message, 99) == Position(2, 1)


def test_states_after_an_import(tmp_path: Path) -> None:
    french = page(tmp_path, FILE)
    done = dict.fromkeys(("summary", "verify.body", "standard"), NOT_FUZZY)
    found, _ = imported(edited(exported(french), done), french)
    after = page(tmp_path, applied(french, found, french.text))
    assert after.translation is not None
    assert after.translation.machine == {}
    assert {after.state(field) for field in SOURCE.fields} == {State.CURRENT, State.MISSING}
    assert after.text.startswith(FILE.partition("machine:")[0])
