"""Programs that don't want to end, and what the keeper leaves of them: nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fieldguide.lab.engines.process import Process, program
from fieldguide.lab.models import LabError
from tests.lab.processes import Adopted, adopted
from tests.lab.sockets import run


@pytest.fixture
def processes() -> Iterator[Adopted]:
    with adopted() as processes:
        yield processes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    (folder / "file").write_text("x")
    return folder


def script(text: str) -> list[str]:
    return ["/bin/sh", "-c", text]


# a helper in a session of its own, whose parent ends at once; it says that it runs
ESCAPE = "(setsid sh -c 'trap \"\" TERM HUP INT; echo up > {}; exec sleep 600' &)"


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    "text",
    [
        "echo up > {}; exec sleep 600",
        "trap '' TERM INT HUP; echo up > {}; sleep 600 & wait; sleep 600",
        f"{ESCAPE}; exec sleep 600",
        f"{ESCAPE}; {ESCAPE}; while :; do sleep 1; done",
    ],
    ids=["obedient", "deaf", "with a helper that hides", "with two of them"],
)
def test_nothing_is_left_once_it_is_ended(
    text: str, folder: Path, tmp_path: Path, processes: Adopted
) -> None:
    sign = tmp_path / "sign"

    async def work() -> None:
        process = await Process.start(script(text.replace("{}", str(sign))), folder)
        await until(sign.exists)
        assert process.is_running
        assert folder.exists()
        await process.end()
        assert not process.is_running
        await process.end()  # once more does no harm

    run(work)
    assert processes.left() == {}
    assert not folder.exists()


def test_helpers_of_a_program_that_ends_by_itself_are_ended(
    folder: Path, tmp_path: Path, processes: Adopted
) -> None:
    sign = tmp_path / "sign"

    async def work() -> None:
        escape = ESCAPE.replace("{}", str(sign))
        process = await Process.start(script(f"{escape}; sleep 0.3; exit 3"), folder)
        await process.wait()
        assert sign.exists()
        assert not process.is_running
        assert folder.exists(), "the next program may need it"
        await process.end()

    run(work)
    assert processes.left() == {}


def test_a_stopped_program_is_ended(folder: Path, tmp_path: Path, processes: Adopted) -> None:
    sign = tmp_path / "sign"

    async def work() -> None:
        process = await Process.start(script(f"echo $$ > {sign}; kill -STOP $$; sleep 600"), folder)
        await until(lambda: sign.exists() and bool(sign.read_text()))
        await process.end()

    run(work)
    assert processes.left() == {}


PARENT = """
import asyncio, sys
from pathlib import Path
from fieldguide.lab.engines.process import Process

async def work():
    await Process.start(["/bin/sh", "-c", sys.argv[1]], Path(sys.argv[2]))
    await asyncio.sleep(600)

asyncio.run(work())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_lab_takes_everything_along(
    number: int, folder: Path, tmp_path: Path, processes: Adopted
) -> None:
    sign = tmp_path / "sign"
    text = f"{ESCAPE.replace('{}', str(sign))}; exec sleep 600"
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(PARENT), text, str(folder)])
    end = time.monotonic() + 20
    while not sign.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert sign.exists()
    parent.send_signal(number)
    parent.wait()
    assert processes.left() == {}
    assert not folder.exists()


def test_a_killed_keeper_takes_the_program_along(
    folder: Path, tmp_path: Path, processes: Adopted
) -> None:
    sign = tmp_path / "sign"

    async def work() -> None:
        process = await Process.start(script(f"echo $PPID > {sign}; exec sleep 600"), folder)
        await until(lambda: sign.exists() and bool(sign.read_text()))
        os.kill(int(sign.read_text()), signal.SIGKILL)
        await process.wait()
        await process.end()

    run(work)
    assert processes.left() == {}


def test_wires_have_the_numbers_that_the_program_expects(folder: Path, processes: Adopted) -> None:
    async def work() -> bytes:
        to_program, writing = os.pipe()
        reading, from_program = os.pipe()
        command = script('read line <&3; echo "got $line" >&4; ls /proc/$$/fd > ls; cat ls >&4')
        process = await Process.start(
            ["/usr/bin/env", "-C", str(folder), *command], folder,
            wires={3: to_program, 4: from_program},
        )  # fmt: skip
        os.close(to_program)
        os.close(from_program)
        os.write(writing, b"hello\n")
        await process.wait()
        found = os.read(reading, 1000)
        assert os.read(reading, 1) == b"", "nobody else holds the other end"
        os.close(writing)
        os.close(reading)
        await process.end()
        return found

    line, *descriptors = run(work).decode().split("\n")
    assert line == "got hello"
    assert set(descriptors) - {"", "0", "1", "2", "3", "4"} <= {"5", "10", "255"}, "a shell's own"


def test_signals_reach_the_program_as_usual(
    folder: Path, tmp_path: Path, processes: Adopted
) -> None:
    """What the keeper ignores, its program must not: it would inherit that."""
    sign = tmp_path / "sign"

    async def work() -> str:
        text = f"grep -E 'Sig(Ign|Blk)' /proc/self/status > {sign}"
        process = await Process.start(script(text), folder)
        await process.wait()
        await process.end()
        return sign.read_text()

    ignored = {line.split()[0]: int(line.split()[1], 16) for line in run(work).splitlines()}
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        for mask in ignored.values():
            assert not mask & 1 << (number - 1)


def test_no_descriptor_and_no_zombie_is_left(folder: Path, processes: Adopted) -> None:
    async def work() -> None:
        process = await Process.start(script("exec sleep 600"), folder)
        await process.end()

    def counted() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    run(work)
    before = counted()
    for _ in range(3):
        run(work)
    assert counted() == before


def test_a_program_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(LabError, match="no-such is not installed; `make browsers`"):
        program("no-such", "nor-this")
