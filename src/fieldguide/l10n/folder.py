"""A locale's folder: what belongs there, and what is not even opened."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from fieldguide.findings import Finding, Position, Severity
from fieldguide.l10n.catalogs import catalog_path
from fieldguide.l10n.team import NAME as TEAM

GLOSSARY = "glossary.yml"


def refused(folder: Path) -> list[Finding]:
    """What could lead a reader of this folder out of it: symbolic links, devices, pipes."""
    return [
        Finding(
            "locale-link",
            path,
            Position(),
            "this is not a file or folder of its own; the whole locale is not read",
            "put the file itself here, not a link to it",
            locale=folder.name,
        )
        for path in [folder, *_below(folder)]
        if path.is_symlink() or not (path.is_file() or path.is_dir())
    ]


def strays(folder: Path, kinds: Collection[str]) -> Iterator[Finding]:
    """Files that nothing reads: leftovers at best. `kinds` are the folders of entries."""
    catalog = catalog_path(folder.parent, folder.name)
    for path in _below(folder):
        parent = path.parent.relative_to(folder).as_posix()
        # what is no entry's, or has the wrong suffix, is reported where entries are read
        is_entry = parent in kinds and path.suffix in (".yml", ".yaml")
        is_own = parent == "." and path.name in ("index.yml", "index.yaml", GLOSSARY, TEAM)
        if path.is_dir() or is_entry or is_own or path == catalog:
            continue
        is_hidden = path.name.startswith(".") or path.name.endswith("~")
        yield Finding(
            "locale-file",
            path,
            Position(),
            "nothing reads this file",
            "delete it: a locale has translations of entries, a catalog, a glossary and a team",
            locale=folder.name,
            severity=Severity.WARNING if is_hidden else Severity.ERROR,
        )


def _below(folder: Path) -> Iterator[Path]:
    """Everything below a folder, in order; links are not followed."""
    if folder.is_symlink():
        return
    for parent, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in sorted([*folders, *files]))
