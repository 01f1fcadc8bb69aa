"""One translated field for a test, and what the language checks say of it."""

from __future__ import annotations

from fieldguide.entries.fields import Kind, ProseField
from fieldguide.l10n.checks.language import check_language
from fieldguide.l10n.checks.unit import Flaw, Unit, parse_source
from fieldguide.l10n.glossary import Glossary
from fieldguide.l10n.locale import Locale
from fieldguide.prose.grammar import parse

EMPTY = Glossary()


def sample(tag: str, source: str, text: str, *, name: str = "summary", page: str = "p") -> Unit:
    """A field of `page` in a language, beside its English."""
    kind: Kind = "inline" if name.endswith("title") else "block"
    field = ProseField(tuple(name.split(".")), kind, source)
    return Unit(Locale.parse(tag), page, field, parse_source(source, kind), parse(text, kind))


def flaws(tag: str, source: str, text: str, glossary: Glossary = EMPTY) -> list[Flaw]:
    """What the language checks say."""
    return list(check_language(sample(tag, source, text), glossary))


def said(tag: str, source: str, text: str, glossary: Glossary = EMPTY) -> list[tuple[str, str]]:
    """Each flaw's id, and the text from its place on, up to the next space."""
    found = flaws(tag, source, text, glossary)
    return [(flaw.id, text[flaw.offset :].split(maxsplit=1)[0]) for flaw in found]
