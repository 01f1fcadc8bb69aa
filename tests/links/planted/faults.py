"""A fault: a text that is changed in one place, and what must be found because of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Expected(NamedTuple):
    """A finding, but for its words."""

    id: str
    path: str
    line: int
    column: int
    field: str
    locale: str


@dataclass(frozen=True)
class Built:
    """A finding away from the fault: at the word that has `token`, or at the file's start."""

    id: str
    path: str
    token: str = ""
    field: str = ""


@dataclass(frozen=True)
class Fault:
    """`old` stands once in the file; `¶` in `new` is where `ids` must be found, if anywhere.

    Without `old`, the file is lost.
    """

    kind: str
    path: str
    old: str
    new: str
    ids: tuple[str, ...] = ()
    field: str = ""
    locale: str = ""
    built: tuple[Built, ...] = ()


def plant(
    files: Mapping[str, str], faults: Iterable[Fault]
) -> tuple[dict[str, str], list[Expected]]:
    """The files with all faults in them, and the findings that their marks stand for."""
    planted = dict(files)
    faults = list(faults)
    for index, fault in enumerate(faults):
        if not fault.old:
            del planted[fault.path]
            continue
        text = planted[fault.path]
        assert text.count(fault.old) == 1, (
            f"{fault.old!r} {text.count(fault.old)} x in {fault.path}"
        )
        planted[fault.path] = text.replace(fault.old, fault.new.replace("¶", f"¶{index};"))
    expected = []
    for path, text in planted.items():
        for index, line, column in _marks(text):
            fault = faults[index]
            assert fault.path == path
            expected += [
                Expected(id, path, line, column, fault.field, fault.locale) for id in fault.ids
            ]
    return {path: _MARK.sub("", text) for path, text in planted.items()}, expected


_MARK = re.compile("¶([0-9]+);")


def _marks(text: str) -> Iterable[tuple[int, int, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        before = 0
        for match in _MARK.finditer(line):
            yield int(match[1]), number, match.start() - before + 1
            before += len(match[0])


def in_built_files(root: Path, faults: Iterable[Fault]) -> list[Expected]:
    """The findings about built files; their places are read from the files."""
    expected = []
    for fault in faults:
        for built in fault.built:
            line, column = _place(root / built.path, built.token)
            expected.append(Expected(built.id, built.path, line, column, built.field, ""))
    return expected


def _place(path: Path, token: str) -> tuple[int, int]:
    if not token:
        return 1, 1
    text = path.read_text(encoding="utf-8")
    at = text.index(token)
    start = max(text.rfind(before, 0, at) for before in "\"'>( ") + 1
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def link(text: str, target: str) -> str:
    """The whole link, `[text]` and target, that leads to `target`; it stands in the text once."""
    (found,) = re.findall(rf"\[[^\]]*\]{re.escape(target)}", text)
    return str(found)
