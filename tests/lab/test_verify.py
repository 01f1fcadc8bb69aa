"""Running scenarios, with engines that only seem to be there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldguide.cli.lab.data import as_data
from fieldguide.cli.lab.table import table
from fieldguide.entries.models import Outcome, Request
from fieldguide.lab.engines.base import Engine, Order
from fieldguide.lab.judge import Verdict
from fieldguide.lab.models import LabError, Line, Run, Scenario
from fieldguide.lab.verify import Report, run_all
from tests.lab.sockets import request, run, send

BLOCKED = "Blocked: {url}."
BROKEN = Scenario(
    "Alpha broken", "Alpha", Request(), Outcome(status=403), {"one": (BLOCKED,), "two": ()}
)
FIXED = Scenario("Alpha fixed", "Alpha", Request(), Outcome(status=200), {"one": (), "two": ()})
OTHER = Scenario("Beta broken", "Beta", Request(), Outcome(), {"two": ("Something",)})
SCENARIOS = [BROKEN, FIXED, OTHER]


class Fake(Engine):
    """Asks by itself; says what an answer of 403 gets."""

    running = 0
    most = 0

    def __init__(
        self, key: str, raises: Exception | None = None, text: str = "Blocked: {}."
    ) -> None:
        super().__init__()
        self.key = key
        self._raises = raises
        self._text = text
        self._is_open = False

    async def _open(self) -> None:
        self.version = f"{self.key.title()} 1.0"
        self._is_open = True
        Fake.running += 1
        Fake.most = max(Fake.most, Fake.running)

    async def _end(self) -> None:
        if self._is_open:
            Fake.running -= 1
        self._is_open = False
        await super()._end()

    async def _run(self, order: Order) -> Run:
        if self._raises is not None:
            raise self._raises
        await asyncio.sleep(0.01)
        answer = await send(order.url, request("GET", "/items", f"Origin: {order.page}"))
        is_blocked = b" 403 " in answer and self.key == "one"
        lines = (Line(self._text.format(order.url), "Code"),) if is_blocked else ()
        return Run(not is_blocked, "no" if is_blocked else "", lines)


def verified(*drivers: tuple[str, Callable[[str], Engine]]) -> Report:
    return run(lambda: run_all(SCENARIOS, drivers, {}, {}))


def one(language: str) -> Engine:
    return Fake("one")


def two(language: str) -> Engine:
    return Fake("two")


def test_each_engine_runs_what_it_is_named_in() -> None:
    seen: list[str] = []

    def progress(verdict: Verdict) -> None:
        seen.append(f"{verdict.scenario.name} {verdict.engine}")

    report = run(lambda: run_all(SCENARIOS, [("", one), ("", two)], {}, {}, progress))
    assert sorted(seen) == [
        "Alpha broken one", "Alpha broken two", "Alpha fixed one", "Alpha fixed two",
        "Beta broken two",
    ]  # fmt: skip
    assert [(v.scenario.name, v.engine) for v in report.verdicts] == [
        ("Alpha broken", "one"),
        ("Alpha broken", "two"),
        ("Alpha fixed", "one"),
        ("Alpha fixed", "two"),
        ("Beta broken", "two"),
    ], "in the order of the scenarios, whoever was first"
    assert report.versions == {"one": "One 1.0", "two": "Two 1.0"}
    assert [verdict.scenario.name for verdict in report.wrong] == ["Beta broken"]
    assert report.failures == []


def test_a_run_has_what_the_server_saw_and_what_placeholders_stood_for() -> None:
    first = verified(("", one)).verdicts[0].run
    assert [seen.target for seen in first.requests] == ["/items"]
    assert first.requests[0].header("origin") == first.known["origin"] + "/"
    assert first.known["url"].partition("?")[0].endswith("/items")


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (LabError("one: no way"), "one: no way"),
        (TimeoutError(), "one: it hung, and was ended"),
        (ConnectionResetError(), "one: it died in mid-run"),
        (OSError(28, "No space left on device", "/x"), "one: /x: No space left on device"),
    ],
)
def test_an_engine_that_fails_ends_its_own_part_alone(failure: Exception, said: str) -> None:
    report = verified(("", lambda language: Fake("one", failure)), ("", two))
    assert report.failures == [said]
    assert {verdict.engine for verdict in report.verdicts} == {"two"}
    assert Fake.running == 0


def test_a_mistake_of_the_labs_own_is_no_failure_of_a_browser() -> None:
    with pytest.raises(BaseExceptionGroup) as group:
        verified(("", lambda language: Fake("one", KeyError("oops"))), ("", two))
    assert group.group_contains(KeyError)
    assert Fake.running == 0


def test_only_so_many_browsers_run_at_a_time() -> None:
    Fake.most = 0
    report = verified(*((str(number), one) for number in range(9)))
    assert len(report.verdicts) == 18
    assert 2 <= Fake.most <= 4


def test_the_table() -> None:
    drift = verified(("", lambda language: Fake("one", text="Drifted: {}")), ("fr", one), ("", two))
    assert table(drift, SCENARIOS, {"one": 2, "two": 1}) == (
        "              One 1.0           Two 1.0\n"
        "Alpha broken  \x1b[31mWRONG (en)\x1b[0m        ok\n"
        "Alpha fixed   ok (2 languages)  ok\n"
        "Beta broken   -                 \x1b[31mWRONG\x1b[0m\n"
    )
    failed = verified(("", one), ("fr", lambda language: Fake("one", LabError("no"))))
    assert table(failed, [BROKEN], {"one": 2, "three": 1}) == (
        "              One 1.0                three\nAlpha broken  ok (1 of 2 languages)  -\n"
    )
    nothing = verified(("", lambda language: Fake("two", LabError("no"))))
    assert "\x1b[31mnot run\x1b[0m" in table(nothing, [BROKEN], {"two": 1})


def test_the_data_names_everything() -> None:
    data = as_data(verified(("", one)))
    assert (data["version"], data["engines"], data["failures"]) == (1, {"one": "One 1.0"}, [])
    first = data["scenarios"][0]
    assert first["requests"][0]["method"] == "GET"
    assert ["Host", "127.0.0.1"] in first["requests"][0]["headers"]
    assert first["lines"][0]["code"] == "Code"
    assert (first["engine"], first["language"], first["ok"]) == ("one", "en", True)
    assert first["expected"] == [BLOCKED]


def test_a_page_from_disk_lies_in_the_profile() -> None:
    pages: list[Order] = []

    class Disk(Fake):
        async def _run(self, order: Order) -> Run:
            pages.append(order)
            assert Path(order.page.removeprefix("file://")).is_file()
            return Run(True, "", ())

    outcome = Outcome(environment="file-page", request=Request(url="items.json"))
    scenario = Scenario("A broken", "A", Request(url="items.json"), outcome, {"one": ()})
    report = run(lambda: run_all([scenario], [("", lambda language: Disk("one"))], {}, {}))
    assert report.failures == []
    assert pages[0].url == "items.json"
    assert not Path(pages[0].page.removeprefix("file://")).exists(), "it goes with the profile"
