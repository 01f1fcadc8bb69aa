from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from selectolax.lexbor import LexborHTMLParser

from fieldguide.hosting.policy import (
    TRUSTED_TYPES,
    Inline,
    blocked_in,
    digest,
    inline_in,
    inline_of,
    policy,
    policy_of,
    with_policy,
)


def read(html: str) -> Inline:
    return inline_of(LexborHTMLParser(html))


def blocked(html: str) -> list[str]:
    return blocked_in(html, LexborHTMLParser(html))


def test_the_digest_is_the_standards() -> None:
    # the example of CSP Level 3, 8.4
    expected = b64encode(sha256(b"alert('Hello, world.');").digest()).decode()
    assert expected == "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
    assert digest("alert('Hello, world.');") == f"'sha256-{expected}'"


def test_what_runs_is_named_and_data_is_not() -> None:
    inline = read(
        """<script>a < b && "&amp;"</script><script type=module>c</script>
        <script type="TEXT/JavaScript">d</script><script type="application/json">{}</script>
        <script type="application/ld+json">{}</script><script src="x.js"></script>
        <style>e > f {}</style><p style="text-align: right">"""
    )
    assert inline == Inline(
        frozenset(map(digest, ('a < b && "&amp;"', "c", "d"))),
        frozenset({digest("e > f {}")}),
        frozenset({digest("text-align: right")}),
    )


def test_nothing_is_allowed_but_the_sites_own_files() -> None:
    text = policy(Inline())
    assert text.startswith("default-src 'self'; script-src 'self'; style-src 'self'; ")
    assert "frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'" in text
    for word in ("unsafe", "*", "http", "sha256", "trusted"):
        assert word not in text


def test_style_attributes_are_allowed_one_by_one() -> None:
    text = policy(read('<p style="color: red">'))
    assert f"style-src-attr 'unsafe-hashes' {digest('color: red')}" in text
    assert "'unsafe-inline'" not in text


def test_who_may_make_markup_of_text() -> None:
    required = "require-trusted-types-for 'script'; trusted-types"
    assert policy(Inline(), TRUSTED_TYPES).endswith(f"{required} default fieldguide-parser")
    assert policy(Inline(), []).endswith(f"{required} 'none'")


def test_a_policy_stands_right_after_the_encoding() -> None:
    page = '<!doctype html><html><head>\n<meta charset="utf-8">\n<script>a</script></head>'
    once = with_policy(page, "default-src 'none'")
    assert once.index("charset") < once.index("http-equiv") < once.index("<script>")
    assert policy_of(once) == "default-src 'none'"
    assert with_policy(once, "default-src 'self'").count("http-equiv") == 1
    assert with_policy(once, "default-src 'none'") == once
    assert policy_of(with_policy("<head lang=en><title>a</title></head>", "b")) == "b"
    assert with_policy("no page", "b") == "no page"
    assert policy_of(page) is None


def test_digests_are_read_back() -> None:
    inline = read('<script>a</script><style>b</style><p style="c">')
    assert inline_in(policy(inline, TRUSTED_TYPES)) == inline
    assert (inline | Inline(frozenset({"'sha256-d'"}))).scripts == {digest("a"), "'sha256-d'"}


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<p onclick=a()>", "the event handler `onclick` of a <p>"),
        ("<svg\nONLOAD=a()>", "the event handler `onload` of a <svg>"),
        ('<a href="javascript:a()">', "the script in the address of a <a>"),
        ('<a href="\x01 java\nscript:a()">', "the script in the address of a <a>"),
        (
            '<script src="https://a.example/x.js"></script>',
            "the <script> of https://a.example/x.js",
        ),
        ('<img src="//a.example/x.png">', "the <img> of //a.example/x.png"),
        ('<iframe src="x.html"></iframe>', "the <iframe> of x.html"),
        ('<video src="//a.example/x.webm"></video>', "the <video> of //a.example/x.webm"),
        (
            '<link rel="stylesheet" href="https://a.example/x.css">',
            "the <link> to https://a.example/x.css",
        ),
    ],
)
def test_what_would_not_work_is_told(html: str, what: str) -> None:
    assert blocked(html) == [what]


def test_what_works_is_not() -> None:
    assert (
        blocked(
            """<p>on = off, onclick=a</p><script src="../x.js"></script><img src="x.png">
            <img src="data:image/png;base64,"><link rel="stylesheet" href="x.css">
            <link rel="canonical" href="https://a.example/"><a href="https://a.example/">a</a>
            <a href="#javascript:">a</a><script>document.onclick = 1</script>"""
        )
        == []
    )
