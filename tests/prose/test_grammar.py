from __future__ import annotations

import pytest
from hypothesis import given

from fieldguide.prose.grammar import Kind, Target, parse
from tests.marks import MARK
from tests.prose.texts import KINDS, TEXTS


def marked(text: str) -> tuple[str, list[int]]:
    """The text without its marks, and the offset of each."""
    offsets = []
    while MARK in text:
        offsets.append(text.index(MARK))
        text = text.replace(MARK, "", 1)
    return text, offsets


@pytest.mark.parametrize(
    "text",
    [
        "Words, (more) words: 12:30, 3 < 4 & 5 > 2, a/b, 100 %, “quoted”, it's.",
        "Two\nlines.\n\nTwo paragraphs.",
        "- a list\n- of two\n  lines\n\n1. numbered\n2. list",
        "*em*, **strong**, ***both***, _em_, snake_case_name, 2 * 3 * 4",
        "`<script>` `{{ x }}` `https://x.example` `&amp;` ``a ` b`` `--8<--` `[a](b)`",
        r"Not \*emphasis\*, not \[a link\], a \\ backslash.",
        "AT&T and R&D, a;b &c",
        "a <3 b, x<-y, 1<2, <>",
        "Stop! Really? Yes.",
        "C++ and C# and a@b and #1 and x|y and a~b and $5",
        "Note: this. And re:that",
    ],
)
def test_ordinary_prose_is_accepted(text: str) -> None:
    assert parse(text, "block").problems == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[text][fetch-check]", Target("link", "fetch-check")),
        ("[text][Fetch-Check]", Target("link", "fetch-check")),
        ("[fetch-check]", Target("link", "fetch-check")),
        ("[text](reason:CORSDisabled)", Target("reason", "CORSDisabled")),
        ("[text](reason:CORSDisabled#fix-server)", Target("reason", "CORSDisabled", "fix-server")),
        ("[text](guide:caching)", Target("guide", "caching")),
        ("[text](guide:caching#vary)", Target("guide", "caching", "vary")),
        ("[text](#causes)", Target("here", "", "causes")),
        ("[*text* with `code`](#causes)", Target("here", "", "causes")),
    ],
)
@pytest.mark.parametrize("before", ["", "See ", "- ", "`[a](b)` and\n", "*é* \\* "])
def test_links(before: str, text: str, target: Target) -> None:
    parsed = parse(before + text, "block")
    assert parsed.problems == []
    assert [(link.target, link.offset) for link in parsed.links] == [(target, len(before))]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "<javascript:alert(1)>",
        "data:text/html,x",
        "vbscript:x",
        "https://evil.example",
        "//evil.example",
        "../guides/caching/",
        "page.md",
        "",
        "#",
        "#Causes",
        "reason:",
        "reason:../x",
        "reason:A#",
        "reason:A#B",
        "servers:nginx",
    ],
)
def test_links_that_lead_elsewhere_are_refused(href: str) -> None:
    parsed = parse(f"See [this]({href}).", "block")
    assert [(p.id, p.offset) for p in parsed.problems] == [("prose-link", 4)]
    assert parsed.links == []


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("A ¶<b>bold¶</b> word", "prose-html"),
        ("¶<script>alert(1)¶</script>", "prose-html"),
        ('¶<img src=x onerror="alert(1)">', "prose-html"),
        ("a ¶<!-- comment --> b", "prose-html"),
        ("a ¶<!DOCTYPE html", "prose-html"),
        ("a ¶<?php x ?>", "prose-html"),
        ("a ¶<https://evil.example>", "prose-html"),
        ("a ¶<b\nnew line", "prose-html"),
        ("¶&lt;script¶&gt; ¶&#60; ¶&#x3C;", "prose-entity"),
        ("See ¶https://x.example/.", "prose-url"),
        ("See ¶HTTPS://x.example, ¶ftp://y and ¶www.z.example", "prose-url"),
        ("¶javascript:alert(1) ¶mailto:a@b.example ¶data:text/html,x", "prose-url"),
        ("`a` ¶{{ config }} ¶{% include 'x' %} ¶{x}", "prose-template"),
        ("*a*¶{: onclick=x .c } `b`¶{#id}", "prose-template"),
        ("a ¶} b", "prose-template"),
        ('¶--8<-- "file.md"', "prose-include"),
        ("a ¶`b", "prose-code"),
        ("a ¶``b¶` c", "prose-code"),
        ("¶**a", "prose-emphasis"),
        ("¶** a ¶**", "prose-emphasis"),
        ("中文¶**“强调”¶**中文", "prose-emphasis"),
        ("see \\[text¶](reason:A)", "prose-link"),
        ("¶![alt](#causes)", "prose-image"),
        ("a¶\\\nb", "prose-break"),
        ("a ¶\u202e b¶\u2066 ¶\u200bc ¶\u0007", "prose-character"),
        ("¶# Heading\ntext\n\n  ¶### Another", "prose-heading"),
        ("¶> quote", "prose-quote"),
        ("¶| a | b |\n¶|---|---|", "prose-table"),
        ("text\n¶---\n\n¶* * *\n\n¶_____", "prose-rule"),
        ("¶!!! note\n\n¶??? tip", "prose-admonition"),
        ("text\n\n¶```sh\ncurl https://x.example\n\n# <b>\n```\n\ntext", "prose-fence"),
        ("¶~~~\nnever closed <b>", "prose-fence"),
        ("¶[a]: https://x.example <b>\n\n¶[b]: x", "prose-definition"),
    ],
)
def test_each_refusal_and_its_offset(text: str, id: str) -> None:
    text, offsets = marked(text)
    problems = parse(text, "block").problems
    assert [(problem.id, problem.offset) for problem in problems] == [(id, at) for at in offsets]
    assert all(problem.message and problem.hint for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n  - b\n\n    c ¶<b>",
        "- a\n  second ¶<b>\n  third ¶<i>",
        "12. a\n    b ¶<b>\n\n    c ¶<i>",
        r"\*a\* \\ ¶<b> \[x\] ¶<i>",
        "`<b>` ``<i> ` `` ¶<b> `<i>` ¶<i>",
        "[a `]` \\] b](#causes) ¶<b> [x][id] ¶<i>",
        '[a](reason:A "<b>") ¶<b>',
        "**a ¶<b> *b ¶<i>* c** ¶<u>",
        "a\\\\¶<b>",
        r"a\\*b* ¶<b>",
        "one ¶<i>\rtwo ¶<b>\r\nthree ¶<b>",
        "\u3000a\n\u00a0b ¶<b>",
        "x  \n   y ¶<b>",
        "[one ¶<b> two](#causes) and ¶<i>",
    ],
)
def test_offsets_are_exact_whatever_stands_before(text: str) -> None:
    text, offsets = marked(text)
    problems = [p for p in parse(text, "block").problems if p.id == "prose-html"]
    assert [problem.offset for problem in problems] == offsets


def test_offsets_count_what_the_parser_replaces() -> None:
    problems = parse("a\r\nb\0 <b>", "inline").problems
    assert [(p.id, p.offset) for p in problems if p.id == "prose-html"] == [("prose-html", 6)]


def test_what_is_wrong_is_quoted_but_not_at_length() -> None:
    [problem] = parse("<b " + "x" * 1000, "block").problems
    assert problem.message.startswith("`<b xxx")
    assert len(problem.message) < 80


def test_a_title_of_a_link_is_refused() -> None:
    [problem] = parse('see [a](#causes "title")', "block").problems
    assert (problem.id, problem.offset, problem.message) == ("prose-link", 4, "a link has no title")


@pytest.mark.parametrize(
    ("text", "offset"), [("one\ntwo", 3), ("one\n\ntwo\n", 3), ("one\n", None), ("one", None)]
)
def test_inline_prose_is_one_line(text: str, offset: int | None) -> None:
    problems = parse(text, "inline").problems
    assert [(p.id, p.offset) for p in problems] == (
        [] if offset is None else [("prose-line", offset)]
    )


def test_inline_prose_has_no_lists() -> None:
    assert [token.type for token in parse("- a", "inline").tokens] == ["inline"]


@given(TEXTS, KINDS)
def test_any_text_is_parsed_and_problems_lie_inside_it(text: str, kind: Kind) -> None:
    parsed = parse(text, kind)
    assert parsed.text == text
    for problem in parsed.problems:
        assert 0 <= problem.offset < len(text)
    for link in parsed.links:
        assert text[link.offset] == "["


@given(TEXTS, KINDS)
def test_an_accepted_text_has_nothing_to_hide(text: str, kind: Kind) -> None:
    parsed = parse(text, kind)
    if not parsed.problems:
        shown = "".join(
            child.content
            for token in parsed.tokens
            for child in token.children or ()
            if child.type == "text"
        )
        for sign in ("<b>", "<script>", "&amp;", "{{", "{:", "http://", "javascript:a", "\u202e"):
            assert sign not in shown
