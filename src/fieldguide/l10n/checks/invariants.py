"""What a translation must have in common with its source, whatever the language."""

from __future__ import annotations

from collections.abc import Iterator

from fieldguide.l10n.checks.unit import Flaw, Unit


def compare(unit: Unit) -> Iterator[Flaw]:
    """The differences that no translation may have."""
    yield from ()
