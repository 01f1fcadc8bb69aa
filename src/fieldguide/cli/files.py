"""Writing a file of the guide: whole or not at all, and only where it really lies."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from fieldguide.findings import Finding, Position


def write_file(path: Path, text: str, root: Path) -> Finding | None:
    """Write a file below `root`; a finding, and nothing written, where that can't be done.

    Its permissions stay. A symbolic link on the way is refused: a stranger's pull request may
    have put it there, to have something else overwritten.
    """
    real = root.resolve() / path.relative_to(root)
    if real.resolve() != real:
        return Finding(
            "file-link",
            path,
            Position(),
            "a symbolic link leads from here to somewhere else; nothing was written",
            "put the file itself here, not a link to it",
        )
    temporary = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                file.write(text.encode())
            if real.exists():
                temporary.chmod(stat.S_IMODE(real.stat().st_mode))
            temporary.replace(real)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        message = f"the file can't be written: {error.strerror}"
        return Finding("file-write", path, Position(), message, "check the folder's permissions")
    return None
