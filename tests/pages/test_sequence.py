"""The drawing of an exchange: plain text in plain SVG, mirrored as a whole but for its code."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from fieldguide.pages.exchange import Arrow, Line
from fieldguide.pages.render import _clean
from fieldguide.pages.sequence import draw

WORDS = {
    "page": "Page",
    "browser": "Browser",
    "server": "Server",
    "to": "to",
    "wrong": "Fault",
    "missing": "missing",
    "right": "Fixed",
    "added": "Added",
    "refused": "Nothing listens there: the connection is refused.",
    "kept-back": "Your code gets a network error, and the console this line.",
    "handed-over": "Your code gets the response.",
}
LONG = Line("Access-Control-Allow-Origin", "https://app.example.com")
STEPS = [
    Arrow("page", "browser", (Line("", "GET https://api.example.com/items"),)),
    Arrow("browser", "server", (Line("", "GET /items"),)),
    Arrow("server", "browser", (Line("", "200"), LONG, Line("Vary", "Origin", "added"))),
    Arrow("browser", "page", note="handed-over", verdict="allowed"),
]


def drawing(steps: list[Arrow], *, is_rtl: bool = False, **words: str) -> ElementTree.Element:
    return ElementTree.fromstring(draw(steps, {**WORDS, **words}, is_rtl=is_rtl))


def answer(*lines: Line) -> list[Arrow]:
    return [Arrow("server", "browser", lines)]


def kinds(svg: ElementTree.Element, tag: str) -> list[str]:
    """The classes of all elements of a name, without what they have in common."""
    return [
        node.get("class", "").split()[-1].removeprefix("fg-drawing__")
        for node in svg.iter(tag)
        if node.get("class")
    ]


def text(svg: ElementTree.Element, kind: str) -> list[str]:
    nodes = [n for n in svg.iter("text") if n.get("class", "").endswith(f"__{kind}")]
    return ["".join(node.itertext()) for node in nodes]


def test_steps_are_a_list_whose_text_says_who_sends_what_to_whom() -> None:
    svg = drawing(STEPS)
    assert svg.get("role") == "list"
    items = [node for node in svg if node.get("role") == "listitem"]
    assert [" ".join("".join(item.itertext()).split()) for item in items] == [
        "Page to Browser GET https://api.example.com/items",
        "Browser to Server GET /items",
        "Server to Browser 200 Access-Control-Allow-Origin: https://app.example.com Vary: Origin",
        "Browser to Page Your code gets the response.",
    ]
    others = [node for node in svg if node.get("role") != "listitem" and "".join(node.itertext())]
    assert all(node.get("aria-hidden") == "true" for node in others), "nothing is read twice"


def test_a_long_header_is_one_text_in_several_rows() -> None:
    (header,) = [
        n for n in drawing(answer(LONG)).iter("text") if n.get("class", "")[-6:] == "header"
    ]
    assert [row.text for row in header.iter("tspan")] == ["https://app.example.com"]
    assert (
        "".join(header.itertext()).strip() == "Access-Control-Allow-Origin: https://app.example.com"
    )


@pytest.mark.parametrize(
    ("mark", "frame", "sign", "name"),
    [
        ("wrong", "frame--wrong", "sign--cross", "Fault"),
        ("missing", "frame--missing", "sign--cross", None),
        ("right", "frame--right", "sign--tick", "Fixed"),
        ("added", None, "sign--plus", "Added"),
    ],
)
def test_marks_are_more_than_colours(mark: str, frame: str, sign: str, name: str | None) -> None:
    svg = drawing(answer(Line("Vary", "" if mark == "missing" else "Origin", mark)))  # type: ignore[arg-type]
    assert kinds(svg, "rect") == ["box", *([frame] if frame else [])]
    signs = [node for node in svg.iter("path") if sign in node.get("class", "")]
    assert [node.get("aria-label") for node in signs] == [name]
    assert text(svg, "missing") == (["missing"] if mark == "missing" else [])


def test_a_message_that_does_not_arrive_ends_at_a_cross() -> None:
    failed = Arrow("browser", "server", (Line("", "GET /"),), "refused")
    svg = drawing([failed, Arrow("browser", "page", note="kept-back", verdict="blocked")])
    assert "tip" not in kinds(svg, "path")
    assert kinds(svg, "path").count("arrow--stopped") == 2
    assert "".join(text(svg, "note fg-drawing__note--failed")) == WORDS["refused"]
    assert kinds(svg, "rect")[-1] == "verdict--blocked"
    assert "tip" in kinds(drawing(STEPS), "path")


def places(svg: ElementTree.Element, kind: str) -> list[float]:
    """Where texts of a kind begin."""
    nodes = [node for node in svg.iter("text") if node.get("class", "").endswith(f"__{kind}")]
    return [float(node.get("x", "")) for node in nodes]


def test_lanes_are_mirrored_and_code_is_not() -> None:
    left, right = drawing(STEPS), drawing(STEPS, is_rtl=True)
    assert (left.get("direction"), right.get("direction")) == ("ltr", "rtl")
    assert places(right, "head") == [320 - x for x in places(left, "head")]
    assert places(right, "note") == [320 - x for x in places(left, "note")]
    codes = [n for n in right.iter("text") if n.get("class", "").split()[-1] in CODES]
    assert len(codes) == 5
    assert all(node.get("direction") == "ltr" for node in codes)
    assert all("notranslate" in node.get("class", "").split() for node in codes)
    boxes = [n for n in right.iter("rect") if n.get("class") == "fg-drawing__box"]
    for box in boxes:
        assert 0 <= float(box.get("x", "")) < places(right, "first")[0]
    tips = [n.get("d", "") for n in right.iter("path") if n.get("class") == "fg-drawing__tip"]
    assert tips[0].startswith("M188 "), "the page's request goes leftwards, to the browser"


CODES = ("fg-drawing__first", "fg-drawing__header")


def test_texts_are_escaped_once() -> None:
    svg = drawing(answer(Line("X", '<b>&"')), page="P&amp;&lt;", browser="l&#39;écran")
    assert text(svg, "header") == ['X: <b>&"']
    assert text(svg, "head")[:2] == ["P&<", "l'écran"]


def test_a_long_name_of_a_lane_takes_rows_of_its_own() -> None:
    svg = drawing(STEPS, browser="Πρόγραμμα περιήγησης στον ιστό")
    assert len(text(svg, "head")) > 3
    assert float(svg.get("height", "")) > float(drawing(STEPS).get("height", ""))


def test_the_drawing_is_what_the_sanitizer_lets_through() -> None:
    html = draw(STEPS, WORDS, is_rtl=True)
    assert _clean(html) == html
    assert not re.search(r"\sstyle=|\son\w+=|<style", html)
    for harmful in (
        "<svg><script>x</script></svg>",
        '<svg onload="x"></svg>',
        '<svg><path d="M0 0" href="javascript:x"></path></svg>',
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        '<svg><use href="https://a.example#x"></use></svg>',
        '<svg><rect style="x"></rect></svg>',
    ):
        assert _clean(harmful) != harmful
