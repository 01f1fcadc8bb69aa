"""Most texts are paragraphs of words, inline code and links: their tokens, without the parser.

A check reads every text of every language, and the parser would take most of its time.
`grammar.parse` asks here first. What is made here has nothing in it that the grammar could refuse;
a test holds it against the parser's tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from fieldguide.entries.fields import Kind

_CODE = r"(?<!`)`([^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
# Code is tried first: what stands in it means nothing else. A link's text may have code.
_PIECE = re.compile(
    rf"{_CODE}|(?<!!)\[((?:[^\[\]`]|`[^`\n]+`)+)\]"
    r"(?:\(([a-z]+:[A-Za-z][A-Za-z0-9_-]*(?:#[a-z][a-z0-9-]*)?|#[a-z][a-z0-9-]*)\)"
    r"|\[([a-z][a-z0-9-]*)\])"
)
_SPAN = re.compile(_CODE)
#: What may begin something else or be refused, also of the few invisible signs that Python takes
#: for printable ones.
_SPECIAL = re.compile(
    r"[\\`*_\[\]<&{}"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_ADDRESS = re.compile(r":[^ \n]")
#: Lists, and lines that the grammar refuses, begin so.
_STARTS = frozenset("-+0123456789#>|~!?")


class _Unusual(Exception):
    """The text has something that only the parser knows."""


@dataclass(slots=True)
class Quick:
    """The parser's tokens of a text."""

    tokens: list[Token] = field(default_factory=list)
    links: list[tuple[Token, int]] = field(default_factory=list)
    """Those that open a link, and where in the text it begins."""


def quick(text: str, kind: Kind) -> Quick | None:
    """The tokens of a text without lists, emphasis and escapes.

    None for all others, and for any that may have a mistake other than a wrong target.
    """
    lines = text.split("\n")
    if not "".join(lines).isprintable() or "www." in text.lower():
        return None
    made = Quick()
    try:
        if kind == "block":
            _paragraphs(lines, made)
        elif len(lines) > 1 or text.lstrip(" ")[:1] in _STARTS:
            return None
        else:
            made.tokens.append(
                Token("inline", "", 0, {}, [0, 1], 0, _children(text, 0, made), text)
            )
    except _Unusual:
        return None
    return made


def _paragraphs(lines: list[str], made: Quick) -> None:
    first = offset = begin = 0
    for number, line in enumerate([*lines, ""]):
        start = line.lstrip(" ")
        if start[:1] in _STARTS:
            raise _Unusual
        if not start:
            if number > first:
                content = "\n".join(lines[first:number]).strip(" ")
                children = _children(content, begin, made)
                where = [first, number]
                made.tokens += (
                    Token("paragraph_open", "p", 1, {}, where, block=True),
                    Token("inline", "", 0, {}, where, 1, children, content, block=True),
                    Token("paragraph_close", "p", -1, block=True),
                )
            first = number + 1
        elif number == first:
            begin = offset + len(line) - len(start)
        offset += len(line) + 1


def _children(content: str, offset: int, made: Quick) -> list[Token]:
    tokens: list[Token] = []
    if "`" not in content and "[" not in content:
        _text(content, 0, tokens)
        return tokens
    place = 0
    for match in _PIECE.finditer(content):
        start, end = match.span()
        code, inside, entry, label = match.groups()
        _text(content[place:start], 0, tokens)
        place = end
        if code is not None:
            tokens.append(_code(code, start, 0))
            continue
        target = {"href": entry if label is None else f"link:{label}"}
        tokens.append(Token("link_open", "a", 1, target, meta={"start": start}))
        made.links.append((tokens[-1], offset + start))
        _link_text(inside, start + 1, tokens)
        tokens.append(Token("link_close", "a", -1, meta={"end": end}))
    _text(content[place:], 0, tokens)
    return tokens


def _link_text(text: str, start: int, tokens: list[Token]) -> None:
    place = 0
    for match in _SPAN.finditer(text):
        _text(text[place : match.start()], 1, tokens)
        tokens.append(_code(match[1], start + match.start(), 1))
        place = match.end()
    _text(text[place:], 1, tokens)


def _text(text: str, level: int, tokens: list[Token]) -> None:
    if _SPECIAL.search(text) or (":" in text and _ADDRESS.search(text)):
        raise _Unusual
    if text:
        tokens.append(Token("text", "", 0, {}, None, level, None, text))


def _code(code: str, start: int, level: int) -> Token:
    if not code.isascii():
        raise _Unusual
    meta = {"start": start, "end": start + len(code) + 2}
    return Token("code_inline", "code", 0, {}, None, level, None, code, "`", "", meta)
