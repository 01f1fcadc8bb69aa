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
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from tests.lab.processes import Adopted, adopted, descendants, short_folder
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
def processes() -> Iterator[Adopted]:
    with adopted() as processes:
        yield processes
        assert processes.left() == {}


@pytest.fixture
def environment(processes: Adopted) -> Iterator[dict[str, str]]:
    """For commands; in the end no process and no temporary file is left."""
    with short_folder() as folder:
        yield {**os.environ, "TMPDIR": str(folder), "COLUMNS": "100"}
        assert processes.left() == {}
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
    result = CliRunner().invoke(main, ["lab", "verify", "-f", str(ROOT / "mkdocs.yml"), *arguments])
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_guide_with_mistakes_is_not_run(guide: Path) -> None:
    entry = guide / "docs" / "reasons" / "CORSDisabled.yml"
    entry.write_text(entry.read_text("utf-8").replace("exchange:", "exchnage:"), "utf-8")
    result = CliRunner().invoke(main, ["lab", "verify", "-f", str(guide / "mkdocs.yml")])
    assert result.exit_code == 1
    assert re.search(r"CORSDisabled\.yml:\d+:\d+: error: .*exchnage", result.stdout)


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


def below(process: int) -> list[str]:
    """The command lines of all processes that one has started."""
    return list(descendants(process).values())


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
    number: signal.Signals,
    engines: list[str],
    environment: dict[str, str],
    processes: Adopted,
) -> None:
    chosen = [word for engine in engines for word in ("--engine", engine)]
    command = [*VERIFY, str(ROOT / "mkdocs.yml"), *chosen]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        pages = [PAGES[engine] for engine in engines]
        until(lambda: all(any(page in line for line in below(process.pid)) for page in pages))
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    if number == signal.SIGKILL:
        assert process.returncode == -number
    else:
        assert process.returncode == 128 + number
        assert f"{number.name}: ended; no browser is left running\n" in errors
        assert processes.left() == {}
    assert "Traceback" not in errors


def test_the_page_is_served_until_it_is_interrupted() -> None:
    command = [FIELDGUIDE, "lab", "serve", "-f", str(ROOT / "mkdocs.yml"), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[0]
        with urlopen(address) as answer:
            assert b"<title>CORS lab</title>" in answer.read()
        port = address.rstrip("/").rpartition(":")[2]
        taken = CliRunner().invoke(
            main, ["lab", "serve", "-f", str(ROOT / "mkdocs.yml"), "--port", port]
        )
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "stopped\n")
    assert taken.exit_code == 1
    assert taken.stderr == (
        f"Error: port {port} of 127.0.0.1: Address already in use; another may be free: --port 0\n"
    )


def test_a_language_that_the_guide_does_not_have() -> None:
    result = CliRunner().invoke(
        main, ["lab", "serve", "-f", str(ROOT / "mkdocs.yml"), "--lang", "xx"]
    )
    assert result.exit_code == 2
    assert "the guide has no locale `xx`; it has en, " in result.stderr
