"""Run scenarios in browsers, and compare with what the guide says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldguide.lab.engines.base import Engine, Order
from fieldguide.lab.judge import Verdict, judge
from fieldguide.lab.models import LabError, Run, Scenario, SeenRequest
from fieldguide.lab.server import Server
from fieldguide.lab.stage import Stage
from fieldguide.lab.wire import response
from fieldguide.messages.bank import Bank

#: Makes a driver for one of the browser's languages; `""` is its own.
Driver = Callable[[str], Engine]
#: Called after each scenario.
Progress = Callable[[Verdict], None]
#: Browsers that run at a time: a machine has only so much memory.
_AT_ONCE = 4
_PAGE = b"<!doctype html><meta charset=utf-8><title>Lab</title><link rel=icon href=data:,>\n"


@dataclass(slots=True)
class Report:
    """What came of a verification."""

    verdicts: list[Verdict] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    """Engine -> product and version."""
    failures: list[str] = field(default_factory=list)
    """Browsers that could not be run to the end, and why."""

    @property
    def wrong(self) -> list[Verdict]:
        """Where a browser did not do what the guide says."""
        return [verdict for verdict in self.verdicts if verdict.problem]


async def run_all(
    scenarios: Sequence[Scenario],
    drivers: Sequence[tuple[str, Driver]],
    banks: Mapping[str, Bank],
    follows: Mapping[str, Sequence[str]],
    progress: Progress = lambda verdict: None,
) -> Report:
    """Run everything in all browsers.

    `drivers` are a browser's languages (BCP 47) with what makes it; `follows`: engine -> keys of
    messages that it prints after others. A browser that fails ends its own part alone.
    """
    report = Report()
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(language: str, driver: Driver) -> None:
        try:
            async with turn, Server(_answer_with_page) as page, driver(language) as engine:
                report.versions[engine.key] = engine.version
                for scenario in scenarios:
                    if engine.key in scenario.expected:
                        run = await _run(engine, page.origin, scenario)
                        besides = follows.get(engine.key, ())
                        verdict = judge(scenario, engine.key, run, banks, language, besides)
                        report.verdicts.append(verdict)
                        progress(verdict)
        except LabError as error:
            report.failures.append(str(error))
        except OSError as error:
            report.failures.append(f"the lab can't go on: {error}")

    async with asyncio.TaskGroup() as tasks:
        for language, driver in drivers:
            tasks.create_task(one(language, driver))
    order = {scenario.name: number for number, scenario in enumerate(scenarios)}
    report.verdicts.sort(key=lambda item: (order[item.scenario.name], item.engine, item.language))
    report.versions = dict(sorted(report.versions.items()))
    report.failures.sort()
    return report


async def _run(engine: Engine, page: str, scenario: Scenario) -> Run:
    outcome = scenario.outcome
    if outcome.environment == "file-page":
        index = _write_page(engine.profile)
        return await engine.run(Order(index.as_uri(), scenario.request, scenario.request.url))
    async with Stage(outcome, page) as stage:
        url = scenario.request.url or stage.url
        run = await engine.run(Order(f"{page}/", scenario.request, url, outcome.environment))
        known = {"url": url, "origin": page}
        return replace(run, requests=tuple(stage.seen), known=known)


def _write_page(profile: Path) -> Path:
    """A page to be opened from disk, beside a file that it may ask for."""
    folder = profile / "page"
    folder.mkdir(exist_ok=True)
    (folder / "items.json").write_text("{}", encoding="utf-8")
    index = folder / "index.html"
    index.write_bytes(_PAGE)
    return index


def _answer_with_page(request: SeenRequest) -> bytes:
    return response(200, [("Content-Type", "text/html")], _PAGE)
