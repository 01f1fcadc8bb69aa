"""Unpack an artifact that a stranger's build made: `unpack.py ARTIFACT.zip FOLDER`.

Refused are links and anything else that is not a plain file, names that lead out of the folder
or into a hidden one (`.git/config` can name programs to run), and whatever is too much.
"""

from __future__ import annotations

import re
import stat
import sys
import zipfile
import zlib
from pathlib import Path

MAX_FILES = 20_000
MAX_BYTES = 300_000_000

# one part of a path: not hidden, and nothing that some system takes for a separator or a drive
_PART = re.compile(r"[^./\\:\x00-\x1f\x7f][^/\\:\x00-\x1f\x7f]{0,200}\Z")


class Refused(Exception):
    """The artifact is not what a build of the guide makes."""


def unpack(archive: Path, folder: Path) -> None:
    """Unpack into a new folder. Raises Refused; what was written before stays."""
    folder.mkdir(parents=True)
    left = MAX_BYTES
    with zipfile.ZipFile(archive) as file:
        members = file.infolist()
        if len(members) > MAX_FILES:
            raise Refused(f"{len(members)} files; at most {MAX_FILES}")
        for member in members:
            is_folder = member.filename.endswith("/")
            name = member.filename.removesuffix("/")
            if not all(map(_PART.match, name.split("/"))):
                raise Refused(f"{member.filename!r} is no name for a file")
            if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise Refused(f"{member.filename!r} is not a plain file")
            if not is_folder:
                left = _write(file, member, folder / name, left)


def _write(file: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write one file, counting what comes out, not what the archive says; give what is left."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with file.open(member) as source, target.open("xb") as out:
        while block := source.read(min(1 << 20, left + 1)):
            left -= len(block)
            if left < 0:
                raise Refused(f"more than {MAX_BYTES} bytes")
            out.write(block)
    return left


# what zipfile raises for archives that are damaged, encrypted or packed in unusual ways
_MISTAKES = (Refused, OSError, RuntimeError, ValueError, EOFError, zipfile.BadZipFile, zlib.error)

if __name__ == "__main__":
    try:
        unpack(Path(sys.argv[1]), Path(sys.argv[2]))
    except _MISTAKES as error:
        sys.exit(f"artifact refused: {error}")
