"""Commands that hooks, workflows and guides for contributors name: they must be there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from fieldguide.cli import main

ROOT = Path(__file__).resolve().parents[1]


def hooks(name: str) -> list[dict[str, str]]:
    loaded = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return loaded if isinstance(loaded, list) else loaded["repos"][0]["hooks"]


def named() -> Iterator[tuple[str, str]]:
    """Files, and the commands that they name."""
    for name in (".pre-commit-config.yaml", ".pre-commit-hooks.yaml"):
        for hook in hooks(name):
            if "fieldguide" in hook["entry"]:
                yield name, hook["entry"].split("fieldguide ")[1]
    for path in (ROOT / "README.md", *sorted(ROOT.glob("CONTRIBUTING*.md"))):
        blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
        inline = re.findall(r"`(fieldguide [^`]+)`", path.read_text(encoding="utf-8"))
        for line in [*"\n".join(blocks).splitlines(), *inline]:
            match = re.search(r"(?:^|&& )\s*fieldguide (.+)", line)
            if match:
                yield path.name, match[1]
    for folder in ("workflows", "scripts"):
        for path in sorted((ROOT / ".github" / folder).iterdir()):
            for match in re.finditer(r"\.venv/bin/fieldguide (.+)", path.read_text()):
                yield path.name, match[1]


@pytest.mark.parametrize(("file", "line"), sorted(set(named())))
def test_commands_that_files_name_are_there(file: str, line: str) -> None:
    context = click.Context(main)
    command: click.Command = main
    words = shlex.split(line, comments=True)
    while isinstance(command, click.Group) and words:
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"{file}: there is no `{name}`"
        command = found
    options = {option for item in command.params for option in item.opts}
    assert {word for word in words if word.startswith("--")} <= options, file


def test_hooks_do_the_same_here_as_elsewhere() -> None:
    elsewhere = {hook["id"]: hook for hook in hooks(".pre-commit-hooks.yaml")}
    here = {hook["id"]: hook for hook in hooks(".pre-commit-config.yaml")}
    for id, hook in elsewhere.items():
        assert hook == {
            **here[id],
            "entry": here[id]["entry"].removeprefix(".venv/bin/"),
            "language": "python",
        }
