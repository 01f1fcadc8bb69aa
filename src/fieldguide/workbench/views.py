"""What the page is told, as JSON: the list of fields, and one field with all that helps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from fieldguide.entries.fields import ProseField
from fieldguide.entries.syntax import refuse_invisible
from fieldguide.findings import Finding, Findings, Severity
from fieldguide.l10n.checks.inflection import english
from fieldguide.l10n.checks.plain import source_prose
from fieldguide.l10n.checks.unit import parse_source
from fieldguide.l10n.glossary import Glossary, Term
from fieldguide.l10n.localize import Localized
from fieldguide.l10n.outdated import Outdated, outdated_fields
from fieldguide.l10n.suggest import Suggestion
from fieldguide.l10n.wordiff import word_diff
from fieldguide.l10n.written import trimmed
from fieldguide.prose.render import to_text
from fieldguide.workbench.drafts import Draft, proofread, saved
from fieldguide.workbench.preview import preview
from fieldguide.workbench.reading import Reading

Json = dict[str, Any]


def page_view(reading: Reading, page: str, findings: Sequence[Finding]) -> Json:
    """A page in the list; `findings` are those of its translation, of all fields and none."""
    localized = reading.localized(page)
    source = localized.source
    names = {field.name for field in source.fields}
    title = parse_source(source.entry.title, "inline")
    return {
        "page": page,
        "title": to_text(title, reading.project.source_locale.typographer),
        "file": _shown(reading.path(page), reading.place.root),
        "broken": is_broken(reading, page),
        "findings": [
            finding_view(item, reading.place.root)
            for item in findings
            if item.field.removeprefix("waivers.") not in names
        ],
        "fields": [
            {
                "field": field.name,
                "state": str(localized.states[field.path]),
                "words": field.words,
                **_counts(findings, field.name),
            }
            for field in source.fields
        ],
    }


def field_view(reading: Reading, page: str, field: ProseField) -> Json:
    """One field: what it says in English and here, what is wrong with it, and what helps."""
    localized = reading.localized(page)
    draft = saved(reading, page, field)
    text = "" if draft is None else draft.text
    return {
        "page": page,
        "field": field.name,
        "kind": field.kind,
        "state": str(localized.states[field.path]),
        "machine": is_machine(localized, field),
        "text": text,
        "seen": lock(localized, field),
        "broken": is_broken(reading, page),
        **_english(reading, page, localized, field),
        **(draft_view(reading, draft) if draft else {"findings": [], "preview": []}),
        "file_findings": [
            finding_view(item, reading.place.root)
            for item in reading.mistakes(page)
            if item.field == field.name or is_broken(reading, page)
        ],
        "suggestions": [_suggestion(item, field) for item in reading.memory.suggest(page, field)],
        "terms": [_term(term) for term in _terms_in(field, reading.glossary)],
    }


def draft_view(reading: Reading, draft: Draft) -> Json:
    """What is wrong with a text, and how readers would see it."""
    found = sorted(set(proofread(reading, draft)), key=lambda item: item.sort_key)
    source, name = reading.source(draft.page), draft.field.name
    shown = refuse_invisible(draft.text, Findings(reading.path(draft.page)))
    return {
        "findings": [
            {
                **finding_view(item, reading.place.root),
                "start": _start(draft.text, item) if item.field == name else None,
            }
            for item in found
        ],
        "preview": preview(shown, draft.field, source, reading.data.locale),
    }


def finding_view(item: Finding, root: Path) -> Json:
    """A finding in a file."""
    place = f"{_shown(item.path, root)}:{item.position.line}:{item.position.column}"
    return {
        "id": item.id,
        "severity": str(item.severity),
        "message": item.message,
        "hint": item.hint,
        "place": place,
    }


def is_broken(reading: Reading, page: str) -> bool:
    """Whether a page has a file in which somebody must mend something before it can be read.

    An empty file can't be read either, and nothing in it is lost.
    """
    if page in reading.data.translations:
        return False
    return any(
        item.severity is Severity.ERROR and item.id != "yaml-empty"
        for item in reading.mistakes(page)
    )


def lock(localized: Localized, field: ProseField) -> str:
    """Tells one state of a field from all others: what is saved must be about what was seen.

    Not of the whole file: two people, or two windows, may work on two fields of one page.
    """
    translation = localized.translation
    text = made_from = None
    if translation is not None and field.path in translation.texts:
        text = trimmed(translation.texts[field.path])
        made_from = translation.digests.get(field.name)
    state = json.dumps([field.text, text, made_from, is_machine(localized, field)])
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def is_machine(localized: Localized, field: ProseField) -> bool:
    """Whether a machine translated a field, and nobody has read it."""
    return localized.translation is not None and field.name in localized.translation.machine


def _counts(findings: Iterable[Finding], name: str) -> Json:
    own = [item for item in findings if item.field in (name, f"waivers.{name}")]
    errors = sum(item.severity is Severity.ERROR for item in own)
    return {"errors": errors, "warnings": len(own) - errors}


def _english(reading: Reading, page: str, localized: Localized, field: ProseField) -> Json:
    """Today's English, with what changed since the translation was made."""
    outdated = outdated_fields(localized, partial(reading.project.ledger, page))
    item = next((each for each in outdated if each.field.path == field.path), None)
    old = field.text if item is None or item.text is None else item.text
    return {
        "english": _changes(trimmed(old), trimmed(field.text)),
        "made_from": "today" if item is None else _origin(item),
        "since": item.since.isoformat() if item is not None and item.since else None,
    }


def _origin(item: Outdated) -> str:
    """Whether it is known what an outdated text was made from."""
    if item.digest is None:
        return "unsaid"
    return "unknown" if item.text is None else "earlier"


def _changes(old: str, new: str) -> list[Json]:
    return [{"kind": change.kind, "text": change.text} for change in word_diff(old, new)]


def _suggestion(item: Suggestion, field: ProseField) -> Json:
    return {
        "share": int(item.similarity * 100),
        "page": item.pair.page,
        "field": item.pair.field,
        "english": _changes(trimmed(item.pair.english), trimmed(field.text)),
        "text": trimmed(item.pair.translation),
    }


def _terms_in(field: ProseField, glossary: Glossary) -> Iterable[Term]:
    text = source_prose(field.text, field.kind).text
    return (term for term in glossary.terms if english(term.name).search(text))


def _term(term: Term) -> Json:
    return {
        "name": term.name,
        "write": term.name if term.keep else term.prefer,
        "keep": term.keep,
        "avoid": list(term.avoid),
        "why": term.why,
        "link": term.link,
    }


def _start(text: str, item: Finding) -> int:
    """Where a finding is in a text, in UTF-16 units, as browsers count."""
    before = text.split("\n")[: item.position.line - 1]
    index = sum(len(line) + 1 for line in before) + item.position.column - 1
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
