"""Pages in one language to a gettext catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import polib
from babel.messages.catalog import Catalog

from fieldguide.entries.fields import ProseField
from fieldguide.entries.syntax import INVISIBLE
from fieldguide.l10n.digests import digest
from fieldguide.l10n.draft import Draft
from fieldguide.l10n.edit import comments_above
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.po.models import EXPORTED, MACHINE, Page, fingerprint
from fieldguide.l10n.translation import State
from fieldguide.l10n.written import trimmed

_HEADER = (
    "Prose of the guide, one message for each field.\n"
    "Bring it back with `fieldguide translate import-po`."
)
_RULES = {
    "inline": "One line. Keep `code` as it is; no HTML and no addresses.",
    "block": "Paragraphs and lists. Keep `code`, [links][name] and lists as they are; "
    "no HTML and no addresses.",
}


def export(locale: Locale, pages: Iterable[Page], shown: Callable[[Path], str]) -> str:
    """A catalog of pages; `shown` gives the name of an English file.

    A message is fuzzy where its English has changed, or where a machine translated it.
    """
    catalog = polib.POFile(wrapwidth=0)
    catalog.header = _HEADER
    catalog.metadata = {
        "Language": str(locale.babel),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": Catalog(locale=str(locale.babel)).plural_forms,
    }
    for page in pages:
        draft = Draft(page.text)
        for field in page.source.fields:
            catalog.append(_entry(page, field, draft, shown(page.source.path)))
    return f"{catalog}"


def _entry(page: Page, field: ProseField, draft: Draft, path: str) -> polib.POEntry:
    text, state = page.translated(field), page.state(field)
    comments = [_RULES[field.kind]]
    if page.is_machine(field):
        comments.append(MACHINE)
    comments.append(EXPORTED + fingerprint(text))
    fuzzy = state in (State.OUTDATED, State.MACHINE)
    previous = page.english(field, page.made_from(field)) if fuzzy else None
    return polib.POEntry(
        msgctxt=page.context(field),
        msgid=trimmed(field.text),
        msgstr=text or "",
        flags=["fuzzy"] if fuzzy else [],
        previous_msgid=None if previous is None else trimmed(previous),
        comment="\n".join(comments),
        tcomment="\n".join(_own_comments(page, field, draft)),
        occurrences=[(path, str(page.source.position(*field.path).line))],
    )


def _own_comments(page: Page, field: ProseField, draft: Draft) -> list[str]:
    """What translators noted above a field; not the English that a new file has there."""
    lines = comments_above(draft, field.path)
    copied = page.english(field, digest("\n".join(lines))) is not None
    return [] if copied or INVISIBLE.search("".join(lines)) else lines
