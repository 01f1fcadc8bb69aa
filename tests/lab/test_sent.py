"""What a browser adds to a request."""

from __future__ import annotations

import pytest

from fieldguide.entries.models import Request
from fieldguide.lab.sent import added, preflight

PAGE = "https://app.example.com"


def test_a_request_says_who_asks() -> None:
    assert added(Request(), PAGE) == [("Origin", PAGE)]


@pytest.mark.parametrize(("method", "is_said"), [("GET", False), ("HEAD", False), ("POST", True)])
def test_without_cors_only_some_methods_say_it(method: str, is_said: bool) -> None:
    assert bool(added(Request(mode="no-cors", method=method), PAGE)) is is_said


def test_a_preflight_names_the_method_and_the_headers_that_need_permission() -> None:
    headers = [("X-B", "1"), ("Accept", "text/html"), ("Content-Type", "application/json")]
    assert preflight(Request(method="put", headers=headers), PAGE) == [
        ("Origin", PAGE),
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "content-type,x-b"),
    ]
    assert len(preflight(Request(method="PATCH"), PAGE)) == 2
