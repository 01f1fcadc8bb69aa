from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldguide.entries.fields import Path as FieldPath
from fieldguide.entries.syntax import INVISIBLE, MAX_BYTES
from fieldguide.entries.tree import Mapping, Scalar, find, read_tree
from fieldguide.findings import Findings, Position
from fieldguide.l10n.digests import digest
from fieldguide.l10n.draft import Draft
from fieldguide.l10n.edit import (
    add_machine,
    comments_above,
    remove,
    remove_field,
    remove_machine,
    set_digests,
    set_fields,
    set_text,
)
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.skeleton import skeleton
from fieldguide.l10n.written import EditError, trimmed
from tests.l10n.sources import english, translated

SOURCE = english()
FRENCH = Locale.parse("fr")
PATHS = {field.name: field.path for field in SOURCE.fields}
TITLE, SUMMARY, SEND = PATHS["title"], PATHS["summary"], PATHS["fixes.send.body"]


def tree_of(text: str) -> Mapping:
    findings = Findings(Path("Alpha.yml"))
    tree = read_tree(text.encode(), findings)
    assert all(item.id == "yaml-empty" for item in findings.items), text
    return tree or Mapping(Position())


def value(text: str, path: FieldPath) -> str:
    node = find(tree_of(text), path)
    assert isinstance(node, Scalar)
    assert node.style in ("|", '"'), text
    return node.value


@pytest.mark.parametrize(
    ("field", "old", "text", "new"),
    [
        # a style stays where the text allows it
        ("title", 'title:  "A"  # c', "B", 'title:  "B"  # c'),
        ("title", 'title: "A"', 'B: "c" # \\', 'title: "B: \\"c\\" # \\\\"'),
        ("title", 'title: "A\n  b" # c', "B", 'title: "B" # c'),
        ("title", "title: |\n  A", "B", "title: |\n  B"),
        ("summary", 'summary: "A"', "B", 'summary: "B"'),
        ("summary", 'summary: "A"  # c', "B\nC", "summary: |  # c\n  B\n  C"),
        ("summary", "summary: | # c\n    A\n\n    B", "C\n\n\nD",
         "summary: | # c\n    C\n\n\n    D"),
        ("summary", "summary: |-\n   A\n\n\n# c", "B", "summary: |-\n   B\n\n\n# c"),
        ("summary", "summary: |+\n  A\n", "B", "summary: |\n  B\n"),
        ("summary", "summary: |3-\n     A", "B", "summary: |3-\n   B"),
        ("summary", "summary: |\n  A  \n  \nmachine: []", "B", "summary: |\n  B\n  \nmachine: []"),
        # where a text needs more than its style has
        ("summary", "summary: |\n  A", "  B\nC", "summary: |2\n    B\n  C"),
        ("summary", "summary: |-\n  A", "\n\tB", "summary: |2-\n\n  \tB"),
        # styles that prose must not have
        ("title", "title: A # c", "B", 'title: "B" # c'),
        ("title", "title:  'A ''b'''", "B", 'title:  "B"'),
        ("title", "title: # c", "B", 'title: "B" # c'),
        ("summary", "summary:\n# c", "B", "summary: |\n  B\n# c"),
        ("summary", "summary: >-\n  A\n  a\n", "B", "summary: |\n  B\n"),
        ("summary", "summary: A\n  a # c", "B", "summary: | # c\n  B"),
        ("summary", "summary: |\ntitle: \"T\"", "B", "summary: |\n  B\ntitle: \"T\""),
        ("title", 'title:\n  "A"', "B\nC", "title:\n  |\n  B\n  C"),
        # between brackets
        ("verify.body", 'verify: {body: "A"} # c', "B\nC", 'verify: {body: "B\\nC"} # c'),
        ("verify.body", 'verify: {body: }', "B", 'verify: {body:  "B"}'),
        ("verify.body", "verify: { } # c", "B", "verify: # c\n  body: |\n    B"),
        ("title", '{"summary": "S"}', "B", '{title: "B", "summary": "S"}'),
        ("verify.body", "{title: {}, }", "B", '{title: {}, verify: {body: "B"}, }'),
        ("fixes.send.body", "{fixes: {}}", "B", '{fixes: {send: {body: "B"}}}'),
        ("title", "{}", "B", '{title: "B"}'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_one_text_in_every_style(
    field: str, old: str, text: str, new: str, end: str, bom: str
) -> None:
    before, after = (f"{bom}# a\n{written}".replace("\n", end) for written in (old, new))
    assert set_text(before, SOURCE, PATHS[field], text) == after
    assert trimmed(value(after, PATHS[field])) == text


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("summary", 'title: "T"\nexplanation: "E"\n', 'title: "T"\n¶\nexplanation: "E"\n'),
        ("summary", 'title: "T"', 'title: "T"\n¶'),
        ("summary", 'title: "T"\n\n\n# c\nverify: {}\n', 'title: "T"\n¶\n\n\n# c\nverify: {}\n'),
        ("summary", "title: |\n  T\n  # c\n\n", "title: |\n  T\n  # c\n¶\n\n"),
        ("summary", "title: |+\n  T\n\n", "title: |+\n  T\n\n¶\n"),
        ("summary", "---\nverify: {}\n...\n", "---\n¶\nverify: {}\n...\n"),
        ("standard", "---\nverify: {}\n...\n", "---\nverify: {}\n¶\n...\n"),
        # comments belong to the field below them, an editor's line to the file
        ("title", '# c\n# d\nsummary: "S"\n', '¶\n# c\n# d\nsummary: "S"\n'),
        ("title", '# c\n\nsummary: "S"\n', '# c\n\n¶\nsummary: "S"\n'),
        (
            "title",
            '# yaml-language-server: $schema=x\nsummary: "S"\n',
            '# yaml-language-server: $schema=x\n¶\nsummary: "S"\n',
        ),
        # the English order, also among those that are there; what is no prose comes after
        ("summary", 'verify: {}\ntitle: "T"\n', 'verify: {}\ntitle: "T"\n¶\n'),
        ("summary", "translators: [Z]\nsource: {}\n", "¶\ntranslators: [Z]\nsource: {}\n"),
        ("summary", 'gone: "G"\n', 'gone: "G"\n¶\n'),
        ("summary", "", "¶\n"),
        ("summary", "# c\n", "# c\n¶\n"),
        ("summary", "# c", "# c\n¶"),
    ],
)
def test_an_absent_field_comes_where_english_has_it(field: str, old: str, new: str) -> None:
    added = 'title: "A"' if field == "title" else f"{field}: |\n  A"
    assert set_text(old, SOURCE, PATHS[field], "A") == new.replace("¶", added)


def test_new_parts_are_indented_as_the_file_is() -> None:
    old = 'causes:\n   forgotten:\n      body: "B"\nverify:\n   body: "V"\n'
    title = set_text(old, SOURCE, PATHS["causes.forgotten.title"], "T")
    assert title == old.replace("      body", '      title: "T"\n      body', 1)
    body = set_text(old, SOURCE, SEND, "B\n\nC")
    fixes = "fixes:\n   send:\n      body: |\n         B\n\n         C\n"
    assert body == old.replace("verify", f"{fixes}verify", 1)


def test_a_title_is_quoted_and_comments_come_with_a_new_field() -> None:
    old = 'fixes:\n  send:\n    body: "B"\n'
    new = set_text(old, SOURCE, PATHS["fixes.send.title"], "T", ["one", "", "two"])
    added = '    # one\n    #\n    # two\n    title: "T"\n'
    assert new == old.replace("    body", f"{added}    body")
    draft = Draft(new)
    assert comments_above(draft, PATHS["fixes.send.title"]) == ["one", "", "two"]
    assert comments_above(draft, SEND) == comments_above(draft, TITLE) == []


def test_a_new_file_is_filled_in_where_its_keys_wait(tmp_path: Path) -> None:
    text = skeleton(FRENCH, SOURCE, tmp_path / "locales/fr/reasons/Alpha.yml", tmp_path)
    by_hand = text
    for field in SOURCE.fields:
        margin = "  " * (len(field.path) - 1)
        key, style = field.path[-1], '""' if field.kind == "inline" else "|"
        english = "".join(f"{margin}# {line}\n" for line in field.text.strip().split("\n"))
        new = '"A"' if field.kind == "inline" else f"|\n{margin}  A"
        waiting = f"{english}{margin}#{key}: {style}\n"
        assert waiting in by_hand
        by_hand = by_hand.replace(waiting, f"{english}{margin}{key}: {new}\n")
        text = set_text(text, SOURCE, field.path, "A")
        assert text == by_hand


def test_only_a_key_without_a_text_waits() -> None:
    text = '#title: "keep me"\n# title: |\n  #title: |\nsummary: "S"\n'
    assert set_text(text, SOURCE, TITLE, "A") == text.replace("summary", 'title: "A"\nsummary')
    other = 'causes:\n  x: "X"\nfixes:\n  send:\n    title: "T"\n  x:\n    #body: |\n'
    assert set_text(other, SOURCE, SEND, "A") == other.replace("  x:\n    #", "¶").replace(
        "¶", "    body: |\n      A\n  x:\n    #"
    )


PIECES = {
    "title": ('title:   "T: \\"t\\""  # c', "title: |-\n   T", "title: T", "title: ''"),
    "summary": (
        "summary: |\n    S\n\n    - s # x\n", 'summary: "S\n  s"', "# of it\nsummary: >+\n  s\n\n",
        "summary: |2\n    S\n  \n\n", "summary:",
    ),
    "fixes.send.body": (
        "# of all\nfixes:\n\n  # of one\n  send:\n      body: |+ # c\n        B\n\n",
        'fixes: {send: {title: "{,", body: "B"}, # c\n   }', "fixes: {}", "fixes:\n    send:",
    ),
    "verify.body": ('verify: {body: "V"}', "verify:\n\n  body: |\n      V\n    \n# c"),
    "standard": ('standard: "S"\n\n', "standard: |\n   - S\n     s\n"),
    "": ("# c\n", "", "translators: [ Zoé ]", "machine:\n- title\n-  standard # c"),
}  # fmt: skip
NASTY = [
    "\n", "\r\n", "\r", "\n\n", "  ", "\t", "# ", ": ", '"', "'", "\\", "\\n", "- ", "|", "---\n",
    "...\n", "{", "}", "%", "é", "日本", "😀", "`x`", "\u00a0", "\u3000", "a",
]  # fmt: skip
TEXT = st.lists(
    st.sampled_from(NASTY) | st.text(max_size=5).filter(lambda text: not INVISIBLE.search(text)),
    max_size=12,
).map("".join)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> tuple[list[str], list[str], str, str]:
    """Names of fields, what stands for each, the line end, and how the file ends."""
    names = draw(st.permutations(sorted(PIECES)))[: draw(st.integers(0, 6))]
    pieces = [draw(st.sampled_from(PIECES[name])) for name in names]
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return list(names), pieces, end, draw(st.sampled_from(["", end]))


@settings(max_examples=300, deadline=None)
@given(files(), st.sampled_from(sorted(set(PIECES) - {""})), TEXT.filter(lambda t: bool(t.strip())))
def test_any_text_is_read_back_and_nothing_else_changes(
    file: tuple[list[str], list[str], str, str], field: str, new: str
) -> None:
    names, pieces, end, last = file
    written = [piece.replace("\n", end) for piece in pieces]
    old = end.join(written) + last
    result = set_text(old, SOURCE, PATHS[field], new)
    assert trimmed(value(result, PATHS[field])) == trimmed(new)
    if field not in names:
        pairs = enumerate(zip(old, result, strict=False))
        same = next((place for place, (one, other) in pairs if one != other), len(old))
        assert result.endswith(old[same:])
    else:
        at = names.index(field)
        above = "".join(piece + end for piece in written[:at])
        below = end.join(written[at + 1 :]) + last
        assert result.startswith(above + written[at].split(end)[0].split(":")[0])
        assert result.endswith(below.lstrip(end))  # blank lines may be the text's own
    assert set_text(result, SOURCE, PATHS[field], new) == result
    if end != "\n" and end in old:
        assert result.count("\n") == (result.count(end) if end == "\r\n" else 0)


@settings(max_examples=100, deadline=None)
@given(files(), st.lists(st.sampled_from(sorted(PATHS)), unique=True))
def test_what_is_added_can_be_removed(
    file: tuple[list[str], list[str], str, str], fields: list[str]
) -> None:
    _, pieces, end, last = file
    old = end.join(piece.replace("\n", end) for piece in pieces) + last
    known = find(tree_of(old), ("machine",)) is not None
    noted = set_digests(old, SOURCE, {name: digest(name) for name in fields})
    marked = add_machine(noted, fields)
    assert add_machine(marked, fields) == marked
    tree = tree_of(marked)
    assert [name for name in fields if find(tree, ("source", name)) is None] == []
    if not known:
        assert remove_machine(marked, fields) == noted
    for name in fields:
        noted = remove(noted, ("source", name))
    assert noted in (old, old + "\n")  # of a file without any field


def test_digests_stand_in_the_order_of_the_english_fields() -> None:
    text = 'title: "T"\nsource:\n  summary: 0123456789ab # c\n  gone: 0123456789ab\n'
    new = {"fixes.send.body": "b" * 12, "title": "123456789012", "summary": "1234567890ef"}
    assert set_digests(text, SOURCE, new) == (
        'title: "T"\nsource:\n  title: "123456789012"\n  summary: 1234567890ef # c\n'
        f"  fixes.send.body: {'b' * 12}\n  gone: 0123456789ab\n"
    )
    assert set_digests("source: {}", SOURCE, new) == (
        f'source:\n  title: "123456789012"\n  summary: 1234567890ef\n  fixes.send.body: {"b" * 12}'
    )


def test_texts_and_digests_at_once(tmp_path: Path) -> None:
    texts = {field.path: f"Fr {field.text}" for field in SOURCE.fields}
    digests = {field.name: digest(field.text) for field in SOURCE.fields}
    translation, findings = translated(tmp_path, set_fields("", SOURCE, texts, digests), SOURCE)
    assert findings == []
    assert translation is not None
    assert translation.digests == digests
    assert {path: text.rstrip() for path, text in translation.texts.items()} == {
        path: text.rstrip() for path, text in texts.items()
    }


@pytest.mark.parametrize(
    ("old", "names", "new"),
    [
        ("title: T\n", ["title"], "title: T\nmachine:\n  - title\n"),
        ("title: T\nmachine:\nsource: {}", ["a", "b", "a"],
         "title: T\nmachine:\n  - a\n  - b\nsource: {}"),
        ("translators: [Z]\nsource: {}\n", ["a"],
         "translators: [Z]\nmachine:\n  - a\nsource: {}\n"),
        ("machine: [a, # c\n  b] # d", ["c", "a"], "machine: [a, # c\n  b, c] # d"),
        ("machine: []", ["a"], "machine:\n  - a"),
        ("machine:\n  -  a # c\n\n", ["b"], "machine:\n  -  a # c\n  -  b\n\n"),
        ("machine:\n- a", ["b"], "machine:\n- a\n- b"),
    ],
)  # fmt: skip
def test_machine_texts_are_noted(old: str, names: list[str], new: str) -> None:
    assert add_machine(old, names) == new


@pytest.mark.parametrize(
    ("old", "names", "new"),
    [
        ("machine: [a, b, c, d] # e", ["b", "c"], "machine: [a, d] # e"),
        ("machine: [a, b, c, d]", ["a", "c", "d"], "machine: [b]"),
        ("machine: [a, a, b]", ["a", "b"], "machine: [a]"),
        ("machine:\n  - a\n# c\n  - b # d\n  - c\n", ["a", "b"], "machine:\n# c\n  - c\n"),
        ("machine:\n  - a\n  - b", ["b"], "machine:\n  - a"),
        ("machine:\n  - a\n\n# c\ntitle: T", ["a"], "\n# c\ntitle: T"),
        ("machine: [a]", ["b"], "machine: [a]"),
        ("title: T", ["b"], "title: T"),
        ("machine: [a]\n", ["a"], ""),
    ],
)
def test_machine_texts_that_were_read_are_taken_off(old: str, names: list[str], new: str) -> None:
    assert remove_machine(old, names) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title: "T"\nfixes:\n  send:\n    body: "B"\nverify: {}\n', 'title: "T"\nverify: {}\n'),
        ('fixes:\n  send:\n    title: "T"\n    body: |\n      B\n\n# c\n',
         'fixes:\n  send:\n    title: "T"\n\n# c\n'),
        ('# c\nfixes: {send: {title: "T", body: "B"}}', '# c\nfixes: {send: {title: "T"}}'),
        ('fixes: {send: {body: "B", title: "T"}}', 'fixes: {send: {title: "T"}}'),
        ('title: "T"\nfixes: {send: {body: "B"}}', 'title: "T"'),
        ('title: "T"\nfixes: {send: {body: "B"}, x: 1}', 'title: "T"\nfixes: {x: 1}'),
        ("fixes:\n  send:\n    body: 1\nmachine: [fixes.send.body, x]\n"
         "waivers: {fixes.send.body: {a: b}}\nsource:\n  fixes.send.body: 2\n  x: 3\n",
         "machine: [x]\nsource:\n  x: 3\n"),
        ('title: "T"\n', 'title: "T"\n'),
    ],
)  # fmt: skip
def test_a_field_is_removed_with_all_that_is_said_of_it(old: str, new: str) -> None:
    assert remove_field(old, SEND) == new


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('title: "T', "A", "line 1, column 8: this quotation mark is never closed"),
        ('title: "T"\ntitle: "T"\n', "A", "`title` is here twice"),
        ("title: [T]", "A", "`title` holds something else"),
        ("title: {a: b}", "A", "`title` holds something else"),
        ('title: "T"', " \n\t", "the text is empty"),
        ('title: "T"', "a\u200bb", "U+200B is an invisible or control character"),
        ('title: "T"', "a\x0cb", "U+000C is an invisible or control character"),
        ('title: "T"', "a\ud800b", "U+D800 is an invisible or control character"),
        ('title: "T"', "a" * MAX_BYTES, "the file is too large"),
        ("# c\n...\n", "A", "line 2"),
    ],
)
def test_no_file_is_damaged(old: str, new: str, problem: str) -> None:
    with pytest.raises(EditError, match=".*" + problem.replace("+", r"\+")):
        set_text(old, SOURCE, TITLE, new)


def test_a_field_must_be_one_of_the_english_entry() -> None:
    with pytest.raises(EditError, match=r"no field `fixes\.sent\.body`"):
        set_text("", SOURCE, ("fixes", "sent", "body"), "A")
    with pytest.raises(EditError, match="`fixes` holds something else"):
        set_text('fixes: "F"', SOURCE, SEND, "A")
    with pytest.raises(EditError, match="`machine` holds something else"):
        add_machine("machine: title", ["title"])


def test_what_is_written_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldguide.l10n.merge.quoted", lambda text: f'"{text}!"')
    with pytest.raises(EditError, match="cannot be changed safely"):
        set_text('title: "T"', SOURCE, TITLE, "A")


YAML = st.lists(
    st.sampled_from(
        ["title", "fixes", "send", "body", "source", "machine", ": ", ":\n", "\n", "  ", "- ", "? ",
         "{", "}", "[", "]", ", ", "|", ">", "+", "-", "2", '"', "'", "#", " # c", "a", "---\n",
         "...\n", "%YAML 1.2\n", "&a ", "*a", "!!str ", "\t", "\r\n", "\ufeff", "\u2028"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(YAML, st.sampled_from(["A", "A\n\nB", " # A"]))
def test_any_file_is_changed_as_asked_or_not_at_all(text: str, new: str) -> None:
    changes: list[Callable[[str], str]] = [
        partial(add_machine, names=["title", "fixes.send.body"]),
        partial(remove_machine, names=["title"]),
        partial(remove_field, path=SEND),
    ]
    for path in (TITLE, SEND):
        with suppress(EditError):
            result = set_text(text, SOURCE, path, new)
            assert trimmed(value(result, path)) == new
            text = result
    for change in changes:
        with suppress(EditError):
            tree_of(change(text))
