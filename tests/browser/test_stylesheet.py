"""One stylesheet instead of the theme's and the guide's: nothing looks different."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import Reader
from tests.browser.test_accessibility import PAGES, size
from tests.mkdocs.sites import ROOT

THEME = next(
    path
    for path in files("material").joinpath("templates/assets/stylesheets").iterdir()
    if path.name.startswith("main.") and path.name.endswith(".css")
)
OWN = ROOT / "overrides/assets/stylesheets/fieldguide.css"
#: One width each: all rules of narrow and of wide screens are met somewhere.
STYLED = [
    ("home", 390),
    ("home", 1280),
    ("reason with a server", 390),
    ("guide", 1280),
    ("all servers", 390),
    ("translations", 1280),
    ("not found", 390),
    ("search", 1280),
    ("paste", 390),
]
NAMES = "[...getComputedStyle(document.body)].filter((name) => !name.startsWith('--'))"
#: What fades would be caught half-way.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
SHEET = (
    "window.sheet = (text) => { const made = new CSSStyleSheet(); made.replaceSync(text);"
    f" return made }}, document.adoptedStyleSheets = [sheet({json.dumps(STILL)})], 0"
)


def looks(reader: Reader, names: list[str]) -> list[tuple[str, list[float], dict[str, str]]]:
    """Each box of a page: its element, its place in pixels, its computed style."""
    call = reader.engine._call("DOMSnapshot.captureSnapshot", computedStyles=names)
    snapshot: Any = reader.runner.run(call)
    strings, document = snapshot["strings"], snapshot["documents"][0]
    layout, nodes = document["layout"], document["nodes"]
    found = []
    for node, place, style in zip(
        layout["nodeIndex"], layout["bounds"], layout["styles"], strict=True
    ):
        attributes = [strings[index] for index in nodes["attributes"][node]]
        element = " ".join([strings[nodes["nodeName"][node]], *attributes])
        values = (strings[index] for index in style)
        found.append((element, place, dict(zip(names, values, strict=False))))
    return found


@pytest.mark.parametrize(("name", "width"), STYLED)
def test_nothing_looks_different(reader: Reader, name: str, width: int) -> None:
    size(reader, width)
    path, act, _ = PAGES[name]
    reader.open(path)
    if act:
        act(reader)
    names = reader.ask(NAMES)
    reader.ask(SHEET)
    joined = looks(reader, names)
    whole = f"{THEME.read_text(encoding='utf-8')}{OWN.read_text(encoding='utf-8')}{STILL}"
    reader.ask(
        f"document.adoptedStyleSheets = [sheet({json.dumps(whole)})],"
        "document.querySelector('link[rel=stylesheet]').disabled = true, 0"
    )
    apart = looks(reader, names)
    assert len(joined) > 50
    assert [box[:2] for box in joined] == [box[:2] for box in apart]
    for (element, _, style), (_, _, other) in zip(joined, apart, strict=True):
        different = {key: (style[key], other[key]) for key in style if style[key] != other[key]}
        assert not different, element
