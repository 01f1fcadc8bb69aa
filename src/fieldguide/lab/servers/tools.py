"""The programs that stacks are run with: the system's, and those of the servers' environment.

`.ci/servers` makes that environment, `.cache/servers`: `venv` with Python packages, `bin/node`, and
`node_modules`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fieldguide.entries.servers import Run

#: Where Debian has servers, which is not on everybody's path.
_SYSTEM = ("/usr/local/sbin", "/usr/sbin", "/sbin")


@dataclass(frozen=True)
class Tools:
    """The servers' environment in a folder."""

    folder: Path

    @property
    def python(self) -> Path:
        """The interpreter that has the Python stacks' packages."""
        return self.folder / "venv" / "bin" / "python"

    @property
    def node(self) -> Path:
        """Node; every machine has the same."""
        return self.folder / "bin" / "node"

    @property
    def node_modules(self) -> Path:
        """The Node stacks' packages."""
        return self.folder / "node_modules"

    @cached_property
    def path(self) -> str:
        """Where programs are looked for."""
        own = [self.folder / "bin", self.folder / "venv" / "bin", self.node_modules / ".bin"]
        return os.pathsep.join([*map(str, own), os.environ.get("PATH", os.defpath), *_SYSTEM])

    @property
    def environment(self) -> dict[str, str]:
        """A server's: nobody's own settings; caches of compilers are kept between runs."""
        return {
            "PATH": self.path,
            "LANG": "C.UTF-8",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }

    def program(self, name: str) -> str | None:
        """The file of a program; None if it isn't installed."""
        return shutil.which(name, path=self.path)

    def missing(self, run: Run) -> tuple[str, ...]:
        """What a stack needs and this machine lacks, by name."""
        return tuple(dict.fromkeys(self._missing(run)))

    def _missing(self, run: Run) -> Iterator[str]:
        packages = [name for name in run.packages if not _is_installed(name)]
        yield from packages
        if run.runtime == "python" and not self.python.exists():
            yield "the servers' Python packages"
        if run.runtime == "node" and not (self.node.exists() and self.node_modules.is_dir()):
            yield "the servers' Node packages"
        for command in (run.prepare, run.start, run.version):
            name = command[0] if command else ""
            if name and "{" not in name and not packages and self.program(name) is None:
                yield name


def _is_installed(package: str) -> bool:
    """Whether a Debian package is there; systems that have none are asked for programs alone."""
    query = shutil.which("dpkg-query")
    if query is None:
        return True
    found = subprocess.run(
        [query, "--show", "--showformat=${db:Status-Status}", package],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout == "installed"
