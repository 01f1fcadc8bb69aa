"""What is run, and what is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldguide.entries.models import Outcome, Request


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a browser printed."""

    text: str
    code: str = ""
    """The engine's own name for it, where it has one."""
    level: str = "error"


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request as a server got it."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """A header's first value; names are the same in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def is_preflight(self) -> bool:
        """Whether a browser asks if it may ask."""
        return self.method == "OPTIONS" and self.header("Access-Control-Request-Method") is not None


@dataclass(frozen=True, slots=True)
class Run:
    """One exchange in one browser."""

    succeeded: bool
    """Whether the page could read the response."""
    error: str
    """What the page's own script was told."""
    lines: tuple[Line, ...]
    requests: tuple[SeenRequest, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    """What placeholders of messages stood for: `url`, `origin`."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """An exchange to run, and what each engine shall print."""

    name: str
    reason: str
    request: Request
    outcome: Outcome
    expected: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Engine -> keys of its bank, or templates, one of which it prints. None named: the page
    reads the answer, and nothing is printed. An engine that is missing is not looked at."""
    is_variant: bool = False
    """Whether it is one on which engines disagree."""
    succeeds: bool | None = None
    """Whether the page reads the answer, where what is expected doesn't tell."""


class LabError(Exception):
    """The lab can't do its work; the message says what to do about it."""
