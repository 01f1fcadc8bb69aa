"""A report as a table: a line for each scenario, a column for each engine. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from fieldguide.lab.judge import Verdict
from fieldguide.lab.models import Scenario
from fieldguide.lab.verify import Report


def table(report: Report, scenarios: Sequence[Scenario], engines: Mapping[str, int]) -> str:
    """The table's text; `engines` are those that were to run, and in how many languages each."""
    found: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in report.verdicts:
        found.setdefault((verdict.scenario.name, verdict.engine), []).append(verdict)
    titles = [report.versions.get(engine, engine) for engine in engines]
    rows = [
        [
            scenario.name,
            *(
                _cell(found.get((scenario.name, engine), []), count)
                if engine in scenario.expected
                else "-"
                for engine, count in engines.items()
            ),
        ]
        for scenario in scenarios
    ]
    widths = [max(map(len, column)) for column in zip(["", *titles], *rows, strict=True)]
    lines = []
    for row in [["", *titles], *rows]:
        cells = [
            _coloured(cell) + " " * (width - len(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def _cell(verdicts: Sequence[Verdict], languages: int) -> str:
    wrong = [verdict.language or "en" for verdict in verdicts if verdict.problem]
    if wrong:
        return f"WRONG ({', '.join(wrong)})" if languages > 1 else "WRONG"
    if not verdicts:
        return "not run"
    if len(verdicts) < languages:
        return f"ok ({len(verdicts)} of {languages} languages)"
    return f"ok ({languages} languages)" if languages > 1 else "ok"


def _coloured(cell: str) -> str:
    return click.style(cell, fg="red") if cell.startswith(("WRONG", "not run")) else cell
