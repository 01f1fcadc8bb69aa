"""The guide itself, built and served as hosts do; and Node.js programs to judge it with."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

PROJECT = Path(__file__).resolve().parent.parent
#: A language that doesn't exist, from right to left.
PSEUDO = "en-XB"
#: Enough of them to measure, and to look at; Arabic runs from right to left.
FEW = ("en", "fr", "ar")
_TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


class _Handler(BaseHTTPRequestHandler):
    """Files as a host sends them: text compressed, and no more headers than needed."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path) -> None:
        self.folder = folder
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = guess_type(path.name)[0] or "application/octet-stream"
        body = path.read_bytes()
        self.send_response(HTTPStatus.OK)
        if kind.startswith(_TEXT):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder, which may be filled later; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def build(folder: Path, address: str, locales: tuple[str, ...] = FEW) -> None:
    """Build the guide for an address. Raises CalledProcessError if that fails."""
    settings = {
        "FIELDGUIDE_LOCALES": ",".join(locales),
        "SITE_URL": address,
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, env={**os.environ, **settings}, check=True)


def node_modules(name: str, *packages: str) -> Path | None:
    """Where pinned npm packages are, in the cache's folder of that name; none: can't be had.

    They run no scripts of their own when they are installed.
    """
    folder = PROJECT / ".cache" / name
    done = folder / "installed"
    if not done.is_file() or done.read_text(encoding="utf-8") != " ".join(packages):
        npm = shutil.which("npm")
        if npm is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        if subprocess.run([*command, "--prefix", str(folder), *packages], check=False).returncode:
            return None
        done.write_text(" ".join(packages), encoding="utf-8")
    return folder / "node_modules"
