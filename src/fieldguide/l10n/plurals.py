"""Plural forms: what a catalog's header says of them, and what the language has."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from typing import Any, cast

from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural

from fieldguide.findings import Findings, Position
from fieldguide.l10n.locale import Locale

#: No language has more (Arabic has six).
MOST = 6
#: Numbers to try a rule with: all that any language tells apart are among them.
_NUMBERS = (*range(0, 201), 1000, 1_000_000)
# Rules of plurals divide by whole numbers, never by what may be nothing.
_UNSAFE = re.compile(r"/|%(?!\s*[1-9])")

_Rule = Callable[[int], int]


class CatalogWithin(Catalog):
    """A catalog whose header can't ask for more forms than there are: each takes memory."""

    @property
    def num_plurals(self) -> int:
        """How many forms there are room for."""
        return max(0, min(super().num_plurals, MOST))

    @property
    def named_plurals(self) -> int:
        """How many forms the header names."""
        return super().num_plurals


def check_plurals(
    catalog: CatalogWithin, locale: Locale, position: Position, findings: Findings
) -> None:
    """Report a header that contradicts the language, if there are plurals to translate."""
    if not any(message.pluralizable for message in catalog if message.id):
        return
    number, rule = get_plural(str(locale.babel))[:2]
    hint = f"write `Plural-Forms: nplurals={number}; plural={rule};`"
    if catalog.named_plurals != number and catalog.named_plurals != _in_cldr(locale):
        said = f"the header names {catalog.named_plurals} plural forms; this language has {number}"
        findings.error("catalog-plural", position, said, hint)
        return
    if catalog.plural_expr == rule:
        return
    ours = _rule(catalog.plural_expr)
    if ours is None or any(not 0 <= ours(n) < catalog.named_plurals for n in _NUMBERS):
        said = f"`{catalog.plural_expr}` is no rule for {catalog.named_plurals} plural forms"
        findings.error("catalog-plural", position, said, hint)
    elif catalog.named_plurals == number:
        theirs = _rule(rule)
        different = (n for n in _NUMBERS if theirs is None or ours(n) != theirs(n))
        first = next(different, None)
        if first is not None:
            said = f"by the header's rule, {first} takes another form than in this language"
            findings.warning("catalog-plural", position, said, hint)


def _in_cldr(locale: Locale) -> int:
    """How many forms CLDR has, which counts those of fractions, too."""
    return len(locale.babel.plural_form.tags) + 1


def _rule(expression: str) -> _Rule | None:
    """A header's rule; None if it isn't one."""
    if _UNSAFE.search(expression):
        return None
    try:
        return cast("_Rule", cast("Any", gettext).c2py(expression))
    except ValueError:
        return None
