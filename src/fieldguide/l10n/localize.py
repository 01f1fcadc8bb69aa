"""An entry in a language: each field translated, or fallen back to the source."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fieldguide.entries.fields import Path
from fieldguide.entries.read import Source
from fieldguide.l10n.translation import State, Translation

#: A page with less than this share of its words translated stays in the source language.
THRESHOLD = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Localized:
    """One entry as one language shows it."""

    source: Source
    translation: Translation | None
    states: dict[Path, State]
    translated: Fraction
    """The share of the source's words that have a translation."""
    threshold: Fraction = THRESHOLD
    """The share below which nothing of the translation is shown."""

    @property
    def is_fallback(self) -> bool:
        """Whether the page stays in the source language as a whole."""
        return self.translated < self.threshold

    @property
    def is_unread(self) -> bool:
        """Whether readers see text that a machine translated and nobody has read."""
        if self.translation is None or self.is_fallback or not self.translation.machine:
            return False
        names = {".".join(path) for path in self.translation.texts}
        return not names.isdisjoint(self.translation.machine)

    @property
    def is_whole(self) -> bool:
        """Whether every field has a translation."""
        return State.MISSING not in self.states.values()

    def text(self, path: Path) -> str | None:
        """The translation of a field; None where the source is shown."""
        if self.translation is None or self.is_fallback:
            return None
        return self.translation.texts.get(path)


def localize(source: Source, translation: Translation | None) -> Localized:
    """Combine an entry with its translation, if there is one."""
    states: dict[Path, State] = {}
    total = done = 0
    for field in source.fields:
        total += field.words
        same_as = source.entry.same_as.get(field.name, ())
        state = translation.state(field, same_as) if translation else State.MISSING
        states[field.path] = state
        if state is not State.MISSING:
            done += field.words
    return Localized(source, translation, states, Fraction(done, total or 1))
