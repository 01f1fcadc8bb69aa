"""A server stack's files for its page: every line with its concerns, and what mistakes change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from markupsafe import Markup

from fieldguide.entries.configuration import Configuration
from fieldguide.entries.published import apply
from fieldguide.entries.servers import Change, Server
from fieldguide.prose.highlight import highlight_code, is_language

#: How many lines around a change are shown with it.
_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A highlighted line. In a mistake, right ones are those that wrong ones stand for."""

    html: Markup
    concerns: tuple[str, ...] = ()
    kind: Literal["same", "right", "wrong", "gap"] = "same"


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A published file as readers see it."""

    name: str
    language: str
    lines: tuple[CodeLine, ...]


_GAP = CodeLine(Markup(), kind="gap")


def code_files(entry: Server, published: Mapping[str, Configuration]) -> list[CodeFile]:
    """The published files, in the entry's order; unreadable ones are reported elsewhere."""
    return [
        CodeFile(file.name, file.language, _lines(published[file.path], file.language))
        for file in entry.files
        if file.path in published
    ]


def excerpt(files: Sequence[CodeFile], concern: str) -> Iterator[CodeLine]:
    """The lines of a concern, with a gap for what stands between them."""
    is_begun = False
    for file in files:
        is_adjacent = False
        for line in file.lines:
            if concern not in line.concerns:
                is_adjacent = False
                continue
            if is_begun and not is_adjacent:
                yield _GAP
            is_begun = is_adjacent = True
            yield line


def wrong_lines(
    entry: Server, published: Mapping[str, Configuration], changes: Sequence[Change]
) -> list[CodeLine]:
    """What a mistake writes in place of what, with a little around it.

    Empty if the change can't be made, which is reported elsewhere.
    """
    right = {path: item.text for path, item in published.items()}
    try:
        wrong = apply(entry, right, changes)
    except (ValueError, KeyError):
        return []
    found: list[CodeLine] = []
    for file in entry.files:
        if right[file.path] != wrong[file.path]:
            found += [_GAP] if found else []
            found += _compare(right[file.path], wrong[file.path], file.language)
    return found


def _compare(right: str, wrong: str, language: str) -> list[CodeLine]:
    old, new = _highlighted(right, language), _highlighted(wrong, language)
    matcher = SequenceMatcher(None, right.splitlines(), wrong.splitlines(), autojunk=False)
    found: list[CodeLine] = []
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        found += [_GAP] if found else []
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                found += [CodeLine(line) for line in new[new_start:new_end]]
                continue
            found += [CodeLine(line, kind="right") for line in old[old_start:old_end]]
            found += [CodeLine(line, kind="wrong") for line in new[new_start:new_end]]
    return found


@cache
def _lines(configuration: Configuration, language: str) -> tuple[CodeLine, ...]:
    lines = _highlighted(configuration.text, language)
    return tuple(
        CodeLine(html, tuple(sorted(line.concerns)))
        for line, html in zip(configuration.lines, lines, strict=True)
    )


@cache
def _highlighted(text: str, language: str) -> tuple[Markup, ...]:
    """Line by line: Pygments closes its spans at the end of each."""
    known = language if is_language(language) else "text"
    lines = [Markup(line) for line in highlight_code(text, known).split("\n")]
    # the highlighter takes empty lines off the end
    return tuple(lines + [Markup()] * (len(text.splitlines()) - len(lines)))
