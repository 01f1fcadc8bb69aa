"""A translation file: the prose of one entry in one language, and what it was made from."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path as FilePath

from fieldguide.entries.fields import Path, ProseField, shape_of
from fieldguide.entries.read import Source, check_nothing, check_styles
from fieldguide.entries.syntax import INVISIBLE
from fieldguide.entries.tree import Mapping, Node, Scalar, Sequence, is_nothing, read_tree
from fieldguide.findings import Findings, Position
from fieldguide.l10n.digests import digest

#: Fields of a translation file that are not translated prose.
RESERVED = ("translators", "source")


class State(StrEnum):
    """How a field of a translation stands to its source."""

    MISSING = "missing"
    CURRENT = "current"
    OUTDATED = "outdated"


@dataclass(slots=True)
class Translation:
    """The texts of one file, by path, with their places in it."""

    path: FilePath
    texts: dict[Path, str] = field(default_factory=dict)
    scalars: dict[Path, Scalar] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    translators: list[str] = field(default_factory=list)

    @property
    def positions(self) -> dict[Path, Position]:
        """Where each text begins; `scalars` know where every character of it is."""
        return {path: scalar.text_position for path, scalar in self.scalars.items()}

    def state(self, source: ProseField) -> State:
        """Where this field stands, by the digest of the source it was made from."""
        if source.path not in self.texts:
            return State.MISSING
        made_from = self.digests.get(source.name)
        return State.CURRENT if made_from == digest(source.text) else State.OUTDATED


def read_translation(path: FilePath, source: Source, findings: Findings) -> Translation | None:
    """Read one translation of `source`; None, with findings, if the file can't be read.

    Raises OSError when the file cannot be opened.
    """
    tree = read_tree(path.read_bytes(), findings)
    if tree is None:
        return None
    translation = Translation(path)
    check_styles(tree, shape_of(type(source.entry)), findings)
    check_nothing(tree, findings)
    _read_reserved(tree, translation, findings)
    expected = {item.path for item in source.fields}
    _read_texts(tree, (), expected, translation, findings)
    return translation


def _read_texts(
    node: Mapping, path: Path, expected: set[Path], translation: Translation, findings: Findings
) -> None:
    for key, value in node.items.items():
        if not path and key in RESERVED:
            continue
        below = (*path, key)
        if below in expected:
            _read_leaf(value, below, translation, findings)
        elif any(item[: len(below)] == below for item in expected):
            if isinstance(value, Mapping):
                _read_texts(value, below, expected, translation, findings)
            elif not is_nothing(value) and not findings.has(value.position):
                name = ".".join(below)
                findings.error(
                    "entry-type",
                    value.position,
                    f"`{name}` must be a mapping of fields",
                    "indent its fields under it, as in the English entry",
                    field=name,
                )
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
    source = tree.items.get("source")
    if source is None or is_nothing(source):
        return
    if not isinstance(source, Mapping):
        findings.error(
            "entry-type",
            source.position,
            "`source` must be a mapping of digests",
            "delete it and run `fieldguide translate stamp` on the file",
            field="source",
        )
        return
    for name, value in source.items.items():
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


def _read_names(names: Sequence, translation: Translation, findings: Findings) -> None:
    for index, name in enumerate(names.items):
        text = name.value if isinstance(name, Scalar) else ""
        if findings.has(name.position):
            continue
        if not text.strip() or INVISIBLE.search(text):
            findings.error(
                "translation-name",
                name.position,
                f"`translators.{index}` is not a name",
                "write the name that readers shall see, in double quotes",
                field=f"translators.{index}",
            )
        else:
            translation.translators.append(text)
