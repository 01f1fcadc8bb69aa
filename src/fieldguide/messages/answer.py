"""From a pasted text to an answer that says how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from fieldguide.messages.match import MOST, Hit, hits, match_frames
from fieldguide.messages.normal import Normal, normalize
from fieldguide.messages.table import Table
from fieldguide.messages.templates import Pattern, Template

Kind = Literal["reason", "lookalike", "unknown"]

#: A line that is cut off must show at least so much of a message to count.
_LEAST = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a text says."""

    kind: Kind
    reason: str | None = None
    """The reason, if the text leaves no doubt; of a look-alike, its name."""
    candidates: tuple[str, ...] = ()
    """All reasons that it may be, where it doesn't say which."""
    others: tuple[str, ...] = ()
    """Further reasons in the same text."""
    engine: str = ""
    language: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    is_cut: bool = False
    """Whether the text seems to be a piece of a message."""


def explain(text: str, table: Table) -> Answer:
    """Name what a text is. Never guesses: what the text doesn't say stays open."""
    normal = normalize(text)
    found = hits(normal, table.templates)
    reasons = [hit for hit in found if hit.template.kind == "reason"]
    if reasons:
        return _answer(normal, table, _specific(reasons, table))
    specific = [hit for hit in found if not table.general.issuperset(hit.template.reasons)]
    if specific:
        return _answer(normal, table, specific)
    cut = _cut(normal, table)
    if found and (cut is None or cut.kind != "reason"):
        return _answer(normal, table, found)
    return cut or Answer("unknown")


def _specific(found: Sequence[Hit], table: Table) -> list[Hit]:
    """Without messages that a browser adds to others: the specific one explains them."""
    present = {reason for hit in found for reason in hit.template.reasons}

    def is_added(hit: Hit) -> bool:
        own = hit.template.reasons
        others = present - set(own)
        return all(
            reason in table.follows and bool(others & set(table.follows[reason] or others))
            for reason in own
        )

    kept = [hit for hit in found if not is_added(hit)]
    return kept or list(found)


def _answer(text: Normal, table: Table, found: Sequence[Hit]) -> Answer:
    first = found[0]
    alike = [hit for hit in found if (hit.start, hit.end) == (first.start, first.end)]
    names = tuple(dict.fromkeys(name for hit in alike for name in hit.template.reasons))
    later = (name for hit in found if hit not in alike for name in hit.template.reasons)
    others = tuple(name for name in dict.fromkeys(later) if name not in names)
    template = first.template
    parameters = {**_context(text, table, template, first.start), **first.parameters}
    alone = table.alone.get(names[0])
    own = {*template.core.names, *template.tail.names}
    if alone and not others and alone.parameter in own:
        is_so = parameters.get(alone.parameter, alone.value) == alone.value
        names = tuple(alone.reasons) if is_so else names
    return Answer(
        kind="lookalike" if template.kind == "lookalike" else "reason",
        reason=names[0] if len(names) == 1 else None,
        candidates=names if len(names) > 1 else (),
        others=others,
        engine=template.engine,
        language=template.language,
        parameters=parameters,
    )


def _context(text: Normal, table: Table, found: Template, at: int) -> dict[str, str]:
    """What stands around a message, such as the URL in a line above.

    Firefox's translators put the same thing in several ways, and people paste half lines: so
    what any message of the language begins with is looked for, too.
    """
    frames = [*table.openings.get(found.engine, ()), *table.frames.get(found.engine, ())]
    frames += [
        template.frame
        for template in table.templates
        if (template.engine, template.language) == (found.engine, found.language)
    ]
    return match_frames(text, dict.fromkeys(frames), at)


def _cut(text: Normal, table: Table) -> Answer | None:
    """A text that begins within a message, or has a line that ends within one."""
    found: list[tuple[int, Template]] = []
    framed = _only_frame(text, table)
    for template in table.templates:
        end = _cut_off(text, template.core.texts[0])
        start = _common_start(text, template.core)
        piece = template.core.texts[0][:end] if end >= start else text.text[:start]
        if len(piece) >= _LEAST and (framed or _is_telling(piece, template, table)):
            found.append((len(piece), template))
    if found:
        longest = max(length for length, _ in found)
        best = [template for length, template in found if length == longest]
        names = tuple(dict.fromkeys(name for template in best for name in template.reasons))
        kinds = {template.kind for template in best}
        if len(kinds) == 1 and names:
            first = best[0]
            return Answer(
                kind="lookalike" if first.kind == "lookalike" else "reason",
                reason=names[0] if len(names) == 1 else None,
                candidates=names if len(names) > 1 else (),
                engine=first.engine,
                language=first.language,
                parameters=_context(text, table, first, len(text.text)),
                is_cut=True,
            )
    return framed


def _is_telling(piece: str, template: Template, table: Table) -> bool:
    """Whether a piece of a message is of no other one, as the name of a header would be."""
    return not any(
        piece in text and not (text.startswith(piece) or text.endswith(piece))
        for other in table.templates
        if other.reasons != template.reasons
        for text in other.core.texts
    )


def _only_frame(text: Normal, table: Table) -> Answer | None:
    """What all messages of an engine begin with, and no more: any of its reasons."""
    for template in table.templates:
        literal = template.frame.texts[0]
        if template.kind == "reason" and len(literal) >= _LEAST:
            at = text.text.find(literal)
            if at >= 0 or _cut_off(text, literal):
                return _any_reason(text, table, template, max(at, 0))
    for engine, frames in table.frames.items():
        for frame in frames:
            longest = max(frame.texts, key=len).rstrip(":")
            at = text.text.find(longest)
            if len(longest) >= _LEAST and at >= 0:
                own = next((t for t in table.templates if t.engine == engine), None)
                if own is not None:
                    return _any_reason(text, table, own, at + len(longest))
    return None


def _any_reason(text: Normal, table: Table, example: Template, at: int) -> Answer:
    names = dict.fromkeys(
        name
        for template in table.templates
        if template.kind == "reason" and template.engine == example.engine
        for name in template.reasons
    )
    return Answer(
        kind="reason",
        candidates=tuple(names),
        engine=example.engine,
        language=example.language,
        parameters=_context(text, table, example, at),
        is_cut=True,
    )


def _cut_off(text: Normal, literal: str) -> int:
    """How much of a literal's beginning a line of the text ends with."""
    head, position, longest = literal[:_LEAST], 0, 0
    for _ in range(MOST if len(head) == _LEAST else 0):
        start = text.text.find(head, position)
        if start < 0:
            break
        position = start + 1
        pairs = zip(text.text[start : start + len(literal)], literal, strict=False)
        length = next((n for n, (one, other) in enumerate(pairs) if one != other), None)
        if length is None:
            length = min(len(literal), len(text.text) - start)
        end = start + length
        rest = text.text[end : text.line_end(end - 1)].strip(".…")
        if not rest and text.has_words(start, end):
            longest = max(longest, length)
    return longest


def _common_start(text: Normal, core: Pattern) -> int:
    """How much of a core's end the text begins with."""
    literal = core.texts[-1]
    for length in range(min(len(text.text), len(literal)), _LEAST - 1, -1):
        if text.text.startswith(literal[-length:]):
            return length if text.has_words(0, length) else 0
    return 0
