"""Findings about published configurations that let in others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from fieldguide.entries.configuration import Configuration
from fieldguide.entries.servers import Server
from fieldguide.findings import Finding, Position
from fieldguide.lab.servers.safety.rules import faults
from fieldguide.lab.servers.safety.text import Text


def check_safety(
    entry: Server, folder: Path, files: Mapping[str, Configuration]
) -> Iterator[Finding]:
    """Every place in a stack's published files that lets in an origin which is on no list."""
    for file in entry.files:
        configuration = files.get(file.path)
        if configuration is None:  # it can't be read, which is a finding of its own
            continue
        lines = configuration.lines
        text = Text.of([line.text for line in lines], file.language)
        for fault in faults(text):
            position = Position(lines[fault.line].number, fault.column + 1)
            yield Finding(fault.id, folder / file.path, position, fault.message, fault.hint)
