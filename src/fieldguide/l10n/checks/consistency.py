"""The same English said in different words within one language."""

from __future__ import annotations

from collections.abc import Sequence

from fieldguide.findings import Severity
from fieldguide.l10n.checks.unit import Flaw, Unit

#: One word may mean several things.
_LEAST_WORDS = 2


def check_consistency(units: Sequence[Unit]) -> list[tuple[Unit, Flaw]]:
    """Same source, other translation: told at the later ones, with the first one's place."""
    first: dict[tuple[str, ...], Unit] = {}
    found = []
    for unit in units:
        source = _folded((unit.earlier or unit.source).text)
        if len(source) < _LEAST_WORDS:
            continue
        known = first.setdefault(source, unit)
        if known is not unit and _folded(unit.text) != _folded(known.text):
            found.append((unit, _flaw(unit, known)))
    return found


def _folded(text: str) -> tuple[str, ...]:
    """A text without regard to case, white space and the shape of apostrophes."""
    return tuple(text.casefold().replace("’", "'").split())


def _flaw(unit: Unit, known: Unit) -> Flaw:
    place = f"`{known.field.name}`"
    if known.page != unit.page:
        place += f" of {known.page}"
    return Flaw(
        "same-source",
        0,
        f"{place} has another translation of the same English",
        "write the same in both, or waive this with the reason",
        Severity.WARNING,
    )
