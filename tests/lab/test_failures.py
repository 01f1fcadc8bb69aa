"""Browsers that die, hang or can't start: said in a line, and nothing is left of them."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from fieldguide.entries.models import Request
from fieldguide.lab.engines import webkit
from fieldguide.lab.engines.base import Engine, Order
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.engines.firefox import Firefox
from fieldguide.lab.engines.webkit import WebKit
from fieldguide.lab.models import LabError, Run
from fieldguide.lab.server import Server
from fieldguide.lab.wire import response
from tests.lab.processes import Adopted, adopted, short_folder
from tests.lab.sockets import run

pytestmark = pytest.mark.usefixtures("browsers")

LIMIT = 60.0


@pytest.fixture(autouse=True)
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Adopted]:
    """After each test: no process, and nothing in the folder for temporary files.

    That of pytest's own comes first: it is made once, in whatever folder is set then.
    """
    with short_folder() as folder, adopted() as processes:
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        yield processes
        assert processes.left() == {}
        assert list(folder.iterdir()) == []


def page(request: object) -> bytes:
    return response(200, [("Content-Type", "text/html")], b"<!doctype html><title>Page</title>")


@contextlib.asynccontextmanager
async def waiting(engine: Engine) -> AsyncIterator[asyncio.Task[Run]]:
    """A run whose request has been sent, and will not be answered."""
    asked = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        asked.set()
        await reader.read()
        writer.close()

    async with Server(page) as server, await asyncio.start_server(silent, "127.0.0.1", 0) as api:
        url = f"http://127.0.0.1:{api.sockets[0].getsockname()[1]}/"
        order = Order(f"{server.origin}/", Request(), url)
        task = asyncio.create_task(engine.run(order))
        await asked.wait()
        yield task


def own(processes: Adopted, part: str) -> list[int]:
    """Processes that have a text in their command line, but no keeper."""
    found = processes.now().items()
    return [process for process, line in found if part in line and "keeper.py" not in line]


async def fails(starting: Engine) -> str:
    """What is said of a browser that doesn't start."""
    with pytest.raises(LabError) as failure:
        async with starting:
            pass
    return str(failure.value)


@pytest.mark.parametrize(
    ("driver", "part"),
    [
        (Firefox, "--marionette"),
        (Firefox, "-isForBrowser"),
        (Chromium, "--remote-debugging-pipe"),
        (Chromium, "--type=renderer"),
        (WebKit, "webkit_window.py /"),
        (WebKit, "WebKitWebProcess"),
        (WebKit, "Xvfb"),
    ],
)
def test_a_browser_that_dies_in_mid_run(
    driver: type[Engine], part: str, processes: Adopted
) -> None:
    async def work() -> str:
        async with driver() as engine, waiting(engine) as task:
            assert own(processes, part)
            for process in own(processes, part):
                with contextlib.suppress(ProcessLookupError):  # it ended with the one before it
                    os.kill(process, signal.SIGKILL)
            with pytest.raises(LabError) as failure:
                await task
            assert not own(processes, part), "it is ended at once"
            return str(failure.value)

    assert run(work, LIMIT) == f"{driver.key}: it died in mid-run"


def test_a_run_that_gets_no_answer() -> None:
    async def work() -> str:
        async with WebKit(patience=2) as engine, waiting(engine) as task:
            with pytest.raises(LabError) as failure:
                await task
            return str(failure.value)

    assert run(work, LIMIT) == "webkit: it hung, and was ended"


def test_a_browser_that_hangs(processes: Adopted) -> None:
    async def work() -> str:
        async with Chromium(patience=2) as engine, waiting(engine) as task:
            for process in own(processes, "--type=") + own(processes, "--remote-debugging-pipe"):
                os.kill(process, signal.SIGSTOP)
            with pytest.raises(LabError) as failure:
                await task
            return str(failure.value)

    assert run(work, LIMIT) == "chromium: it hung, and was ended"


def test_a_run_that_is_cancelled() -> None:
    async def work() -> None:
        async with Chromium() as engine, waiting(engine) as task:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    run(work, LIMIT)


@pytest.mark.parametrize(
    ("driver", "name"), [(Firefox, "firefox-esr"), (Chromium, "chromium"), (WebKit, "Xvfb")]
)
def test_a_program_that_is_missing(
    driver: type[Engine], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    expected = f"{name} is not installed; `make browsers` installs it on Debian and Ubuntu"
    assert run(lambda: fails(driver())) == expected


@pytest.fixture
def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a shell script in a browser's place."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def put(name: str, text: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)

    return put


@pytest.mark.parametrize(("driver", "name"), [(Firefox, "firefox-esr"), (Chromium, "chromium")])
def test_a_browser_that_ends_at_once_is_quoted(
    driver: type[Engine], name: str, instead: Callable[[str, str], None]
) -> None:
    instead(name, "echo first; echo 'no screen, no fun' >&2; exit 1")
    said = run(lambda: fails(driver()))
    assert said == f"{driver.key}: it ended while it was starting; it last said: no screen, no fun"


@pytest.mark.parametrize(("driver", "name"), [(Firefox, "firefox-esr"), (Chromium, "chromium")])
def test_all_that_a_browser_writes_goes_to_its_profile(
    driver: type[Engine], name: str, instead: Callable[[str, str], None]
) -> None:
    instead(name, 'echo "$HOME $TMPDIR $XDG_RUNTIME_DIR $XDG_CONFIG_HOME$DISPLAY"; exit 1')
    engine = driver()
    said = run(lambda: fails(engine)).removesuffix(" ")
    assert said.endswith(" ".join([f"it last said: {engine.profile}", *[str(engine.profile)] * 2]))


def test_a_screen_that_does_not_start(instead: Callable[[str, str], None]) -> None:
    instead("Xvfb", "exit 1")
    said = run(lambda: fails(WebKit()))
    assert re.fullmatch(r"webkit: /\S+/Xvfb did not start; `make browsers` .*", said)


@pytest.mark.parametrize(
    ("driver", "name"), [(Firefox, "firefox-esr"), (Chromium, "chromium"), (WebKit, "Xvfb")]
)
def test_a_browser_that_never_gets_ready(
    driver: type[Engine], name: str, instead: Callable[[str, str], None]
) -> None:
    instead(name, "trap '' TERM; sleep 600 & wait; sleep 600")
    said = run(lambda: fails(driver(patience=0.125)))
    assert said == f"{driver.key}: it did not start within 0.5 s"


def test_bindings_that_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webkit, "_PYTHON", sys.executable)
    said = run(lambda: fails(WebKit()))
    assert said == "webkit: No module named 'gi'; `make browsers` installs it on Debian"


def test_a_language_that_is_missing() -> None:
    class English(Firefox):
        async def _begin(self, binary: str) -> None:
            pass

        async def _quit(self) -> None:
            pass

        async def _chrome(self, script: str, *arguments: object) -> str:
            return "en-US"

    said = run(lambda: fails(English("eo")))
    assert said.startswith("firefox: it has no language pack for `eo`; `make browsers`")


def test_a_full_disk_before_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=5 * 2**20))
    said = run(lambda: fails(Chromium()))
    assert said == (
        f"{tempfile.gettempdir()} has 5 MiB left, and browsers need 256; "
        "make room, or set TMPDIR to a folder that has it"
    )


def test_a_disk_that_fills_up(
    instead: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    free = iter([2**30, 0])
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=next(free)))
    instead("firefox-esr", "echo No space left on device; exit 1")
    said = run(lambda: fails(Firefox()))
    folder = tempfile.gettempdir()
    assert said == f"firefox: it ended while it was starting; the disk of {folder} is full"


def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(prefix: str) -> str:
        raise OSError(errno.EROFS, "Read-only file system", "/tmp/x")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    said = run(lambda: fails(Chromium()))
    assert said == "no folder for a browser's profile: Read-only file system"


@pytest.mark.parametrize(("driver", "file"), [(Firefox, "user.js"), (Chromium, "lab.log")])
def test_a_profile_that_cannot_be_used(
    driver: type[Engine], file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = tempfile.mkdtemp

    def with_a_folder_for_a_file(prefix: str) -> str:
        folder = Path(make(prefix=prefix))
        (folder / file).mkdir()
        return str(folder)

    monkeypatch.setattr(tempfile, "mkdtemp", with_a_folder_for_a_file)
    said = run(lambda: fails(driver()))
    assert re.fullmatch(rf"{driver.key}: /\S+/{re.escape(file)}: Is a directory", said)


def test_a_folder_with_too_long_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ("x" * 60)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    said = run(lambda: fails(Chromium()))
    assert said == f"{folder}: too long for browsers; set TMPDIR to a shorter folder"
    assert list(folder.iterdir()) == []
