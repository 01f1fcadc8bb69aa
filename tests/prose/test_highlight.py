from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.util import ClassNotFound

from fieldguide.entries.models import Reason
from fieldguide.entries.read import read_entry
from fieldguide.entries.tree import read_tree
from fieldguide.findings import Finding, Findings
from fieldguide.prose.highlight import check_snippets, highlight_code, is_language
from tests import guides
from tests.marks import places


def text_of(rendered: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", rendered))


def test_languages_are_those_of_pygments() -> None:
    assert is_language("nginx")
    assert is_language("http")
    assert not is_language("ngnix")
    assert not is_language("")
    with pytest.raises(ClassNotFound):
        highlight_code("x", "ngnix")


def test_code_is_marked_up() -> None:
    assert highlight_code("x = 1", "python") == (
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>'
    )


def test_marked_lines() -> None:
    rendered = highlight_code("one\ntwo\nthree\n", "text", (2,))
    assert rendered == 'one\n<span class="hll">two\n</span>three'


@given(st.text(), st.sampled_from(["text", "html", "console", "javascript", "json"]))
def test_code_is_inert_whatever_it_holds(text: str, language: str) -> None:
    rendered = highlight_code(text, language)
    assert re.fullmatch(r'(?:<span class="[\w -]+">|</span>|[^<>])*', rendered)


@pytest.mark.parametrize(
    "text",
    ["$ curl -i 'https://x.example/?a=1&b=2'\n", "\n\n  indented\n\ttab <b>&amp;\n", "é 漢字"],
)
def test_highlighting_keeps_the_text(text: str) -> None:
    assert text_of(highlight_code(text, "console")) == text.rstrip("\n")


def check(snippet: str) -> tuple[list[Finding], list[tuple[int, int]]]:
    text, expected = places(guides.reason("Alpha", snippets=f"\n  ask: {snippet}"))
    findings = Findings(Path("Alpha.yml"))
    tree = read_tree(text.encode(), findings)
    assert tree is not None
    source = read_entry(findings.path, tree, Reason, findings)
    assert source is not None, findings.items
    check_snippets(source, findings)
    return findings.items, expected


@pytest.mark.parametrize(
    ("snippet", "id", "field", "hint"),
    [
        (
            "{language: ¶ngnix, text: x}",
            "snippet-language",
            "snippets.ask.language",
            "did you mean `nginx`?",
        ),
        (
            "{language: ¶no-such-language-anywhere, text: x}",
            "snippet-language",
            "snippets.ask.language",
            "write `text` for plain text",
        ),
        (
            '{language: text, text: "a\\nb", highlight: [1, ¶3]}',
            "snippet-line",
            "snippets.ask.highlight.1",
            "its lines are 1 to 2",
        ),
        (
            "{language: text, text: x, highlight: [¶0]}",
            "snippet-line",
            "snippets.ask.highlight.0",
            "its lines are 1 to 1",
        ),
    ],
)
def test_mistakes_in_snippets(snippet: str, id: str, field: str, hint: str) -> None:
    findings, expected = check(snippet)
    assert [(f.id, f.field, f.hint) for f in findings] == [(id, field, hint)]
    assert [(f.position.line, f.position.column) for f in findings] == expected


def test_a_right_snippet() -> None:
    assert check('{language: text, text: "a\\nb\\n", highlight: [1, 2]}') == ([], [])
