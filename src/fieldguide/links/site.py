"""A built site as a set of files, and addresses as files of it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit


class Target(NamedTuple):
    """Where an address leads: a file of the site, or none."""

    file: str | None
    fragment: str = ""
    path: str = ""
    """The path below the site's root, for messages; empty for the root itself."""


class Elsewhere(NamedTuple):
    """An address outside the site: another host, or no web address at all."""

    scheme: str
    url: str


class _Relative(NamedTuple):
    """A relative address, taken apart: how many folders up, and what below that."""

    path: str
    ups: int
    rest: str
    is_folder: bool
    fragment: str
    targets: dict[str, Target]
    """Where it leads from pages below each folder, as far as it is known."""


@dataclass(frozen=True)
class SiteFolder:
    """A folder of files, and the address that it will have (with a slash at the end, or empty)."""

    root: Path
    url: str = ""
    # Sites have the same addresses on many pages.
    _addresses: dict[str, Elsewhere | Target | _Relative] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def files(self) -> frozenset[str]:
        """All files, by path from the root; case counts, as on most hosts."""
        return frozenset(_files(str(self.root), ""))

    @cached_property
    def _prefix(self) -> str:
        return urlsplit(self.url).path or "/"

    @cached_property
    def _host(self) -> tuple[str, str]:
        parts = urlsplit(self.url)
        return (parts.scheme, parts.netloc)

    def resolve(self, url: str, source: str, base: str = "") -> Target | Elsewhere:
        """The file that `url`, found in the file `source`, leads to.

        `base` is the page's `<base href>`. Raises ValueError if `url` is no address at all.
        """
        return self.resolver(source, base)(url)

    def resolver(self, source: str, base: str = "") -> Callable[[str], Target | Elsewhere]:
        """The same for many addresses of one file."""
        if base:
            start = urljoin(self._prefix + quote(source), base)
            absolute = self.resolver(source)
            return lambda url: absolute(urljoin(start, url))
        addresses, parse = self._addresses, self._parse
        folders = [source.rpartition("/")[0]]  # the file's own, and those above it
        while folders[-1]:
            folders.append(folders[-1].rpartition("/")[0])

        def resolve(url: str) -> Target | Elsewhere:
            address = addresses.get(url)
            if address is None:
                address = addresses[url] = parse(url)
            if not isinstance(address, _Relative):
                return address
            if not address.path:
                return Target(source, address.fragment, source)
            if address.ups >= len(folders):
                return Target(None, address.fragment, f"../{address.path}")
            folder = folders[address.ups]
            target = address.targets.get(folder)
            if target is None:
                below = f"{folder}/{address.rest}".strip("/")
                target = self._at(below, address.is_folder, address.fragment)
                address.targets[folder] = target
            return target

        return resolve

    def address(self, path: str) -> str:
        """The path that the host serves a path of the site at."""
        return self._prefix + path

    @property
    def host(self) -> str:
        """The site's host; empty if its address isn't known."""
        return self._host[1]

    def _parse(self, url: str) -> Elsewhere | Target | _Relative:
        """What doesn't depend on where the address stands."""
        parts = urlsplit(url.strip())
        fragment = unquote(parts.fragment)
        path = unquote(parts.path)
        if parts.scheme or parts.netloc:
            if (parts.scheme or "https", parts.netloc) != self._host or not self.url:
                return Elsewhere(parts.scheme or "https", url if parts.scheme else f"https:{url}")
            return self._absolute(path or "/", fragment)
        if path.startswith("/"):
            return self._absolute(path, fragment)
        is_folder = path.endswith(("/", "..", "/.")) or path == "."
        rest = f"{posixpath.normpath(path)}/"
        ups = 0
        while rest.startswith("../"):
            rest, ups = rest[3:], ups + 1
        rest = "" if rest == "./" else rest.rstrip("/")
        return _Relative(path, ups, rest, is_folder, fragment, {})

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


def _files(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield prefix + entry.name
            elif not entry.is_symlink():  # it could lead in a circle
                yield from _files(entry.path, f"{prefix}{entry.name}/")
