from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.entries.syntax import MAX_BYTES, MAX_INVISIBLE
from fieldguide.entries.tree import (
    MAX_DEPTH,
    Mapping,
    Scalar,
    find,
    is_nothing,
    locate,
    read_tree,
    resolve,
)
from fieldguide.findings import Finding, Findings, Position
from tests.marks import places


def read(data: str | bytes) -> tuple[Mapping | None, list[Finding]]:
    findings = Findings(Path("entry.yml"))
    tree = read_tree(data.encode() if isinstance(data, str) else data, findings)
    return tree, findings.items


def valid(text: str) -> Mapping:
    tree, findings = read(text)
    assert findings == []
    assert tree is not None
    return tree


def scalar(text: str) -> Scalar:
    """The value of `a` in a file."""
    node = valid(text).items["a"]
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("a:\n¶\tb: 1\n¶\tc: 2\n", "yaml-tab"),
        ("a:\n  ¶\tb: 1\n", "yaml-tab"),
        ("a:\n  -¶\ty\n", "yaml-tab"),
        ("a: |\n  text\n\n¶\ttext\n", "yaml-tab"),
        ("a: b¶: c\n", "yaml-syntax"),
        ("a: ¶@b\n", "yaml-syntax"),
        ("a:\n  b: 1\n ¶c: 2\n", "yaml-syntax"),
        ("a: 1\n¶text without a colon\nb: 2\n", "yaml-syntax"),
        ('a: ¶"never closed\n', "yaml-syntax"),
        ('a: 1\nb: ¶"closed far below\nc: "d"\n', "yaml-syntax"),
        ('a: "said "¶hello" twice"\n', "yaml-syntax"),
        ('a: "¶\\q"\n', "yaml-syntax"),
        ("a: [1, 2\n¶", "yaml-syntax"),
        ("a: ¶*b\n", "yaml-alias"),
        ("a: [¶*b, ¶*b]\n", "yaml-alias"),
        ("a: ¶&b text\n", "yaml-anchor"),
        ("a: ¶&b [x]\n", "yaml-anchor"),
        ("a: ¶!!python/object:os.system x\n", "yaml-tag"),
        ("a: ¶!local [x]\n", "yaml-tag"),
        ("a: 1\n¶a: 2\n¶a: 3\n", "yaml-duplicate-key"),
        ("a: {b: 1, ¶b: 2}\n", "yaml-duplicate-key"),
        ("? ¶[a]\n: b\n", "yaml-key"),
        ("a: 1\n¶---\nb: 2\n", "yaml-documents"),
        ("¶- a\n", "yaml-not-mapping"),
        ("# only this\n¶text\n", "yaml-not-mapping"),
        ("¶", "yaml-empty"),
        ("¶\n\n# nothing but a comment\n", "yaml-empty"),
        ("¶---\n", "yaml-empty"),
        ("a: ¶\x07b\n", "yaml-character"),
        ("a: é # comment ¶\u202e\n", "yaml-character"),
        ('a: "b¶\u2028c"\n', "yaml-character"),
        ("a: |\n  b¶\ufeffc\n  d¶\x85e\n", "yaml-character"),
    ],
)
def test_each_mistake_is_found_at_its_place(text: str, id: str) -> None:
    text, expected = places(text)
    _, findings = read(text)
    assert [(f.id, f.position.line, f.position.column) for f in findings] == [
        (id, *place) for place in expected
    ]
    assert all(finding.message and finding.hint for finding in findings)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff\xfea\x00:\x00", 1, 1),
        (b"a: 1\nb\xc3\xa9: \xe9\n", 2, 5),
        (b"a: 1\r\nb: 2\rc: \x80\n", 3, 4),
        (b"\xef\xbb\xbfa: \x80", 1, 4),
    ],
)
def test_invalid_utf8_is_found_at_its_place(data: bytes, line: int, column: int) -> None:
    tree, findings = read(data)
    assert tree is None
    assert [(f.id, f.position) for f in findings] == [("yaml-encoding", Position(line, column))]


def test_a_mistake_does_not_hide_others() -> None:
    text, expected = places("a: ¶&x 1\n¶a: ¶*x\nb: ¶!t ¶\u202e\n")
    tree, findings = read(text)
    assert tree is not None
    assert sorted((f.position.line, f.position.column) for f in findings) == expected


def test_size_is_capped() -> None:
    assert valid("a: " + "x" * (MAX_BYTES - 3))
    tree, findings = read("a: " + "x" * (MAX_BYTES - 2))
    assert tree is None
    assert [finding.id for finding in findings] == ["yaml-too-large"]


def test_depth_is_capped() -> None:
    assert valid("a: " + "[" * (MAX_DEPTH - 1) + "1" + "]" * (MAX_DEPTH - 1))
    tree, findings = read("a: " + "[" * 100_000)
    assert tree is None
    assert [(f.id, f.position) for f in findings] == [("yaml-depth", Position(1, 4 + MAX_DEPTH))]


def test_a_binary_file_is_not_listed_byte_by_byte() -> None:
    _, findings = read(b"\0" * 10_000)
    assert sum(finding.id == "yaml-character" for finding in findings) == MAX_INVISIBLE


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("12:30", "12:30"),
        ("2024-01-01", "2024-01-01"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("017", 17),
        ("-5", -5),
        ("1.5", 1.5),
        ("12e3", 12000.0),
        ("1" * 5000, "1" * 5000),
        ("~", None),
        ("", None),
        ("null", None),
        ('"5"', "5"),
        ("'true'", "true"),
        ("|\n  5", "5\n"),
        ("[1, a]", [1, "a"]),
        ("{b: {c: no}}", {"b": {"c": "no"}}),
    ],
)
def test_scalars_are_resolved_as_yaml_1_2(written: str, value: object) -> None:
    resolved = resolve(valid(f"a: {written}\n"))
    assert resolved == {"a": value}
    assert type(resolved["a"]) is type(value)


def test_line_ends_and_byte_order_mark_are_no_content() -> None:
    tree = valid("\ufeffa: |\r\n  b\r\n  c\rd: e\r\n")
    assert resolve(tree) == {"a": "b\nc\n", "d": "e"}
    assert tree.items["d"].position == Position(4, 4)


NESTED = "a:\n  b: [x, {c: d}]\n  e:\n"


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("a",), (2, 3), (1, 1)),
        (("a", "b"), (2, 6), (2, 3)),
        (("a", "b", 0), (2, 7), (2, 7)),
        (("a", "b", 1, "c"), (2, 14), (2, 11)),
        # absent: the key of the nearest parent
        (("a", "b", 1, "z"), (2, 10), (2, 10)),
        (("a", "b", 7), (2, 3), (2, 3)),
        (("a", "z", "y"), (1, 1), (1, 1)),
        (("z",), (1, 1), (1, 1)),
    ],
)
def test_places_of_values_and_keys(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    tree = valid(NESTED)
    assert locate(tree, path) == Position(*value)
    assert locate(tree, path, key=True) == Position(*key)


def test_finding_nodes() -> None:
    tree = valid(NESTED)
    assert resolve(find(tree, ("a", "b", 1)) or tree) == {"c": "d"}
    assert find(tree, ("a", "b", 2)) is None
    assert find(tree, ("a", "b", "c")) is None
    assert is_nothing(find(tree, ("a", "e")))
    assert not is_nothing(find(tree, ("a", "b", 0)))
    assert not is_nothing(find(valid('a: ""'), ("a",)))


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  one\n  t¶wo\n",
        "a: |\n\n\n  one\n    ¶deeper\n",
        "a: |2\n    ¶indented by two, and two more\n",
        "a: |- # comment\n\n      ¶one\n",
        "b:\n  - a\na: |+\n    one\n\n    t¶wo\n\n",
        'a: "é ¶x"\n',
        '"a": "\\"¶x"\n',
        'a: "\\x41\\u00e9\\U0001F600\\\\\\t ¶x"\n',
        'a:   "one   \n   two ¶x"\n',
        'a: "one\n\n\n  two ¶x"\n',
        'a: "one \\\n   two ¶x"\n',
        'a: "a  b  ¶x\n"\n',
    ],
)
def test_a_character_of_a_text_is_found_in_the_file(text: str) -> None:
    text, [(line, column)] = places(text)
    value = scalar(text)
    marked = text.split("\n")[line - 1][column - 1]
    offset = value.value.index(marked)
    assert value.at(offset) == Position(line, column)


#: Texts as double quotes may hold them: what is written, and what it stands for.
PIECES = [
    ("x", "x"), ("é", "é"), ("  ", "  "), ('\\"', '"'), ("\\\\", "\\"), ("\\n", "\n"),
    ("\\x41", "A"), ("\\u00e9", "é"), ("\n", " "), ("\n\n", "\n"), ("\n  \n\n ", "\n\n"),
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_every_character_in_double_quotes_is_found(pieces: list[tuple[str, str]]) -> None:
    # a letter between all, as white space around a line break would melt into it
    written = "".join(f"{piece}z" for piece, _ in pieces)
    value = "".join(f"{meaning}z" for _, meaning in pieces)
    node = scalar(f'a: "{written}"\n')
    assert node.value == value
    before, expected = 'a: "', []
    for piece, meaning in pieces:
        starts = [len(before) + n for n in range(len(piece))] if piece == "  " else [len(before)]
        if meaning == "\n\n":
            starts = starts * 2
        expected += starts
        before += piece
        expected.append(len(before))
        before += "z"
    text = f'a: "{written}"\n'
    assert [node.at(offset) for offset in range(len(value))] == [
        Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
        for index in expected
    ]


TOKENS = [
    "a: ", "b: ", "- ", "  ", "\n", "\r", "\t", "|\n", ">\n", '"', "'", "&a ", "*a", "!!x ",
    "[", "]", "{", "}", "? ", ": ", ", ", "---\n", "...\n", "%TAG ! x\n", "#c\n", "\\",
    "é", "1e9", "0" * 30, "\0", "\u2028", "\ufeff",
]  # fmt: skip
YAML = st.lists(st.sampled_from(TOKENS), max_size=25).map("".join)


@given(st.one_of(st.binary(), st.text().map(str.encode), YAML.map(str.encode)))
def test_any_bytes_give_a_tree_or_findings(data: bytes) -> None:
    tree, findings = read(data)
    if tree is None:
        assert findings
    else:
        resolve(tree)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        line, column = finding.position.line, finding.position.column
        # a mark of LibYAML's may stand at the end: after the last character or line
        assert 1 <= line <= len(lines) + 1
        assert 1 <= column <= len(lines[line - 1] if line <= len(lines) else "") + 2


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: b # c\n", "b"),
        ('a: "b\n  \\"c" # d\n', '"b\n  \\"c"'),
        ("a: |- # b\r\n  c\r\n\r\n# d\r\n", "|- # b\n  c\n\n"),
        ("a: {b: [c], d: 1} # e\n", "{b: [c], d: 1}"),
        ("a: [b, # c\n  d ]\n", "[b, # c\n  d ]"),
        ("\ufeffa:\nb: c\n", ""),
    ],
)
def test_nodes_know_where_they_end(text: str, written: str) -> None:
    node = valid(text).items["a"]
    alike = text.removeprefix("\ufeff").replace("\r\n", "\n")
    start = node.position.column - 1
    assert alike[start : node.stop] == written
