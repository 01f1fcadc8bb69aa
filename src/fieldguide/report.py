"""Findings rendered for people, for machines and for pull requests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from fieldguide.findings import Finding, Severity

Format = Literal["text", "json", "junit", "sarif", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "junit", "sarif", "github")


def render(findings: Sequence[Finding], format: Format, root: Path) -> str:
    """All findings in one format, sorted by place, paths relative to `root`."""
    ordered = sorted(set(findings), key=lambda finding: finding.sort_key)
    whole = {"json": _json, "junit": _junit, "sarif": _sarif}.get(format)
    if whole is not None:
        return whole(ordered, root)
    line = _github if format == "github" else _text
    return "\n".join(line(finding, _relative(finding.path, root)) for finding in ordered)


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


# Messages quote what contributors wrote: it must not steer a terminal, a log's reader,
# or a runner that takes a line beginning with `::` for a command.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """A text of somebody's for a terminal or a log: one line, what can't be seen spelled out."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _text(finding: Finding, path: str) -> str:
    place = f"{visible(path)}:{finding.position.line}:{finding.position.column}"
    text = f"{place}: {finding.severity}: {visible(finding.message)} [{finding.id}]"
    return f"{text}\n    {visible(finding.hint)}" if finding.hint else text


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


def _sarif(findings: Sequence[Finding], root: Path) -> str:
    """SARIF 2.1.0 (OASIS), as code hosts show it beside the lines of a pull request."""
    rules = sorted({finding.id for finding in findings})
    results = [
        {
            "ruleId": finding.id,
            "ruleIndex": rules.index(finding.id),
            "level": str(finding.severity),
            "message": {"text": " ".join(filter(None, (finding.message, finding.hint)))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(_relative(finding.path, root))},
                        "region": {
                            "startLine": finding.position.line,
                            "startColumn": finding.position.column,
                        },
                    },
                    "logicalLocations": [{"fullyQualifiedName": finding.field}]
                    if finding.field
                    else [],
                }
            ],
        }
        for finding in findings
    ]
    run = {
        "tool": {"driver": {"name": "fieldguide", "rules": [{"id": rule} for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _junit(findings: Sequence[Finding], root: Path) -> str:
    """JUnit's XML: a failed case per error, a passed one per warning or for nothing to report."""
    failed = sum(finding.severity is Severity.ERROR for finding in findings)
    count = str(len(findings) or 1)
    suite = Element("testsuite", name="fieldguide", tests=count, failures=str(failed))
    for finding in findings:
        path = visible(_relative(finding.path, root))
        place = f"{path}:{finding.position.line}:{finding.position.column}"
        case = SubElement(suite, "testcase", classname=finding.id, name=place, file=path)
        text = visible(finding.message)
        hint = visible(finding.hint)
        if finding.severity is Severity.ERROR:
            SubElement(case, "failure", message=text, type=finding.id).text = hint
        else:
            SubElement(case, "system-out").text = f"{text}\n{hint}"
    if not findings:
        SubElement(suite, "testcase", classname="fieldguide", name="nothing to report")
    indent(suite)
    return tostring(suite, encoding="unicode", xml_declaration=True)


def _github(finding: Finding, path: str) -> str:
    # https://docs.github.com/actions: workflow commands escape these in data and properties.
    def data(text: str) -> str:
        return visible(text).replace("%", "%25")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    message = data(finding.message) + (f"%0A{data(finding.hint)}" if finding.hint else "")
    return (
        f"::{finding.severity} file={prop(path)},line={finding.position.line},"
        f"col={finding.position.column},title={prop(finding.id)}::{message}"
    )
