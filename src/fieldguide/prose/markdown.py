"""Tokens to Markdown that reads the same everywhere: CommonMark, and GitHub's tables and strikes.

https://spec.commonmark.org/0.31.2/. What means something in Markdown is escaped in texts, so the
words of the result are those of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from fieldguide.prose.grammar import Parsed, link_target
from fieldguide.prose.render import Resolver, typeset
from fieldguide.prose.typography import Typographer

_ANYWHERE = re.compile(r"[\\`*_\[\]<~]|&(?=[#A-Za-z])")
#: At the start of a line: a heading, quote, table, list, rule or underline.
_AT_START = re.compile(r"^(?=#{1,6}(?:[ \t]|$)|>|\||[-+](?:[ \t]|$|-)|=+[ \t]*$|:-)", re.M)
_NUMBER = re.compile(r"^(\d{1,9})(?=[.)](?:[ \t]|$))", re.M)
_MARGIN = re.compile(r"^[ \t]+|[ \t]+$", re.M)
_BACKTICKS = re.compile(r"`+")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_UNSAFE_ADDRESS = re.compile(r"[\s()<>]")
_OPENING = ("em_open", "strong_open")
_CLOSING = ("em_close", "strong_close")


def to_markdown(parsed: Parsed, typographer: Typographer, resolve: Resolver) -> str:
    """A parsed text as Markdown, without a line end; `resolve` gives the addresses of its links."""
    return "\n\n".join(_Blocks(typographer, resolve).read(iter(parsed.tokens)))


def plain(text: str) -> str:
    """A line of text that isn't prose, such as a name, with all that means something escaped."""
    return _safe_lines(_escaped(" ".join(text.split())))


def heading(level: int, text: str) -> str:
    """A heading; `text` is Markdown of one line."""
    # signs at the end would be taken for a closing sequence
    return f"{'#' * level} " + re.sub(r"#(?=#*$)", r"\#", text)


def code_span(text: str) -> str:
    """Inline code (https://spec.commonmark.org/0.31.2/#code-spans)."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    is_padded = text[:1] == " " == text[-1:] and text.strip(" ")
    pad = " " if is_padded or text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def code_block(text: str, language: str) -> str:
    """A fenced block."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def link(text: str, address: str) -> str:
    """A link; `text` is Markdown of one line."""
    address = _ENTITY.sub("&amp;", address)
    return f"[{text}](<{address}>)" if _UNSAFE_ADDRESS.search(address) else f"[{text}]({address})"


def indent(block: str, width: int) -> str:
    """A block below a list's item: all lines but the first are indented."""
    return block.replace("\n", "\n" + " " * width).replace("\n" + " " * width + "\n", "\n\n")


def _escaped(text: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", text)


def _safe_lines(text: str) -> str:
    return _NUMBER.sub(r"\1\\", _AT_START.sub(r"\\", _MARGIN.sub("", text)))


class _Blocks:
    """Reads tokens to Markdown, block by block."""

    def __init__(self, typographer: Typographer, resolve: Resolver) -> None:
        self._typographer = typographer
        self._resolve = resolve

    def read(self, tokens: Iterator[Token]) -> list[str]:
        """The blocks up to the end of what holds them."""
        return [text for text, _ in self._read(tokens)]

    def _read(self, tokens: Iterator[Token]) -> Iterator[tuple[str, bool]]:
        """Each block, and whether it stands apart from its neighbours."""
        is_apart = False
        for token in tokens:
            if token.type == "paragraph_open":
                is_apart = not token.hidden
            elif token.type == "inline":
                yield _safe_lines("".join(self._inline(token.children or ()))), is_apart
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield self._list(tokens), False
            elif token.type == "list_item_close":
                return

    def _list(self, tokens: Iterator[Token]) -> str:
        items: list[str] = []
        is_loose = False
        for token in tokens:
            if token.type in ("bullet_list_close", "ordered_list_close"):
                break
            marker = f"{token.info}{token.markup}"
            blocks = list(self._read(tokens))
            is_loose = is_loose or any(is_apart for _, is_apart in blocks)
            gap = "\n\n" if is_loose else "\n"
            inside = gap.join(text for text, _ in blocks)
            items.append(f"{marker} {indent(inside, len(marker) + 1)}".rstrip())
        return ("\n\n" if is_loose else "\n").join(items)

    def _inline(self, children: Sequence[Token]) -> list[str]:
        parts: list[str] = []
        links: list[str | None] = []
        opened = 0  # how many markers of emphasis stand at the end of `parts`
        for index, child in enumerate(children):
            if child.type == "text":
                text = _escaped(typeset(children, index, self._typographer))
                if opened and text:
                    # a marker must touch a word: typography may have put a space between them
                    inner = text.lstrip()
                    parts.insert(len(parts) - opened, text[: len(text) - len(inner)])
                    text = inner
                if text:
                    parts.append(text)
                    opened = 0
            elif child.type in _OPENING:
                parts.append(child.markup)
                opened += 1
            elif child.type in _CLOSING:
                _close(parts, child.markup)
            elif child.type == "link_open":
                target = link_target(child)
                links.append(self._resolve(target) if target is not None else None)
                if links[-1] is not None:
                    if parts and parts[-1].endswith("!"):  # else it were an image
                        parts[-1] = parts[-1][:-1] + "\\!"
                    parts.append("[")
                opened = 0
            elif child.type == "link_close":
                address = links.pop()
                if address is not None:
                    parts.append(link("", address)[1:])
            elif child.type == "code_inline":
                parts.append(code_span(child.content))
                opened = 0
        return parts


def _close(parts: list[str], markup: str) -> None:
    """Close emphasis before any white space that it would end in."""
    last = parts[-1].rstrip()
    space = parts[-1][len(last) :]
    parts[-1:] = [last, markup, space] if space else [parts[-1], markup]
