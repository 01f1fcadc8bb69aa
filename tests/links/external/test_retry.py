from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.links.external.retry import backoff, retry_after

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("0", 0),
        (" 7 ", 7),
        ("9" * 5000, 120),
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30),
        ("Thu, 01 Jan 2026 00:00:30", 30),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0),
        ("Fri, 01 Jan 2027 00:00:00 GMT", 120),
        ("Fri, 99 Jan 2027 00:00:00 GMT", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW, cap=120) == seconds


@given(st.text(), st.floats(0, 1000))
def test_any_header(value: str, cap: float) -> None:
    assert 0 <= (retry_after(value, NOW, cap) or 0) <= cap


@given(st.integers(0, 100_000))
def test_dates_are_seconds_from_now(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, NOW, 1e6) == seconds


@given(st.integers(0, 10_000), st.floats(0.001, 10), st.floats(10, 100), st.floats(0, 1))
def test_backoff(attempt: int, first: float, cap: float, chance: float) -> None:
    wait = backoff(attempt, first, cap, lambda: chance)
    assert first / 2 <= wait <= cap
    assert wait <= backoff(attempt + 1, first, cap, lambda: chance)


def test_backoff_doubles() -> None:
    assert [backoff(n, 1, 10, lambda: 1.0) for n in range(5)] == [1, 2, 4, 8, 10]
    assert backoff(1, 1, 10, lambda: 0.0) == 1
