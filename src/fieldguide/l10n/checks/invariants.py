"""What a translation must have in common with its source, whatever the language."""

from __future__ import annotations

from collections.abc import Iterator

from fieldguide.l10n.checks.characters import check_characters
from fieldguide.l10n.checks.code import compare_code
from fieldguide.l10n.checks.links import compare_links
from fieldguide.l10n.checks.marks import marks_of, source_marks
from fieldguide.l10n.checks.shape import check_title, compare_structure
from fieldguide.l10n.checks.unit import Flaw, Unit
from fieldguide.l10n.checks.words import (
    compare_names,
    compare_numbers,
    find_untranslated,
    may_have_names,
    may_have_numbers,
)


def compare(unit: Unit) -> Iterator[Flaw]:
    """The differences that no translation may have.

    Code, links and numbers may be those of today's English or of the text that the translation
    was made from: an English edit must not break the languages that don't follow at once.
    """
    kind = unit.field.kind
    english = [source_marks(unit.field.text, kind)]
    if unit.earlier is not None:
        english.append(source_marks(unit.earlier.text, kind))
    own, today = marks_of(unit.parsed), english[0].marks
    # nearly all texts have nothing to compare: no call without need
    if own.codes != today.codes:
        yield from compare_code(unit, own, english)
    if own.targets or today.targets:
        yield from compare_links(unit, own, english)
    if own.structure != today.structure:
        yield from compare_structure(unit, own, english)
    if unit.field.path[-1] == "title":
        yield from check_title(unit, english)
    if english[0].names or may_have_names(unit.text):
        yield from compare_names(unit, own, english)
    if english[0].numerals or may_have_numbers(unit.text):
        yield from compare_numbers(unit, own, english)
    yield from find_untranslated(unit, own, english)
    if not unit.text.isascii():
        yield from check_characters(unit, own)
