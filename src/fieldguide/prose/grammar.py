"""Prose to tokens, and everything the grammar refuses.

Links are `[text][link-id]`, `[text](reason:Id)`, `[text](guide:slug)`, `[text](server:stack)`
(these may carry a `#part`), or `[text](#part)` on the same page. There is no HTML, URL, image,
heading, fence, attribute list or template syntax: a contributor can't write any by accident or
on purpose.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick, link
from markdown_it.token import Token

from fieldguide.entries.syntax import INVISIBLE
from fieldguide.prose.places import Run, lines_of
from fieldguide.prose.quick import quick

Kind = Literal["inline", "block"]

#: Where links may lead besides an entry's own `links`: to entries, by kind.
ENTRY_SCHEMES = {"reason": "reasons", "guide": "guides", "server": "servers"}


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


_Rule = Callable[[StateInline, bool], bool]


def _noting(rule: _Rule) -> _Rule:
    """An inline rule that notes in its tokens where in the text they begin and end."""

    def noting(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        for token in state.tokens[count:]:
            if token.type in ("link_open", "code_inline"):
                token.meta.setdefault("start", start)
        if len(state.tokens) > count:
            state.tokens[-1].meta["end"] = state.pos
        return matched

    return noting


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False})
    parser.enable(["list", "backticks", "emphasis", "link", "escape"])
    # Every destination becomes a token and is judged by _target, `javascript:` included:
    # the library's own filter would leave a refused link in the text, unseen.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.inline.ruler.at("link", _noting(link))
    parser.inline.ruler.at("backticks", _noting(backtick))
    # a run of text ends where one of our rules can begin, not at every sign of all rules there are
    parser.inline.terminator_re = re.compile(r"[\\`*_\[\]]")
    return parser


_PARSER = _parser()
_REFERENCES = _AnyReference({"any": {}})


def parse(text: str, kind: Kind) -> Parsed:
    """Parse one field's text; problems are collected, never raised."""
    made = quick(text, kind)
    if made is not None:
        links = [(link_target(token), offset) for token, offset in made.links]
        known = [Link(target, offset) for target, offset in links if target is not None]
        if len(known) == len(links):
            return Parsed(text, made.tokens, known)
    return _parse(text, kind)


def _parse(text: str, kind: Kind) -> Parsed:
    env: dict[str, Any] = {"references": _REFERENCES}
    # both are refused below; the parser would do the same, but shift the places
    source = text.replace("\r", "\n").replace("\0", "\ufffd")
    tokens = _PARSER.parse(source, env) if kind == "block" else _PARSER.parseInline(source, env)
    parsed = Parsed(text, tokens)
    _check_characters(parsed)
    refused = _check_lines(parsed, kind)
    lines, starts = lines_of(source)
    for token in tokens:
        if token.type == "inline":
            inline = Parsed(text, tokens)
            _check_inline(inline, Run(token, lines, starts))
            parsed.problems += [item for item in inline.problems if not _within(item, refused)]
            parsed.links += [item for item in inline.links if not _within(item, refused)]
    return parsed


def _within(item: Problem | Link, stretches: Sequence[range]) -> bool:
    index = bisect(stretches, item.offset, key=lambda stretch: stretch.start)
    return index > 0 and item.offset in stretches[index - 1]


_SUSPECT_LINE = re.compile(
    r"^[ ]*(?:#|```|~~~|>|\||[-*_] *[-*_] *[-*_]|!!!|\?\?\?|\[[^\]\n]*\]:)", re.M
)
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


def _check_lines(parsed: Parsed, kind: Kind) -> list[range]:
    """Check how lines begin; returns stretches that are refused as a whole, with all in them."""
    refused: list[range] = []
    text = parsed.text
    if kind == "inline" and "\n" in text.rstrip("\n"):
        parsed.problems.append(
            Problem("prose-line", text.index("\n"), "this must be one line", "join the lines")
        )
    for suspect in _SUSPECT_LINE.finditer(text):
        start = suspect.start() + len(suspect[0]) - len(suspect[0].lstrip(" "))
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        line = text[start:end]
        if refused and start in refused[-1]:
            continue
        for id, pattern, name, hint in _LINES:
            if pattern.match(line):
                parsed.problems.append(Problem(id, start, f"{name} is not allowed here", hint))
                if id == "prose-fence":
                    close = re.compile(rf"^ *{line[:3]}.*$", re.MULTILINE).search(text, end)
                    refused.append(range(start, close.end() if close else len(text)))
                elif id == "prose-definition":
                    refused.append(range(start, end))
                break
    return refused


_SUSPECT_TEXT = re.compile(r"[<&{}`\[\]]|:\S|www\.|\*\*|8<", re.IGNORECASE)
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
            r"(?:(?<![a-z0-9+.-])[a-z0-9+.-]*+://|\bwww\."
            r"|\b(?:mailto|javascript|data|vbscript|tel):(?=\S))\S*",
            re.IGNORECASE,
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


def _check_text(parsed: Parsed, text: str, offsets: Sequence[int]) -> None:
    """Check one run of text; `offsets` are the places of its characters."""
    taken = bytearray(len(text))
    for id, pattern, message, hint in _TEXT:
        for match in pattern.finditer(text):
            if taken[match.start()]:
                continue  # one mistake, one finding
            taken[match.start() : match.end()] = b"x" * len(match[0])
            parsed.problems.append(
                Problem(id, offsets[match.start()], message.format(match[0][:40]), hint)
            )


def _check_inline(parsed: Parsed, run: Run) -> None:
    exclaimed = False
    for child, start in run:
        if child.type == "text" and _SUSPECT_TEXT.search(child.content):
            places = run.spread(child.content, start)
            _check_text(parsed, child.content, [run.offset(place) for place in places])
        elif child.type == "link_open":
            _check_link(parsed, child, run.offset(start))
            if exclaimed:
                parsed.problems.append(Problem("prose-image", run.offset(start - 1), *_IMAGE))
        elif child.type == "hardbreak":
            parsed.problems.append(Problem("prose-break", run.offset(start), *_BREAK))
        exclaimed = child.type == "text" and child.content.endswith("!")


_IMAGE = ("an image is not allowed here", "describe it, or put a space after the `!`")
_BREAK = ("a forced line break is not allowed here", "start a new paragraph, or a list")


_LINK_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_ENTRY_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_FRAGMENT = re.compile(r"[a-z][a-z0-9-]*\Z")


def _check_link(parsed: Parsed, token: Token, offset: int) -> None:
    target = link_target(token)
    if target is None:
        href = str(token.attrGet("href")).removeprefix("link:")
        parsed.problems.append(
            Problem(
                "prose-link",
                offset,
                f"a link cannot lead to `{href[:60]}`",
                "write `[text][link-id]`, `[text](reason:Id)`, `[text](guide:name)`, "
                "`[text](server:name)` or `[text](#part)`",
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


def _check_characters(parsed: Parsed) -> None:
    for match in INVISIBLE.finditer(parsed.text):
        parsed.problems.append(
            Problem(
                "prose-character",
                match.start(),
                f"U+{ord(match[0]):04X} is an invisible or control character",
                "delete it; the build sets directions and spaces",
            )
        )
