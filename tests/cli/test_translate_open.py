"""The command as it is used: a process that serves until it is interrupted."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldguide.cli import main
from fieldguide.workbench.server import Server
from tests import guides

PATIENCE = 60.0  # seconds: generous, for a loaded machine; nothing here measures speed


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["translate", "open", *map(str, arguments)])


def test_it_serves_its_page_until_it_is_interrupted(tmp_path: Path) -> None:
    config = guides.write(tmp_path)
    log = tmp_path / "log"
    command = [sys.executable, "-c", "from fieldguide.cli import main; main()"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "translate", "open", "-f", str(config), "--port", "0", "--no-browser", "fr"],
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + PATIENCE
        while "Ctrl+C" not in log.read_text():
            assert time.monotonic() < end, log.read_text()
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        found = re.match(r"(http://127\.0\.0\.1:\d+/)#token=(\S+)\n", log.read_text())
        assert found, log.read_text()
        with urllib.request.urlopen(found[1], timeout=10) as answer:
            assert b"<textarea" in answer.read()
        request = urllib.request.Request(f"{found[1]}api/pages")
        request.add_header("Authorization", f"Bearer {found[2]}")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert len(json.load(answer)["pages"]) == 4
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        assert process.wait(timeout=30) == 0
        assert "Traceback" not in log.read_text()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def interrupted(self: Server) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("flags", [[], ["--no-browser"]])
def test_it_opens_the_browser_unless_told_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: list[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(Server, "serve_forever", interrupted)
    result = run("-f", guides.write(tmp_path), *flags, "--port", "0", "fr")
    assert result.exit_code == 0, result.output
    assert opened == ([] if flags else [result.output.split("\n")[0]])


def test_a_free_port_is_taken_where_the_usual_one_is_not_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = guides.write(tmp_path)
    monkeypatch.setattr(Server, "serve_forever", interrupted)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr("fieldguide.cli.translate.open.PORT", taken)
        result = run("-f", config, "--no-browser", "fr")
        assert result.exit_code == 0, result.output
        assert f":{taken}/" not in result.output
        result = run("-f", config, "--no-browser", "--port", str(taken), "fr")
        assert result.exit_code == 2
        assert f"port {taken} can't be had" in result.stderr


@pytest.mark.parametrize("tag", ["en", "de", "en-XA", "../fr"])
def test_a_language_that_the_guide_has_not_is_misuse(tmp_path: Path, tag: str) -> None:
    result = run("-f", guides.write(tmp_path), "--no-browser", tag)
    assert result.exit_code == 2
    assert f"not translated into `{tag}`" in result.stderr
