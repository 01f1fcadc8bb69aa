"""The command as it is used: a process that serves until it is interrupted."""

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
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.translate.running import run
from tests.mkdocs.sites import PROJECTS, copy_project

PATIENCE = 60.0  # seconds: generous, for a loaded machine; nothing here measures speed


@dataclass
class Preview:
    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def get(self, address: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.url}{address}", timeout=10) as response:
                body: bytes = response.read()
                return body.decode()
        except (urllib.error.URLError, OSError):
            return ""


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    config = copy_project("npm", tmp_path / "guide")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = tmp_path / "log"
    command = [sys.executable, "-c", "from fieldguide.cli import main; main()"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "translate", "preview", "-f", str(config), "--dev-addr", address, "de"],
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    yield Preview(process, f"http://{address}/guide/", log)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_it_serves_the_language_until_it_is_interrupted(preview: Preview) -> None:
    end = time.monotonic() + PATIENCE
    while "Keine Schreibrechte" not in preview.get("de/reasons/EACCES/"):
        assert time.monotonic() < end, preview.log.read_text()
        time.sleep(0.1)
    assert f"{preview.url}de/" in preview.log.read_text().splitlines()[0]
    assert "No permission to write" in preview.get("en/reasons/EACCES/")
    os.killpg(preview.process.pid, signal.SIGINT)  # as a terminal does
    assert preview.process.wait(timeout=30) == 0
    assert "Traceback" not in preview.log.read_text()
    assert preview.get("de/") == "", "nothing goes on serving"


def test_an_unknown_language_is_misuse() -> None:
    result = run("preview", "-f", PROJECTS / "npm" / "mkdocs.yml", "xx")
    assert result.exit_code == 2
    assert "this guide has no `xx`; it has en, de" in result.stderr
