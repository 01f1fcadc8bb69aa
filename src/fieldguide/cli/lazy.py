"""Commands that are imported only when they are called."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands lie in modules of its package, each under its own name.

    A check shall not wait until all that the other commands need has been imported.
    """

    def __init__(self, *args: Any, package: str, modules: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._package = package
        self._modules = {module.replace("_", "-"): module for module in modules}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in alphabetical order."""
        return sorted(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, or None where there is no such one."""
        module = self._modules.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(f"{self._package}.{module}"), module)
        assert isinstance(command, click.Command)
        return command
