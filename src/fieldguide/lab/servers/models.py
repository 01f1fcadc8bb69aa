"""What is proved of a stack, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldguide.entries.configuration import Configuration
from fieldguide.entries.servers import Server

#: The page's origin: the first of the two that all configurations allow.
ORIGIN = "https://app.example.com"
#: The second one.
OTHER_ORIGIN = "https://admin.example.com"


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack as the guide has it."""

    server: Server
    folder: Path
    """Where its published files lie, and `lab/`."""
    files: Mapping[str, Configuration]
    """The published files by path."""

    @property
    def id(self) -> str:
        """The entry's name."""
        return self.server.id


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as the guide says."""

    about: str
    """`published`, `concern vary`, `mistake no-always`."""
    text: str
    """What was expected, and what was seen."""
    log: str = ""
    """The last lines that the server wrote."""
    change: str = ""
    """What was changed in the published files: lines with `-` and `+`."""


@dataclass(slots=True)
class Result:
    """What came of a stack."""

    stack: str
    version: str = ""
    """Product and version, such as `nginx 1.22.1`."""
    missing: tuple[str, ...] = ()
    """What this machine lacks to run it: nothing else was done then."""
    probes: dict[str, bool] = field(default_factory=dict)
    """Whether the published file passes each."""
    requests: dict[str, bool] = field(default_factory=dict)
    """Whether a browser's page gets what it asks for with the published file."""
    concerns: dict[str, bool] = field(default_factory=dict)
    """Whether each does what the guide says."""
    mistakes: dict[str, bool] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether it was run, and all was as the guide says."""
        return not self.problems and not self.missing
