"""What came of server configurations: as a table, in words, as data. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import click

from fieldguide.lab.servers.models import Result
from fieldguide.lab.servers.prove import Report

#: Grows when the meaning of a field changes.
VERSION = 1
_HEAD = ["", "version", "probes", "requests", "concerns", "mistakes", "seconds"]


def table(report: Report) -> str:
    """A line for each stack."""
    rows = [_HEAD, *(_row(result) for result in report.results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            _coloured(cell) + " " * (width - len(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    if report.browser:
        lines.append(f"in {report.browser}")
    return "\n".join(lines) + "\n"


def _row(result: Result) -> list[str]:
    if result.missing:
        return [result.stack, "not run", "", "", "", "", ""]
    parts = (result.probes, result.requests, result.concerns, result.mistakes)
    counts = [_count(part) for part in parts]
    return [result.stack, result.version or "?", *counts, f"{result.seconds:.1f}"]


def _count(part: Mapping[str, bool]) -> str:
    good = f"{sum(part.values())}/{len(part)}"
    return good if all(part.values()) else f"{good} WRONG"


def _coloured(cell: str) -> str:
    return click.style(cell, fg="red") if cell.endswith(("WRONG", "not run")) else cell


def described(result: Result) -> str:
    """What is wrong with a stack, with the last lines of its server's log."""
    lines = [f"\n{click.style(result.stack, bold=True)}"]
    for index, problem in enumerate(result.problems):
        text = f"{problem.about}: {problem.text}"
        lines += textwrap.wrap(
            text, 100, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )
        following = result.problems[index + 1 : index + 2]
        is_told_later = following and following[0].about == problem.about
        if is_told_later:
            continue
        for title, told in (("the change:", problem.change), ("the server's log:", problem.log)):
            if told:
                lines += [f"    {title}", *(f"    | {line}" for line in told.splitlines())]
    return "\n".join(lines)


def as_data(report: Report) -> dict[str, Any]:
    """What JSON can hold."""
    return {
        "version": VERSION,
        "browser": report.browser,
        "failure": report.failure,
        "stacks": [_stack(result) for result in report.results],
    }


def _stack(result: Result) -> dict[str, Any]:
    return {
        "name": result.stack,
        "ok": result.is_good,
        "server": result.version,
        "missing": list(result.missing),
        "probes": result.probes,
        "requests": result.requests,
        "concerns": result.concerns,
        "mistakes": result.mistakes,
        "problems": [
            {"about": item.about, "text": item.text, "change": item.change, "log": item.log}
            for item in result.problems
        ],
        "seconds": round(result.seconds, 1),
    }
