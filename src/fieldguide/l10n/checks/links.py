"""Links: a translation has exactly its source's, each on the text that belongs to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from fieldguide.l10n.checks.marks import Marks, SourceMarks, fold, link_texts
from fieldguide.l10n.checks.unit import Flaw, Unit, parse_source
from fieldguide.prose.grammar import Target


def compare_links(unit: Unit, own: Marks, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Report links that English doesn't have, or has more or less often; and swapped ones."""
    here = Counter(own.targets)
    if any(here == source.targets for source in english):
        if len(here) > 1:
            yield from _swapped(unit, english)
        return
    most, least = english[0].targets, english[0].targets
    for source in english[1:]:
        most, least = most | source.targets, least & source.targets
    known = ", ".join(f"`{_written(target)}`" for target in most) or "none"
    missing = [target for target in least if here[target] < least[target]]
    seen: Counter[Target] = Counter()
    for link in unit.parsed.links:
        seen[link.target] += 1
        if seen[link.target] <= most[link.target]:
            continue
        written = _written(link.target)
        if missing:
            message = f"this leads to `{written}`, in English to `{_written(missing.pop(0))}`"
        elif link.target in most:
            message = f"another link to `{written}` is not in the English text"
        else:
            message = f"a link to `{written}` is not in the English text"
        yield Flaw("links-differ", link.offset, message, f"links of the English text: {known}")
    for target in missing:
        yield Flaw(
            "links-differ",
            0,
            f"the link to `{_written(target)}` of the English text is missing",
            "link the text that the English text links",
        )


def _written(target: Target) -> str:
    """A target as a text has it."""
    fragment = f"#{target.fragment}" if target.fragment else ""
    if target.scheme in ("link", "here"):
        return target.name + fragment
    return f"{target.scheme}:{target.name}{fragment}"


def _swapped(unit: Unit, english: Sequence[SourceMarks]) -> Iterator[Flaw]:
    """Two links whose texts say that each has the other's target.

    Languages order a sentence as they like, so the order says nothing; but code, names and
    kindred words of a link's text tell which one it is.
    """
    own = _texts_of(unit.parsed.text, unit)
    sources = [_texts_of(source.text, unit) for source in english]
    for first, second in combinations(own, 2):
        if all(
            first in source and second in source and _crossed(own, source, first, second)
            for source in sources
        ):
            offset = next(at for target, _, at in link_texts(unit.parsed) if target == first)
            yield Flaw(
                "links-swapped",
                offset,
                f"the links to `{_written(first)}` and `{_written(second)}` seem to be swapped",
                "give each text the link that it has in English, or waive this with the reason",
            )


_Words = Mapping[Target, frozenset[str]]
_WORD = re.compile(r"[\w.-]{3,}")


def _texts_of(text: str, unit: Unit) -> _Words:
    """The words of the links of a text."""
    parsed = unit.parsed if text == unit.parsed.text else parse_source(text, unit.field.kind)
    words: dict[Target, frozenset[str]] = {}
    for target, content, _ in link_texts(parsed):
        words[target] = words.get(target, frozenset()) | set(_WORD.findall(fold(content)))
    return words


def _crossed(own: _Words, source: _Words, first: Target, second: Target) -> bool:
    straight = len(own[first] & source[first]) + len(own[second] & source[second])
    crossed = len(own[first] & source[second]) + len(own[second] & source[first])
    return crossed > straight
