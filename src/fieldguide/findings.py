"""Findings: mistakes in somebody's files, as data.

A finding is a value with a stable id and a position. Who shows it, and how,
is `fieldguide.report`'s business. Programming mistakes raise; these don't.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a finding matters: errors fail a command, warnings don't."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file; line and column count from 1, columns in code points."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: where it is, what is wrong, what to write instead."""

    id: str
    path: Path
    position: Position
    message: str
    hint: str = ""
    field: str = ""
    locale: str = ""
    severity: Severity = Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, Position, str, str, str]:
        """Order by file and position, so that output is the same on every run."""
        return (self.path.as_posix(), self.position, self.id, self.message, self.locale)


class GuideError(Exception):
    """A guide that cannot be built; carries every finding, not just the first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} finding(s)")
        self.findings = findings


@dataclass(slots=True)
class Findings:
    """A growing collection of findings about one file."""

    path: Path
    locale: str = ""
    items: list[Finding] = field(default_factory=list)

    def error(
        self, id: str, position: Position, message: str, hint: str = "", *, field: str = ""
    ) -> None:
        """Record an error at `position` of this file."""
        self.items.append(Finding(id, self.path, position, message, hint, field, self.locale))

    def warning(
        self, id: str, position: Position, message: str, hint: str = "", *, field: str = ""
    ) -> None:
        """Record something that deserves a look and fails nothing."""
        self.items.append(
            Finding(id, self.path, position, message, hint, field, self.locale, Severity.WARNING)
        )

    def has(self, position: Position) -> bool:
        """Whether something is already wrong at `position`: one mistake, one finding."""
        return any(item.position == position for item in self.items)


def errors(findings: list[Finding]) -> list[Finding]:
    """Only those findings that must fail a command."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
