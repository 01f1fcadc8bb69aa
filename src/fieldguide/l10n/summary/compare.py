"""Two editions of a guide compared: the one that a pull request starts from, and its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fieldguide.entries.fields import ProseField
from fieldguide.entries.read import Source
from fieldguide.findings import Finding, Findings, Position
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import Ledger
from fieldguide.l10n.localize import localize
from fieldguide.l10n.status import Interface, Progress, progress_of
from fieldguide.l10n.summary.models import Edit, Language, Strings, Words
from fieldguide.l10n.translation import State, Translation

#: What a maintainer puts on a pull request that may change several languages.
LABEL = "several-locales"

_FRESH = (State.CURRENT, State.MACHINE)


@dataclass(frozen=True, slots=True)
class Edition:
    """A guide on one side of a pull request."""

    sources: Mapping[str, Source]
    translations: Mapping[str, Mapping[str, Translation]]
    """By tag, then by page."""
    interfaces: Mapping[str, Interface]
    """By tag."""
    ledger: Callable[[str], Ledger]
    keeps_ledger: bool

    def translation(self, tag: str, page: str) -> Translation | None:
        """A page's translation, if it has one."""
        return self.translations.get(tag, {}).get(page)


def check_one_language(changed: Mapping[str, Sequence[Path]]) -> Iterator[Finding]:
    """Refuse changes of several languages at once; `changed` are files by tag."""
    if len(changed) > 1:
        tags = sorted(changed)
        yield Finding(
            "summary-several-locales",
            changed[tags[1]][0],
            Position(),
            f"this changes several languages at once: {', '.join(tags)}",
            "make a pull request for each, so that those who read a language review it; "
            f"or ask a maintainer for the label `{LABEL}`",
            locale=tags[1],
        )


def compare_english(base: Edition, head: Edition) -> tuple[Edit, ...]:
    """The English texts that both editions have, and that differ."""
    edits = []
    for page, source in head.sources.items():
        old = _digests(base.sources.get(page))
        last = {record.field: record.digest for record in head.ledger(page).records}
        for field in source.fields:
            new = digest(field.text)
            if field.name in old and old[field.name] != new:
                same_as = source.entry.same_as.get(field.name, ())
                edits.append(
                    Edit(
                        page=page,
                        field=field.name,
                        words=field.words,
                        same_as=old[field.name] in same_as,
                        recorded=last.get(field.name) == new,
                    )
                )
    return tuple(edits)


def compare_language(base: Edition, head: Edition, tag: str, *, touched: bool) -> Language:
    """What changes in one language, whoever's edit it comes from."""
    before, fresh, shown_before = _states(base, tag)
    after, _, shown = _states(head, tag)
    stale = changed = confirmed = 0
    for page, source in head.sources.items():
        old, new = base.translation(tag, page), head.translation(tag, page)
        english = _digests(base.sources.get(page))
        for field in source.fields:
            state = _state(source, new, field)
            if (page, field.name) in fresh and state is State.OUTDATED:
                stale += field.words * (english[field.name] != digest(field.text))
            if new is not None and field.path in new.texts:
                differs = _text_differs(old, new, field)
                changed += differs
                confirmed += not differs and _digest_differs(old, new, field)
    return Language(
        tag=tag,
        touched=touched,
        before=before,
        after=after,
        interface_before=_strings(base, tag),
        interface_after=_strings(head, tag),
        changed=changed,
        confirmed=confirmed,
        stale=stale,
        gained=tuple(sorted(shown - shown_before)),
        lost=tuple(sorted((shown_before - shown) & head.sources.keys())),
    )


def check_changes(base: Edition, head: Edition, tag: str) -> Iterator[Finding]:
    """Every field that is changed must say truly which English it was made from.

    That is today's, or the one that the pull request started from: English may have moved on
    in the meantime. What was outdated and stays so is pointed out, but may be mended. Digests of
    no English text at all are errors; where there is a ledger, `fieldguide check` has them.
    """
    for page, new in head.translations.get(tag, {}).items():
        source, old = head.sources[page], base.translation(tag, page)
        english = _digests(base.sources.get(page))
        findings = Findings(new.path, tag)
        for field in source.fields:
            if field.path not in new.texts:
                continue
            if not _text_differs(old, new, field) and not _digest_differs(old, new, field):
                continue
            made_from = new.digests.get(field.name, "")
            same_as = source.entry.same_as.get(field.name, ())
            if made_from in (digest(field.text), english.get(field.name), *same_as):
                continue
            position = new.positions[field.path]
            if head.ledger(page).find(field.name, made_from) or (
                old is not None and old.digests.get(field.name) == made_from
            ):
                findings.warning(
                    "summary-outdated",
                    position,
                    f"you changed `{field.name}`, and it stays outdated",
                    "`fieldguide translate diff` shows what changed in English; bring the text "
                    "up to date and stamp it, or leave it so",
                    field=field.name,
                )
            elif not head.keeps_ledger:
                findings.error(
                    "summary-unstamped",
                    position,
                    f"`{field.name}` does not say which English text it was made from",
                    "compare it with today's English, then run `fieldguide translate stamp` "
                    "on the file",
                    field=field.name,
                )
        yield from findings.items


def _digests(source: Source | None) -> dict[str, str]:
    return {field.name: digest(field.text) for field in source.fields} if source else {}


def _state(source: Source, translation: Translation | None, field: ProseField) -> State:
    same_as = source.entry.same_as.get(field.name, ())
    return translation.state(field, same_as) if translation else State.MISSING


def _states(edition: Edition, tag: str) -> tuple[Words, set[tuple[str, str]], set[str]]:
    """Words by state, the fields that are of today's English, the pages that readers see."""
    counted, fresh, shown = [], set(), set()
    for page, source in edition.sources.items():
        localized = localize(source, edition.translation(tag, page))
        counted.append(progress_of(localized, partial(edition.ledger, page)))
        if not localized.is_fallback:
            shown.add(page)
        for field in source.fields:
            if localized.states[field.path] in _FRESH:
                fresh.add((page, field.name))
    progress = Progress.sum(counted)
    words = Words(
        current=progress[State.CURRENT].words,
        machine=progress[State.MACHINE].words,
        outdated=progress[State.OUTDATED].words,
        missing=progress[State.MISSING].words,
    )
    return words, fresh, shown


def _strings(edition: Edition, tag: str) -> Strings:
    interface = edition.interfaces.get(tag, Interface())
    return Strings(translated=interface.translated, total=interface.total)


def _text_differs(old: Translation | None, new: Translation, field: ProseField) -> bool:
    """Whether the words differ; where lines break is of no matter."""
    known = old.texts.get(field.path) if old else None
    return known is None or digest(known) != digest(new.texts[field.path])


def _digest_differs(old: Translation | None, new: Translation, field: ProseField) -> bool:
    return (old.digests.get(field.name) if old else None) != new.digests.get(field.name)
