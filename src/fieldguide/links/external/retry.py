"""When to ask again, and after how long. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: Statuses that may be others in a moment.
RETRIED = frozenset({429, 500, 502, 503, 504})


def retry_after(value: str | None, now: datetime, cap: float) -> float | None:
    """The seconds that a Retry-After header asks for, at most `cap`; None if it asks nothing."""
    value = (value or "").strip()
    if re.fullmatch(r"\d+", value, re.ASCII):
        # Longer than a thousand years, or than int() takes: it is capped all the same.
        return min(float(value[:12]), cap)
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return min(max((date - now).total_seconds(), 0.0), cap)


def backoff(attempt: int, first: float, cap: float, random: Callable[[], float]) -> float:
    """The wait before retry number `attempt` (from 0): doubling, half of it left to chance."""
    whole = min(first * 2.0 ** min(attempt, 60), cap)
    return whole * (0.5 + random() / 2)
