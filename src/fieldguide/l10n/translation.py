"""A translation file: the prose of one entry in one language, and what it was made from."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path as FilePath

from fieldguide.entries.fields import Path, ProseField, shape_of
from fieldguide.entries.read import Source, check_nothing, check_styles
from fieldguide.entries.syntax import INVISIBLE, read_start
from fieldguide.entries.tree import Mapping, Node, Scalar, Sequence, is_nothing, read_tree
from fieldguide.findings import Findings, Position
from fieldguide.l10n.digests import digest

#: Fields of a translation file that are not translated prose.
RESERVED = ("translators", "machine", "waivers", "source")


class State(StrEnum):
    """How a field of a translation stands to its source."""

    MISSING = "missing"
    MACHINE = "machine"
    """Of today's English, by a machine; nobody has read it yet."""
    CURRENT = "current"
    OUTDATED = "outdated"
    """Of an earlier English text."""
    ORPHANED = "orphaned"
    """Its English is gone; readers don't see it."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A translator's reason why a check doesn't hold in one field."""

    reason: str
    position: Position


@dataclass(slots=True)
class Translation:
    """The texts of one file, by path, with their places in it."""

    path: FilePath
    texts: dict[Path, str] = field(default_factory=dict)
    scalars: dict[Path, Scalar] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    translators: list[str] = field(default_factory=list)
    machine: dict[str, Position] = field(default_factory=dict)
    """Names of fields that a machine translated and nobody has read -> where the list says so."""
    waivers: dict[tuple[str, str], Waiver] = field(default_factory=dict)
    """(Field, id of a check) -> why the check doesn't hold there."""
    orphans: dict[Path, Scalar] = field(default_factory=dict)
    """Texts whose English field is gone, kept out of `texts`."""

    @property
    def positions(self) -> dict[Path, Position]:
        """Where each text begins; `scalars` know where every character of it is."""
        return {path: scalar.text_position for path, scalar in self.scalars.items()}

    def waives(self, field: str, check: str) -> bool:
        """Whether the translator has given a reason why a check doesn't hold in a field."""
        return (field, check) in self.waivers

    def state(self, source: ProseField, same_as: Collection[str] = ()) -> State:
        """Where this field stands, by the digest of the source it was made from.

        `same_as` are the digests of earlier sources that mean the same.
        """
        if source.path not in self.texts:
            return State.MISSING
        made_from = self.digests.get(source.name)
        if made_from != digest(source.text) and made_from not in same_as:
            return State.OUTDATED
        return State.MACHINE if source.name in self.machine else State.CURRENT


def read_translation(path: FilePath, source: Source, findings: Findings) -> Translation | None:
    """Read one translation of `source`; None, with findings, if the file can't be read.

    Raises OSError when the file cannot be opened.
    """
    tree = read_tree(read_start(path), findings)
    if tree is None:
        return None
    translation = Translation(path)
    check_styles(tree, shape_of(type(source.entry)), findings)
    check_nothing(_reserved(tree), findings)  # a field's own parents may hold nothing yet
    _read_reserved(tree, translation, findings)
    expected = {item.path for item in source.fields}
    parents = {path[:length] for path in expected for length in range(1, len(path))}
    _read_texts(tree, (), expected, parents, translation, findings)
    return translation


def _reserved(tree: Mapping) -> Mapping:
    """What isn't prose, which another check looks at."""
    items = {key: value for key, value in tree.items.items() if key in RESERVED}
    return Mapping(tree.position, items, tree.keys)


def _read_texts(
    node: Mapping,
    path: Path,
    expected: set[Path],
    parents: set[Path],
    translation: Translation,
    findings: Findings,
) -> None:
    for key, value in node.items.items():
        if not path and key in RESERVED:
            continue
        below = (*path, key)
        if below in expected:
            _read_leaf(value, below, translation, findings)
        elif below in parents:
            if isinstance(value, Mapping):
                _read_texts(value, below, expected, parents, translation, findings)
            elif not is_nothing(value) and not findings.has(value.position):
                name = ".".join(below)
                findings.error(
                    "entry-type",
                    value.position,
                    f"`{name}` must be a mapping of fields",
                    "indent its fields under it, as in the English entry",
                    field=name,
                )
        elif _is_orphan(below, translation):
            _read_orphan(node.keys[key].position, value, below, translation, findings)
        else:
            name = ".".join(below)
            siblings = sorted({item[len(path)] for item in expected if item[: len(path)] == path})
            close = difflib.get_close_matches(key, siblings, 1)
            findings.error(
                "translation-unknown-key",
                node.keys[key].position,
                f"the English entry has no translatable `{name}`",
                f"did you mean `{close[0]}`?" if close else "remove it; code and links are shared",
                field=name,
            )


def _is_orphan(path: Path, translation: Translation) -> bool:
    """Whether a field that English hasn't was translated from English once."""
    name = ".".join(path)
    return any(f"{known}.".startswith(f"{name}.") for known in translation.digests)


def _read_orphan(
    position: Position, value: Node, path: Path, translation: Translation, findings: Findings
) -> None:
    name = ".".join(path)
    findings.warning(
        "translation-orphaned-field",
        position,
        f"the English entry has no `{name}` any more; readers don't see it",
        "remove it, or move its text to the field that took its place",
        field=name,
    )
    pending: list[tuple[Path, Node]] = [(path, value)]
    while pending:
        below, node = pending.pop()
        if isinstance(node, Mapping):
            pending += [((*below, key), item) for key, item in node.items.items()]
        elif isinstance(node, Scalar) and node.value.strip():
            translation.orphans[below] = node


def _read_leaf(value: Node, path: Path, translation: Translation, findings: Findings) -> None:
    name = ".".join(path)
    if not isinstance(value, Scalar):
        if not findings.has(value.position):
            findings.error(
                "entry-type", value.position, f"`{name}` must be text", "write one text", field=name
            )
    elif value.value.strip() and value.style in ("|", '"'):  # else check_styles has said it
        translation.texts[path] = value.value
        translation.scalars[path] = value


_DIGEST = re.compile(r"[0-9a-f]{12}\Z")


def _read_reserved(tree: Mapping, translation: Translation, findings: Findings) -> None:
    translators = tree.items.get("translators")
    if isinstance(translators, Sequence):
        _read_names(translators, translation, findings)
    elif translators is not None and not is_nothing(translators):
        findings.error(
            "entry-type",
            translators.position,
            "`translators` must be a list of names",
            'write `translators: ["Your Name"]`',
            field="translators",
        )
    _read_machine(tree.items.get("machine"), translation, findings)
    _read_waivers(tree.items.get("waivers"), translation, findings)
    _read_digests(tree.items.get("source"), translation, findings)


def _read_digests(node: Node | None, translation: Translation, findings: Findings) -> None:
    if node is None or is_nothing(node):
        return
    if not isinstance(node, Mapping):
        findings.error(
            "entry-type",
            node.position,
            "`source` must be a mapping of digests",
            "delete it and run `fieldguide translate stamp` on the file",
            field="source",
        )
        return
    for name, value in node.items.items():
        if isinstance(value, Scalar) and _DIGEST.match(value.value):
            translation.digests[name] = value.value
        else:
            findings.error(
                "translation-digest",
                value.position,
                f"`source.{name}` is not a digest",
                "run `fieldguide translate stamp` on the file; digests are never written by hand",
                field=f"source.{name}",
            )


def _read_machine(node: Node | None, translation: Translation, findings: Findings) -> None:
    """`machine:` lists the fields that a machine translated and nobody has read."""
    if node is None or is_nothing(node):
        return
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(node, Sequence) and isinstance(item, Scalar) and item.value:
            translation.machine[item.value] = item.position
        elif not findings.has(item.position):
            findings.error(
                "entry-type",
                item.position,
                "`machine` must be a list of field names",
                "write `machine: [title, fixes.server.body]`",
                field="machine",
            )


def _read_waivers(node: Node | None, translation: Translation, findings: Findings) -> None:
    """`waivers:` field -> id of a check -> the reason why it doesn't hold there."""
    if node is None or is_nothing(node):
        return
    fields = node.items.items() if isinstance(node, Mapping) else [("", node)]
    for name, checks in fields:
        pairs = checks.items.items() if isinstance(checks, Mapping) and name else [("", checks)]
        for id, value in pairs:
            reason = value.value if isinstance(value, Scalar) else ""
            if id and reason.strip() and not INVISIBLE.search(reason):
                waiver = Waiver(reason.strip(), _key_position(checks, id))
                translation.waivers[name, id] = waiver
            elif not findings.has(value.position):
                findings.error(
                    "translation-waiver",
                    value.position,
                    "a waiver names a field, a check and a reason",
                    'write `waivers: {summary: {term-avoid: "why it is right here"}}`',
                    field=".".join(filter(None, ("waivers", name, id))),
                )


def _key_position(checks: Node, id: str) -> Position:
    """Where a waiver's check is named."""
    return checks.keys[id].position if isinstance(checks, Mapping) else checks.position


_LONGEST_NAME = 80
#: Neither markup nor an address is a part of anybody's name.
_NO_NAME = re.compile(rf"{INVISIBLE.pattern}|[<>{{}}\n]|://|www\.", re.IGNORECASE)


def _read_names(names: Sequence, translation: Translation, findings: Findings) -> None:
    for index, name in enumerate(names.items):
        text = name.value if isinstance(name, Scalar) else ""
        if findings.has(name.position):
            continue
        if not text.strip() or len(text) > _LONGEST_NAME or _NO_NAME.search(text):
            findings.error(
                "translation-name",
                name.position,
                f"`translators.{index}` is not a name",
                "write the name that readers shall see, in double quotes",
                field=f"translators.{index}",
            )
        else:
            translation.translators.append(text)
