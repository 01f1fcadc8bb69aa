"""A place in a configuration that lets in others."""

from __future__ import annotations

from dataclasses import dataclass

#: What to write instead.
LIST = "name each origin in full, such as `https://app.example.com`"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong there; line and column count from 0."""

    id: str
    line: int
    column: int
    message: str
    hint: str = LIST
