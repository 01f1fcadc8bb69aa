"""What a machine has of what a stack needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.entries.servers import Run
from fieldguide.lab.servers.tools import Tools


def missing(tools: Tools, **fields: object) -> tuple[str, ...]:
    given = {"start": ["sh"], "version": ["sh"], "product": "P", **fields}
    return tools.missing(Run.model_validate(given))


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    return Tools(tmp_path)


def executable(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)


def test_what_is_there(tools: Tools) -> None:
    assert missing(tools) == ()


def test_programs_are_named_once(tools: Tools) -> None:
    fields = {"start": ["no-a"], "version": ["no-a", "-v"], "prepare": ["no-b", "x"]}
    assert missing(tools, **fields) == ("no-b", "no-a")


def test_environments(tools: Tools, tmp_path: Path) -> None:
    python = {"runtime": "python", "start": ["{python}"], "version": ["{python}"]}
    node = {"runtime": "node", "start": ["{node}", "server.js"], "version": ["{node}", "-v"]}
    assert missing(tools, **python) == ("the servers' Python packages",)
    assert missing(tools, **node) == ("the servers' Node packages",)
    executable(tmp_path / "venv" / "bin" / "python")
    executable(tmp_path / "bin" / "node")
    assert missing(tools, **python) == ()
    assert missing(tools, **node) == ("the servers' Node packages",)
    (tmp_path / "node_modules").mkdir()
    assert missing(tools, **node) == ()


def test_a_missing_package_stands_for_its_programs(
    tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = tmp_path / "path" / "dpkg-query"
    executable(query)
    query.write_text("#!/bin/sh\nfor word; do last=$word; done\n"
                     "if [ $last = here ]; then printf installed; fi\n")  # fmt: skip
    monkeypatch.setenv("PATH", str(query.parent))
    fields = {"packages": ["here", "gone"], "start": ["gone"]}
    assert missing(tools, **fields) == ("gone",)


def test_systems_without_debian_packages_are_asked_for_programs(
    tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing(tools, packages=["nowhere"], start=["no-a"])[0] == "no-a"


def test_programs_of_the_environment_come_first(tools: Tools, tmp_path: Path) -> None:
    executable(tmp_path / "bin" / "sh")
    assert tools.program("sh") == str(tmp_path / "bin" / "sh")


def test_a_server_gets_nobodys_own_settings(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_OPTIONS", "--inspect")
    assert sorted(tools.environment) == ["LANG", "PATH", "XDG_CACHE_HOME"]
