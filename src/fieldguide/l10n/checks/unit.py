"""What a check looks at, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fieldguide.entries.fields import Kind, ProseField
from fieldguide.findings import Severity
from fieldguide.l10n.locale import Locale
from fieldguide.prose.grammar import Parsed, parse


@dataclass(slots=True, eq=False)
class Unit:
    """One translated field beside its source, both parsed."""

    locale: Locale
    page: str
    field: ProseField
    """The source's field."""
    source: Parsed
    parsed: Parsed
    earlier: Parsed | None = None
    """The English text that it was made from, where that isn't today's."""

    @property
    def text(self) -> str:
        """The translation as it is written."""
        return self.parsed.text


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a translation, at an offset (in code points) into its text."""

    id: str
    offset: int
    message: str
    hint: str
    severity: Severity = Severity.ERROR


@lru_cache(maxsize=1 << 14)
def parse_source(text: str, kind: Kind) -> Parsed:
    """A source text's tokens, parsed once for all languages."""
    return parse(text, kind)
