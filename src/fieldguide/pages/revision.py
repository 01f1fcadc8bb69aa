"""What changed in the source since a text was translated from it, as readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from fieldguide.entries.fields import ProseField
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.outdated import Outdated
from fieldguide.l10n.wordiff import word_diff
from fieldguide.prose.grammar import parse

#: Ends a paragraph or a list item. A word to the diff, which drops line breaks.
_BREAK = "¶"
_ELEMENTS = {"same": "", "removed": "del", "added": "ins"}


@dataclass(frozen=True, slots=True)
class Revision:
    """The source text of an outdated translation."""

    html: Markup
    """Today's text; with what was removed and added, if the earlier text is known."""
    since: date | None
    """The day on which the text that was translated was replaced, if known."""
    locale: Locale
    """The source's."""
    is_compared: bool
    """Whether it is known which text was translated, so that this is another one for sure."""


def revision(outdated: Outdated, locale: Locale) -> Revision:
    """How a field of the source, whose language is `locale`, changed since it was translated."""
    field, record = outdated.field, outdated.text
    new = _readable(field.text, field)
    old = new if record is None else _readable(record, field)
    if old == new and record is not None:  # only markup changed, such as where a link leads
        old, new = record, field.text
    parts = (_element(_ELEMENTS[change.kind], change.text) for change in word_diff(old, new))
    is_compared = outdated.digest is not None
    return Revision(Markup("").join(parts), outdated.since, locale, is_compared)


def _readable(text: str, field: ProseField) -> str:
    """A text without its markup but for inline code, as one line."""
    return f" {_BREAK} ".join(_blocks(text, field))


def _blocks(text: str, field: ProseField) -> Iterator[str]:
    marker = ""
    for token in parse(text, field.kind).tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}. " if token.info else "• "
        elif token.type == "inline":
            words = (
                f"`{child.content}`" if child.type == "code_inline" else child.content
                for child in token.children or ()
            )
            yield marker + "".join(words)
            marker = ""


_PIECE = re.compile(rf"`([^`\n]*)`| ?({_BREAK}) ?")


def _element(name: str, text: str) -> Markup:
    """One stretch as an element, or bare; white space at its edges stays outside."""
    core = text.strip()
    if not name or not core:
        return _inside(text)
    before, _, after = text.partition(core)
    return Markup("{1}<{0}>{2}</{0}>{3}").format(name, before, _inside(core), after)


def _inside(text: str) -> Markup:
    """A stretch's text; code and line breaks in it are elements."""
    inside, end = Markup(""), 0
    for piece in _PIECE.finditer(text):
        inside += escape(text[end : piece.start()])
        inside += Markup("<br>") if piece[2] else Markup("<code>{}</code>").format(piece[1])
        end = piece.end()
    return inside + escape(text[end:])
