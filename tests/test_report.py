from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from fieldguide.findings import Finding, Findings, Position, Severity, errors
from fieldguide.report import render

ROOT = Path("/guide")
MISSING = Finding(
    "entry-missing-key",
    ROOT / "docs" / "reasons" / "Alpha.yml",
    Position(3, 7),
    "`fixes.a.body` is missing",
    "add `body:` here",
    "fixes.a.body",
)
STALE = Finding(
    "translation-outdated",
    ROOT / "locales" / "fr" / "index.yml",
    Position(1, 1),
    "100 %: “é”, stale",
    locale="fr",
    severity=Severity.WARNING,
)
ELSEWHERE = Finding("bank-syntax", Path("/other/firefox.json"), Position(2, 1), "not valid")


def test_text() -> None:
    assert render([STALE, ELSEWHERE, MISSING], "text", ROOT) == (
        "docs/reasons/Alpha.yml:3:7: error: `fixes.a.body` is missing [entry-missing-key]\n"
        "    add `body:` here\n"
        "locales/fr/index.yml:1:1: warning: 100 %: “é”, stale [translation-outdated]\n"
        "/other/firefox.json:2:1: error: not valid [bank-syntax]"
    )


def test_github_annotations() -> None:
    assert render([STALE, MISSING], "github", ROOT) == (
        "::error file=docs/reasons/Alpha.yml,line=3,col=7,title=entry-missing-key"
        "::`fixes.a.body` is missing%0Aadd `body:` here\n"
        "::warning file=locales/fr/index.yml,line=1,col=1,title=translation-outdated"
        "::100 %25: “é”, stale"
    )


def test_github_annotations_escape_what_separates_their_parts() -> None:
    odd = Finding("odd", ROOT / "docs" / "a,b:c%.yml", Position(), "x")
    assert render([odd], "github", ROOT).startswith("::error file=docs/a%2Cb%3Ac%25.yml,line=1,")


def test_json() -> None:
    text = render([STALE, MISSING], "json", ROOT)
    assert "“é”" in text, "readable, not escaped"
    assert json.loads(text) == [
        {
            "id": "entry-missing-key",
            "severity": "error",
            "path": "docs/reasons/Alpha.yml",
            "line": 3,
            "column": 7,
            "field": "fixes.a.body",
            "locale": "",
            "message": "`fixes.a.body` is missing",
            "hint": "add `body:` here",
        },
        {
            "id": "translation-outdated",
            "severity": "warning",
            "path": "locales/fr/index.yml",
            "line": 1,
            "column": 1,
            "field": "",
            "locale": "fr",
            "message": "100 %: “é”, stale",
            "hint": "",
        },
    ]


def test_nothing_to_report() -> None:
    assert [render([], format, ROOT) for format in ("text", "json", "github")] == ["", "[]", ""]


def test_findings_are_sorted_by_place_and_told_once() -> None:
    places = [("b.yml", 1, 1), ("a.yml", 10, 1), ("a.yml", 9, 20), ("a.yml", 9, 3)]
    findings = [Finding("x", ROOT / name, Position(*at), "m") for name, *at in places]
    assert render([*findings, *findings], "text", ROOT).split("\n") == [
        "a.yml:9:3: error: m [x]",
        "a.yml:9:20: error: m [x]",
        "a.yml:10:1: error: m [x]",
        "b.yml:1:1: error: m [x]",
    ]


def test_the_order_does_not_depend_on_who_was_first() -> None:
    """Workers end in any order, and sets have none: several findings may share one place."""
    findings = [
        Finding("x", ROOT / "a.yml", Position(), f"message {n}", locale=locale)
        for n in range(20)
        for locale in ("fr", "de")
    ]
    outputs = {
        render(order, "json", ROOT)
        for order in (findings, findings[::-1], findings[7:] + findings[:7])
    }
    assert len(outputs) == 1


def test_what_contributors_write_cannot_steer_a_terminal_or_a_runner() -> None:
    hostile = "`\x1b[31m\n::error::x\r\u202e\u2066\x9b`"
    finding = Finding("x", ROOT / "a.yml", Position(), hostile, hostile)
    shown = "`\\u001b[31m\\u000a::error::x\\u000d\\u202e\\u2066\\u009b`"
    assert render([finding], "text", ROOT) == f"a.yml:1:1: error: {shown} [x]\n    {shown}"
    annotation = render([finding], "github", ROOT)
    assert annotation == f"::error file=a.yml,line=1,col=1,title=x::{shown}%0A{shown}"
    assert json.loads(render([finding], "json", ROOT))[0]["message"] == hostile


def test_only_errors_fail() -> None:
    assert errors([STALE, MISSING, ELSEWHERE]) == [MISSING, ELSEWHERE]


def test_a_collection_knows_its_file_and_places() -> None:
    findings = Findings(Path("a.yml"), "fr")
    findings.error("x", Position(2, 3), "m", "h", field="f")
    assert findings.items == [Finding("x", Path("a.yml"), Position(2, 3), "m", "h", "f", "fr")]
    assert findings.has(Position(2, 3))
    assert not findings.has(Position(2, 4))


def test_sarif() -> None:
    log = json.loads(render([STALE, MISSING], "sarif", ROOT))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["entry-missing-key", "translation-outdated"]
    missing, stale = run["results"]
    assert (missing["ruleId"], missing["ruleIndex"], missing["level"]) == (rules[0], 0, "error")
    assert missing["message"]["text"] == "`fixes.a.body` is missing add `body:` here"
    location = missing["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "docs/reasons/Alpha.yml"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "fixes.a.body"}]
    assert stale["level"] == "warning"
    assert json.loads(render([], "sarif", ROOT))["runs"][0]["results"] == []


def test_junit() -> None:
    suite = ElementTree.fromstring(render([STALE, MISSING], "junit", ROOT))
    assert suite.attrib == {"name": "fieldguide", "tests": "2", "failures": "1"}
    missing, stale = suite
    assert missing.attrib["name"] == "docs/reasons/Alpha.yml:3:7"
    assert missing[0].tag == "failure"
    assert missing[0].attrib["message"] == "`fixes.a.body` is missing"
    assert missing[0].text == "add `body:` here"
    assert stale[0].tag == "system-out"
    empty = ElementTree.fromstring(render([], "junit", ROOT))
    assert empty.attrib == {"name": "fieldguide", "tests": "1", "failures": "0"}
