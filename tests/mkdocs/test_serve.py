"""`mkdocs serve`: the source locale and those named, rebuilt on save, alive after a mistake."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mkdocs.sites import ROOT, build, copy_project

PATIENCE = 60.0  # seconds: generous, for a loaded machine; nothing here measures speed


@dataclass
class Server:
    guide: Path
    url: str
    log: Path

    def get(self, address: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.url}{address}", timeout=10) as response:
                body: bytes = response.read()
                return body.decode()
        except (urllib.error.URLError, OSError):
            return ""

    def wait_for(self, address: str, text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in self.get(address):
            assert time.monotonic() < end, f"{text!r} never came\n{self.log.read_text()}"
            time.sleep(0.1)

    def wait_for_log(self, text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in self.log.read_text():
            assert time.monotonic() < end, f"{text!r} never logged\n{self.log.read_text()}"
            time.sleep(0.1)

    def save(self, name: str, old: str, new: str) -> None:
        path = self.guide / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def serving(config: Path, log: Path) -> Iterator[Server]:
    """A guide's preview, while it is asked for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("w") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "mkdocs", "serve", "--livereload"),
                *("-f", str(config), "-a", f"127.0.0.1:{port}"),
            ],
            env={**os.environ, "FIELDGUIDE_LOCALES": "de", "NO_MKDOCS_2_WARNING": "1"},
            stdout=output,
            stderr=output,
        )
    try:
        yield Server(config.parent, f"http://127.0.0.1:{port}/guide/", log)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    config = copy_project("npm", tmp_path / "guide")
    with serving(config, tmp_path / "log") as server:
        yield server


def test_a_preview_has_no_offline_worker(tmp_path: Path) -> None:
    """Which would go on with its pages when the preview has ended."""
    config = copy_project("npm", tmp_path / "guide")
    text = config.read_text(encoding="utf-8")
    text = text.replace("  - search\n", "  - search\n  - fieldguide/hosting\n")
    theme = f"theme: {{static_templates: [503.html], custom_dir: {ROOT / 'overrides'}, "
    assert "theme: {" in text
    config.write_text(text.replace("theme: {", theme), encoding="utf-8")
    with serving(config, tmp_path / "log") as server:
        server.wait_for("en/reasons/EACCES/", "data-fieldguide-theme")
        assert "data-fieldguide-offline" not in server.get("en/reasons/EACCES/")
        assert server.get("offline-worker.js") == ""
    site = build(config, tmp_path / "site")
    assert "data-fieldguide-offline" in site.text("en/reasons/EACCES"), "unlike a site"
    assert (site.path / "offline-worker.js").is_file()


def test_saving_shows_and_a_mistake_is_survived(server: Server) -> None:
    server.wait_for("en/reasons/EACCES/", "No permission to write")
    server.wait_for("de/reasons/EACCES/", "Keine Schreibrechte")
    assert "English" in server.get("")
    server.save("docs/reasons/EACCES.yml", "No permission to write", "Not allowed to write")
    server.wait_for("en/reasons/EACCES/", "Not allowed to write")
    server.save("locales/de/reasons/EACCES.yml", "Keine Schreibrechte", "Schreiben verboten")
    server.wait_for("de/reasons/EACCES/", "Schreiben verboten")
    server.save("docs/reasons/EACCES.yml", "npm asked", "npm <b>asked")
    server.wait_for_log("`<b>` is HTML")  # MkDocs now holds requests until it is mended
    server.save("docs/reasons/EACCES.yml", "npm <b>asked", "npm kindly asked")
    server.wait_for("en/reasons/EACCES/", "npm kindly asked")
