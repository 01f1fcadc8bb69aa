"""Lines as people pasted them, with what they say; and how an answer does beside that."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from fieldguide.messages.answer import Answer

FILE = Path(__file__).parents[1] / "data" / "pastes.jsonl"
#: More candidates than this mean that the text says next to nothing: then the right ones must be
#: among the answer's, and need not be all of them.
_FEW = 5


@dataclass(frozen=True, slots=True)
class Paste:
    """One text and its label."""

    text: str
    kind: str
    """`reason`, `lookalike`, `other` (an error of no such family) or `unknown` (no error)."""
    reason: str | None
    candidates: frozenset[str]
    """Where the text alone leaves several reasons open."""
    engine: str
    source: str
    lookalike: str | None = None

    @property
    def half(self) -> str:
        """Which half of the corpus it is in: texts are changed for the `tune` half alone."""
        return ("tune", "held")[hashlib.sha256(self.text.encode()).digest()[0] % 2]


def read_pastes() -> list[Paste]:
    """The whole corpus."""
    pastes = []
    with FILE.open(encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            data["candidates"] = frozenset(data["candidates"])
            pastes.append(Paste(**data))
    return pastes


def is_right(paste: Paste, answer: Answer) -> bool:
    """Whether an answer says what the label says."""
    if paste.kind == "reason":
        if answer.kind != "reason" or answer.reason != paste.reason:
            return False
        found = set(answer.candidates)
        if len(paste.candidates) < _FEW:
            return found == paste.candidates
        return found >= paste.candidates
    if paste.kind == "lookalike":
        return answer.kind == "lookalike" and answer.reason == paste.lookalike
    return answer.kind == "unknown"


def is_misleading(paste: Paste, answer: Answer) -> bool:
    """Whether an answer names a reason that the text doesn't."""
    if answer.kind != "reason":
        return False
    if paste.kind != "reason":
        return True
    return answer.reason is not None and answer.reason != paste.reason
