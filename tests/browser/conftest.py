"""The built guide in a real browser."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.models import LabError
from tests.mkdocs.sites import ROOT, build


class _Handler(SimpleHTTPRequestHandler):
    sent: Mapping[str, str] = {}

    def end_headers(self) -> None:
        for name, value in self.sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


_STATE = "`${location} is ${document.readyState}`"


@dataclass
class Reader:
    """A person at a browser: opens pages of the guide, and looks."""

    runner: asyncio.Runner
    engine: Chromium
    address: str

    def open(self, path: str, *, moves: bool = True) -> None:
        """Go to a page, and wait until it is there; `moves`: and make the theme's script come."""
        self.runner.run(self.engine._call("Page.navigate", url="about:blank"))
        self.wait("location.protocol === 'about:'")  # else it may end the navigation that follows
        self.runner.run(self.engine._call("Page.navigate", url=f"{self.address}{path}"))
        self.wait("document.readyState === 'complete' && location.protocol !== 'about:'")
        if moves and self.ask("Boolean(document.querySelector('[data-fieldguide-theme]'))"):
            self.ask("dispatchEvent(new Event('pointermove'))")
            self.wait("window.document$")
            self.ask("new Promise((done) => setTimeout(done))")  # until ours has heard of it

    def forget(self) -> None:
        """Leave nothing behind of earlier visits: no worker, and no pages that it keeps."""
        for kinds in ("service_workers", "cache_storage"):  # in this order: it writes to the other
            self.runner.run(
                self.engine._call(
                    "Storage.clearDataForOrigin", origin=self.address, storageTypes=kinds
                )
            )

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        return self.runner.run(self.engine.evaluate(expression))

    def wait(self, condition: str) -> None:
        """Until something is so; a test that waits in vain fails, and says where."""

        async def is_so() -> bool:
            try:
                return bool(await self.engine.evaluate(f"Boolean({condition})"))
            except LabError:  # the page went away while it was being asked
                return False

        async def until() -> None:
            while not await is_so():
                await asyncio.sleep(0.02)

        try:
            self.runner.run(asyncio.wait_for(until(), 10))
        except TimeoutError:
            pytest.fail(f"never so: {condition}; {self.ask(_STATE)}")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        for kind in ("keyDown", "keyUp"):
            self.runner.run(
                self.engine._call("Input.dispatchKeyEvent", type=kind, key=key, code=key)
            )

    def type(self, text: str) -> None:
        """Type, or paste, where the focus is."""
        self.runner.run(self.engine._call("Input.insertText", text=text))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The guide, built and served."""
    site = build(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("browser") / "site")
    handler = partial(_Handler, directory=str(site.path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def _chromium() -> Iterator[tuple[asyncio.Runner, Chromium]]:
    with asyncio.Runner() as runner:
        engine = Chromium()
        try:
            runner.run(engine.__aenter__())
        except LabError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(error))
        yield runner, engine
        runner.run(engine.__aexit__(None, None, None))


@pytest.fixture
def reader(_chromium: tuple[asyncio.Runner, Chromium], address: str) -> Reader:
    """A browser that nothing has been remembered in."""
    reader = Reader(*_chromium, address)
    reader.forget()
    reader.open("robots.txt")
    reader.ask("sessionStorage.clear(), localStorage.clear()")
    return reader


#: Tells of what a policy stopped, from before the page's own first script.
_WATCH = """\
addEventListener("securitypolicyviolation", (event) => stopped(JSON.stringify(
  [location.pathname, event.effectiveDirective, event.blockedURI, event.sample])), true)
"""


@dataclass
class Watched(Reader):
    """A reader who is told of what a policy stopped, and of what scripts open."""

    def stopped(self) -> list[list[str]]:
        """Page, directive, address and sample of what was stopped since the last question."""
        assert self.engine._devtools is not None
        events = list(self.engine._devtools.events)
        self.engine._devtools.events.clear()
        assert "Page.javascriptDialogOpening" not in {event["method"] for event in events}
        calls = [e["params"] for e in events if e["method"] == "Runtime.bindingCalled"]
        return [json.loads(call["payload"]) for call in calls if call["name"] == "stopped"]


@dataclass(frozen=True)
class Hosted:
    """A site where its own address is, as instant navigation wants it."""

    address: str
    path: Path


@contextmanager
def serve(folder: Path, sent: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder, which may be filled later, with some headers; gives its address."""
    handler = type("Handler", (_Handler,), {"sent": sent or {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """The guide, built for the address that it is served from."""
    folder = tmp_path_factory.mktemp("hosted") / "site"
    with serve(folder) as address:
        with pytest.MonkeyPatch.context() as patch:  # no other build of the session is to see it
            patch.setenv("SITE_URL", address)
            built = build(ROOT / "mkdocs.yml", folder)
        yield Hosted(address, built.path)


@pytest.fixture(scope="session")
def _watching(_chromium: tuple[asyncio.Runner, Chromium]) -> tuple[asyncio.Runner, Chromium]:
    runner, engine = _chromium
    runner.run(engine._call("Runtime.addBinding", name="stopped"))
    runner.run(engine._call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH))
    return runner, engine


@pytest.fixture
def watched(_watching: tuple[asyncio.Runner, Chromium], hosted: Hosted) -> Watched:
    """A browser that nothing has been remembered in, and that tells what was stopped."""
    reader = Watched(*_watching, hosted.address)
    reader.forget()
    reader.open("robots.txt")
    reader.ask("sessionStorage.clear(), localStorage.clear()")
    reader.stopped()
    return reader
