"""Texts for property tests: pieces of the grammar, and of what it refuses, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

from fieldguide.prose.grammar import Kind

_PIECES = [
    "*", "**", "_", "`", "``", "[", "]", "(", ")", "](", "][", "![", "\\", "\\*", "\\\\",
    "\n", "\n\n", "- ", "1. ", "0. ", "  ", "    ", " ", "a", "é", "漢字", "word",
    "<b>", "</b>", "<script>", "<!--", "-->", "&amp;", "&#60;", "{{ x }}", "{: .a}", "{", "}",
    "http://x", "javascript:a", "www.x", "reason:A", "guide:b", "#x", "link", "--8<--",
    "!", "> ", "# ", "```", "|", "---", "!!!", "\t", "\r", "\0", "\u202e", "\u00a0", "\u202f",
    "«", "»", ":", ";", "5 %", "'", '"', "=", "[a][b]", "[a](reason:A)", "[a](#b)",
    "[a](javascript:x)", "[a](<x y>)", '[a](x "t")', "[a]: x",
]  # fmt: skip

TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
KINDS: st.SearchStrategy[Kind] = st.sampled_from(["inline", "block"])
