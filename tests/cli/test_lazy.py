from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from fieldguide.cli.lazy import LazyGroup


def commands(group: click.Command) -> list[tuple[str, click.Command | None]]:
    assert isinstance(group, LazyGroup)
    context = click.Context(group)
    return [(name, group.get_command(context, name)) for name in group.list_commands(context)]


def test_every_module_has_its_command() -> None:
    for name, command in commands(main):
        assert command is not None
        assert command.name == name
        for below, inner in commands(command) if isinstance(command, LazyGroup) else []:
            assert inner is not None
            assert inner.name == below


@pytest.mark.parametrize("arguments", [["nope"], ["translate", "nope"]])
def test_an_unknown_command_is_misuse(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "No such command 'nope'" in result.output


def test_help_names_all() -> None:
    assert "proofread" in CliRunner().invoke(main, ["check", "--help"]).output
    assert "ledger" in CliRunner().invoke(main, ["--help"]).output


def test_a_check_does_not_wait_for_what_others_need() -> None:
    code = "import sys, fieldguide.cli.translate.check; print('aiohttp' in sys.modules)"
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, text=True) == "False\n"
