"""Tokens to plain text for a terminal: paragraphs and lists, wrapped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from markdown_it.token import Token

from fieldguide.prose.grammar import Parsed
from fieldguide.prose.typography import Typographer


def to_plain(parsed: Parsed, typographer: Typographer, width: int = 80) -> str:
    """A text as paragraphs and lists; code keeps its backticks, links keep their words."""
    blocks: list[str] = []
    indent: list[str] = []
    marker = ""
    for token in parsed.tokens:
        if token.type == "ordered_list_open":
            indent.append(str(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            indent.append("")
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            indent.pop()
        elif token.type == "list_item_open":
            marker = f"{indent[-1]}. " if indent[-1] else "- "
            indent[-1] = str(int(indent[-1]) + 1) if indent[-1] else ""
        elif token.type == "inline":
            margin = "  " * len(indent)
            first = f"{margin}{marker}"
            text = "".join(_pieces(token.children or (), typographer))
            blocks.append(
                textwrap.fill(
                    " ".join(text.split(" ")),
                    width,
                    initial_indent=first,
                    subsequent_indent=" " * len(first),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
            marker = "" if not indent else " " * len(marker)
    return "\n".join(blocks)


def _pieces(children: list[Token] | tuple[Token, ...], typographer: Typographer) -> Iterator[str]:
    for child in children:
        if child.type == "text":
            yield typographer(child.content.replace("\n", " "), "", "")
        elif child.type == "code_inline":
            yield f"`{child.content}`"
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
