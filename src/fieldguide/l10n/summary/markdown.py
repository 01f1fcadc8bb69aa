"""A summary as a comment on a pull request.

Whoever makes the pull request may have written every text of the summary. Each is therefore
shown as code: there, Markdown knows no links, mentions, references or HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldguide.findings import Severity
from fieldguide.l10n.summary.models import Edit, Language, Problem, Strings, Summary, Words

#: How many of a kind are listed; each is at most `_WIDTH` long, so that GitHub takes the comment.
_LISTED = 15
_WIDTH = 100

_HARMLESS = str.maketrans({"`": "\N{PRIME}", "|": "\N{BROKEN BAR}"})


def render_markdown(summary: Summary) -> str:
    """The summary in GitHub's Markdown, of bounded length."""
    parts = ["### What readers will see"]
    if summary.languages:
        parts.append(_table(summary.languages[:_LISTED]))
        parts += _more(summary.languages)
        for language in summary.languages[:_LISTED]:
            parts += _details(language)
    else:
        parts.append("No language has more or less to read than before.")
    if summary.edits:
        parts.append(_edits(summary.edits))
    if summary.findings:
        parts.append(_findings(summary.findings))
    return "\n\n".join(parts) + "\n"


def _table(languages: Iterable[Language]) -> str:
    lines = [
        "| Language | Up to date | Outdated | By a machine, unread | Missing | Interface |",
        "|---|---|---|---|---|---|",
    ]
    for language in languages:
        before, after = language.before, language.after
        cells = [
            code(language.tag),
            _moved(share(before), share(after)),
            _moved(f"{before.outdated:,}", f"{after.outdated:,}"),
            _moved(f"{before.machine:,}", f"{after.machine:,}"),
            _moved(f"{before.missing:,}", f"{after.missing:,}"),
            _moved(strings(language.interface_before), strings(language.interface_after)),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", "In words of English; the interface in strings."])


def share(words: Words) -> str:
    """The part of all words that is up to date; 100 % only if nothing is left to do."""
    return f"{words.current:,} ({words.current * 100 // (words.total or 1)} %)"


def strings(strings: Strings) -> str:
    """How many strings of the interface are translated."""
    return f"{strings.translated:,} of {strings.total:,}"


def _moved(before: str, after: str) -> str:
    return after if before == after else f"{before} → **{after}**"


def _details(language: Language) -> Iterable[str]:
    tag = code(language.tag)
    if language.changed or language.confirmed:
        yield (
            f"{tag}: texts changed: {language.changed:,}; "
            f"only stamped as up to date: {language.confirmed:,}"
        )
    if language.stale:
        yield f"{tag}: {language.stale:,} words become outdated, as their English changes"
    if language.gained:
        yield f"{tag}: readers now see these pages translated: {_listed(language.gained)}"
    if language.lost:
        yield f"{tag}: readers now see these pages **in English**: {_listed(language.lost)}"


def _edits(edits: Sequence[Edit]) -> str:
    lines = ["English texts that change:", ""]
    for edit in edits[:_LISTED]:
        notes = [f"{edit.words:,} words"]
        if edit.same_as:
            notes.append("said to mean the same (`same_as`)")
        if not edit.recorded:
            notes.append("**not in the ledger yet**")
        lines.append(f"- {code(edit.page)} {code(edit.field)}: {', '.join(notes)}")
    return "\n".join([*lines, *(f"- {text}" for text in _more(edits))])


def _findings(findings: Sequence[Problem]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    lines = [f"Mistakes: {errors:,}, warnings: {len(findings) - errors:,}", ""]
    for finding in findings[:_LISTED]:
        place = f"{_cut(finding.path)}:{finding.line}:{finding.column}"
        lines.append(f"- {finding.severity} {code(finding.id)} at {code(place)}")
    return "\n".join([*lines, *(f"- {text}" for text in _more(findings))])


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*map(code, names[:_LISTED]), *_more(names)])


def _more(items: Sequence[object]) -> list[str]:
    return [f"and {len(items) - _LISTED:,} more"] if len(items) > _LISTED else []


def code(text: str) -> str:
    """Somebody's text as code, shortened, without what would end a line, a cell or the code."""
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return f"`{_cut(text).translate(_HARMLESS) or '-'}`"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
