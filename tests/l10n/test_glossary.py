from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.findings import Findings, Position
from fieldguide.l10n.glossary import Glossary, Term, read_glossary
from tests.marks import places

REPOSITORY = Path(__file__).resolve().parents[2]


def read(folder: Path, text: str) -> tuple[Glossary, Findings]:
    findings = Findings(folder / "glossary.yml", "fr")
    findings.path.write_text(text, encoding="utf-8")
    return read_glossary(findings.path, findings), findings


def test_no_file_is_an_empty_glossary(tmp_path: Path) -> None:
    findings = Findings(tmp_path / "glossary.yml")
    glossary = read_glossary(findings.path, findings)
    assert (glossary.terms, glossary.words, findings.items) == ((), frozenset(), [])


def test_terms_and_words(tmp_path: Path) -> None:
    glossary, findings = read(
        tmp_path,
        """\
# The terms.
preflight:
  prefer: "pré-vérification"
  avoid: ["preflight",
          "pré-vol"]
  why: |
    Firefox écrit
    « pré-vérification ».
  link: https://guide.example/issues/1#x
Vary:
  keep: true
sandbox: {avoid: ["sandbox"], keep: false}
words: [framework, "Fetch", no]
""",
    )
    assert findings.items == []
    assert glossary.terms == (
        Term(
            "preflight",
            Position(2, 1),
            "pré-vérification",
            ("preflight", "pré-vol"),
            why="Firefox écrit « pré-vérification ».",
            link="https://guide.example/issues/1#x",
        ),
        Term("Vary", Position(10, 1), keep=True),
        Term("sandbox", Position(12, 1), avoid=("sandbox",)),
    )
    assert glossary.words == {"framework", "Fetch", "no"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("¶[a, b]\n", ["yaml-not-mapping"]),
        ('a: {prefer: "x"}\n¶a: {prefer: "y"}\n', ["yaml-duplicate-key"]),
        ('a: {prefer: "x"}\n¶A: {prefer: "y"}\n', ["glossary-term"]),
        ('¶"": {prefer: "y"}\n', ["glossary-term"]),
        ("a: ¶x\n", ["glossary-type"]),
        ("a: ¶[x]\n", ["glossary-type"]),
        ("¶a:\n", ["entry-empty"]),
        ('¶a: {why: "because"}\n', ["glossary-term"]),
        ("¶a: {}\n", ["glossary-term"]),
        ('a: {¶preffer: "x", avoid: []}\n', ["glossary-unknown-key"]),
        ("a: {prefer: ¶x}\n", ["glossary-style"]),
        ("a: {prefer: ¶'x'}\n", ["glossary-style"]),
        ("a:\n  prefer: ¶>\n    x\n", ["glossary-style"]),
        ('a: {prefer: ¶" "}\n', ["glossary-empty"]),
        ("a: {prefer: ¶[x]}\n", ["glossary-type"]),
        ("a:\n  ¶prefer:\n", ["entry-empty"]),
        ('a: {avoid: ¶"x"}\n', ["glossary-type"]),
        ('a: {avoid: ["x", ¶y]}\n', ["glossary-style"]),
        ('a: {avoid: ["x", ¶""]}\n', ["glossary-empty"]),
        ('a: {avoid: ["x", ¶{b: c}]}\n', ["glossary-type"]),
        ('a: {prefer: "x", why: ¶y}\n', ["glossary-style"]),
        ("a: {keep: ¶yes}\n", ["glossary-type"]),
        ('a: {keep: ¶"true"}\n', ["glossary-type"]),
        ('a: {keep: true, ¶prefer: "x"}\n', ["glossary-contradiction"]),
        ('a: {prefer: "X", ¶avoid: ["y", "x"]}\n', ["glossary-contradiction"]),
        ('a: {keep: true, ¶avoid: ["A"]}\n', ["glossary-contradiction"]),
        ('a: {prefer: "x", link: ¶http://a.example/}\n', ["glossary-link"]),
        ('a: {prefer: "x", link: ¶"https://"}\n', ["glossary-link"]),
        ('a: {prefer: "x", link: ¶"https://[a/"}\n', ["glossary-link"]),
        ('a: {prefer: "x", link: ¶"javascript:alert(1)"}\n', ["glossary-link"]),
        ("words: ¶nginx\n", ["glossary-type"]),
        ("words: [nginx, ¶[a]]\n", ["glossary-type"]),
        ('a: {prefer: "x\u200by"}\n', ["yaml-character"]),
    ],
)
def test_every_mistake_is_a_finding(tmp_path: Path, text: str, ids: list[str]) -> None:
    text, marked = places(text)
    _, findings = read(tmp_path, text)
    assert [item.id for item in findings.items] == ids
    for line, column in marked:
        assert findings.items[0].position == Position(line, column)
    assert all(item.message and item.hint and item.locale == "fr" for item in findings.items)


def test_a_mistake_spoils_only_its_own_term(tmp_path: Path) -> None:
    glossary, findings = read(
        tmp_path, 'a: "x"\nb: {prefer: "y", link: ftp://x, avoid: ["z", 5]}\nc: {prefer: "z"}\n'
    )
    assert [item.id for item in findings.items] == [
        "glossary-type",
        "glossary-link",
        "glossary-style",
    ]
    assert [(term.name, term.prefer, term.avoid) for term in glossary.terms] == [
        ("b", "y", ("z", "5")),
        ("c", "z", ()),
    ]


@given(st.text() | st.text("a: {}[]prefer\"',\n-|>&*!#?ké", max_size=60))
def test_nothing_raises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "glossary.yml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    read_glossary(path, Findings(path))


@pytest.mark.parametrize(
    "path", sorted(REPOSITORY.glob("locales/*/glossary.yml")), ids=lambda path: path.parent.name
)
def test_the_guides_own_glossaries_are_valid(path: Path) -> None:
    findings = Findings(path)
    assert read_glossary(path, findings).terms
    assert findings.items == []
