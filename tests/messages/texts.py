"""Messages as browsers print them: the guide's templates, with everything filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fieldguide.entries.models import Reason
from fieldguide.project import Project

VALUES = {
    "url": "https://api.example.com/v1/items?page=2",
    "first": "https://old.example.com/",
    "page": "https://app.example.com/",
    "origin": "https://app.example.com",
    "host": "api.example.com",
    "status": "404",
    "redirect": "301",
    "value": "https://other.example",
    "header": "x-test",
    "method": "PUT",
    "scheme": "app",
    "schemes": "http, data, https",
    "space": "local",
    "directive": "connect-src",
    "kind": "fetch",
    "file": "///C:/demo/data.json",
}
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


class Printed(NamedTuple):
    """One message, and what must be found out of it."""

    text: str
    names: frozenset[str]
    """The reasons that it stands for, or the look-alike's name."""
    parameters: dict[str, str]
    place: str
    """Where its template stands: engine and language, or key."""


def filled(template: str) -> tuple[str, dict[str, str]]:
    """A template with its placeholders filled in, and their values."""
    values = {name: VALUES[name] for name in _PLACEHOLDER.findall(template)}
    return _PLACEHOLDER.sub(lambda match: VALUES[match[1]], template), values


def of_banks(project: Project, reasons: Mapping[str, Reason]) -> Iterator[Printed]:
    """Every message of every bank that a reason has, in every language."""
    for engine, bank in project.banks.items():
        keys = {key: id for id, entry in reasons.items() for key in entry.messages.get(engine, ())}
        for tag, messages in bank.locales.items():
            for key in messages:
                if key in keys:
                    values = {name: VALUES[name] for name in bank.parameters[key]}
                    text, _ = bank.fill(key, tag, list(values.values()))
                    yield Printed(text, frozenset({keys[key]}), values, f"{engine} {tag} {key}")


def of_entries(project: Project, reasons: Mapping[str, Reason]) -> Iterator[Printed]:
    """Every text that an entry itself has."""
    for id, entry in reasons.items():
        for engine, texts in entry.messages.items():
            if engine not in project.banks:
                for template in texts:
                    text, values = filled(template)
                    yield Printed(text, frozenset({id}), values, f"{engine} {id}")


def of_wordings(project: Project) -> Iterator[Printed]:
    """Every wording beside those."""
    for key, item in project.wordings.wordings.items():
        for template in item.texts:
            text, values = filled(template)
            yield Printed(text, frozenset(item.reasons), values, key)


def of_lookalikes(project: Project) -> Iterator[Printed]:
    """Every text of another family's errors."""
    for key, item in project.wordings.lookalikes.items():
        for texts in item.texts.values():
            for template in texts:
                text, values = filled(template)
                yield Printed(text, frozenset({key}), values, key)
