"""Published configurations: lines marked with what they are for, as text and as mutations.

A comment at the end of a line, `# cors: vary errors`, marks that line; `# cors: preflight {` and
`# cors: }`, alone on theirs, mark what stands between. Readers get the text without markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from fieldguide.entries.servers import Change

_MARKER = re.compile(
    r"""[ \t]*(?:\#|//|--|;|<!--|/\*)[ \t]*cors:[ \t]*
        (?P<body>[^\n]*?)[ \t]*(?:-->|\*/)?[ \t]*$""",
    re.X,
)
_CONCERNS = re.compile(
    r"(?P<names>[a-z]+(?:-[a-z]+)*(?:[ ]+[a-z]+(?:-[a-z]+)*)*)(?P<open>[ ]*\{)?$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marker; `number` counts from 1 in the file itself."""

    number: int
    text: str
    concerns: frozenset[str]


@dataclass(frozen=True)
class Configuration:
    """A published file."""

    lines: tuple[Line, ...]
    problems: tuple[tuple[int, str], ...] = ()
    """Markers that can't be understood: the line's number, and what is wrong."""

    @property
    def text(self) -> str:
        """What readers copy, and what the lab runs."""
        return _joined(self.lines)

    @cached_property
    def concerns(self) -> frozenset[str]:
        """All concerns that some line is marked with."""
        return frozenset().union(*(line.concerns for line in self.lines))

    def without(self, concern: str) -> str:
        """The text without the lines of a concern."""
        return _joined(line for line in self.lines if concern not in line.concerns)


def read_configuration(text: str) -> Configuration:
    """Take a file apart; what is wrong with its markers becomes `problems`."""
    lines: list[Line] = []
    problems: list[tuple[int, str]] = []
    blocks: list[tuple[int, frozenset[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        marker = _MARKER.search(line)
        inside = frozenset().union(*(names for _, names in blocks))
        if marker is None:
            lines.append(Line(number, line, inside))
            continue
        rest, body = line[: marker.start()], marker["body"]
        concerns = _CONCERNS.match(body)
        if body == "}" and not rest.strip():
            if blocks:
                blocks.pop()
            else:
                problems.append((number, "this marker closes a block that nothing opened"))
        elif concerns is None:
            problems.append((number, f"the marker `{body}` names no concern"))
            lines.append(Line(number, rest, inside))
        else:
            names = frozenset(concerns["names"].split())
            if concerns["open"] and not rest.strip():
                blocks.append((number, names))
            elif concerns["open"] or not rest.strip():
                problems.append((number, _MISPLACED))
            else:
                lines.append(Line(number, rest, inside | names))
    problems += [(number, "nothing closes the block of this marker") for number, _ in blocks]
    return Configuration(tuple(lines), tuple(sorted(problems)))


_MISPLACED = "a marker stands behind a line; one with `{`, alone on its own, opens a block"


def changed(text: str, changes: Iterable[Change]) -> str:
    """A text after changes, one after the other.

    Raises ValueError, with the text that was looked for, if a change finds nothing.
    """
    for change in changes:
        if change.replace not in text:
            raise ValueError(change.replace)
        text = text.replace(change.replace, change.by)
    return text


def _joined(lines: Iterable[Line]) -> str:
    return "".join(f"{line.text}\n" for line in lines)
