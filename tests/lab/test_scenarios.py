from __future__ import annotations

from pathlib import Path

from fieldguide.lab.scenarios import scenarios
from fieldguide.project import load_sources
from tests.guides import reason, write

EXCHANGE = """
  request: {method: PUT}
  broken: {status: 200, request: {method: POST}}
  fixed: {status: 204}"""
VARIANTS = """
  other-way:
    title: "Another way"
    request: {method: PATCH}
    outcome: {status: 302}
    succeeds: true
    messages: {firefox: [], chromium: ["A text"]}"""


def test_an_entry_gives_its_exchange_broken_and_fixed_and_its_variants(tmp_path: Path) -> None:
    entry = reason("Alpha", exchange=EXCHANGE, variants=VARIANTS, messages=" {firefox: [a, b]}")
    write(tmp_path, {"docs/reasons/Alpha.yml": entry})
    project = load_sources(tmp_path / "docs", tmp_path / "locales")
    found = list(scenarios(source.entry for source in project.sources.values()))
    assert [(item.name, item.reason) for item in found] == [
        ("Alpha broken", "Alpha"),
        ("Alpha fixed", "Alpha"),
        ("Alpha other-way", "Alpha"),
    ], "entries without an exchange have none"
    broken, fixed, variant = found
    assert broken.request.method == "POST"
    assert broken.expected == {"firefox": ("a", "b")}
    assert broken.outcome.status == 200
    assert fixed.request.method == "PUT"
    assert fixed.expected == {"firefox": ()}
    assert fixed.outcome.status == 204
    assert (variant.is_variant, variant.succeeds, variant.request.method) == (True, True, "PATCH")
    assert variant.expected == {"firefox": (), "chromium": ("A text",)}
