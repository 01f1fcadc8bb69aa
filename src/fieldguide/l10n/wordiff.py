"""What changed between two texts, word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that both sides have, or only the old or the new one."""

    kind: Literal["same", "removed", "added"]
    text: str


# Inline code is one word; otherwise words, runs of white space, and single other characters.
_WORD = re.compile(r"`[^`\n]*`|\w+|\s+|.", re.DOTALL)


def word_diff(old: str, new: str) -> list[Change]:
    """The stretches that turn `old` into `new`, in order.

    Differences in white space alone are none: texts are compared as digests compare them.
    """
    before, after = _WORD.findall(old.strip()), _WORD.findall(new.strip())
    changes: list[Change] = []
    matcher = difflib.SequenceMatcher(None, _folded(before), _folded(after), autojunk=False)
    for kind, start, stop, first, last in matcher.get_opcodes():
        removed, added = "".join(before[start:stop]), "".join(after[first:last])
        if kind == "equal":
            changes.append(Change("same", added))
            continue
        if removed:
            changes.append(Change("removed", removed))
        if added:
            changes.append(Change("added", added))
    return changes


def _folded(words: list[str]) -> list[str]:
    return [" " if word.isspace() else word for word in words]
