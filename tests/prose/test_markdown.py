"""Markdown of a text, read by another parser, has the words, code and links of its HTML."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from fieldguide.prose.grammar import Kind, Target, parse
from fieldguide.prose.markdown import code_block, code_span, heading, link, plain, to_markdown
from fieldguide.prose.render import to_html
from fieldguide.prose.typography import typographer
from tests.prose.texts import KINDS, TEXTS

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LANGUAGES = st.sampled_from(["en", "fr", "ja"])
#: What means something in Markdown, and not in the guide's prose, and what typography moves.
_PIECES = [
    "a", "é", "漢", "1", " ", "  ", "\n", "\n\n", "- ", "-", "---", "+ ", "1. ", "2) ", "1.", "* ",
    "*a*", "**b**", "_c_", "***d***", "*", "_", "\\*", "\\_", "\\`", "\\[", "\\<", "\\&", "\\#",
    "`x`", "`` ` ``", "` a `", "`<b>`", "`|`", "`*`", "[a](reason:X)", "[a][b]", "[`x` *y*](#c)",
    "!", "# ", "#", ">", "=", "===", "|", ":--", "~", "~~a~~", "~~", "&", "<", "5 < 6", "«", "»",
    " :", ";", " ?", "%", "'", '"', "(", ")", ".", "\u00a0", "\u202f", "$", "@", "]", "[ ] ",
]  # fmt: skip
GLUED = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


def resolve(target: Target) -> str:
    return f"https://x.example/{target.scheme}/{target.name}(1)?a&copy;=1#{target.fragment}"


def words(html: str) -> str:
    tree = LexborHTMLParser(html)
    return " ".join((tree.body.text(separator="") if tree.body else "").split())


def seen(html: str, selector: str, attribute: str = "") -> list[str]:
    nodes = LexborHTMLParser(html).css(selector)
    return [(node.attributes.get(attribute) or "") if attribute else node.text() for node in nodes]


@settings(max_examples=600, deadline=None)
@given(st.one_of(GLUED, TEXTS), KINDS, LANGUAGES)
@example("Look![a][b]", "block", "en")
@example("`x`*: a*", "block", "fr")
@example("1.\n   a", "block", "en")
@example("a\n=", "block", "en")
@example("a  \nb", "block", "en")
def test_another_parser_reads_the_same(text: str, kind: Kind, language: str) -> None:
    parsed = parse(text, kind)
    assume(not parsed.problems)  # else no page shows it
    setter = typographer(language)
    html = to_html(parsed, setter, resolve)
    markdown = to_markdown(parsed, setter, resolve)
    read = READER.render(markdown)
    assert words(read) == words(html), markdown
    assert seen(read, "code") == seen(html, "code"), markdown
    assert seen(read, "a", "href") == seen(html, "a", "href"), markdown
    for tag in ("em", "strong", "li", "ol", "ul"):
        assert len(seen(read, tag)) == len(seen(html, tag)), (tag, markdown)
    assert not seen(read, "h1, h2, h3, h4, pre, blockquote, table, hr, img, s, br"), markdown


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_name_stays_text(text: str) -> None:
    text = " ".join(text.replace("\0", "").split())
    for markdown in (plain(text), heading(2, plain(text)), link(plain(text), "x")):
        assert words(READER.render(markdown)) == text.strip(), markdown


@settings(deadline=None)
@given(st.text(alphabet="` ab\\*<&", min_size=1, max_size=12))
def test_code_stays_code(text: str) -> None:
    assert seen(READER.render(code_span(text)), "code") == [text]
    block = READER.render(code_block(f"{text}\n```\nx\n", "http"))
    assert seen(block, "code.language-http") == [f"{text}\n```\nx\n"]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("One.\nTwo, `x`.\n\nSee [it][spec].\n", "One.\nTwo, `x`.\n\nSee [it](/link/spec)."),
        ("- a\n- b\n  1. c\n  2. d\n", "- a\n- b\n  1. c\n  2. d"),
        ("- a\n\n  b\n- c\n", "- a\n\n  b\n\n- c"),
        ("3. *a*\n4. **b**\n", "3. *a*\n4. **b**"),
        ("A snake_case and 5 * 3 < 16.\n", r"A snake\_case and 5 \* 3 \< 16."),
    ],
)
def test_it_looks_as_people_write_it(text: str, markdown: str) -> None:
    parsed = parse(text, "block")
    made = to_markdown(parsed, typographer("en"), lambda target: f"/{target.scheme}/{target.name}")
    assert made == markdown


def test_a_link_that_leads_nowhere_is_text() -> None:
    parsed = parse("See [it](reason:Nowhere).", "inline")
    assert to_markdown(parsed, typographer("en"), lambda target: None) == "See it."
