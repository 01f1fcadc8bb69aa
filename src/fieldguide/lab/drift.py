"""What was expected and what was seen, side by side. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from fieldguide.lab.judge import Verdict

#: Between the columns: the same on both sides, or not; what was seen besides.
_SAME, _OTHER, _MORE = " | ", " ≠ ", " + "
_NARROWEST = 24
#: So few equal words between two differences are part of the difference.
_FEW = 2


def side_by_side(verdict: Verdict, width: int) -> str:
    """A table of two columns: the nearest of the expected texts, and all that was seen.

    What is the same on both sides stands in the same rows.
    """
    column = max((width - 2 - len(_SAME)) // 2, _NARROWEST)
    expected = list(verdict.expected) or ["nothing, and the page reads the answer"]
    seen = [_seen(line.text, verdict) for line in verdict.run.lines]
    if verdict.run.succeeded or not seen:
        reads = "the page reads the answer" if verdict.run.succeeded else verdict.run.error
        seen.append(reads if verdict.run.lines else f"nothing, and {reads}")
    left, right = _nearest(expected, seen)
    rows = [("expected", _SAME, "seen"), ("─" * column, "─┼─", "─" * column)]
    rows += _rows(left, right, column)
    for text in seen:
        if text != right:
            rows += [("", _MORE, part) for part in _wrapped(text, column)]
    lines = [f"  {before:<{column}}{middle}{after}".rstrip() for before, middle, after in rows]
    lines += [f"  (code: {line.code})" for line in verdict.run.lines if line.code]
    if len(expected) > 1:
        lines.append(f"  (the nearest of {len(expected)} texts that may be printed)")
    return "\n".join(lines)


def _seen(text: str, verdict: Verdict) -> str:
    """A line, with placeholders for what they are known to stand for."""
    known = sorted(verdict.run.known.items(), key=lambda pair: -len(pair[1]))
    for name, value in known:
        text = text.replace(value, f"{{{name}}}")
    return text


def _nearest(expected: Sequence[str], seen: Sequence[str]) -> tuple[str, str]:
    pairs = [(left, right) for left in expected for right in seen]
    return max(pairs, key=lambda pair: SequenceMatcher(None, pair[0], pair[1]).ratio())


def _rows(left: str, right: str, column: int) -> Iterator[tuple[str, str, str]]:
    for before, after in _stretches(left.split(), right.split()):
        middle = _SAME if before == after else _OTHER
        wrapped = (_wrapped(" ".join(words), column) for words in (before, after))
        for one, other in zip_longest(*wrapped, fillvalue=""):
            yield one, middle, other


def _stretches(left: list[str], right: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Words that are equal on both sides, and words that differ, in turn."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    before: list[str] = []
    after: list[str] = []
    for kind, start, stop, first, last in matcher.get_opcodes():
        if kind == "equal" and (stop - start > _FEW or not (before or after)):
            if before or after:
                yield before, after
            yield left[start:stop], left[start:stop]
            before, after = [], []
        else:
            before, after = before + left[start:stop], after + right[first:last]
    if before or after:
        yield before, after


def _wrapped(text: str, column: int) -> list[str]:
    return textwrap.wrap(text, column, break_on_hyphens=False)
