"""Every stack of the guide, in its real server and a real browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldguide.entries.servers import Server
from fieldguide.project import load_sources
from tests.lab.processes import adopted, short_folder

ROOT = Path(__file__).resolve().parents[3]
FIELDGUIDE = str(Path(sys.executable).with_name("fieldguide"))
#: Of issue 7.
_LEAST = 18


@pytest.mark.usefixtures("browsers", "servers")
@pytest.mark.timeout(900)
def test_all_stacks_are_as_the_guide_says() -> None:
    """In one run: all probes, all concerns and all mistakes; then nothing is left."""
    command = [FIELDGUIDE, "lab", "servers", "--json", "-f", str(ROOT / "mkdocs.yml")]
    with short_folder() as folder, adopted() as processes:
        process = subprocess.run(
            command, capture_output=True, text=True, check=False,
            env={**os.environ, "TMPDIR": str(folder)},
        )  # fmt: skip
        assert processes.left() == {}
        assert list(folder.iterdir()) == []
    assert process.stdout, process.stderr
    report = json.loads(process.stdout)
    problems = [
        f"{stack['name']}: {item['about']}: {item['text']}\n{item['log']}"
        for stack in report["stacks"]
        for item in stack["problems"]
    ]
    assert not problems, "\n".join(problems)
    assert report["failure"] == ""
    assert process.returncode == 0, process.stderr
    for stack in report["stacks"]:
        assert stack["missing"] == []
        for part in ("probes", "requests", "concerns", "mistakes"):
            assert all(stack[part].values()), (stack["name"], part)
        assert len(stack["probes"]) == 12
        assert len(stack["requests"]) == 8
    project = load_sources(ROOT / "docs", ROOT / "locales")
    runnable = {
        source.id
        for source in project.sources.values()
        if isinstance(source.entry, Server) and source.entry.run is not None
    }
    assert {stack["name"] for stack in report["stacks"]} == runnable
    assert len(runnable) >= _LEAST
