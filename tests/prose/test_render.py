from __future__ import annotations

import html

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.prose.grammar import Kind, Target, parse
from fieldguide.prose.render import to_html, to_text
from fieldguide.prose.typography import typographer
from tests.prose.texts import KINDS, TEXTS

PLAIN = typographer("en")
FRENCH = typographer("fr")


def resolve(target: Target) -> str | None:
    if target.name == "unknown":
        return None
    return f"https://{target.scheme}.example/{target.name}?a=1&b=2#{target.fragment}"


def block(text: str) -> str:
    return to_html(parse(text, "block"), PLAIN, resolve)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo\nlines.", "<p>One.</p>\n<p>Two\nlines.</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("0. a", '<ol start="0">\n<li>a</li>\n</ol>\n'),
        ("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"),
        ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("*a* **b** _c_", "<p><em>a</em> <strong>b</strong> <em>c</em></p>\n"),
        ("`a < b & \"c\"`", '<p><code>a &lt; b &amp; "c"</code></p>\n'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        (
            "[t *e*](reason:A#x)",
            '<p><a href="https://reason.example/A?a=1&amp;b=2#x">t <em>e</em></a></p>\n',
        ),
        (
            "[t][spec]",
            '<p><a href="https://link.example/spec?a=1&amp;b=2#" rel="external">t</a></p>\n',
        ),
        ("[t](guide:unknown)", "<p>t</p>\n"),
        ("it's", "<p>it’s</p>\n"),
        # refused, but it must be rendered to be reported
        ("<b> &amp; {x}", "<p>&lt;b&gt; &amp;amp; {x}</p>\n"),
        ("[t](javascript:x)", "<p>t</p>\n"),
        ("a\\\nb", "<p>a\nb</p>\n"),
    ],
)  # fmt: skip
def test_html(text: str, expected: str) -> None:
    assert block(text) == expected


def test_inline_prose_has_no_paragraph() -> None:
    assert to_html(parse("a `b` *c*", "inline"), PLAIN, resolve) == "a <code>b</code> <em>c</em>"


def test_code_can_be_isolated_for_pages_that_run_from_right_to_left() -> None:
    rendered = to_html(parse("هو `Origin`", "inline"), PLAIN, resolve, isolate_code=True)
    assert rendered == 'هو <code dir="ltr">Origin</code>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*One* `two`\nthree.\n\n- four\n- five", "One two three. four five"),
        ("See [the *text*][spec].", "See the text."),
        ("`<b>` & <b>", "<b> & <b>"),
        ("Attention : fin", "Attention\u202f: fin"),
        ("« `a` »", "«\u202fa\u202f»"),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    assert to_text(parse(text, "block"), FRENCH) == expected


def test_typography_sees_what_stands_around_a_run_of_text() -> None:
    assert to_html(parse("`a`; « `b` » *c*!", "inline"), FRENCH, resolve) == (
        "<code>a</code>\u202f; «\u202f<code>b</code>\u202f» <em>c</em>\u202f!"
    )


TAGS = {"p", "ul", "ol", "li", "em", "strong", "code", "a"}
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}, "code": {"dir"}}


@given(TEXTS, KINDS, st.sampled_from(["en", "fr", "ja"]), st.booleans())
def test_html_of_any_text_is_inert(
    text: str, kind: Kind, language: str, isolate_code: bool
) -> None:
    """A sanitizer that knows only the grammar's elements finds nothing to remove."""
    parsed = parse(text, kind)
    rendered = to_html(parsed, typographer(language), resolve, isolate_code=isolate_code)
    rendered = f"<p></p>{rendered}"  # a parser drops a byte order mark at the very beginning
    cleaned = nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https"}, link_rel=None
    )
    assert html.unescape(cleaned) == html.unescape(rendered)


@given(TEXTS, KINDS)
def test_plain_text_of_any_text_is_one_line_without_ends(text: str, kind: Kind) -> None:
    plain = to_text(parse(text, kind), PLAIN)
    assert "\n" not in plain
    assert plain == plain.strip(" ")
