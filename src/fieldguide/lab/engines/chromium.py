"""Chromium by the DevTools protocol, over a pipe."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import Any

from fieldguide.lab.engines.base import PATIENCE, Engine, Order, settled
from fieldguide.lab.engines.devtools import DevTools
from fieldguide.lab.engines.process import program
from fieldguide.lab.models import Line, Run

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-quic",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-breakpad", "--disable-crash-reporter",
    "--disable-extensions", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
)  # fmt: skip
#: The descriptors from which it reads commands, and to which it writes answers.
_COMMANDS, _ANSWERS = 3, 4


class Chromium(Engine):
    """Chromium, or Chrome."""

    key = "chromium"
    flags: tuple[str, ...] = ()
    """Arguments besides those that all runs have."""

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__(patience)
        self._devtools: DevTools | None = None

    async def _open(self) -> None:
        binary = program("chromium", "chromium-browser", "google-chrome")
        flags = [*_FLAGS, *self.flags, f"--user-data-dir={self.profile}"]
        await self._begin([binary, *flags, "about:blank"])
        assert self._devtools is not None
        version = await self._call("Browser.getVersion")
        self.version = version["product"].replace("/", " ").removeprefix("Headless")
        target = await self._call("Target.createTarget", url="about:blank")
        attached = await self._call(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        self._devtools.session = attached["sessionId"]
        for domain in ("Inspector", "Page", "Log", "Network", "Runtime"):
            await self._call(f"{domain}.enable")

    async def _begin(self, command: Sequence[str]) -> None:
        to_browser, writing = os.pipe()
        reading, from_browser = os.pipe()
        self._devtools = await DevTools.connect(reading, writing)
        try:
            await self._start(*command, wires={_COMMANDS: to_browser, _ANSWERS: from_browser})
        finally:
            os.close(to_browser)
            os.close(from_browser)

    async def _call(self, method: str, **params: object) -> Any:
        assert self._devtools is not None
        return await self._devtools.call(method, **params)

    async def visit(self, address: str) -> None:
        """Go to a page, and wait until it is there; the console starts anew."""
        assert self._devtools is not None
        await self._call("Page.navigate", url=address)
        while await self.evaluate("document.readyState") != "complete":
            await asyncio.sleep(0.02)
        self._devtools.events.clear()

    async def evaluate(self, expression: str) -> Any:
        """What an expression comes to in the page; a promise is waited for."""
        answer = await self._call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        return answer["result"].get("value")

    async def _run(self, order: Order) -> Run:
        await self.visit(order.page)
        succeeded, error = await self.evaluate(order.script)
        lines = await settled(self.lines, succeeded=succeeded)
        return Run(succeeded, error, tuple(lines))

    async def lines(self) -> Sequence[Line]:
        """The console since the page was visited."""
        assert self._devtools is not None
        events = [(event["method"], event["params"]) for event in self._devtools.events]
        # codes come with the network's events, in the order of the console's
        codes = iter(
            params["corsErrorStatus"]["corsError"]
            for method, params in events
            if method == "Network.loadingFailed" and "corsErrorStatus" in params
        )
        entries = (params["entry"] for method, params in events if method == "Log.entryAdded")
        return [
            Line(
                entry["text"],
                next(codes, "") if entry.get("category") == "cors" else "",
                entry["level"],
            )
            for entry in entries
        ]

    async def _end(self) -> None:
        if self._devtools is not None:
            self._devtools.close()
        await super()._end()
