"""A summary as data: what a build of a pull request writes, and a comment is made from.

The build runs what the pull request brings, so nothing in a summary is believed: it is read
strictly, and every text in it is escaped where it is shown.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fieldguide.findings import Severity

#: A summary of a whole guide in forty languages has some 20 kB.
MAX_BYTES = 1_000_000

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Tag = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,35}$")]
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(_Model):
    """The words of the English guide, by the state of their translation."""

    current: Count = 0
    machine: Count = 0
    outdated: Count = 0
    missing: Count = 0

    @property
    def total(self) -> int:
        """All words of the guide."""
        return self.current + self.machine + self.outdated + self.missing


class Strings(_Model):
    """The strings of the interface."""

    translated: Count = 0
    total: Count = 0


class Language(_Model):
    """What changes in one language."""

    tag: Tag
    touched: bool
    """Whether files of the language itself are changed."""
    before: Words
    after: Words
    interface_before: Strings
    interface_after: Strings
    changed: Count
    """Fields with another text."""
    confirmed: Count
    """Fields stamped as up to date without another text."""
    stale: Count
    """Words that become outdated as their English changes."""
    gained: tuple[str, ...]
    """Pages that readers see in this language from now on."""
    lost: tuple[str, ...]
    """Pages that readers see in English from now on."""

    @property
    def matters(self) -> bool:
        """Whether the language stands otherwise than before."""
        return self.before != self.after or self.interface_before != self.interface_after


class Edit(_Model):
    """An English text that is another now."""

    page: str
    field: str
    words: Count
    same_as: bool
    """Whether its author says that it means the same."""
    recorded: bool
    """Whether the ledger has it."""


class Problem(_Model):
    """A finding about the pull request."""

    id: Id
    severity: Annotated[Severity, Field(strict=False)]
    path: str
    line: Count
    column: Count
    message: str
    hint: str


class Summary(_Model):
    """What a pull request changes, in all languages."""

    version: Literal[1] = 1
    languages: tuple[Language, ...]
    edits: tuple[Edit, ...]
    findings: tuple[Problem, ...]
