"""Run stacks as published and as changed, and hold what comes of it against the guide."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fieldguide.lab.models import LabError
from fieldguide.lab.server import Server
from fieldguide.lab.servers import backend
from fieldguide.lab.servers.ask import NoAnswer, ask, shown
from fieldguide.lab.servers.claims import (
    Claim,
    check_attack,
    check_page,
    check_published,
    claims,
)
from fieldguide.lab.servers.models import Problem, Result, Stack
from fieldguide.lab.servers.page import REQUESTS, Browser
from fieldguide.lab.servers.probes import ATTACKERS, BASICS, PROBES, check, is_accepted
from fieldguide.lab.servers.running import (
    TO_START,
    Instance,
    ServerError,
    Surroundings,
    running,
    version,
)
from fieldguide.lab.servers.tools import Tools
from fieldguide.lab.servers.workspace import Files, difference, published
from fieldguide.messages.answer import explain
from fieldguide.messages.table import Table

#: Called after each start of a server: the stack, how many there were, how many there will be.
Progress = Callable[[str, int, int], None]
#: Stacks that run at a time.
AT_ONCE = 3


@dataclass(slots=True)
class Report:
    """What came of all stacks."""

    results: list[Result] = field(default_factory=list)
    browser: str = ""
    """Product and version."""
    failure: str = ""
    """Why the browser could not be run to the end."""

    @property
    def is_good(self) -> bool:
        """Whether every stack was run, and all was as the guide says."""
        return not self.failure and all(result.is_good for result in self.results)


async def prove_all(
    stacks: Sequence[Stack],
    tools: Tools,
    table: Table,
    progress: Progress = lambda stack, done, total: None,
    to_start: float = TO_START,
) -> Report:
    """Prove all that can be run here; `table` says what a console's text means.

    A stack that fails ends its own part alone; a browser that fails ends it all.
    """
    report = Report()
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(stack: Stack, surroundings: Surroundings, browser: Browser) -> None:
        async with turn:
            report.results.append(await _prove(stack, surroundings, browser, table, progress))

    able = []
    for stack in stacks:
        assert stack.server.run is not None
        missing = tools.missing(stack.server.run)
        if missing:
            report.results.append(Result(stack.id, missing=missing))
        else:
            able.append(stack)
    try:
        if able:
            async with Server(backend.answer) as upstream, Browser() as browser:
                report.browser = browser.version
                surroundings = Surroundings(tools, upstream.host, to_start)
                async with asyncio.TaskGroup() as tasks:
                    for stack in able:
                        tasks.create_task(one(stack, surroundings, browser))
    except* LabError as group:
        report.failure = str(group.exceptions[0])
    except* OSError as group:
        report.failure = f"the lab can't go on: {group.exceptions[0]}"
    order = {stack.id: number for number, stack in enumerate(stacks)}
    report.results.sort(key=lambda result: order[result.stack])
    return report


async def _prove(
    stack: Stack, surroundings: Surroundings, browser: Browser, table: Table, progress: Progress
) -> Result:
    began = time.monotonic()
    proof = _Proof(stack, surroundings, browser, table, progress)
    await proof.run()
    proof.result.seconds = time.monotonic() - began
    return proof.result


class _Proof:
    """The proof of one stack."""

    def __init__(
        self,
        stack: Stack,
        surroundings: Surroundings,
        browser: Browser,
        table: Table,
        progress: Progress,
    ) -> None:
        self.result = Result(stack.id)
        self._stack = stack
        self._surroundings = surroundings
        self._browser = browser
        self._table = table
        self._progress = progress

    async def run(self) -> None:
        """All of it; whatever depends on the published file is left out if that doesn't run."""
        self.result.probes = {probe.name: False for probe in PROBES}
        self.result.requests = dict.fromkeys(REQUESTS, False)
        self.result.concerns = dict.fromkeys(self._stack.server.concerns, False)
        self.result.mistakes = dict.fromkeys(self._stack.server.mistakes, False)
        groups = self._groups()
        total, done = len(groups) + 1, 1
        if not await self._published():
            self._progress(self._stack.id, total, total)
            return
        self._progress(self._stack.id, done, total)
        for group in groups:
            await self._changed(group)
            done += 1
            self._progress(self._stack.id, done, total)

    def _groups(self) -> list[list[Claim]]:
        """All claims; those with the same files share a server."""
        groups: list[list[Claim]] = []
        for claim in claims(self._stack):
            if claim.problem:
                self._wrong(claim.about, claim.problem)
                continue
            for group in groups:
                if group[0].files == claim.files:
                    group.append(claim)
                    break
            else:
                groups.append([claim])
        return groups

    async def _published(self) -> bool:
        """Whether the published file runs at all."""
        about = "published"
        try:
            self.result.version = await version(self._stack, self._surroundings)
        except ServerError as error:
            self._wrong("version", str(error), error.log)
        async with self._server(about, published(self._stack)) as server:
            if server is None:
                return False
            try:
                problems = await self._basics(server)
            except NoAnswer as error:
                self._wrong(about, str(error), server.said)
                return False
            for probe in PROBES:
                found = []
                for asked in probe.asked:
                    try:
                        wrong = check(probe, asked, await ask(server.origin, asked))
                        found += [f"probe {probe.name}, {shown(asked)}: {text}" for text in wrong]
                    except NoAnswer as error:
                        found.append(f"probe {probe.name}, {error}")
                self.result.probes[probe.name] = not found
                problems += found
            for name in REQUESTS:
                text = check_published(name, await self._browser.request(server.origin, name))
                self.result.requests[name] = not text
                problems += [f"browser, {text}"] if text else []
            for text in problems:
                self._wrong(about, text, server.said)
        return True

    async def _basics(self, server: Instance) -> list[str]:
        """What the application itself does otherwise. Raises NoAnswer if it can't be asked."""
        problems = []
        for asked, status in BASICS:
            seen = (await ask(server.origin, asked)).status
            if seen != status:
                problems.append(f"{shown(asked)}: expected status {status}, seen {seen}")
        return problems

    async def _changed(self, group: Sequence[Claim]) -> None:
        """Start it with the files of some claims, and look what comes of them."""
        about = ", ".join(claim.about for claim in group)
        files = group[0].files
        async with self._server(about, files) as server:
            if server is None:
                return
            for claim in group:
                problems = [text async for text in self._check(claim, server)]
                for text in problems:
                    self._wrong(claim.about, text, server.said, claim.files)
                proved = self.result.concerns if claim.part == "concerns" else self.result.mistakes
                proved[claim.key] = not problems

    async def _check(self, claim: Claim, server: Instance) -> AsyncIterator[str]:
        if claim.request is not None:
            seen = await self._browser.request(server.origin, claim.request)
            text = check_page(claim, seen, explain(seen.printed, self._table))
            if text:
                yield text
        if claim.allows or claim.request is None:
            accepted = []
            for probe in PROBES:
                if probe.name not in ATTACKERS:
                    continue
                for asked in probe.asked:
                    try:
                        if is_accepted(asked, await ask(server.origin, asked)):
                            accepted.append(probe.name)
                    except NoAnswer as error:
                        yield f"probe {probe.name}, {error}"
            if text := check_attack(claim, accepted):
                yield text

    @asynccontextmanager
    async def _server(self, about: str, files: Files) -> AsyncIterator[Instance | None]:
        """A running server; None, with a problem noted, if it didn't start."""
        try:
            async with running(self._stack, files, self._surroundings) as server:
                yield server
                if not server.is_running:
                    text = f"it ended in mid-run, with exit code {server.exit_code}"
                    self._wrong(about, text, server.said, files)
        except ServerError as error:
            self._wrong(about, str(error), error.log, files)
            yield None

    def _wrong(self, about: str, text: str, log: str = "", files: Files | None = None) -> None:
        change = difference(self._stack, files) if files is not None else ""
        self.result.problems.append(Problem(about, text, log, change))
