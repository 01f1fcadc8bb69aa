"""`fieldguide lab verify` as it is called: misuse, drift, and signals while browsers run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.lab.processes import adopted, descendants, short_folder
from tests.lab.trap import prefix

ROOT = Path(__file__).resolve().parents[2]
FIELDGUIDE = str(Path(sys.executable).with_name("fieldguide"))
VERIFY = [FIELDGUIDE, "lab", "verify", "-f"]

needs_browsers = pytest.mark.usefixtures("browsers")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "guide"
    for name in ("docs", "locales", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """For commands; in the end no process and no temporary file is left."""
    with short_folder() as folder, adopted() as left:
        yield {**os.environ, "TMPDIR": str(folder), "COLUMNS": "100"}
        assert left() == {}
        assert list(folder.iterdir()) == []


def verify(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [*VERIFY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["NoSuch"], "there is no reason `NoSuch`"),
        (["--save", "--engine", "firefox"], "--save needs all reasons and all engines"),
        (["--save", "CORSDisabled"], "--save needs all reasons and all engines"),
        (["--engine", "lynx"], "'lynx' is not one of"),
    ],
)
def test_misuse(arguments: list[str], said: str) -> None:
    process = verify(str(ROOT / "mkdocs.yml"), *arguments)
    assert process.returncode == 2
    assert said in process.stderr


def test_a_guide_with_mistakes_is_not_run(guide: Path) -> None:
    entry = guide / "docs" / "reasons" / "CORSDisabled.yml"
    entry.write_text(entry.read_text("utf-8").replace("exchange:", "exchnage:"), "utf-8")
    process = verify(str(guide / "mkdocs.yml"))
    assert process.returncode == 1
    assert re.search(r"CORSDisabled\.yml:\d+:\d+: error: .*exchnage", process.stdout)


@needs_browsers
def test_drift_fails_and_is_shown_side_by_side(guide: Path, environment: dict[str, str]) -> None:
    entry = guide / "docs" / "reasons" / "CORSMissingAllowOrigin.yml"
    text = entry.read_text("utf-8")
    drifted = text.replace("header is present on the", "header was found on the")
    assert drifted != text
    entry.write_text(drifted, "utf-8")
    process = verify(
        str(guide / "mkdocs.yml"), "--engine", "chromium", "CORSMissingAllowOrigin",
        env=environment,
    )  # fmt: skip
    assert process.returncode == 1
    lines = process.stdout.splitlines()
    assert re.fullmatch(r"CORSMissingAllowOrigin broken  +WRONG", lines[1])
    assert re.fullmatch(r"CORSMissingAllowOrigin fixed  +ok", lines[2])
    at = lines.index("CORSMissingAllowOrigin broken, chromium: it printed something else")
    assert lines[at + 1].split() == ["expected", "|", "seen"]
    assert any(re.fullmatch(r"  was found +≠ is present", line) for line in lines[at:])
    assert any(re.search(r"on the .*\| on the", line) for line in lines[at:])
    assert "  (code: MissingAllowOriginHeader)" in lines
    assert "\x1b" not in process.stdout


@needs_browsers
@pytest.mark.skipif(os.getuid() != 0 or prefix() is None, reason="only root can mount")
def test_a_disk_that_is_full(environment: dict[str, str]) -> None:
    folder = environment["TMPDIR"]
    command = " ".join([*VERIFY, str(ROOT / "mkdocs.yml"), "--engine", "chromium"])
    script = f"mount -t tmpfs -o size=2m none {folder} && exec {command}"
    process = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert process.returncode == 1
    assert re.fullmatch(
        rf"{folder} has [12] MiB left, and browsers need 256; make room, or set TMPDIR to .*\n",
        process.stderr,
    )


#: Of each engine, the process that runs the page.
PAGES = {"firefox": "-isForBrowser", "chromium": "--type=renderer", "webkit": "WebKitWebProcess"}


def until(condition: Callable[[], bool], patience: float = 60) -> None:
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@needs_browsers
@pytest.mark.parametrize(
    ("number", "engines"),
    [
        (signal.SIGTERM, ["firefox", "chromium", "webkit"]),
        (signal.SIGINT, ["chromium", "webkit"]),
        (signal.SIGKILL, ["chromium", "webkit"]),
    ],
    ids=["SIGTERM", "SIGINT", "SIGKILL"],
)
def test_a_signal_ends_it_and_all_browsers(
    number: signal.Signals, engines: list[str], environment: dict[str, str]
) -> None:
    chosen = [word for engine in engines for word in ("--engine", engine)]
    command = [*VERIFY, str(ROOT / "mkdocs.yml"), *chosen]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        pages = [PAGES[engine] for engine in engines]
        until(lambda: all(any(p in line for line in descendants().values()) for p in pages))
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    if number == signal.SIGKILL:
        assert process.returncode == -number
    else:
        assert process.returncode == 128 + number
        assert f"{number.name}: ended; no browser is left running\n" in errors
        assert not any(p in line for line in descendants().values() for p in pages)
    assert "Traceback" not in errors
