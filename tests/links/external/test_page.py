from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.links.external.page import (
    Page,
    anchor_of,
    missing_anchors,
    parse_page,
    unpacked,
)


def page(html: str, complete: bool = True) -> Page:
    return parse_page(html.encode(), "utf-8", complete=complete)


def test_anchors() -> None:
    found = page("<p id=a><a name=b>x</a><input name=c><a id=d name=e>y</a><p id=''>").anchors
    assert found == {"a", "b", "d", "e"}


def test_words() -> None:
    found = page(
        "<title> One\n two</title><nav>menu</nav><script>var x</script><style>p{}</style>"
        "<h1>He<b>ad</b></h1><p>long &amp;\n text<footer>end</footer>"
    )
    assert (found.title, found.heading) == ("One two", "Head")
    assert found.text == "menu He ad long & text end"
    assert found.main_length == len("He ad long & text")


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<p id=é>".encode(), None),
        ("<p id=é>".encode(), "no-such-charset"),
        ("\ufeff<p id=é>".encode(), None),
        ("<p id=é>".encode("latin-1"), "latin-1"),
        ("<meta charset='iso-8859-1'><p id=é>".encode("latin-1"), None),
        ("<meta content='text/html; charset=windows-1252'><p id=é>".encode("latin-1"), None),
        ("<p id=é>".encode("utf-16"), "utf-16"),
    ],
)
def test_encodings(body: bytes, charset: str | None) -> None:
    assert parse_page(body, charset, complete=True).anchors == {"é"}


@given(st.binary(), st.sampled_from([None, "utf-8", "utf-16", "rot13", "idna", "hex", "\0"]))
def test_any_bytes_make_a_page(body: bytes, charset: str | None) -> None:
    assert parse_page(body, charset, complete=True).main_length >= 0


@pytest.mark.parametrize(
    ("fragment", "anchor"),
    [
        ("a", "a"),
        ("", None),
        ("top", None),
        (":~:text=some%20words", None),
        ("a:~:text=some", "a"),
        ("/route", None),
        ("!route", None),
        ("é", "é"),
    ],
)
def test_anchor_of(fragment: str, anchor: str | None) -> None:
    assert anchor_of(fragment) == anchor


def test_missing_anchors() -> None:
    html = page("<p id='a b'><p id='%20'><p id=user-content-x><p id=É>")
    asked = ["a%20b", "%20", "x", "É", "%C3%89", "top", ":~:text=x"]
    assert missing_anchors(html, asked) == ()
    assert missing_anchors(html, ["A%20B", "é", "y:~:text=x"]) == ("A%20B", "é", "y:~:text=x")


@given(st.binary(max_size=500), st.integers(1, 600))
def test_unpacking(body: bytes, cap: int) -> None:
    packed = {
        "": body,
        "Identity": body,
        "gzip": gzip.compress(body),
        "X-GZIP ": gzip.compress(body),
        "deflate": zlib.compress(body),
    }
    for encoding, data in packed.items():
        assert unpacked(data, encoding, cap) == (body[:cap], len(body) <= cap)


@given(st.binary())
def test_unpacking_never_fails(body: bytes) -> None:
    for encoding in ("gzip", "deflate", "br", "", "gzip, gzip"):
        unpacked(body, encoding, 100)
    assert unpacked(body, "br", 100) is None


def test_a_small_body_that_wants_to_be_big() -> None:
    assert unpacked(gzip.compress(b" " * 10_000_000), "gzip", 1000) == (b" " * 1000, False)


def test_deflate_as_some_servers_understand_it() -> None:
    raw = zlib.compressobj(wbits=-15)
    assert unpacked(raw.compress(b"words") + raw.flush(), "deflate", 9) == (b"words", True)


def test_a_body_that_breaks_off_gives_what_it_has() -> None:
    packed = gzip.compress(bytes(range(256)) * 4, 0)
    found = unpacked(packed[:500], "gzip", 10_000)
    assert found is not None
    assert found[0]
    assert not found[1]
