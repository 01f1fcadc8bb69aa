"""Mistakes in a file's text, before there is a tree: bytes, characters, YAML's syntax."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import Any

from yaml.error import MarkedYAMLError

from fieldguide.findings import Findings, Position

#: The largest entry accepted, in bytes. The longest one of this guide has about a tenth.
MAX_BYTES = 256 * 1024
#: How many invisible characters are reported: a binary file has nothing else.
MAX_INVISIBLE = 20

# Control characters, and those that YAML takes for line breaks and editors don't;
# bidirectional controls and isolates, zero-width characters, fillers, variation selectors,
# tags (CVE-2021-42574). Joiners (200C, 200D) are letters' business in some scripts.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

#: What stands for a refused character in what is read of a file.
REPLACEMENT = "\ufffd"
_REFUSED = re.compile(f"{INVISIBLE.pattern}|{REPLACEMENT}")


def position_of(mark: Any) -> Position:
    """The place of a mark of PyYAML's."""
    return Position(mark.line + 1, mark.column + 1)


def read_start(path: Path) -> bytes:
    """A file's bytes, at most one more than is accepted: nobody's disk image fills the memory.

    Raises OSError when the file cannot be opened.
    """
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def decode(data: bytes, findings: Findings) -> str | None:
    """The text of a file, its line ends made alike; None if it is too large or not UTF-8."""
    if len(data) > MAX_BYTES:
        findings.error(
            "yaml-too-large",
            Position(),
            f"the file is too large: at most {MAX_BYTES} bytes are read",
            "split it, or move long material to a guide of its own",
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        findings.error(
            "yaml-encoding",
            _end_of(_alike(before)),
            f"byte 0x{data[error.start]:02x} is not valid UTF-8",
            "save the file as UTF-8",
        )
        return None
    return _alike(text)


def _alike(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _end_of(text: str) -> Position:
    line = text.count("\n")
    return Position(line + 1, len(text) - (text.rfind("\n") + 1) + 1)


def refuse_invisible(text: str, findings: Findings) -> str:
    """Report what nobody can see, comments included, and put a visible sign in its place."""
    if not _REFUSED.search(text):
        return text
    for match in islice(_REFUSED.finditer(text), MAX_INVISIBLE):
        position = _end_of(text[: match.start()])
        if match[0] == REPLACEMENT:
            refuse_replacement(position, findings)
            continue
        findings.error(
            "yaml-character",
            position,
            f"U+{ord(match[0]):04X} is an invisible or control character",
            "delete it; the build sets directions and spaces",
        )
    return INVISIBLE.sub(REPLACEMENT, text)


def refuse_replacement(position: Position, findings: Findings) -> None:
    """Report what stands for a refused character already: it would pass for one that is known."""
    findings.error(
        "yaml-character",
        position,
        "U+FFFD stands for a character that was lost",
        "write the character",
    )


def refuse_tabs(text: str, findings: Findings) -> None:
    """Report every line that a tab indents; further in, LibYAML knows what a tab means."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("\t") and line.strip():
            _tab(Position(number, 1), findings)


def _tab(position: Position, findings: Findings) -> None:
    findings.error("yaml-tab", position, "a tab indents this line", "indent with spaces")


_QUOTE = 'write prose as a `|` block or in double quotes ("…")'
#: What LibYAML says, and how to say it to somebody who doesn't know YAML's inside.
_SYNTAX = {
    "mapping values are not allowed in this context": (
        "a `:` inside a text that is not in quotes",
        _QUOTE,
    ),
    "could not find expected ':'": (
        "this is neither `field: value` nor part of the text above",
        "add the `:`, or indent it as far as the text that it continues",
    ),
    "found character that cannot start any token": (
        "a text cannot begin with this character",
        _QUOTE,
    ),
    "did not find expected key": (
        "this does not fit what stands above it",
        'check the indentation, and write `\\"` for a quotation mark inside quotes',
    ),
    "found unknown escape character": (
        "a `\\` in double quotes begins an escape that YAML does not have",
        "write `\\\\` for a backslash",
    ),
}


def syntax_error(error: MarkedYAMLError, text: str, quoted: Any, findings: Findings) -> None:
    """Report what LibYAML could not read, once: a tab above is what confused it.

    `quoted` is the event of the last quoted text, if there was one: a forgotten quotation
    mark shows only where the next text's opening one closes it.
    """
    mark = error.problem_mark
    assert mark is not None
    position = position_of(mark)
    if any(i.id == "yaml-tab" and i.position.line <= position.line for i in findings.items):
        return
    if text[mark.index : mark.index + 1] == "\t":
        _tab(position, findings)
        return
    if quoted and quoted.start_mark.line < quoted.end_mark.line == mark.line:
        findings.error(
            "yaml-syntax",
            position_of(quoted.start_mark),
            f"this quotation mark is closed only on line {mark.line + 1}",
            "close it where the text ends",
        )
        return
    problem, context = str(error.problem), str(error.context)
    if "quoted scalar" in context and "end of stream" in problem:
        opening = position_of(error.context_mark)
        findings.error("yaml-syntax", opening, "this quotation mark is never closed", "close it")
        return
    if problem == "could not find expected ':'":
        position = position_of(error.context_mark)
    said, hint = _SYNTAX.get(problem, (f"not valid YAML: {problem}", _QUOTE))
    findings.error("yaml-syntax", position, said, hint)
