"""A built site as a set of files, and addresses as files of it."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: a file of the site, or none."""

    file: str | None
    fragment: str = ""
    path: str = ""
    """The path below the site's root, for messages; empty for the root itself."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An address outside the site: another host, or no web address at all."""

    scheme: str
    url: str


@dataclass(frozen=True)
class SiteFolder:
    """A folder of files, and the address that it will have (with a slash at the end, or empty)."""

    root: Path
    url: str = ""

    @cached_property
    def files(self) -> frozenset[str]:
        """All files, by path from the root; case counts, as on most hosts."""
        found = []
        for folder, _, names in os.walk(self.root):
            prefix = Path(folder).relative_to(self.root).as_posix()
            found += [name if prefix == "." else f"{prefix}/{name}" for name in names]
        return frozenset(found)

    @cached_property
    def _prefix(self) -> str:
        return urlsplit(self.url).path or "/"

    @cached_property
    def _host(self) -> tuple[str, str]:
        parts = urlsplit(self.url)
        return (parts.scheme, parts.netloc)

    def resolve(self, url: str, source: str) -> Target | Elsewhere:
        """The file that `url`, found in the file `source`, leads to."""
        parts = urlsplit(url.strip())
        if parts.scheme or parts.netloc:
            if (parts.scheme or "https", parts.netloc) != self._host or not self.url:
                return Elsewhere(parts.scheme or "https", url)
            return self._absolute(parts.path or "/", parts.fragment)
        if parts.path.startswith("/"):
            return self._absolute(parts.path, parts.fragment)
        if not parts.path:
            return Target(source, unquote(parts.fragment), source)
        joined = posixpath.join(posixpath.dirname(source), unquote(parts.path))
        return self._at(joined, parts.path.endswith(("/", "..", "/.")), parts.fragment)

    def _absolute(self, path: str, fragment: str) -> Target | Elsewhere:
        decoded = unquote(path)
        if not f"{decoded}/".startswith(self._prefix):
            return Target(None, unquote(fragment), decoded)
        below = decoded[len(self._prefix) :]
        return self._at(below, not below or below.endswith("/"), fragment)

    def _at(self, path: str, is_folder: bool, fragment: str) -> Target:
        normal = posixpath.normpath(path) if path else ""
        normal = "" if normal == "." else normal
        fragment = unquote(fragment)
        if normal.startswith(".."):
            return Target(None, fragment, normal)
        if not is_folder and normal in self.files:
            return Target(normal, fragment, normal)
        # A folder, with its slash or without: hosts redirect to the one with it.
        index = f"{normal}/index.html".lstrip("/")
        return Target(index if index in self.files else None, fragment, normal)
