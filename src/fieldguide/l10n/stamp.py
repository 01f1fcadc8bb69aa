"""Writing a translation's digests: "I have brought this up to date".

Everything but the `source:` block stays byte for byte as it is.
"""

from __future__ import annotations

import re

from fieldguide.entries.read import Source
from fieldguide.entries.tree import read_tree
from fieldguide.findings import Findings
from fieldguide.l10n.digests import digest
from fieldguide.l10n.translation import Translation

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def stamped(text: str, source: Source, translation: Translation) -> str:
    """The file's text with digests of the English that each translated field has now."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _LINE.findall(text)
    start, stop = _source_block(text, lines, translation)
    if start == stop and lines and not lines[-1].endswith(("\r", "\n")):
        lines[-1] += end
    block = [f"source:{end}"] + [
        f"  {field.name}: {_quoted(digest(field.text))}{end}"
        for field in source.fields
        if field.path in translation.texts
    ]
    return "".join([*lines[:start], *block, *lines[stop:]])


def _source_block(text: str, lines: list[str], translation: Translation) -> tuple[int, int]:
    """Where the block's lines are; the end of the file, twice, where there is no block."""
    tree = read_tree(text.encode(), Findings(translation.path))
    if tree is None or "source" not in tree.keys:
        return len(lines), len(lines)
    start = tree.keys["source"].position.line - 1
    following = [key.position.line - 1 for key in tree.keys.values()]
    stop = min((line for line in following if line > start), default=len(lines))
    # blank lines and comments before the next field are that field's
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
        stop -= 1
    return start, stop


def _quoted(value: str) -> str:
    """Digests that YAML would read as numbers (`123456789012`, `12345678e901`) are quoted."""
    return f'"{value}"' if re.fullmatch(r"[0-9]+(e[0-9]+)?", value) else value
