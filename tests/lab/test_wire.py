from __future__ import annotations

import pytest

from fieldguide.lab.wire import parse, response


def test_headers_go_out_as_they_are_in_their_order() -> None:
    told = [("X-A", "1"), ("x-a", "2"), ("X A", " spaces "), ("", "no name"), ("X-A", "")]
    head, _, body = response(200, told, b"body").partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 200 OK",
        b"X-A: 1",
        b"x-a: 2",
        b"X A:  spaces ",
        b": no name",
        b"X-A: ",
        b"Connection: close",
        b"Cache-Control: no-store",
        b"Content-Length: 4",
        b"Content-Type: application/json",
    ]
    assert body == b"body"


def test_what_is_told_takes_the_place_of_what_would_be_added() -> None:
    told = [("content-length", "7"), ("CONNECTION", "keep-alive"), ("cache-control", "max-age=1")]
    answer = response(200, told, b"body")
    assert answer.lower().count(b"content-length") == 1
    assert b"content-length: 7" in answer
    assert b"close" not in answer
    assert b"no-store" not in answer


@pytest.mark.parametrize("status", [100, 101, 204, 304])
def test_some_statuses_have_no_body(status: int) -> None:
    answer = response(status, [], b"body")
    assert answer.endswith(b"\r\n\r\n")
    assert b"Content-Length" not in answer


def test_an_answer_to_head_has_the_headers_of_one_to_get() -> None:
    got = response(200, [], b"body")
    assert response(200, [], b"body", is_head=True) == got.removesuffix(b"body")


def test_an_unknown_status_has_a_phrase() -> None:
    assert response(599, []).startswith(b"HTTP/1.1 599 Unknown\r\n")


def test_text_that_is_not_latin_goes_out_as_utf_8() -> None:
    assert "X-Word: кросс·起源".encode() in response(200, [("X-Word", "кросс·起源")])


@pytest.mark.parametrize("value", ["a\r\nX-Other: b", "a\nb", "a\rb", "a\0b"])
def test_a_line_break_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        response(200, [("X-A", value)])
    with pytest.raises(ValueError, match="line break"):
        response(200, [(value, "a")])


def test_a_request_is_read_with_all_its_headers() -> None:
    request = parse(
        b"GET /a?b=c HTTP/1.1\r\nHost: x\r\nX-A:1\r\nx-a:  2 \r\nnonsense\r\nTime: 1:2\r\n\r\n"
    )
    assert (request.method, request.target) == ("GET", "/a?b=c")
    assert request.headers == (("Host", "x"), ("X-A", "1"), ("x-a", "2"), ("Time", "1:2"))
    assert request.header("X-a") == "1"
    assert request.header("absent") is None


@pytest.mark.parametrize("head", [b"", b"\r\n\r\n", b"GET", b"\xff\xfe /\xff HTTP/1.1\r\n\r\n"])
def test_nonsense_is_read_without_a_failure(head: bytes) -> None:
    assert parse(head).headers == ()


def test_only_an_announced_request_is_a_preflight() -> None:
    asked = b"Access-Control-Request-Method: PUT\r\n"
    assert parse(b"OPTIONS / HTTP/1.1\r\n" + asked).is_preflight
    assert not parse(b"OPTIONS / HTTP/1.1\r\n").is_preflight
    assert not parse(b"GET / HTTP/1.1\r\n" + asked).is_preflight
