"""Prose as language checks read it: no markup, no code, places known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fieldguide.entries.fields import Kind
from fieldguide.l10n.checks.unit import Unit, parse_source
from fieldguide.prose.grammar import Parsed
from fieldguide.prose.places import Run, lines_of

#: Stands for a piece of inline code, which is no language's business.
CODE = "\ufffc"
#: Between paragraphs and list items. Lines of one paragraph are a line break apart.
BLOCK_BREAK = "\n\n"


@dataclass(slots=True)
class Plain:
    """The words of one parsed text."""

    parsed: Parsed
    text: str
    lower: str
    """For quick looks: its offsets may differ from those of `text`, its lines don't."""

    @property
    def blocks(self) -> list[str]:
        """Each paragraph and list item."""
        return self.text.split(BLOCK_BREAK)

    def start_of(self, line: int) -> int:
        """Where the line with this number begins in `text`."""
        place = 0
        for _ in range(line):
            place = self.text.find("\n", place) + 1
        return place

    def offset(self, place: int) -> int:
        """Where the character at `place` stands in the text as it is written."""
        lines, starts = lines_of(self.parsed.text)
        begin = 0
        for token in self.parsed.tokens:
            if token.type != "inline":
                continue
            run = Run(token, lines, starts)
            for child, start in run:
                length = 1 if child.type == "code_inline" else len(child.content)
                if begin <= place < begin + length:
                    if child.type != "text":
                        return run.offset(start)
                    return run.offset(run.spread(child.content, start)[place - begin])
                begin += length
            begin += len(BLOCK_BREAK)
        return 0


def plain(parsed: Parsed) -> Plain:
    """The prose of a parsed text."""
    text = BLOCK_BREAK.join(_blocks(parsed)).rstrip()
    return Plain(parsed, text, text.lower())


def _blocks(parsed: Parsed) -> Iterator[str]:
    for token in parsed.tokens:
        if token.type == "inline":
            children = token.children or ()
            if len(children) == 1 and children[0].type == "text":
                yield children[0].content
            else:
                yield "".join(
                    [CODE if child.type == "code_inline" else child.content for child in children]
                )


@dataclass(slots=True)
class Pair:
    """A translation's prose beside its source's."""

    unit: Unit
    source: Plain
    text: Plain

    @property
    def language(self) -> str:
        """The translation's primary language subtag."""
        return self.unit.locale.language


def pair_of(unit: Unit) -> Pair:
    """The prose of both sides of a unit; the source is what the translation was made from."""
    source = (unit.earlier or unit.source).text
    return Pair(unit, source_prose(source, unit.field.kind), plain(unit.parsed))


@lru_cache(maxsize=1 << 14)
def source_prose(text: str, kind: Kind) -> Plain:
    """A source text's prose, made once for all languages."""
    return plain(parse_source(text, kind))
