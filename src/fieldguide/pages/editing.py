"""Where readers change the guide's files, or make new ones: addresses at the repository's host."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urljoin

_GITHUB = re.compile(r"(https://github\.com/[^/]+/[^/]+)/edit/([^/]+)/")


@dataclass(frozen=True, slots=True)
class Editing:
    """A repository, by the settings that MkDocs has for it."""

    docs: Path
    repo_url: str
    edit_uri: str
    """What stands between the repository's address and a file's path below `docs`."""
    edit_uri_template: str = ""
    """Used in place of `edit_uri`, with `{path}` and `{path_noext}` in it."""

    def edit(self, path: Path) -> str | None:
        """Where a file is edited; None without a known repository."""
        below = Path(os.path.relpath(path, self.docs)).as_posix()
        if self.edit_uri_template:
            noext = below.removesuffix(path.suffix)
            uri = self.edit_uri_template.format(path=below, path_noext=noext)
        elif self.edit_uri:
            uri = self.edit_uri + below
        else:
            return None
        base = self.repo_url
        if base and not base.endswith("/") and not uri.startswith(("?", "#")):
            base += "/"
        return urljoin(base, uri)

    def create(self, folder: Path, name: str) -> str | None:
        """Where a file is added to a folder; None if the host has no such address."""
        there = self.edit(folder)
        match = _GITHUB.match(there or "")
        if there is None or match is None:
            return None
        repository, branch = match.groups()
        return f"{repository}/new/{branch}/{there[match.end() :]}?filename={quote(name)}"
