"""A gettext catalog's text to messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polib

from fieldguide.entries.syntax import INVISIBLE
from fieldguide.findings import Findings, Position
from fieldguide.l10n.catalogs import LINE
from fieldguide.l10n.po.models import EXPORTED, MACHINE, Message


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog as somebody gives it back."""

    language: str
    """As gettext writes it; empty where the header says nothing."""
    messages: list[Message]
    lines: list[str]

    def at(self, message: Message, offset: int) -> Position:
        """Where the character at `offset` of a message's translation stands."""
        for number, raw in _text_lines(self.lines, message.line):
            start = raw.index('"') + 1
            pieces = re.findall(r"\\.|.", raw[start : raw.rindex('"')])
            if offset < len(pieces):
                return Position(number, start + 1 + len("".join(pieces[:offset])))
            offset -= len(pieces)
        return Position(message.line, 1)


def read_po(data: bytes, findings: Findings) -> Catalog | None:
    """Read a catalog; None, with a finding, if it isn't one.

    A message that only has a mistake of its own is reported and left out.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        place = Position(data.count(b"\n", 0, error.start) + 1, 1)
        message = f"byte 0x{data[error.start]:02x} is not valid UTF-8"
        findings.error("po-encoding", place, message, "save the catalog as UTF-8")
        return None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not LINE.match(line):  # polib would drop a text's last letter with a missing quote
            _refuse(number, findings)
            return None
    try:
        # some of what nobody sees ends a line for polib
        catalog = polib.pofile(INVISIBLE.sub("\ufffd", f"{text}\n"), encoding="utf-8")
    except OSError as error:
        found = re.search(r"line (\d+)", str(error))
        _refuse(int(found[1]) if found else 1, findings)
        return None
    entries = [entry for entry in catalog if not entry.obsolete]
    messages = list(_messages(entries, lines, findings))
    return Catalog(str(catalog.metadata.get("Language", "")), messages, lines)


def _refuse(line: int, findings: Findings) -> None:
    message = "from this line on, the file is not a gettext catalog"
    findings.error("po-syntax", Position(line, 1), message, "mend it in Poedit, or export it again")


def _messages(
    entries: list[polib.POEntry], lines: list[str], findings: Findings
) -> Iterator[Message]:
    seen: dict[str, int] = {}
    for entry in entries:
        context, line = entry.msgctxt or "", _text_line(lines, entry.linenum or 1)
        if context in seen:
            findings.error(
                "po-duplicate",
                Position(line, 1),
                f"`{context}` is here twice; the first is on line {seen[context]}",
                "merge the two",
            )
            continue
        seen[context] = line
        hidden = _hidden(lines, line)
        if hidden is not None:
            sign, place = hidden
            message = f"U+{ord(sign):04X} is an invisible or control character"
            hint = "delete it; the build sets directions and spaces"
            findings.error("po-character", place, message, hint, field=context)
            continue
        notes = entry.comment.split("\n")
        exported = [note.removeprefix(EXPORTED) for note in notes if note.startswith(EXPORTED)]
        yield Message(
            context,
            entry.msgid,
            entry.msgstr,
            line,
            "fuzzy" in entry.flags,
            entry.previous_msgid or "",
            MACHINE in notes,
            exported[0] if exported else "",
            tuple(entry.tcomment.split("\n")) if entry.tcomment else (),
        )


def _text_line(lines: list[str], start: int) -> int:
    """The line on which a message's translation begins, the message being at `start`."""
    numbers = range(start, len(lines) + 1)
    return next((n for n in numbers if lines[n - 1].lstrip().startswith("msgstr")), start)


def _text_lines(lines: list[str], start: int) -> Iterator[tuple[int, str]]:
    """The lines of the translation that begins at `start`, with their numbers."""
    for number, line in enumerate(lines[start - 1 :], start):
        if number > start and not line.lstrip().startswith('"'):
            break
        yield number, line


def _hidden(lines: list[str], start: int) -> tuple[str, Position] | None:
    """The first character of the translation at a line that nobody sees."""
    for number, line in _text_lines(lines, start):
        found = INVISIBLE.search(line)
        if found:
            return found[0], Position(number, found.start() + 1)
    return None
