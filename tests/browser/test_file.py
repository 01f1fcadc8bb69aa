"""The guide opened from a disk: what browsers allow there works, and the rest says why not."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from fieldguide.lab.engines.firefox import Firefox
from fieldguide.lab.models import LabError
from tests.browser.conftest import Hosted, Watched

REASON = "en/reasons/CORSMissingAllowOrigin/"
COMMAND = "python3 -m http.server --bind 127.0.0.1 --directory "
#: Whether a click on a link's address would show a list of files.
IS_LIST = (
    "[...document.links].filter((a) => a.protocol === 'file:' && /\\/$/.test(a.pathname)).length"
)


@pytest.fixture
def disk(watched: Watched, hosted: Hosted) -> Iterator[Watched]:
    """A reader to whom the site is a folder."""
    watched.address = f"{hosted.path.as_uri()}/"
    yield watched
    watched.ask("localStorage.clear()")  # all files have one
    watched.runner.run(watched.engine._call("Page.navigate", url="about:blank"))


def look(reader: Watched, path: str) -> None:
    reader.open(f"{path}index.html", moves=False)
    if path:
        reader.wait("window.document$ && !document.querySelector('dialog form')")


def follow(reader: Watched, link: str) -> Path:
    """Click a link; gives the file that is then shown."""
    address = reader.ask(f"{link}.href")
    reader.ask(f"{link}.click()")
    bare = address.partition("#")[0]
    reader.wait(
        f"location.href.startsWith({json.dumps(bare)}) && document.readyState === 'complete'"
    )
    return Path(unquote(urlsplit(bare).path))


def test_the_chooser_leads_to_a_home_page_and_on(disk: Watched, hosted: Hosted) -> None:
    look(disk, "")
    file = follow(disk, "document.querySelector('a[hreflang=fr]')")
    assert file == hosted.path / "fr" / "index.html"
    assert disk.ask("document.documentElement.lang") == "fr"
    disk.wait("window.document$")
    file = follow(disk, "document.querySelector('article a[href*=\"/CORSDisabled/\"]')")
    assert file == hosted.path / "fr" / "reasons" / "CORSDisabled" / "index.html"
    assert disk.ask("document.querySelector('h1') !== null")
    disk.open("index.html", moves=False)
    disk.wait("location.pathname.endsWith('/fr/index.html')")  # the choice is remembered
    assert disk.stopped() == []


@pytest.mark.parametrize(
    "path", ["en/", REASON, "fr/guides/preflight/", "en/servers/", "fr/servers/nginx/"]
)
def test_no_link_leads_to_a_list_of_files(disk: Watched, hosted: Hosted, path: str) -> None:
    look(disk, path)
    assert disk.ask(IS_LIST) == 0
    links = disk.ask("[...document.links].map((a) => a.href).filter((a) => a.startsWith('file:'))")
    assert len(links) > 10
    for link in links:
        assert Path(unquote(urlsplit(link).path)).is_file(), link
    assert disk.stopped() == []


def test_the_box_and_the_search_say_what_they_need(disk: Watched, hosted: Hosted) -> None:
    look(disk, REASON)
    dialog = "document.querySelector('dialog')"
    assert not disk.ask(f"{dialog}.open")
    for opener in ("[data-paste-open]", ".md-search__input"):
        disk.ask(f"document.querySelector('{opener}').click()")
        assert disk.ask(f"{dialog}.open")
        text = disk.ask(f"{dialog}.innerText")
        assert "Opened from a disk" in text
        assert "the paste box and the search need a server" in text
        command = disk.ask(f"{dialog}.querySelector('code').textContent")
        assert command.startswith(COMMAND)
        assert Path(shlex.split(command)[-1]) == hosted.path
        assert disk.ask(f"{dialog}.querySelector('a').href") == f"http://127.0.0.1:8000/{REASON}"
        disk.ask(f"{dialog}.querySelector('[data-paste-close]').click()")
        assert not disk.ask(f"{dialog}.open")
    assert disk.ask("document.querySelector('#__search').checked") is False
    look(disk, "fr/")
    box = "document.querySelector('.fg-paste-here')"
    assert "python3 -m http.server" in disk.ask(f"{box}.innerText")
    assert disk.ask(f"{box}.querySelector('textarea, [type=submit]')") is None
    assert disk.stopped() == []


def test_what_needs_no_data_works(disk: Watched) -> None:
    look(disk, REASON)
    panel = "getComputedStyle(document.querySelector('.fg-tabs__panel[data-engine=%s]')).display"
    disk.wait("document.querySelector('.fg-tabs__tab[role=tab]')")
    disk.ask("document.querySelector('.fg-tabs__tab[data-engine=firefox]').click()")
    assert disk.ask(panel % "firefox") == "block"
    assert disk.ask(panel % "chromium") == "none"
    disk.wait("document.querySelector('article .md-code__button')")
    before = disk.ask("document.body.dataset.mdColorScheme")
    disk.ask("document.querySelector('label[for^=__palette]:not([hidden])').click()")
    disk.wait(f"document.body.dataset.mdColorScheme !== '{before}'")
    assert disk.stopped() == []


def test_nothing_of_it_is_seen_where_there_is_a_server(watched: Watched) -> None:
    watched.open(REASON)
    names = watched.ask("performance.getEntriesByType('resource').map((r) => r.name)")
    assert not [name for name in names if name.endswith("/disk.js")]
    assert "http.server" not in watched.ask("document.body.innerText")
    assert watched.ask("document.querySelector('dialog form') !== null")


def test_firefox_does_the_same(hosted: Hosted) -> None:
    script = f"""
      const wait = arguments[arguments.length - 1];
      const look = () => window.document$ && document.querySelector("[role=tab]")
        ? wait([{IS_LIST}, document.querySelector("dialog").textContent, document.links.length])
        : setTimeout(look, 20);
      look();
    """

    async def read() -> tuple[Any, Any]:
        async with Firefox() as engine:
            await engine._call("WebDriver:Navigate", url=f"{hosted.path.as_uri()}/index.html")
            links = await engine._call(
                "WebDriver:ExecuteScript",
                script="return [...document.links].map((a) => a.href)",
                args=[],
            )
            address = f"{hosted.path.as_uri()}/{REASON}index.html"
            await engine._call("WebDriver:Navigate", url=address)
            page = await engine._call("WebDriver:ExecuteAsyncScript", script=script, args=[])
            return links["value"], page["value"]

    try:
        chooser, (lists, text, count) = asyncio.run(read())
    except LabError as error:
        if os.environ.get("CI") or "is not installed" not in str(error):
            raise
        pytest.skip(str(error))
    assert chooser
    assert all(Path(unquote(urlsplit(link).path)).is_file() for link in chooser)
    assert (lists, count > 10) == (0, True)
    assert COMMAND in text
