"""Prose to tokens, and everything the grammar refuses.

Links are `[text][link-id]`, `[text](reason:Id)`, `[text](guide:slug)` (both may carry
a `#part`), or `[text](#part)` on the same page. There is no HTML, URL, image, heading,
fence, attribute list or template syntax: a contributor can't write any by accident or
on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["inline", "block"]

#: Where links may lead besides an entry's own `links`: to entries, by kind.
ENTRY_SCHEMES = {"reason": "reasons", "guide": "guides"}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: `scheme` is `link` (an id of `links`), a kind of entry, or `here`."""

    scheme: str
    name: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the grammar refuses, at an offset (in code points) into the text."""

    id: str
    offset: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in a text."""

    target: Target
    offset: int


@dataclass(slots=True)
class Parsed:
    """A text's tokens, its links, and what is wrong with it."""

    text: str
    tokens: Sequence[Token]
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _AnyReference(dict[str, dict[str, str]]):
    """Makes every `[text][label]` a link token, so that unknown labels are reported, not lost."""

    def get(self, label: str, default: Any = None) -> Any:
        return {"href": f"link:{label.lower()}", "title": ""}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False})
    parser.enable(["list", "backticks", "emphasis", "link", "escape"])
    # Every destination becomes a token and is judged by _target, `javascript:` included:
    # the library's own filter would leave a refused link in the text, unseen.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


_PARSER = _parser()
_REFERENCES = _AnyReference({"any": {}})


def parse(text: str, kind: Kind) -> Parsed:
    """Parse one field's text; problems are collected, never raised."""
    env: dict[str, Any] = {"references": _REFERENCES}
    tokens = _PARSER.parse(text, env) if kind == "block" else _PARSER.parseInline(text, env)
    parsed = Parsed(text, tokens)
    _check_characters(parsed)
    _check_lines(parsed, kind)
    _check_tokens(parsed)
    return parsed


_SUSPECT_LINE = re.compile(r"^[ ]*(?:#|```|~~~|>|\||[-*_] *[-*_] *[-*_]|!!!|\?\?\?|\[[^\]]*\]:)", re.M)
_LINES = (
    ("prose-heading", re.compile(r"#{1,6}(?:\s|$)"), "a heading", "the generator makes headings"),
    ("prose-fence", re.compile(r"```|~~~"), "a code fence", "add a snippet and list it in `code:`"),
    ("prose-quote", re.compile(r">"), "a block quote", "write it as a paragraph"),
    ("prose-table", re.compile(r"\|"), "a table", "write it as a list"),
    ("prose-rule", re.compile(r"([-*_])(?: *\1){2,}\s*$"), "a rule", "start a new paragraph"),
    ("prose-admonition", re.compile(r"!!!|\?\?\?"), "an admonition", "write it as a paragraph"),
    (
        "prose-definition",
        re.compile(r"\[[^\]]*\]:"),
        "a link definition",
        "define it under `links:` of the English entry",
    ),
)


def _check_lines(parsed: Parsed, kind: Kind) -> None:
    text = parsed.text
    if kind == "inline" and "\n" in text.rstrip("\n"):
        parsed.problems.append(
            Problem("prose-line", text.index("\n"), "this must be one line", "join the lines")
        )
    for suspect in _SUSPECT_LINE.finditer(text):
        start = suspect.start() + len(suspect[0]) - len(suspect[0].lstrip(" "))
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        for id, pattern, name, hint in _LINES:
            if pattern.match(line):
                parsed.problems.append(Problem(id, start, f"{name} is not allowed here", hint))
                break


_SUSPECT_TEXT = re.compile(r"[<&{}`\[\]!]|://|www\.|:\S|\*\*|8<")
_TEXT = (
    (
        "prose-html",
        re.compile(r"<(?=[A-Za-z/!?])[^>\n]*>?"),
        "`{}` is HTML",
        "write plain text; put names of tags in `inline code`",
    ),
    (
        "prose-entity",
        re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);"),
        "`{}` is an HTML entity",
        "write the character itself",
    ),
    (
        "prose-url",
        re.compile(
            r"(?:\b[A-Za-z][A-Za-z0-9+.-]*://|\bwww\.|\b(?:mailto|javascript|data|vbscript|tel):(?=\S))\S*"
        ),
        "`{}` is a URL",
        "link by name: `[text][link-id]`, with the address under `links:` of the English entry",
    ),
    (
        "prose-template",
        re.compile(r"[{}]+[^{}\n]*[{}]*"),
        "`{}` has braces, which templates and attribute lists use",
        "put it in `inline code`, or leave the braces out",
    ),
    (
        "prose-include",
        re.compile(r"-*8<-*"),
        "`{}` is an include",
        "write the text itself",
    ),
    ("prose-code", re.compile(r"`+"), "a backtick opens code that never closes", "close it"),
    (
        "prose-emphasis",
        re.compile(r"\*\*"),
        "`{}` does not close, or touches a letter that prevents it",
        "put both markers around whole words",
    ),
    (
        "prose-link",
        re.compile(r"\]\(|\]\[|!\["),
        "`{}` begins a link or image that is not complete",
        "write `[text][link-id]` or `[text](reason:Id)`",
    ),
)


def _check_text(parsed: Parsed, text: str, offset: int) -> None:
    if not _SUSPECT_TEXT.search(text):
        return
    taken: list[tuple[int, int]] = []
    for id, pattern, message, hint in _TEXT:
        for match in pattern.finditer(text):
            if any(start <= match.start() < end for start, end in taken):
                continue  # one mistake, one finding
            taken.append(match.span())
            parsed.problems.append(
                Problem(id, offset + match.start(), message.format(match[0][:40]), hint)
            )


def _check_tokens(parsed: Parsed) -> None:
    """Walk the inline tokens with a cursor into the text, as tokens carry no offsets."""
    cursor = 0
    for token in parsed.tokens:
        if token.type != "inline":
            continue
        for child in token.children or ():
            if child.type == "text" and child.content:
                found = parsed.text.find(child.content.split("\n", 1)[0], cursor)
                cursor = found if found >= 0 else cursor
                _check_text(parsed, child.content, cursor)
                cursor += len(child.content) if found >= 0 else 0
            elif child.type == "code_inline":
                found = parsed.text.find(child.content, cursor)
                cursor = found + len(child.content) + len(child.markup) if found >= 0 else cursor
            elif child.type == "link_open":
                found = parsed.text.find("[", cursor)
                cursor = found if found >= 0 else cursor
                _check_link(parsed, child, cursor)
            elif child.type == "link_close":
                # past the destination, so that it isn't taken for the next text
                found = parsed.text.find("]", cursor)
                closing = {"(": ")", "[": "]"}.get(parsed.text[found + 1 : found + 2], "")
                end = parsed.text.find(closing, found + 1) if closing else found
                cursor = max(cursor, end)
            elif child.type == "hardbreak":
                parsed.problems.append(
                    Problem(
                        "prose-break",
                        cursor,
                        "a forced line break is not allowed here",
                        "start a new paragraph, or a list",
                    )
                )


_LINK_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_ENTRY_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_FRAGMENT = re.compile(r"[a-z][a-z0-9-]*\Z")


def _check_link(parsed: Parsed, token: Token, offset: int) -> None:
    target = link_target(token)
    if target is None:
        href = str(token.attrGet("href"))
        parsed.problems.append(
            Problem(
                "prose-link",
                offset,
                f"a link cannot lead to `{href[:60]}`",
                "write `[text][link-id]`, `[text](reason:Id)`, `[text](guide:name)` "
                "or `[text](#part)`",
            )
        )
    elif token.attrGet("title"):
        parsed.problems.append(
            Problem("prose-link", offset, "a link has no title", "remove the quoted part")
        )
    else:
        parsed.links.append(Link(target, offset))


def link_target(token: Token) -> Target | None:
    """The target of a link token, or None where the grammar has no such link."""
    scheme, colon, rest = str(token.attrGet("href")).partition(":")
    if not colon:
        fragment = scheme.removeprefix("#")
        known = scheme.startswith("#") and _FRAGMENT.match(fragment)
        return Target("here", "", fragment) if known else None
    name, hash, fragment = rest.partition("#")
    if hash and not _FRAGMENT.match(fragment):
        return None
    if scheme == "link" and not hash and _LINK_ID.match(name):
        return Target("link", name)
    if scheme in ENTRY_SCHEMES and _ENTRY_NAME.match(name):
        return Target(scheme, name, fragment)
    return None


# Bidirectional controls and isolates, zero-width characters, tags (CVE-2021-42574);
# control characters. Joiners (200C, 200D) are letters' business in some scripts.
_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def _check_characters(parsed: Parsed) -> None:
    for match in _FORBIDDEN.finditer(parsed.text):
        parsed.problems.append(
            Problem(
                "prose-character",
                match.start(),
                f"U+{ord(match[0]):04X} is an invisible or control character",
                "delete it; the build sets directions and spaces",
            )
        )
