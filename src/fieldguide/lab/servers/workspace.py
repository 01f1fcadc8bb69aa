"""A stack's files as they are run: a copy in a temporary folder, with a port of its own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

from fieldguide.entries.published import apply
from fieldguide.entries.servers import Change
from fieldguide.lab.models import LabError
from fieldguide.lab.servers.models import Stack

#: Published path -> text.
Files = Mapping[str, str]
_LAB = "lab"


def published(stack: Stack) -> dict[str, str]:
    """The files as readers copy them."""
    return {path: item.text for path, item in stack.files.items()}


def without(stack: Stack, concern: str) -> dict[str, str]:
    """The published files without the lines of a concern."""
    return {path: item.without(concern) for path, item in stack.files.items()}


def after(stack: Stack, changes: Sequence[Change]) -> dict[str, str]:
    """The published files after changes. Raises LabError for one that finds nothing."""
    return _apply(stack, published(stack), changes)


def difference(stack: Stack, files: Files) -> str:
    """What is different from the published files: lines with `-` and `+`."""
    lines: list[str] = []
    for path, text in published(stack).items():
        pair = (text.splitlines(), files[path].splitlines())
        found = [line for line in unified_diff(*pair, n=0, lineterm="") if line[:2] != "@@"]
        lines += found[2:]  # without the files' names
    return "\n".join(lines)


def filled(text: str, places: Mapping[str, str]) -> str:
    """A text with values in place of `{port}` and its like."""
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def write(stack: Stack, files: Files, folder: Path, places: Mapping[str, str]) -> None:
    """Lay out what is run: `files` in place of the published ones, after the lab's own changes.

    Raises LabError if those find nothing, OSError as the system does.
    """
    assert stack.server.run is not None
    shutil.copytree(stack.folder, folder, ignore=shutil.ignore_patterns("node_modules"))
    for path in (folder / _LAB).rglob("*"):
        if path.is_file():
            _fill(path, places)
    changes = [
        change.model_copy(update={"by": filled(change.by, places)})
        for change in stack.server.run.change
        if not _is_gone(stack, files, change)
    ]
    for name, text in _apply(stack, files, changes).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _apply(stack: Stack, files: Files, changes: Sequence[Change]) -> dict[str, str]:
    try:
        return apply(stack.server, dict(files), changes)
    except ValueError as error:
        raise LabError(f"there is no “{error}” to change") from None
    except KeyError as error:
        raise LabError(f"a change names {error}, which is not published") from None


def _is_gone(stack: Stack, files: Files, change: Change) -> bool:
    """Whether a text was published, and went with the lines of a concern."""
    path = change.path or stack.server.files[0].path
    return change.replace in stack.files[path].text and change.replace not in files[path]


def _fill(path: Path, places: Mapping[str, str]) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:  # no text
        return
    path.write_text(filled(text, places), encoding="utf-8", newline="")
