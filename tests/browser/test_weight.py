"""What a first visit to a page costs: requests, and bytes as hosts send them."""

from __future__ import annotations

import gzip

import pytest

from tests.browser.conftest import Hosted, Watched

REASON = "en/reasons/CORSMissingAllowOrigin/"
#: Page, most requests, most kilobytes (of 1,000 bytes; bodies, compressed by gzip at level 6).
BUDGETS = [
    (REASON, 6, 41),
    ("fr/reasons/CORSMissingAllowOrigin/", 6, 42),
    ("ar/reasons/CORSMissingAllowOrigin/", 6, 43),
    ("en/guides/preflight/", 6, 37),
    ("en/", 6, 37),
]


def fetched(reader: Watched, path: str) -> list[str]:
    """The addresses that a first visit to a page asks for, without those of the page itself."""
    assert reader.engine._devtools is not None
    reader.runner.run(reader.engine._call("Network.clearBrowserCache"))
    reader.open(path, moves=False)
    reader.ask("new Promise((done) => setTimeout(done, 500))")  # what comes after it
    events = [e for e in reader.engine._devtools.events if e["method"].endswith("WillBeSent")]
    urls = [event["params"]["request"]["url"] for event in events]
    start = max(i for i, url in enumerate(urls) if url == f"{reader.address}{path}")
    return [url for url in urls[start:] if not url.startswith("data:")]


def weight(hosted: Hosted, url: str) -> int:
    """Bytes of a file as hosts send it."""
    name = url.removeprefix(hosted.address).partition("#")[0]
    file = hosted.path / (f"{name}index.html" if name.endswith("/") or not name else name)
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))


@pytest.mark.parametrize(("path", "requests", "kilobytes"), BUDGETS)
def test_a_first_visit_stays_in_its_budget(
    watched: Watched, hosted: Hosted, path: str, requests: int, kilobytes: int
) -> None:
    urls = fetched(watched, path)
    assert not [url for url in urls if not url.startswith(hosted.address)], "another host is asked"
    weights = {url.removeprefix(hosted.address): weight(hosted, url) for url in urls}
    assert path in weights
    assert len(weights) <= requests, weights
    assert sum(weights.values()) <= kilobytes * 1000, weights


def test_the_theme_s_script_comes_with_the_first_move(watched: Watched) -> None:
    urls = fetched(watched, REASON)
    assert not [url for url in urls if "/bundle." in url]
    assert watched.ask("document.querySelector('label[for^=__palette]:not([hidden])') !== null")
    before = watched.ask("document.body.dataset.mdColorScheme")
    watched.ask("document.querySelector('label[for^=__palette]:not([hidden])').click()")
    watched.ask("dispatchEvent(new Event('pointermove'))")
    watched.wait("window.document$")
    watched.wait(f"document.body.dataset.mdColorScheme !== '{before}'")  # the click was kept


def test_the_search_is_fetched_when_it_is_opened(watched: Watched) -> None:
    urls = fetched(watched, REASON)
    assert not [url for url in urls if "/search/" in url or "/workers/" in url]
    watched.ask("document.querySelector('.md-search__input').focus()")
    watched.type("preflight")  # before anything is there to search with
    watched.wait("document.querySelector('.md-search-result__link mark')")
    names = "performance.getEntriesByType('resource').map((r) => r.name)"
    assert any(name.endswith("/search/search_index.json") for name in watched.ask(names))


def test_what_most_readers_never_use_is_fetched_on_demand(watched: Watched) -> None:
    urls = fetched(watched, REASON)
    for name in ("paste", "messages", "servers"):
        assert not [url for url in urls if url.endswith(f"/{name}.js")]


def test_the_theme_sets_to_work_when_it_comes_late(watched: Watched) -> None:
    watched.open(REASON)
    watched.wait("document.querySelector('article .md-code__button')")
