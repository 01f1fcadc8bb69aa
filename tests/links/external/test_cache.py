from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.links.external.cache import Ages, Cache
from fieldguide.links.external.models import Outcome, Request, Status

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REQUEST = Request("https://example.org/a", ("x",))


def outcome(url: str = REQUEST.url, status: Status = Status.OK, **more: object) -> Outcome:
    values = {"checked_at": NOW, "message": "m", "fragments": REQUEST.fragments} | more
    return Outcome(url=url, status=status, **values)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "links.jsonl"


def test_all_of_a_result_comes_back(path: Path) -> None:
    full = outcome(
        status=Status.MISSING_FRAGMENT,
        http_status=200,
        final_url="https://example.org/ü",
        moved_to="https://example.org/b",
        missing=("x",),
        failures=3,
        failing_since=NOW - timedelta(days=2),
    )
    with Cache(path) as cache:
        cache.add(full, "r")
    assert Cache(path).known(full.url) == full
    assert Cache(path).fresh(REQUEST, "r", NOW) == full


def test_fresh_means_the_same_question() -> None:
    cache = Cache()
    cache.add(outcome(), "r")
    assert cache.fresh(REQUEST, "r", NOW)
    assert not cache.fresh(REQUEST, "other rule", NOW)
    assert not cache.fresh(Request(REQUEST.url), "r", NOW)
    assert not cache.fresh(Request(REQUEST.url, ("x", "y")), "r", NOW)
    assert not cache.fresh(Request("https://example.org/b", ("x",)), "r", NOW)
    assert not cache.fresh(REQUEST, "r", NOW - timedelta(seconds=1)), "a clock that went back"


@pytest.mark.parametrize("status", Status)
def test_ages(status: Status) -> None:
    ages = Ages()
    cache = Cache(ages=ages)
    cache.add(outcome(status=status), "r")
    age = {"good": ages.good, "bad": ages.bad, "unclear": ages.unclear}[status.verdict]
    assert cache.fresh(REQUEST, "r", NOW + age * 0.79)
    assert not cache.fresh(REQUEST, "r", NOW + age * 1.21)


@given(st.integers())
def test_jitter_is_bounded_and_always_the_same(number: int) -> None:
    one = outcome(f"https://example.org/{number}")
    limit = Ages().limit(one)
    assert timedelta(days=14) * 0.8 <= limit <= timedelta(days=14) * 1.2
    assert Ages().limit(one) == limit


def test_jitter_spreads() -> None:
    assert len({Ages().limit(outcome(f"https://example.org/{n}")) for n in range(50)}) > 40


def test_each_result_is_on_disk_at_once(path: Path) -> None:
    cache = Cache(path)
    for number in range(3):
        cache.add(outcome(f"https://example.org/{number}"), "r")
        assert len(path.read_bytes().splitlines()) == number + 1
    cache.close()


def test_what_a_stopped_run_left_is_used_and_not_added_to(path: Path) -> None:
    with Cache(path) as cache:
        cache.add(outcome("https://example.org/1"), "r")
        cache.add(outcome("https://example.org/2"), "r")
    path.write_bytes(path.read_bytes()[:-30])
    with Cache(path) as cache:
        assert cache.known("https://example.org/1")
        assert not cache.known("https://example.org/2")
        cache.add(outcome("https://example.org/3"), "r")
    assert Cache(path).known("https://example.org/3")


def test_foreign_lines_are_ignored(path: Path) -> None:
    with Cache(path) as cache:
        cache.add(outcome(), "r")
    good = json.loads(path.read_text())
    foreign: list[bytes] = [
        b"",
        b"\xff\x00",
        b"[]",
        b"null",
        b'{"url": "https://example.org/x"}',
        json.dumps(good | {"external_link": 2}).encode(),
        json.dumps(good | {"outcome": good["outcome"] | {"status": "fine"}}).encode(),
        json.dumps(good | {"outcome": good["outcome"] | {"checked_at": "yesterday"}}).encode(),
        json.dumps(
            good | {"outcome": good["outcome"] | {"checked_at": "2026-01-01T00:00:00"}}
        ).encode(),
        b"[" * 100_000,
    ]
    path.write_bytes(b"\n".join([*foreign, path.read_bytes(), *foreign]))
    assert Cache(path).known(REQUEST.url) == outcome()


@given(st.binary())
def test_any_file_can_be_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_bytes(content)
    assert Cache(path).known(REQUEST.url) is None


def test_compacting(path: Path) -> None:
    with Cache(path) as cache:
        for url in ("https://example.org/b", "https://example.org/a"):
            for status in (Status.BROKEN, Status.OK):
                cache.add(outcome(url, status), "r")
        cache.add(outcome("https://example.org/c", checked_at=NOW - timedelta(days=91)), "r")
        cache.compact(NOW)
        urls = [json.loads(line)["outcome"]["url"] for line in path.read_text().splitlines()]
        assert urls == ["https://example.org/a", "https://example.org/b"]
        cache.add(outcome("https://example.org/d"), "r")
    assert len(path.read_bytes().splitlines()) == 3
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_nothing_known_makes_no_file(path: Path) -> None:
    with Cache(path) as cache:
        cache.compact(NOW)
    assert not path.exists()


def test_failures_count_on() -> None:
    later = NOW + timedelta(days=1)
    first = outcome(status=Status.BROKEN).after(None)
    second = outcome(status=Status.TIMEOUT, checked_at=later).after(first)
    assert (first.failures, first.failing_since) == (1, NOW)
    assert (second.failures, second.failing_since) == (2, NOW)
    good = outcome().after(second)
    assert (good.failures, good.failing_since) == (0, None)
    assert outcome(status=Status.BROKEN, checked_at=later).after(good).failing_since == later
