"""A report as data, for `--format json`. Pure."""

from __future__ import annotations

from typing import Any

from fieldguide.lab.judge import Verdict
from fieldguide.lab.verify import Report

#: Grows when the meaning of a field changes.
VERSION = 1


def as_data(report: Report) -> dict[str, Any]:
    """What JSON can hold."""
    return {
        "version": VERSION,
        "engines": report.versions,
        "failures": report.failures,
        "scenarios": [_scenario(verdict) for verdict in report.verdicts],
    }


def _scenario(verdict: Verdict) -> dict[str, Any]:
    run = verdict.run
    return {
        "name": verdict.scenario.name,
        "reason": verdict.scenario.reason,
        "variant": verdict.scenario.is_variant,
        "engine": verdict.engine,
        "language": verdict.language or "en",
        "ok": not verdict.problem,
        "problem": verdict.problem,
        "succeeded": run.succeeded,
        "expected": list(verdict.expected),
        "lines": [
            {"text": line.text, "code": line.code, "level": line.level} for line in run.lines
        ],
        "requests": [
            {
                "method": request.method,
                "target": request.target,
                "headers": [list(pair) for pair in request.headers],
            }
            for request in run.requests
        ],
    }
