"""Where a Markdown page has an address: for maintainers' own pages, which have no fields."""

from __future__ import annotations

import re
from pathlib import Path

from fieldguide.findings import Position
from fieldguide.links.blame import Place


def markdown_places(path: Path, url: str) -> list[Place]:
    """The places of a built page's address in the Markdown file that it was made from.

    MkDocs rewrites `other.md#part` to `../other/#part`; an address that isn't there as it is
    is looked for by the name of the file and its part. Raises OSError if the file can't be read.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    for wanted in _spellings(url, path.name):
        pattern = re.compile(rf"(?<=[(<\"'\s,]){re.escape(wanted)}(?=[)>\"'\s,])")
        found = [Place(path, _position(text, match.start())) for match in pattern.finditer(text)]
        if found:
            return found
    return []


def _spellings(url: str, name: str) -> list[str]:
    """How an author of the file `name` may have written it, the likeliest first."""
    address, hash, part = url.partition("#")
    tail = f"{hash}{part}"
    if address in ("", "./"):
        return [url, f"{name}{tail}"] if url else []
    spellings = [url]
    bare = address.rstrip("/").removesuffix("/index.html").removesuffix(".html")
    while bare:
        spellings += [f"{bare}.md{tail}", f"{bare}/index.md{tail}"]
        if not bare.startswith(".."):
            break
        bare = bare[3:]  # a page is one folder below its file
    else:
        spellings.append(f"index.md{tail}")
    return spellings


def _position(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
