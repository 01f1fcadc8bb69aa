"""What is taken from the HTML checker's report, and what isn't."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bench.vnu import remarks

BASES = ("http://127.0.0.1:1/", "file:/site/")
BLOCKED = "Inline script violates Content Security Policy (meta tag): blocked by “script-src”."


def told(text: str, url: str = "http://127.0.0.1:1/en/", **rest: Any) -> list[tuple[str, str]]:
    message = {"type": "info", "subType": "warning", "url": url, "message": text, **rest}
    return list(remarks(json.dumps({"messages": [message]}), BASES))


def markup(tag: str) -> dict[str, Any]:
    return {"extract": f"\n  {tag}{{}}", "hiliteStart": 3, "hiliteLength": len(tag)}


def test_pages_are_named_by_their_place() -> None:
    assert told("Stray.", lastLine=7) == [("en/", "7: warning: Stray.")]
    assert told("Odd.", url="file:/site/a.css") == [("a.css", "warning: Odd.")]


def test_pages_that_could_not_be_read_are_told_of() -> None:
    report = {"messages": [{"type": "non-document-error", "message": "Forbidden host."}]}
    assert list(remarks(json.dumps(report), BASES)) == [("", "non-document-error: Forbidden host.")]


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json"])
def test_data_that_no_policy_stops_is_left_out(kind: str) -> None:
    assert not told(BLOCKED, **markup(f'<script id="a" type="{kind}">'))


@pytest.mark.parametrize("tag", ["<script>", '<script type="module">', '<script data-type="json">'])
def test_scripts_that_a_policy_stops_are_told_of(tag: str) -> None:
    assert told(BLOCKED, **markup(tag))


def test_all_else_about_data_is_told_of() -> None:
    assert told("Duplicate ID.", **markup('<script id="a" type="application/json">'))


def test_waiting_for_a_part_of_the_page_is_left_out() -> None:
    text = "A “link” element with a “blocking” attribute must have a “rel” attribute whose …"
    assert not told(text, **markup('<link rel="expect" href="#a" blocking="render">'))
    assert told(text, **markup('<link rel="preload" href="a" blocking="render">'))
