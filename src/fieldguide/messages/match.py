"""Which messages a pasted text has, and what their placeholders stand for.

Literals are searched one after the other, each within a bounded stretch behind the one before:
time grows with the text's length, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from fieldguide.messages import templates
from fieldguide.messages.normal import Normal
from fieldguide.messages.templates import Pattern, Template

#: How many characters (normalized) a placeholder may stand for, by its name.
LONGEST = {"status": 12, "method": 40, "kind": 60, "header": 200, "origin": 300, "redirect": 3}
_DEFAULT = 2048
_SHAPES = {
    "status": re.compile(r"[0-9]{1,3}\Z|null\Z"),
    "redirect": re.compile(r"3[0-9]{2}\Z"),
    "url": re.compile(r".*[/.:]"),
    "method": re.compile(r"[!#$%&+.^~0-9a-z-]+\Z"),
    "header": re.compile(r"[!#$%&+.^~0-9a-z-]+\Z"),
}
#: Placeholders that stand for one word.
_WORDS = frozenset({"url", "first", "page", "origin", "host", "method", "header"})
#: A core with fewer literal characters says too little, unless it is a line of its own. Names of
#: other families' errors are shorter, and can't be mistaken for anything else.
SHORTEST = {"reason": templates.SHORTEST, "lookalike": 12}
#: A message may come this often in one text; more tell nothing new.
MOST = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One message found in a text."""

    template: Template
    start: int
    """Where its core begins in the normalized text."""
    end: int
    score: int
    """How many characters agree, less those of a tail that isn't there."""
    parameters: dict[str, str] = field(default_factory=dict)


def hits(text: Normal, known: Iterable[Template]) -> list[Hit]:
    """The messages in a text: of those that overlap, the ones that explain most of it."""
    found = [hit for template in known for hit in _hits(text, template)]
    found.sort(key=lambda hit: (-hit.score, hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in found:
        clash = next((other for other in kept if _overlap(hit, other)), None)
        if clash is None or _rank(clash) == _rank(hit):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _rank(hit: Hit) -> tuple[int, int, int]:
    return hit.score, hit.start, hit.end


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _hits(text: Normal, template: Template) -> Iterable[Hit]:
    position = 0
    for _ in range(MOST):
        core = _match(text, template.core, position)
        if core is None:
            return
        start, position, values = core
        end = position
        if template.core.telling < SHORTEST[template.kind] and not _is_line(text, start, end):
            continue
        # of two that agree alike, the one without an empty placeholder
        score = template.core.weight - sum(not value for value in values.values())
        if template.tail.names:
            tail = _match_at(text, template.tail, end)
            score += template.tail.weight if tail else -template.tail.weight
            if tail:
                values |= tail[1]
        if template.frame.names:
            frame = _match_before(text, template.frame, start)
            if frame is not None:
                score += template.frame.weight
                values = frame | values
        yield Hit(template, start, end, score, values)


def _is_line(text: Normal, start: int, end: int) -> bool:
    """Whether a stretch is all there is in its line."""
    before = start == 0 or text.line_end(start - 1) == start
    return before and text.text[end : text.line_end(start)].strip(".") == ""


def _match(text: Normal, pattern: Pattern, position: int) -> tuple[int, int, dict[str, str]] | None:
    """The first place from `position` on where a pattern is: start, end, values."""
    while True:
        start = text.text.find(pattern.texts[0], position)
        if start < 0:
            return None
        found = _match_at(text, pattern, start)
        if found is not None:
            return start, found[0], found[1]
        position = start + 1


def _match_at(
    text: Normal, pattern: Pattern, start: int, until: int | None = None
) -> tuple[int, dict[str, str]] | None:
    """Whether a pattern is at a place: its end, and the values of its placeholders.

    A placeholder at the end of a pattern reaches to `until`, or to the end of the line.
    """
    if not text.text.startswith(pattern.texts[0], start):
        return None
    end = start + len(pattern.texts[0])
    values: dict[str, str] = {}
    for name, literal in zip(pattern.names, pattern.texts[1:], strict=True):
        limit = end + LONGEST.get(name, _DEFAULT)
        if literal.strip("."):
            stop = -1
            if name in _WORDS and len(literal) == 1:  # an address has colons of its own
                stop = text.text.rfind(literal, end, min(text.word_end(end), limit))
            if stop < 0:
                stop = text.text.find(literal, end, limit + len(literal))
            after = stop + len(literal)
        else:
            stop = min(_last(text, end, name) if until is None else until, limit)
            after = stop
        if stop < 0 or not _fits(name, text.text[end:stop]):
            return None
        value = text.between(end, stop)
        if name in _WORDS and " " in value:
            return None
        values[name] = value
        end = after
    return end, values


def _last(text: Normal, start: int, name: str) -> int:
    """Where a placeholder at the end of a message ends."""
    stop = text.word_end(start) if name in _WORDS else text.line_end(start)
    if name in ("status", "redirect"):
        match = re.compile("[0-9]{1,3}|null").match(text.text, start, stop)
        return match.end() if match else start
    while stop > start and text.text[stop - 1] == ".":
        stop -= 1
    return stop


def _fits(name: str, value: str) -> bool:
    shape = _SHAPES.get(name)
    return shape is None or shape.match(value) is not None


def _match_before(text: Normal, frame: Pattern, end: int) -> dict[str, str] | None:
    """The values of a frame that ends right where a core begins."""
    if not text.text.endswith(frame.texts[-1], 0, end):
        return None
    limit = end - sum(map(len, frame.texts)) - sum(LONGEST.get(n, _DEFAULT) for n in frame.names)
    start = text.text.rfind(frame.texts[0], max(limit, 0), end)
    if start < 0:
        return None
    found = _match_at(text, frame, start, end)
    return found[1] if found is not None and found[0] == end else None


def match_frames(text: Normal, frames: Iterable[Pattern], end: int) -> dict[str, str]:
    """The values of frames: the nearest ones before a place first, then the others."""
    found: list[tuple[bool, int, int, dict[str, str]]] = []
    for frame in frames:
        if not frame.names:
            continue
        start = text.text.rfind(frame.texts[0], 0, end)
        is_before = start >= 0
        if not is_before:
            start = text.text.find(frame.texts[0], end)
        match = _match_at(text, frame, start) if start >= 0 else None
        if match is not None:
            found.append((is_before, start if is_before else -start, frame.weight, match[1]))
    values: dict[str, str] = {}
    for _, _, _, own in sorted(found, key=lambda item: item[:3]):
        values |= own
    return values
