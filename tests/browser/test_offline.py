"""What was visited is read without a network, and nothing stale with one."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.engines.firefox import Firefox
from fieldguide.lab.models import LabError
from tests.browser.conftest import Hosted, Watched, _Handler
from tests.mkdocs.sites import ROOT, build

FIRST = "en/reasons/CORSMissingAllowOrigin/"
SECOND = "en/reasons/CORSDisabled/"
NEVER = "en/reasons/CORSRequestNotHttp/"
TITLE = "document.querySelector('h1').firstChild.textContent.trim()"
IS_STYLED = "getComputedStyle(document.querySelector('.md-header')).position === 'sticky'"


class Host:
    """A folder's server, which goes down and comes back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent = {"Cache-Control": "no-cache"}  # with all that isn't hashed, as hosts are told
        self._port = 0
        self._server: ThreadingHTTPServer | None = None
        self.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        if self._server is None:
            handler = type("Handler", (_Handler,), {"sent": self.sent})
            served = partial(handler, directory=str(self.folder))
            self._server = ThreadingHTTPServer(("127.0.0.1", self._port), served)
            self._port = self._server.server_port
            Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@dataclass
class Visitor(Watched):
    """A reader whose site can go down."""

    host: Host

    def until(self, asked: str) -> Any:
        """The value of an expression with `await` in it, as soon as it is true."""
        for _ in range(500):
            if found := self.ask(f"(async () => {asked})()"):
                return found
            time.sleep(0.02)
        pytest.fail(f"never so: {asked}")

    def file(self, path: str) -> Path:
        folder = urlsplit(self.address).path.strip("/")
        return self.host.folder / folder / path

    def visit(self, path: str) -> None:
        """Open a page, and stay until it is kept."""
        self.open(path)
        self.keeps(path, "en/503.html", "en/messages.json")

    def keeps(self, *paths: str) -> None:
        names = json.dumps([f"{self.address}{path}" for path in paths])
        found = f"await Promise.all({names}.map((name) => caches.match(name)))"
        self.until(f"({found}).every(Boolean) && !!navigator.serviceWorker.controller")

    def kept(self) -> list[str]:
        """Paths of all that is kept."""
        names: list[str] = self.ask(
            "(async () => { const found = []; for (const name of await caches.keys())"
            " for (const { url } of await (await caches.open(name)).keys()) found.push(url);"
            " return found; })()"
        )
        assert all(name.startswith(self.address) for name in names)
        return [name.removeprefix(self.address) for name in names]

    def go(self, path: str) -> None:
        """Follow a link, as instant navigation does it."""
        self.ask(
            "(() => { const link = document.createElement('a');"
            f" link.href = {json.dumps(self.address + path)};"
            " document.querySelector('article').append(link); link.click(); })()"
        )
        self.wait(f"location.href === {json.dumps(self.address + path)}")


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The guide below a path, built for it."""
    host = Host(tmp_path_factory.mktemp("offline"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"{host.origin}/guides/cors/")
        build(ROOT / "mkdocs.yml", host.folder / "guides" / "cors", locales="en,fr")
    lines = (host.folder / "guides" / "cors" / "_headers").read_text(encoding="utf-8").splitlines()
    start = lines.index("/*") + 1
    host.sent |= dict(line.strip().split(": ", 1) for line in lines[start : start + 5])
    (host.folder / "other").mkdir()
    (host.folder / "other" / "index.html").write_text("<title>Other</title><h1>Other</h1>")
    yield host
    host.stop()


@pytest.fixture
def visitor(_watching: tuple[asyncio.Runner, Chromium], below: Host) -> Iterator[Visitor]:
    """Somebody who was never here, at the site below a path."""
    visitor = Visitor(*_watching, f"{below.origin}/guides/cors/", below)
    below.start()
    visitor.forget()
    visitor.open("robots.txt")
    visitor.ask("sessionStorage.clear(), localStorage.clear()")
    visitor.stopped()
    yield visitor
    visitor.forget()


def test_the_very_first_page_is_readable_after_a_reload(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    title = visitor.ask(TITLE)
    visitor.host.stop()
    visitor.open(FIRST)
    assert visitor.ask(TITLE) == title
    assert visitor.ask(IS_STYLED)
    visitor.wait("document.querySelector('article .md-code__button')")  # the theme's script
    assert visitor.stopped() == []


def test_the_paste_box_works_there(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    visitor.host.stop()
    visitor.open(FIRST)
    visitor.ask("document.querySelector('[data-paste-open]').click()")
    visitor.ask("document.querySelector('dialog textarea').focus()")
    visitor.type(
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource"
        " at https://a.example/. (Reason: CORS disabled)."
    )
    visitor.wait("document.querySelector('dialog output a')")
    assert SECOND in visitor.ask("document.querySelector('dialog output a').href")


def test_pages_that_instant_navigation_brought(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    visitor.go(SECOND)
    visitor.keeps(SECOND)
    visitor.open(FIRST)
    visitor.host.stop()
    visitor.ask("window.isSame = true")
    visitor.go(SECOND)
    visitor.wait(f"{TITLE} === 'CORS disabled'")
    assert visitor.ask("window.isSame"), "as it does with a network"
    visitor.open(f"{SECOND}?from=mail#CORSDisabled")
    assert visitor.ask(TITLE) == "CORS disabled"
    visitor.open(f"{SECOND}index.html")
    assert visitor.ask(TITLE) == "CORS disabled"
    visitor.open(SECOND.removesuffix("/"))
    assert visitor.ask("location.href") == f"{visitor.address}{SECOND}"


def test_a_page_that_was_never_visited(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    visitor.go(SECOND)
    visitor.keeps(SECOND)
    visitor.host.stop()
    visitor.go(NEVER)
    visitor.wait(f"{TITLE} === 'No network'")
    assert visitor.ask("performance.getEntriesByType('navigation')[0].responseStatus") == 503
    links = visitor.ask(
        "[...document.querySelectorAll('section[data-offline]:not([hidden]) a')]"
        ".map((a) => [a.href, a.textContent])"
    )
    assert [href.removeprefix(visitor.address) for href, _ in links] == [SECOND, FIRST]
    assert links[0][1] == "CORS disabled"
    assert visitor.ask(IS_STYLED)
    assert visitor.stopped() == []
    visitor.open(FIRST, moves=False)
    visitor.open("fr/reasons/CORSDisabled/", moves=False)
    assert visitor.ask(TITLE) == "No network", "in a language that this reader has read"
    visitor.open("", moves=False)
    assert visitor.ask(TITLE) == "No network"
    visitor.host.start()
    visitor.open(NEVER, moves=False)
    assert visitor.ask(TITLE) != "No network"


def test_it_says_so_in_the_readers_language(visitor: Visitor) -> None:
    visitor.open("fr/")
    visitor.keeps("fr/", "fr/503.html")
    visitor.host.stop()
    visitor.open("fr/reasons/CORSDisabled/?<img src=x onerror=stopped(1)>#'\"><b>")
    assert visitor.ask("document.documentElement.lang") == "fr"
    assert visitor.ask("document.querySelectorAll('section[data-offline] a').length") == 1
    assert visitor.stopped() == []


def test_nobody_reads_a_stale_page(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    visitor.go(SECOND)
    visitor.keeps(SECOND)
    file = visitor.file(f"{SECOND}index.html")
    text = file.read_text(encoding="utf-8")
    try:
        file.write_text(text.replace("CORS disabled", "CORS changed"), encoding="utf-8")
        visitor.open(FIRST)
        visitor.go(SECOND)
        visitor.wait(f"{TITLE} === 'CORS changed'")
        visitor.open(SECOND)
        assert visitor.ask(TITLE) == "CORS changed"
        visitor.host.stop()
        visitor.open(SECOND)
        assert visitor.ask(TITLE) == "CORS changed", "what was read last is kept"
    finally:
        file.write_text(text, encoding="utf-8")


def test_what_is_not_a_page_of_the_guide_is_never_kept(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    before = set(visitor.kept())  # but for scripts: the page's own are still being kept
    asked = [
        "en/nothing/",  # 404
        "en/reasons/CORSDisabled",  # redirected
        "robots.txt",
        "_headers",
        "CORSDisabled/",
        "../../other/",
        "../../other/?x=/guides/cors/en/",
    ]
    sent = f"{json.dumps(asked)}.map((path) => fetch(new URL(path, '{visitor.address}')))"
    visitor.ask(f"Promise.all({sent}).then(() => 0)")
    options = [
        {"method": "HEAD"},
        {"method": "POST", "body": ""},
        {"headers": {"range": "bytes=0-9"}},
    ]
    for option in options:
        visitor.ask(f"fetch('{visitor.address}{NEVER}', {json.dumps(option)}).then(() => 0)")
    told = [f"{visitor.address}{path}" for path in asked] + ["https://a.example/", "http://[", 7]
    tell = f"navigator.serviceWorker.controller.postMessage({json.dumps(told)})"
    visitor.ask(f"{tell}, navigator.serviceWorker.controller.postMessage({{}})")
    visitor.ask(f"fetch('{visitor.address}en/guides/preflight/?a#b').then(() => 0)")
    visitor.keeps("en/guides/preflight/")  # the last that was asked for
    new = {name for name in visitor.kept() if not name.startswith("assets/")} - before
    assert new == {"en/guides/preflight/"}


def test_what_is_kept_is_bounded(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    folder = visitor.file("en/many")
    for number in range(230):
        page = folder / str(number) / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("<title>a</title>")
    try:
        visitor.ask(
            "(async () => { for (let i = 0; i < 230; i++)"
            f" await fetch(`{visitor.address}en/many/${{i}}/`) }})()"
        )
        visitor.keeps("en/many/229/")
        store = f"await caches.open('fieldguide {visitor.address} pages 1')"
        visitor.until(f"(await ({store}).keys()).length === 200")
        pages = [name for name in visitor.kept() if name.endswith("/")]
        assert FIRST not in pages, "it was fetched longest ago"
    finally:
        shutil.rmtree(folder)


def test_search_goes_on_where_it_was_opened_before(visitor: Visitor) -> None:
    visitor.visit(FIRST)
    visitor.ask("document.querySelector('.md-search__input').focus()")
    (worker,) = visitor.file("assets/javascripts/workers").glob("search.*.min.js")
    visitor.keeps("en/search/search_index.json", f"assets/javascripts/workers/{worker.name}")
    visitor.host.stop()
    visitor.open(FIRST)
    visitor.ask("document.querySelector('.md-search__input').focus()")
    visitor.type("preflight")
    visitor.wait("document.querySelector('.md-search-result__link mark')")


def test_old_stores_go_and_those_of_others_stay(visitor: Visitor) -> None:
    visitor.open("robots.txt")
    others = ["other", f"fieldguide {visitor.host.origin}/ pages 0"]
    own = f"fieldguide {visitor.address} pages 0"
    visitor.ask(
        f"Promise.all({json.dumps([*others, own])}.map((n) => caches.open(n))).then(() => 0)"
    )
    visitor.visit(FIRST)
    assert set(others) < set(visitor.ask("caches.keys()"))
    assert own not in visitor.ask("caches.keys()")


def test_a_worker_that_pages_know_nothing_of_goes(visitor: Visitor) -> None:
    """As in a preview at the address of a site that was looked at before."""
    visitor.visit(FIRST)
    file = visitor.file(f"{SECOND}index.html")
    text = file.read_text(encoding="utf-8")
    assert text.count(" data-fieldguide-offline") == 1
    try:
        file.write_text(text.replace(" data-fieldguide-offline", ""), encoding="utf-8")
        visitor.open(SECOND)
        visitor.until("!(await navigator.serviceWorker.getRegistration())")
    finally:
        file.write_text(text, encoding="utf-8")


def test_firefox_does_the_same(hosted: Hosted) -> None:
    keeps = """
      const done = arguments[arguments.length - 1];
      dispatchEvent(new Event("pointermove"));
      const look = async () => navigator.serviceWorker.controller
        && await caches.match(location.href) && await caches.match("/en/503.html")
        ? done(true) : setTimeout(look, 50);
      look();
    """
    seen = f"return [{TITLE}, {IS_STYLED}]"

    async def read(host: Host) -> list[Any]:
        async with Firefox() as engine:
            await engine._call("WebDriver:Navigate", url=f"{host.origin}/{FIRST}")
            await engine._call("WebDriver:ExecuteAsyncScript", script=keeps, args=[])
            host.stop()
            found = []
            for path in (FIRST, NEVER):
                await engine._call("WebDriver:Navigate", url=f"{host.origin}/{path}")
                shown = await engine._call("WebDriver:ExecuteScript", script=seen, args=[])
                found += shown["value"]
            return found

    host = Host(hosted.path)
    try:
        found = asyncio.run(read(host))
    except LabError as error:
        if os.environ.get("CI") or "is not installed" not in str(error):
            raise
        pytest.skip(str(error))
    finally:
        host.stop()
    assert found[0].startswith("CORS header")
    assert found[1:] == [True, "No network", True]


def test_a_site_at_the_root_of_its_host(
    _watching: tuple[asyncio.Runner, Chromium], hosted: Hosted, tmp_path: Path
) -> None:
    shutil.copytree(hosted.path, tmp_path / "site")
    host = Host(tmp_path / "site")
    visitor = Visitor(*_watching, f"{host.origin}/", host)
    try:
        visitor.visit(FIRST)
        visitor.host.stop()
        visitor.open(FIRST)
        assert visitor.ask(IS_STYLED)
        visitor.open(NEVER)
        assert visitor.ask(TITLE) == "No network"
    finally:
        visitor.forget()
        host.stop()
