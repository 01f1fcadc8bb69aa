"""All messages of a guide, compiled to templates: for Python, and as JSON for the web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fieldguide.messages.bank import SOURCE, Bank
from fieldguide.messages.templates import (
    EMPTY,
    Pattern,
    Template,
    pattern,
    split_at_url,
    trimmed,
    without_frames,
)
from fieldguide.messages.wordings import Alone, Wordings

#: The version of the JSON form.
VERSION = 1
#: The language of messages that engines don't translate.
ENGLISH = "en"


#: A core that is left of a text after a common opening must say so much.
_TELLING = 30


@dataclass(frozen=True, slots=True)
class Table:
    """What there is to match with."""

    templates: tuple[Template, ...]
    frames: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    """Engine -> what only this family's messages have, whatever the reason."""
    openings: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    """Engine -> what its messages may begin with."""
    follows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Reason -> reasons after which a browser prints it, too; none named: after any."""
    alone: Mapping[str, Alone] = field(default_factory=dict)
    """Reason -> what its line may mean where it stands alone."""
    general: frozenset[str] = frozenset()
    """Look-alikes that say only that something failed: all else in a text says more."""

    def in_languages(self, languages: Iterable[str]) -> Table:
        """The part of it for some of the browser's languages."""
        wanted = set(languages)
        return replace(
            self, templates=tuple(item for item in self.templates if item.language in wanted)
        )


def compile_table(
    banks: Mapping[str, Bank],
    messages: Mapping[str, Mapping[str, Sequence[str]]],
    wordings: Wordings,
) -> Table:
    """Compile all messages. `messages`: reason -> engine -> keys of its bank, or texts.

    A text that several languages have is kept for the first of them, English before all. One
    that is also an error of another family is that.
    """
    frames = _patterns(wordings.frames)
    openings = _patterns(wordings.openings)
    found = [
        *_of_banks(banks, messages),
        *(
            _template((reason,), "reason", engine, text, frames, openings)
            for reason, engines in messages.items()
            for engine, texts in engines.items()
            if engine not in banks
            for text in texts
        ),
        *(
            _template(
                (reason,), "reason", "", reason, {}, {}
            )  # as Firefox's address of help has it
            for reason in messages
        ),
        *(
            _template(tuple(item.reasons), "reason", item.engine, text, frames, openings)
            for item in wordings.wordings.values()
            for text in item.texts
        ),
    ]
    others = [
        _template((name,), "lookalike", engine, text, frames, openings)
        for name, item in wordings.lookalikes.items()
        for engine, texts in item.texts.items()
        for text in texts
    ]
    taken = [item.core for item in others]
    known: dict[tuple[object, ...], Template] = {}
    for item in [*(item for item in found if not _is_taken(item, taken)), *others]:
        known.setdefault((item.kind, item.reasons, item.frame, item.core, item.tail), item)
    return Table(
        tuple(known.values()),
        frames,
        openings,
        {reason: tuple(after) for reason, after in wordings.follows.items()},
        wordings.alone,
        frozenset(wordings.general),
    )


def _is_taken(template: Template, others: Sequence[Pattern]) -> bool:
    """Whether a message has nothing but an error of another family to say."""
    return any(
        template.core == other
        or (not other.names and any(other.texts[0] in text for text in template.core.texts))
        for other in others
    )


def _patterns(texts: Mapping[str, Sequence[str]]) -> dict[str, tuple[Pattern, ...]]:
    return {engine: tuple(map(pattern, found)) for engine, found in texts.items()}


def _of_banks(
    banks: Mapping[str, Bank], messages: Mapping[str, Mapping[str, Sequence[str]]]
) -> Iterator[Template]:
    for engine, bank in banks.items():
        reasons = {
            key: reason for reason, found in messages.items() for key in found.get(engine, ())
        }
        for tag in [SOURCE, *(tag for tag in bank.locales if tag != SOURCE)]:
            for key in bank.locales[tag]:
                if key in reasons:
                    text, _ = bank.template(key, tag)
                    parts = split_at_url(pattern(text))
                    language = ENGLISH if tag == SOURCE else tag
                    yield Template((reasons[key],), "reason", engine, language, *parts)


def _template(
    names: tuple[str, ...],
    kind: str,
    engine: str,
    text: str,
    frames: Mapping[str, Sequence[Pattern]],
    openings: Mapping[str, Sequence[Pattern]],
) -> Template:
    whole = pattern(text)
    frame, core = without_frames(whole, frames.get(engine, ()))
    opened, rest = without_frames(core, openings.get(engine, ()))
    if rest.weight >= _TELLING:
        frame, core = frame + opened, rest
    if not core.weight:
        frame, core = EMPTY, whole
    core, tail = _without_status(core)
    return Template(names, kind, engine, ENGLISH, frame, trimmed(core), tail)


def _without_status(core: Pattern) -> tuple[Pattern, Pattern]:
    """A sentence with the status at the end may be missing from what people paste."""
    if core.names[-1:] != ("status",):
        return core, EMPTY
    last = len(core.texts) - 2
    stop = core.texts[last].rfind(".", 0, -1)
    return core.cut(last, stop) if stop > 0 else (core, EMPTY)


def to_json(table: Table) -> dict[str, Any]:
    """The form that the web page reads; short keys, since each reader fetches it."""
    return {
        "version": VERSION,
        "frames": {engine: list(map(_turns, found)) for engine, found in table.frames.items()},
        "openings": {engine: list(map(_turns, found)) for engine, found in table.openings.items()},
        "follows": {reason: list(after) for reason, after in table.follows.items()},
        "alone": {reason: item.model_dump() for reason, item in table.alone.items()},
        "general": sorted(table.general),
        "templates": [
            {
                "n": list(template.reasons),
                "k": template.kind,
                "e": template.engine,
                "l": template.language,
                "f": _turns(template.frame),
                "c": _turns(template.core),
                "t": _turns(template.tail),
            }
            for template in table.templates
        ],
    }


def _turns(item: Pattern) -> list[str]:
    """Literals and names in turn, as they stand in the message."""
    found = [item.texts[0]]
    for name, text in zip(item.names, item.texts[1:], strict=True):
        found += [name, text]
    return found
