"""What a text consists of, as far as a translation must have it in common with its source."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markdown_it.token import Token

from fieldguide.entries.fields import Kind
from fieldguide.l10n.checks.unit import parse_source
from fieldguide.prose.grammar import Parsed, Target, link_target
from fieldguide.prose.places import Run, lines_of

#: Names that a machine reads, outside inline code: no language has another word for them.
NAME = re.compile(
    r"\b([A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+)\b"  # Content-Type
    r"|(?<![\w-])--[a-z][a-z-]+"  # --verbose
    r"|\b[a-z]+(?:[A-Z][a-z0-9]+)+\b"  # camelCase
    r"|\b[A-Za-z]\w*_\w+\b"  # snake_case
    r"|\b[A-Za-z][\w.]*\(\)"  # fetch()
    r"|\b[a-z]{2,}(?:\.[a-z]{2,})+\b"  # nginx.conf
    r"|%\(\w+\)s|\$[A-Za-z_]\w*",  # placeholders
    re.ASCII,
)
#: Shorter ones of the first kind are as likely words of a language: Wi-Fi, E-Mail.
_SHORTEST = 8

# Thousands apart by spaces, or digits with any sign between them: 86 400, 86,400, 1.5.
_NUMERAL = re.compile(
    r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’\u066b\u066c]\d+)*"
)
#: Up to a dozen, languages write words for numbers where they like.
_DOZEN = 12
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Marks:
    """One text's code, links, blocks and prose, in their order."""

    codes: tuple[str, ...]
    targets: tuple[Target, ...]
    structure: tuple[str, ...]
    """What opens and closes: paragraphs, lists, items."""
    blocks: tuple[str, ...]
    """The prose of each paragraph or item, without code."""


@dataclass
class SourceMarks:
    """An English text's marks and what else is asked of it, made once for all languages."""

    text: str
    marks: Marks

    @cached_property
    def codes(self) -> Counter[str]:
        """Inline code, and how often each stands there."""
        return Counter(self.marks.codes)

    @cached_property
    def targets(self) -> Counter[Target]:
        """Targets of links, and how often each stands there."""
        return Counter(self.marks.targets)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in the prose that every language has as they are."""
        return frozenset(names(self.marks.blocks))

    @cached_property
    def numerals(self) -> frozenset[str]:
        """Numbers in the prose."""
        return frozenset(numerals(" ".join(self.marks.blocks)))

    @cached_property
    def all_numerals(self) -> frozenset[str]:
        """Numbers anywhere in the text."""
        return frozenset(numerals(self.text))

    @cached_property
    def folded(self) -> dict[str, int]:
        """Each block without regard to case and space -> how many words it has."""
        return {fold(block): _words(block) for block in self.marks.blocks}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """How the blocks begin, for a quick look."""
        return frozenset(beginning(block) for block in self.marks.blocks)


def marks_of(parsed: Parsed) -> Marks:
    """Take a parsed text apart."""
    codes: list[str] = []
    structure: list[str] = []
    blocks: list[str] = []
    for token in parsed.tokens:
        if token.type != "inline":
            structure.append(token.type)
            continue
        children = token.children or ()
        if len(children) == 1 and children[0].type == "text":
            blocks.append(children[0].content)
            continue
        parts = []
        for child in children:
            if child.type == "text":
                parts.append(child.content)
            elif child.type == "code_inline":
                codes.append(child.content)
                parts.append(" ")
        blocks.append("".join(parts))
    targets = tuple(link.target for link in parsed.links)
    return Marks(tuple(codes), targets, tuple(structure), tuple(blocks))


@lru_cache(maxsize=1 << 14)
def source_marks(text: str, kind: Kind) -> SourceMarks:
    """An English text's marks."""
    return SourceMarks(text, marks_of(parse_source(text, kind)))


def _words(block: str) -> int:
    """How many words there are to translate: none in a name such as Content Security Policy."""
    words = _WORD.findall(NAME.sub(" ", block))
    return len(words) if any(word[0].islower() for word in words) else 0


def names(blocks: tuple[str, ...]) -> Iterator[str]:
    """Names that a machine reads."""
    for block in blocks:
        for match in NAME.finditer(block):
            if not match[1] or len(match[1]) >= _SHORTEST:
                yield match[0]


def numerals(text: str) -> Iterator[str]:
    """The digits of each number that counts, in ASCII and without signs between them."""
    for match in numeral_matches(text):
        yield digits_of(match[0])


def numeral_matches(text: str) -> Iterator[re.Match[str]]:
    """Each number that no language would write as a word."""
    for match in _NUMERAL.finditer(text):
        if not match[0].isdecimal() or int(match[0]) > _DOZEN:
            yield match


def digits_of(numeral: str) -> str:
    """`86 400`, `86,400` and `٨٦٤٠٠` are the same digits."""
    return "".join(str(unicodedata.decimal(sign)) for sign in numeral if sign.isdecimal())


def fold(text: str) -> str:
    """A text without regard to case, white space and the shape of apostrophes."""
    text = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return " ".join(text.split())


def beginning(text: str) -> str:
    """The first letters of a block, without regard to case."""
    return text.lstrip()[:4].lower()


def places(parsed: Parsed) -> Iterator[tuple[Token, int]]:
    """Each inline token with its offset into the text."""
    lines, starts = lines_of(parsed.text)
    for token in parsed.tokens:
        if token.type == "inline":
            run = Run(token, lines, starts)
            for child, start in run:
                yield child, run.offset(start)


def link_texts(parsed: Parsed) -> Iterator[tuple[Target, str, int]]:
    """Each link's target, its text with code, and its offset."""
    target: Target | None = None
    text, begin = "", 0
    for child, offset in places(parsed):
        if child.type == "link_open":
            target, text, begin = link_target(child), "", offset
        elif child.type == "link_close" and target is not None:
            yield target, text, begin
            target = None
        else:
            text += child.content
