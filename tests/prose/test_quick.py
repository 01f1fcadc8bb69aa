from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldguide.prose import grammar
from fieldguide.prose.grammar import Kind, parse
from fieldguide.prose.quick import quick
from tests.prose.texts import KINDS, TEXTS

#: What quick texts are made of, and what makes them unusual, glued together.
_PIECES = [
    "a", "é ", " ", "  ", "\n", "\n\n", "    ", "`", "`x`", "`a b`", "` a`", "`é`", "`a\u200bb`",
    "[a](b)", "[a](reason:X)", "[a b](#c)", "[`x`][y]", "[é `x` b](guide:Aa#b)", "[a", "](#c)",
    "][c]", "[a]()", "[a](#B)", "[a](nope:X)", "!", "!!!", "- ", "-", "--", "1. ", "1.", "0)", "+ ",
    "*", "_", "[", "]", "(", ")", "\\", "#", "# ", ">", ":", ": ", ":x", "www.", "WwW.", "{", "<",
    "&amp;", "\t", "\u00a0", "\u3000", "\x0b", "\x1c", "|", "~~~", "???", "8<", "'", "\u200b",
    "\u200d", "\u034f", "\ufe0f", "\u2028", "\r",
]  # fmt: skip
_GLUED = st.lists(st.sampled_from(_PIECES), max_size=10).map("".join)


@settings(max_examples=500)
@given(st.one_of(_GLUED, TEXTS), KINDS)
def test_the_parser_makes_the_same(text: str, kind: Kind) -> None:
    made = quick(text, kind)
    parsed = grammar._parse(text, kind)
    if made is not None:
        assert made.tokens == parsed.tokens
        assert [offset for _, offset in made.links] == [
            *(link.offset for link in parsed.links),
            *(problem.offset for problem in parsed.problems),
        ] or {problem.id for problem in parsed.problems} == {"prose-link"}
    shown = parse(text, kind)
    assert (shown.links, shown.problems) == (parsed.links, parsed.problems)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The browser wants `Vary`, and looks\nfor it. 200 to 299: good!\n\nNot (so) bad?\n",
            "block",
        ),
        ("See [the standard][spec], [`Vary`](guide:caching#vary), [below](#fix).\n", "block"),
        ("Origin ‘null’ — “not” allowed, 5 %", "inline"),
        ("応答に `Vary` がありません。", "inline"),
    ],
)
def test_ordinary_texts_are_quick(text: str, kind: Kind) -> None:
    assert quick(text, kind) is not None
