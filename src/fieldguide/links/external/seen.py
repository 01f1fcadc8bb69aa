"""What asking for an address showed, before anybody judges it."""

from __future__ import annotations

from dataclasses import dataclass

from fieldguide.links.external.models import Status
from fieldguide.links.external.page import Page


@dataclass(frozen=True, slots=True)
class Failure:
    """There was no answer."""

    status: Status
    message: str
    transient: bool = False
    """Whether asking again may help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer at the end of all redirects."""

    http_status: int
    wall: str = ""
    """The name of a wall against programs that says it stands there."""
    page: Page | None = None
    """None if it is no page, or wasn't to be read."""
    forbidden: bool = False
    """Whether robots.txt forbade to read it."""
    retries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that was seen on the way to an answer."""

    result: Answer | Failure
    final_url: str | None = None
    """Where redirects ended; None without redirects."""
    moved_to: str | None = None
    """The end of the permanent redirects that the way begins with."""
    anchored: bool = False
    """Whether a redirect brought its own fragment, which then stands for the link's."""
