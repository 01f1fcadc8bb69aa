"""One stylesheet of several, without what no page needs."""

from __future__ import annotations

import pytest

from fieldguide.stylesheet import Source, StylesheetError, join, used_of
from tests.mkdocs.sites import ROOT


def joined(*css: str, without: tuple[str, ...] = ()) -> str:
    sources = (Source(f"{number}.css", text) for number, text in enumerate(css, 1))
    return join(tuple(sources), without).css


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a { color : red ; margin: 0  auto }", "a{color:red;margin:0 auto}"),
        ("a/* why */{ color: red }\n/* more */", "a{color:red}"),
        ("a , b > c { color: red !important; }", "a,b > c{color:red!important}"),
        ("@media (width > 60em) {\n a { color: red }\n}", "@media (width > 60em){a{color:red}}"),
        ("a { left: 0; &:hover { top: 0 } top: 0 }", "a{left:0;&:hover{top:0}top:0}"),
        ('a::after { content: "/* { ; } */" }', 'a::after{content:"/* { ; } */"}'),
        ("a { width: calc( 1px + 2px ) }", "a{width:calc( 1px + 2px )}"),
        ("@keyframes x { to { top: 0 }\n\n }", "@keyframes x{to { top: 0 }}"),
        ("@layer a, b; a { top: 0 }", "@layer a, b;a{top:0}"),
        ("a {}", ""),
    ],
)
def test_comments_and_white_space_go(css: str, expected: str) -> None:
    assert joined(css) == expected


def test_sheets_keep_their_order() -> None:
    assert joined("a { top: 0 }", "a { top: 1px }") == "a{top:0}a{top:1px}"


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".tab { top: 0 } a { top: 0 }", "a{top:0}"),
        (".tab-set a, b { top: 0 }", "b{top:0}"),
        ("a.tab__item--open { top: 0 }", ""),
        (".table, .my-tab { top: 0 }", ".table,.my-tab{top:0}"),
        ("a:not(.tab) { top: 0 }", "a:not(.tab){top:0}"),
        (":is(.tab, .x) { top: 0 }", ":is(.tab, .x){top:0}"),
        (":host(.tab) { top: 0 }", ""),
        ("@media print { .tab { top: 0 } }", ""),
        ("a { top: 0; .tab & { top: 1px } }", "a{top:0}"),
        ("[class='tab'], #tab { top: 0 }", "[class='tab'],#tab{top:0}"),
    ],
)
def test_rules_of_unused_classes_go(css: str, expected: str) -> None:
    assert joined(css, without=("tab",)).replace('"', "'") == expected


def test_it_tells_which_classes_have_lost_rules() -> None:
    sheet = join((Source("1.css", ".tab-set .x, .y { top: 0 }"),), ("tab",))
    assert sheet.gone == {"tab-set"}
    assert used_of('<p class="x tab-set">', sheet.gone) == ["tab-set"]
    assert used_of('<p class="x tab" id="tab-set">', sheet.gone) == []


def test_properties_that_nothing_reads_go() -> None:
    css = (
        ":root { --a: 1px; --b: var(--a); --c: var(--d, 2px); --d: 3px; --e: 0 }"
        "@keyframes x { to { top: calc(1px + var(--e)) } } p { top: var( --b ) }"
    )
    assert joined(css).startswith(":root{--a:1px;--b:var(--a);--e:0}")
    assert joined(":root { --a: 0 } p { top: 0 }") == "p{top:0}"


@pytest.mark.parametrize(
    ("css", "place", "what"),
    [
        ('a { top: 0 }\n  @import "x.css";', "1.css:2:3", "can't import"),
        ("a { top: 0 }\n  }", "1.css:2:3", "no CSS"),
        ("a {\n  top 0;\n}", "1.css:2:8", "no CSS"),
    ],
)
def test_mistakes_have_a_place(css: str, place: str, what: str) -> None:
    with pytest.raises(StylesheetError) as found:
        joined(css)
    assert str(found.value).startswith(f"{place}: ")
    assert what in str(found.value)


def test_nothing_is_left_to_do_for_a_second_time() -> None:
    path = ROOT / "overrides/assets/stylesheets/fieldguide.css"
    once = joined(path.read_text(encoding="utf-8"), without=("md-tabs",))
    assert joined(once, without=("md-tabs",)) == once
