"""Servers that don't start, hang or end: told of in their own words, and nothing is left."""

from __future__ import annotations

import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldguide.lab.servers.ask import Asked, NoAnswer, ask
from fieldguide.lab.servers.models import Stack
from fieldguide.lab.servers.running import Instance, ServerError, Surroundings, running, version
from fieldguide.lab.servers.tools import Tools
from fieldguide.lab.servers.workspace import published
from tests.lab.processes import Adopted, adopted, short_folder
from tests.lab.servers.fake import change, stack
from tests.lab.sockets import run


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


def surroundings(tmp_path: Path, to_start: float = 20) -> Surroundings:
    return Surroundings(Tools(tmp_path / "tools"), "127.0.0.1:1", to_start)


def start(stack: Stack, tmp_path: Path, to_start: float = 20) -> tuple[int, str]:
    """Start a stack, ask it once, end it; the status, and what it wrote."""

    async def work() -> tuple[int, str]:
        environment = surroundings(tmp_path, to_start)
        async with running(stack, published(stack), environment) as server:
            answer = await ask(server.origin, Asked("GET", "/items", "https://app.example.com"))
            assert server.is_running
            return answer.status, server.said

    return run(work, limit=60)


def failing(stack: Stack, tmp_path: Path, to_start: float = 20) -> ServerError:
    with pytest.raises(ServerError) as caught:
        start(stack, tmp_path, to_start)
    return caught.value


def test_a_server_runs_with_its_own_port_in_the_files_of_the_lab(tmp_path: Path) -> None:
    status, said = start(stack(tmp_path), tmp_path)
    assert status == 200
    assert "mode good on port " in said
    assert "{port}" not in said


def test_the_files_lie_as_published_but_for_the_changes_of_the_lab(tmp_path: Path) -> None:
    fields: dict[str, Any] = {
        "run": {
            "start": ["sh", "-c", "cat cors.conf; pwd; echo $PORT $BACKEND {backend}; exit 4"],
            "version": ["true"],
            "product": "P",
            "change": change("nobody reads this", "see {port}"),
        }
    }
    error = failing(stack(tmp_path, **fields), tmp_path)
    lines = error.log.splitlines()
    assert lines[1:3] == ["allow https://app.example.com https://admin.example.com",
                          "credentials true"]  # fmt: skip
    port = lines[-1].split()[0]
    assert lines[-3] == f"comment see {port}"
    assert lines[-2].endswith("/fake")
    assert lines[-1] == f"{port} 127.0.0.1:1 127.0.0.1:1"


def test_one_that_ends_is_told_of_in_its_own_words(tmp_path: Path) -> None:
    error = failing(stack(tmp_path, mode="exits"), tmp_path)
    assert str(error) == "it didn't start: it ended with exit code 1"
    assert error.log.splitlines()[-2:] == ["the configuration is all wrong", "and that is why"]


def test_one_that_never_listens_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    error = failing(stack(tmp_path, mode="sleeps"), tmp_path, to_start=3)
    assert "it hangs: nobody listens on port" in str(error)
    assert error.log.startswith("mode sleeps on port")
    assert time.monotonic() - began < 20


def test_nonsense_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(NoAnswer, match=r"GET /items from https://app.example.com: its answer is"):
        start(stack(tmp_path, mode="nonsense"), tmp_path)


def test_silence_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldguide.lab.servers.ask.PATIENCE", 0.3)
    with pytest.raises(NoAnswer, match=r"no answer after 0.3 s"):
        start(stack(tmp_path, mode="mute"), tmp_path)


def test_the_port_is_nobody_elses_until_the_server_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []

    async def rival(self: Instance) -> None:
        other = socket.socket()
        with other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", self.port))
        taken.append(self.port)

    monkeypatch.setattr(Instance, "prepare", rival)
    assert start(stack(tmp_path), tmp_path)[0] == 200
    assert len(taken) == 1


def test_a_server_that_shares_no_port_gets_another_try(tmp_path: Path) -> None:
    """It doesn't ask for SO_REUSEADDR, and so finds its reserved port in use."""
    status, said = start(stack(tmp_path, mode="selfish"), tmp_path)
    assert status == 200
    assert "in use" not in said, "the log is that of the last try"


def test_a_port_that_stays_in_use_is_given_up(tmp_path: Path) -> None:
    tries = tmp_path / "tries"
    script = f"echo x >> {tries}; echo bind: Address already in use; exit 1"
    run = {"start": ["sh", "-c", script], "version": ["true"], "product": "P"}
    assert "already in use" in failing(stack(tmp_path, run=run), tmp_path).log
    assert tries.read_text() == "x\n" * 3


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    run = {"start": ["no-such-server"], "version": ["no-such-server", "-v"], "product": "P"}
    found = stack(tmp_path, run=run)
    assert str(failing(found, tmp_path)) == "no-such-server is not installed"
    assert found.server.run is not None
    assert surroundings(tmp_path).tools.missing(found.server.run) == ("no-such-server",)


def test_what_does_not_compile_is_told(tmp_path: Path) -> None:
    run = {
        "prepare": ["sh", "-c", "echo line 5: no such thing >&2; exit 2"],
        "start": ["true"], "version": ["true"], "product": "P",
    }  # fmt: skip
    error = failing(stack(tmp_path, run=run), tmp_path)
    assert str(error).endswith("failed with exit code 2")
    assert error.log == "line 5: no such thing"


def test_what_is_compiled_is_there_at_the_start(tmp_path: Path) -> None:
    run = {
        "prepare": ["cp", "lab/serve.py", "built.py"],
        "start": ["python3", "-u", "{folder}/built.py", "{port}", "cors.conf"],
        "version": ["true"], "product": "P",
    }  # fmt: skip
    assert start(stack(tmp_path, run=run), tmp_path)[0] == 200


def test_changes_of_the_lab_must_find_their_text(tmp_path: Path) -> None:
    run = {"start": ["true"], "version": ["true"], "product": "P", "change": change("nope", "x")}
    error = failing(stack(tmp_path, run=run), tmp_path)
    assert str(error) == "its files can't be laid out: there is no “nope” to change"


@pytest.mark.parametrize(
    ("command", "found"),
    [
        (["echo", "fake 1.2.3"], "Fake 1.2.3"),
        (["sh", "-c", "echo nginx version: nginx/1.22.1 >&2"], "Fake 1.22.1"),
        (["sh", "-c", "test -f lab/serve.py && echo 4.5"], "Fake 4.5"),
    ],
)
def test_versions(command: list[str], found: str, tmp_path: Path) -> None:
    fake = stack(tmp_path, run={"start": ["true"], "version": command, "product": "Fake"})
    assert run(lambda: version(fake, surroundings(tmp_path))) == found


def test_no_version_is_told(tmp_path: Path) -> None:
    own = {"start": ["true"], "version": ["echo", "unknown"], "product": "Fake"}
    fake = stack(tmp_path, run=own)
    with pytest.raises(ServerError, match=r"`echo unknown` prints no version"):
        run(lambda: version(fake, surroundings(tmp_path)))
