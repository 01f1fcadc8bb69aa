"""A built site as a set of files, and addresses as files of it."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class _Relative:
    """A relative address, taken apart: how many folders up, and what below that."""

    path: str
    ups: int
    rest: str
    is_folder: bool
    fragment: str


@dataclass(frozen=True)
class SiteFolder:
    """A folder of files, and the address that it will have (with a slash at the end, or empty)."""

    root: Path
    url: str = ""
    _addresses: dict[str, Elsewhere | Target | _Relative] = field(
        default_factory=dict, repr=False, compare=False
    )

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
        """The file that `url`, found in the file `source`, leads to.

        Raises ValueError if `url` is no address at all.
        """
        address = self._addresses.get(url)
        if address is None:
            address = self._addresses[url] = self._parse(url)
        if isinstance(address, Elsewhere | Target):
            return address
        if not address.path:
            return Target(source, address.fragment, source)
        folder = source.rpartition("/")[0].split("/") if "/" in source else []
        if address.ups > len(folder):
            return Target(None, address.fragment, f"../{address.path}")
        below = "/".join([*folder[: len(folder) - address.ups], address.rest])
        return self._at(below.strip("/"), address.is_folder, address.fragment)

    def _parse(self, url: str) -> Elsewhere | Target | _Relative:
        """What doesn't depend on where the address stands; the same ones recur on every page."""
        parts = urlsplit(url.strip())
        fragment = unquote(parts.fragment)
        path = unquote(parts.path)
        if parts.scheme or parts.netloc:
            if (parts.scheme or "https", parts.netloc) != self._host or not self.url:
                return Elsewhere(parts.scheme or "https", url)
            return self._absolute(path or "/", fragment)
        if path.startswith("/"):
            return self._absolute(path, fragment)
        is_folder = path.endswith(("/", "..", "/.")) or path == "."
        normal = posixpath.normpath(path) if path else ""
        steps = normal.split("/")
        ups = next((index for index, step in enumerate(steps) if step != ".."), len(steps))
        rest = "/".join(step for step in steps[ups:] if step != ".")
        return _Relative(path, ups, rest, is_folder, fragment)

    def _absolute(self, path: str, fragment: str) -> Target:
        if not f"{path}/".startswith(self._prefix):
            return Target(None, fragment, path.lstrip("/"))
        below = posixpath.normpath("/" + path[len(self._prefix) :]).lstrip("/")
        return self._at(below, path.endswith("/"), fragment)

    def _at(self, path: str, is_folder: bool, fragment: str) -> Target:
        if not is_folder and path in self.files:
            return Target(path, fragment, path)
        # A folder, with its slash or without: hosts redirect to the one with it.
        index = f"{path}/index.html" if path else "index.html"
        return Target(index if index in self.files else None, fragment, path)
