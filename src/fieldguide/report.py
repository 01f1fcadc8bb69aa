"""Findings rendered for people, for machines and for pull requests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from fieldguide.findings import Finding

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")


def render(findings: Sequence[Finding], format: Format, root: Path) -> str:
    """All findings in one format, sorted by place, paths relative to `root`."""
    ordered = sorted(set(findings), key=lambda finding: finding.sort_key)
    if format == "json":
        return _json(ordered, root)
    line = _github if format == "github" else _text
    return "\n".join(line(finding, _relative(finding.path, root)) for finding in ordered)


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _text(finding: Finding, path: str) -> str:
    place = f"{path}:{finding.position.line}:{finding.position.column}"
    text = f"{place}: {finding.severity}: {finding.message} [{finding.id}]"
    return f"{text}\n    {finding.hint}" if finding.hint else text


def _json(findings: Iterable[Finding], root: Path) -> str:
    return json.dumps(
        [
            {
                "id": finding.id,
                "severity": finding.severity,
                "path": _relative(finding.path, root),
                "line": finding.position.line,
                "column": finding.position.column,
                "field": finding.field,
                "locale": finding.locale,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
        ensure_ascii=False,
        indent=2,
    )


def _github(finding: Finding, path: str) -> str:
    # https://docs.github.com/actions: workflow commands escape these in data and properties.
    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return (
        f"::{finding.severity} file={prop(path)},line={finding.position.line},"
        f"col={finding.position.column},title={prop(finding.id)}::{data(message)}"
    )
