"""The lab's own page, and the guide's built site, as files to be served."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from fieldguide.entries.base import Header
from fieldguide.lab.wire import response

_PAGE = Path(__file__).with_name("page")
_START = "index.html"
_TEXTS = ("application/javascript", "application/json", "application/xml")
# What the page asks for is the reader's own choice: no rule for connections.
_HEADERS: list[Header] = [
    (
        "Content-Security-Policy",
        "script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "no-referrer"),
]


def own_file(path: str) -> bytes | None:
    """A file of the lab's page."""
    file = _PAGE / (path.lstrip("/") or _START)
    is_known = file.parent == _PAGE and file.is_file()
    return _served(file, _HEADERS) if is_known else None


def site_file(site: Path, path: str) -> bytes | None:
    """A file of the built site, or the way to a folder."""
    root = site.resolve()
    try:
        file = (root / unquote(path).lstrip("/")).resolve()
    except ValueError:  # a null byte
        return None
    if not file.is_relative_to(root):
        return None
    if file.is_dir():
        if not path.endswith("/"):
            return response(301, [("Location", f"{file.name}/")])
        file /= _START
    return _served(file, []) if file.is_file() else None


def _served(file: Path, headers: list[Header]) -> bytes:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind in _TEXTS:
        kind += "; charset=utf-8"
    own: list[Header] = [("Content-Type", kind), ("X-Content-Type-Options", "nosniff")]
    return response(200, [*own, *headers], file.read_bytes())
