"""What is wrong with a built site, as data."""

from __future__ import annotations

from dataclasses import dataclass

from fieldguide.findings import Severity


@dataclass(frozen=True, slots=True)
class Defect:
    """One reference that leads wrong, on one page."""

    id: str
    page: str
    """The built file, by path from the site's root."""
    url: str
    """The address as the page has it; empty where the page as a whole is meant."""
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
