from __future__ import annotations

import pytest

from fieldguide.entries.models import Response
from fieldguide.lab.cors import (
    check,
    check_preflight,
    get,
    location,
    normalized,
    sent,
    unsafe_names,
)

ORIGIN = "https://app.example.com"
ALLOW, CREDENTIALS = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
METHODS, HEADERS = "Access-Control-Allow-Methods", "Access-Control-Allow-Headers"


def reason(*headers: tuple[str, str], with_credentials: bool = False) -> str:
    refusal = check(
        Response(status=200, headers=list(headers)), ORIGIN, with_credentials=with_credentials
    )
    return refusal.reason if refusal else ""


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], "CORSMissingAllowOrigin"),
        ([(ALLOW, ORIGIN)], ""),
        ([(ALLOW.lower(), f" \t{ORIGIN} ")], ""),
        ([(ALLOW, "*")], ""),
        ([(ALLOW, "")], "CORSAllowOriginNotMatchingOrigin"),
        ([(ALLOW, "null")], "CORSAllowOriginNotMatchingOrigin"),
        ([(ALLOW, f"{ORIGIN}/")], "CORSAllowOriginNotMatchingOrigin"),
        ([(ALLOW, ORIGIN.upper())], "CORSAllowOriginNotMatchingOrigin"),
        ([(ALLOW, f"{ORIGIN}, *")], "CORSAllowOriginNotMatchingOrigin"),
        ([(ALLOW, ORIGIN), (ALLOW, ORIGIN)], "CORSMultipleAllowOriginNotAllowed"),
    ],
)
def test_the_origin_has_to_be_named(headers: list[tuple[str, str]], expected: str) -> None:
    assert reason(*headers) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([(ALLOW, "*"), (CREDENTIALS, "true")], "CORSNotSupportingCredentials"),
        ([(ALLOW, ORIGIN)], "CORSMissingAllowCredentials"),
        ([(ALLOW, ORIGIN), (CREDENTIALS, "true")], ""),
        ([(ALLOW, ORIGIN), (CREDENTIALS, "True")], "CORSMissingAllowCredentials"),
        ([(ALLOW, ORIGIN), (CREDENTIALS, "")], "CORSMissingAllowCredentials"),
        (
            [(ALLOW, ORIGIN), (CREDENTIALS, "true"), (CREDENTIALS, "true")],
            "CORSMissingAllowCredentials",
        ),
    ],
)
def test_credentials_need_more(headers: list[tuple[str, str]], expected: str) -> None:
    assert reason(*headers, with_credentials=True) == expected


def preflight(
    *headers: tuple[str, str],
    status: int = 204,
    method: str = "PUT",
    names: tuple[str, ...] = (),
    with_credentials: bool = False,
) -> str:
    told = [(ALLOW, ORIGIN), (CREDENTIALS, "true"), *headers]
    refusal = check_preflight(
        Response(status=status, headers=told), ORIGIN, method, names,
        with_credentials=with_credentials,
    )  # fmt: skip
    return refusal.reason if refusal else ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("PUT", ""),
        ("GET, PUT ,", ""),
        ("*", ""),
        ("put", "CORSMethodNotFound"),
        ("", "CORSMethodNotFound"),
        ("GET PUT", "CORSInvalidAllowMethod"),
        ("GET; PUT", "CORSInvalidAllowMethod"),
        ("PUT, (", "CORSInvalidAllowMethod"),
    ],
)
def test_methods(value: str, expected: str) -> None:
    assert preflight((METHODS, value)) == expected


def test_safe_methods_need_not_be_listed() -> None:
    assert preflight(method="POST") == ""
    assert preflight() == "CORSMethodNotFound"


def test_a_list_may_come_in_several_headers() -> None:
    assert preflight((METHODS, "GET"), (METHODS.lower(), "PUT")) == ""


def test_wildcards_are_names_for_requests_with_credentials() -> None:
    assert preflight((METHODS, "*"), with_credentials=True) == "CORSMethodNotFound"
    told = [(METHODS, "PUT"), (HEADERS, "*")]
    assert preflight(*told, names=("x-a",)) == ""
    found = preflight(*told, names=("x-a",), with_credentials=True)
    assert found == "CORSMissingAllowHeaderFromPreflight"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("X-A, X-B", ""),
        ("x-b,x-a,authorization", ""),
        ("X-A", "CORSMissingAllowHeaderFromPreflight"),
        ("X-A; X-B", "CORSInvalidAllowHeader"),
        ("X-A X-B", "CORSInvalidAllowHeader"),
    ],
)
def test_headers(value: str, expected: str) -> None:
    assert preflight((METHODS, "PUT"), (HEADERS, value), names=("x-a", "x-b")) == expected


def test_only_the_wildcard_for_authorization_is_not_enforced() -> None:
    def refusal(value: str, *names: str, with_credentials: bool = False) -> tuple[str, bool] | None:
        told = [(ALLOW, ORIGIN), (CREDENTIALS, "true"), (HEADERS, value)]
        found = check_preflight(
            Response(status=204, headers=told), ORIGIN, "GET", names,
            with_credentials=with_credentials,
        )  # fmt: skip
        return (found.reason, found.is_enforced) if found else None

    name = "CORSMissingAllowHeaderFromPreflight"
    assert refusal("*", "authorization") == (name, False)
    assert refusal("*, Authorization", "authorization") is None
    assert refusal("x-a", "authorization") == (name, True)
    assert refusal("*", "authorization", with_credentials=True) == (name, True)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, ""),
        (299, ""),
        (304, "CORSPreflightDidNotSucceed"),
        (401, "CORSPreflightDidNotSucceed"),
        (301, "CORSPreflightDidNotSucceed"),
    ],
)
def test_the_status_of_a_preflight(status: int, expected: str) -> None:
    assert preflight((METHODS, "PUT"), status=status) == expected


def test_a_redirected_preflight() -> None:
    told = [(METHODS, "PUT"), ("Location", "/x")]
    assert preflight(*told, status=307) == "CORSExternalRedirectNotAllowed"
    assert preflight(*told, status=404) == "CORSPreflightDidNotSucceed"


def test_the_origin_comes_before_the_status() -> None:
    refusal = check_preflight(Response(status=404), ORIGIN, "PUT", (), with_credentials=False)
    assert refusal is not None
    assert refusal.reason == "CORSMissingAllowOrigin"
    assert "404" in refusal.words


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], []),
        ([("Accept", "text/html")], []),
        ([("Accept", "a(b)")], ["accept"]),
        ([("Accept", "x" * 129)], ["accept"]),
        ([("Accept-Language", "fr-CH, *;q=0.5")], []),
        ([("Accept-Language", "fr/CH")], ["accept-language"]),
        ([("Content-Type", "text/plain;charset=UTF-8")], []),
        ([("Content-Type", "Multipart/Form-Data")], []),
        ([("Content-Type", "application/json")], ["content-type"]),
        ([("Content-Type", "text/plain"), ("Content-Type", "text/plain")], ["content-type"]),
        ([("Range", "bytes=0-")], []),
        ([("Range", "bytes=0-1")], []),
        ([("Range", "bytes=-1")], ["range"]),
        ([("Range", "bytes=0-1,3-4")], ["range"]),
        ([("X-B", "1"), ("X-A", "1"), ("Accept", "*/*")], ["x-a", "x-b"]),
        ([("Authorization", "Basic x")], ["authorization"]),
    ],
)
def test_headers_that_need_a_preflight(headers: list[tuple[str, str]], expected: list[str]) -> None:
    assert unsafe_names(headers) == expected


def test_methods_of_any_case() -> None:
    assert [normalized(m) for m in ("put", "Delete", "patch", "X")] == [
        "PUT",
        "DELETE",
        "patch",
        "X",
    ]


def test_headers_that_pages_cannot_set() -> None:
    given = [("Cookie", "a"), ("Sec-A", "1"), ("proxy-b", "1"), ("ORIGIN", "x"), ("X-A", "1")]
    assert sent(given) == [("X-A", "1")]


def test_redirects_need_an_address() -> None:
    assert location(Response(status=302, headers=[("location", " /x ")])) == "/x"
    assert location(Response(status=302)) is None
    assert location(Response(status=304, headers=[("Location", "/x")])) is None


def test_values_of_one_header_are_joined() -> None:
    assert get([("A", "1 "), ("b", "2"), ("a", "3")], "a") == "1, 3"
    assert get([], "a") is None
