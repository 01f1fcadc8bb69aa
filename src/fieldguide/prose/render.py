"""Tokens to HTML and to plain text. The tokens are those that were checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from markdown_it.token import Token

from fieldguide.prose.grammar import Parsed, Target, link_target
from fieldguide.prose.typography import Typographer

#: Gives the address of a link, or None if it leads nowhere (the text is then left unlinked).
Resolver = Callable[[Target], str | None]

_BLOCKS = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
}
_INLINE = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "hardbreak": "\n",  # refused, but what is refused must be rendered to be reported
}


def to_html(
    parsed: Parsed, typographer: Typographer, resolve: Resolver, *, isolate_code: bool = False
) -> str:
    """Render a parsed text; `isolate_code` marks inline code left-to-right, for RTL pages."""
    code = '<code dir="ltr">' if isolate_code else "<code>"
    parts: list[str] = []
    for token in parsed.tokens:
        if token.type == "inline":
            _inline(token.children or (), parts, typographer, resolve, code)
        elif token.type == "ordered_list_open":
            start = token.attrGet("start")
            parts.append(f'<ol start="{int(start)}">\n' if start is not None else "<ol>\n")
        elif not token.hidden:
            parts.append(_BLOCKS[token.type])
    return "".join(parts)


def to_text(parsed: Parsed, typographer: Typographer) -> str:
    """The text without markup, on one line: for titles, descriptions and search."""
    parts: list[str] = []
    for token in parsed.tokens:
        if token.type == "inline":
            children = token.children or ()
            for index, child in enumerate(children):
                if child.type == "text":
                    parts.append(typeset(children, index, typographer))
                elif child.content:
                    parts.append(child.content)
            parts.append(" ")
    # split on ordinary white space only: no-break spaces are typography
    return " ".join("".join(parts).replace("\n", " ").split(" ")).strip(" ")


def _inline(
    children: Sequence[Token],
    parts: list[str],
    typographer: Typographer,
    resolve: Resolver,
    code: str,
) -> None:
    open_links: list[str] = []
    for index, child in enumerate(children):
        kind = child.type
        if kind == "text":
            if child.content:
                parts.append(escape(typeset(children, index, typographer), quote=False))
        elif kind == "code_inline":
            parts.append(f"{code}{escape(child.content, quote=False)}</code>")
        elif kind == "link_open":
            target = link_target(child)
            href = resolve(target) if target is not None else None
            open_links.append("</a>" if href is not None else "")
            if href is not None and target is not None:
                rel = ' rel="external"' if target.scheme == "link" else ""
                parts.append(f'<a href="{escape(href)}"{rel}>')
        elif kind == "link_close":
            parts.append(open_links.pop())
        else:
            parts.append(_INLINE[kind])


def typeset(children: Sequence[Token], index: int, typographer: Typographer) -> str:
    """Typeset one run of text, telling the typographer what surrounds it."""
    return typographer(
        children[index].content, _edge(children, index, -1), _edge(children, index, 1)
    )


def _edge(children: Sequence[Token], index: int, step: int) -> str:
    """The nearest character before or after a text token; inline code counts as a letter."""
    index += step
    while 0 <= index < len(children):
        content = children[index].content
        if content:
            return content[-1 if step < 0 else 0]
        index += step
    return ""
