"""The page of `fieldguide lab serve` in a real browser."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fieldguide.cli.lab.serve import topics_of
from fieldguide.entries.models import Outcome, Request
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.models import Scenario
from fieldguide.lab.reader.app import ReaderLab, Title, Topic
from fieldguide.mkdocs.settings import read_settings
from fieldguide.project import load_sources

pytestmark = pytest.mark.usefixtures("browsers")

ROOT = Path(__file__).resolve().parents[2]
#: Waits until a place on the page says something final; gives its text.
SAID = """
(async (place) => {
  for (;;) {
    const text = place.innerText;
    if (text && !text.startsWith("Asking")) return text;
    await new Promise((done) => setTimeout(done, 10));
  }
})"""
CLICK = f"""
(async (index) => {{
  const button = document.querySelectorAll("article button")[index];
  const place = button.closest("article").querySelector(".result");
  place.replaceChildren();
  button.click();
  return await {SAID}(place);
}})"""
SEND = f"""
(async () => {{
  const place = document.getElementById("result");
  place.replaceChildren();
  document.getElementById("form").requestSubmit();
  return await {SAID}(place);
}})()"""
HOSTILE = "<img src=x onerror=\"document.title='hacked'\">"


Shown = Callable[..., None]


class Page:
    """The lab's page in a browser."""

    def __init__(self, browser: Chromium, address: str) -> None:
        self.browser = browser
        self.address = address

    async def visit(self, fragment: str = "") -> None:
        await self.browser.visit("about:blank")
        await self.browser.visit(self.address + fragment)
        await self.js("(async () => { while (!document.querySelector('article')) "
                      "await new Promise((done) => setTimeout(done, 10)); })()")  # fmt: skip

    async def js(self, expression: str) -> Any:
        return await self.browser.evaluate(expression)

    async def click(self, index: int) -> str:
        return str(await self.js(f"{CLICK}({index})"))

    async def send(self) -> str:
        return str(await self.js(SEND))

    async def set(self, **fields: str) -> None:
        await self.js(f"""
          for (const [name, value] of Object.entries({json.dumps(fields)})) {{
            const field = document.getElementById("form").elements[name.replaceAll("_", "-")];
            field.value = value;
            field.dispatchEvent(new Event("input", {{ bubbles: true }}));
          }}""")


@pytest.fixture(scope="module")
def loop(browsers: None) -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def browser(loop: asyncio.Runner) -> Iterator[Chromium]:
    stack = AsyncExitStack()
    yield loop.run(stack.enter_async_context(Chromium()))
    loop.run(stack.aclose())


@pytest.fixture
def shown(loop: asyncio.Runner, browser: Chromium) -> Shown:
    """Lets a test work with the page, of the guide or of topics of its own."""

    def show(work: Callable[[Page], Awaitable[None]], topics: list[Topic] | None = None) -> None:
        async def all_of_it() -> None:
            own = topics if topics is not None else guide()
            async with asyncio.timeout(60), ReaderLab(own, ROOT / "site", 0) as lab:
                page = Page(browser, lab.address)
                await page.visit()
                await work(page)

        loop.run(all_of_it())

    return show


@cache
def guide(tag: str = "en") -> list[Topic]:
    settings = read_settings(ROOT / "mkdocs.yml")
    project = load_sources(settings.docs, settings.locales, settings.source)
    return topics_of(project, settings, tag)


def test_every_exchange_is_one_click(shown: Shown) -> None:
    """Broken and fixed, and what differs; the browser does as the standard says, or it is said."""

    async def work(page: Page) -> None:
        names = await page.js(
            "[...document.querySelectorAll('article button')]"
            ".map((button) => [button.closest('article').id, button.textContent])"
        )
        assert len({topic for topic, _ in names}) == 15
        assert sum(label == "Fix it" for _, label in names) == 15
        assert sum(label == "Break it" for _, label in names) == 14, "one breaks by itself"
        for index, (topic, label) in enumerate(names):
            if (topic, label) == ("CORSOriginHeaderNotAdded", "Break it"):
                continue  # needs an extension
            text = await page.click(index)
            reads = "Your browser: The page can read the answer." in text
            is_own = (topic, label) == ("CORSDisabled", "Break it")
            if label in ("Break it", "Fix it"):
                assert reads is (label == "Fix it" or is_own), (topic, text)
            if label == "Break it":
                assert topic in text
            assert ("Your browser did otherwise" in text) is is_own, (topic, text)
        console = [line.text for line in await page.browser.lines()]
        assert sum("has been blocked by CORS policy" in line for line in console) >= 11
        assert not any("Content Security Policy" in line for line in console)

    shown(work)


def test_the_exchange_is_shown_as_the_server_saw_it(shown: Shown) -> None:
    exchange = Outcome.model_validate(
        {
            "preflight": {"status": 204, "headers": [["Access-Control-Allow-Origin", "*"]]},
            "headers": [],
        }
    )
    request = Request(method="POST", headers=[("X-A", "1")])
    topic = Topic(
        "Alpha", Title(HOSTILE, "en"), "",
        [(Scenario("Alpha broken", "Alpha", request, exchange), None)],
    )  # fmt: skip

    async def work(page: Page) -> None:
        text = await page.click(0)
        assert "A preflight is needed, because of x-a." in text
        assert "The standard: The page can't read the answer. CORSMissingAllow" in text
        (seen,) = await page.js("[...document.querySelectorAll('pre')].map((one) => one.innerText)")
        lines = seen.splitlines()
        assert lines[0].startswith("→ OPTIONS http://127.0.0.1:")
        assert "  Access-Control-Request-Headers: x-a" in lines
        assert "← 204" in lines
        assert lines[-1] == "  Access-Control-Allow-Origin: *"
        assert await page.js("document.title") == "CORS lab"
        assert HOSTILE in await page.js("document.querySelector('h3').innerText")
        assert await page.js("document.querySelectorAll('img').length") == 0

    shown(work, [topic])


def test_the_playground(shown: Shown) -> None:
    async def work(page: Page) -> None:
        await page.set(
            method="PUT", headers="X-A: 1\n\nAuthorization: Bearer x", credentials="include",
            preflight_headers="Access-Control-Allow-Origin: *", answer_headers=HOSTILE + ": x",
        )  # fmt: skip
        assert "CORSNotSupportingCredentials" in await page.send()
        address = await page.js("location.href")
        await page.set(
            preflight_headers="Access-Control-Allow-Origin: {origin}\n"
            "Access-Control-Allow-Credentials: true\nAccess-Control-Allow-Methods: PUT\n"
            "Access-Control-Allow-Headers: X-A, Authorization",
            answer_headers="Access-Control-Allow-Origin: {origin}\n"
            "Access-Control-Allow-Credentials: true\nAccess-Control-Expose-Headers: X-B\nX-B: 2",
            status="299",
        )
        text = await page.send()
        assert "Your browser: The page can read the answer. Status 299." in text
        assert "x-b" in text
        assert "authorization, x-a" in text.lower()

        await page.visit(address.removeprefix(page.address))
        assert await page.js("document.querySelector('textarea').value") == (
            "X-A: 1\n\nAuthorization: Bearer x"
        )
        assert await page.js("document.activeElement.id") == "playground"
        assert "CORSNotSupportingCredentials" in await page.send(), "the address has it all"

        await page.set(headers="no colon")
        assert "“no colon” is not a header" in await page.send()
        await page.set(headers="", method="GET", url="https://example.com/")
        assert "https://example.com/ is not on this machine" in await page.send()

    shown(work)


def test_requests_of_both_kinds(shown: Shown) -> None:
    async def work(page: Page) -> None:
        allowed = "Access-Control-Allow-Origin: {origin}"
        await page.set(api="xhr", credentials="include", answer_headers=allowed)
        text = await page.send()
        assert "an error event, and status 0" in text
        assert "CORSMissingAllowCredentials" in text
        await page.set(credentials="omit")
        assert "The page can read the answer. Status 200." in await page.send()
        assert await page.js("document.getElementById('form').elements.mode.disabled")
        await page.set(api="fetch", mode="no-cors", answer_headers="")
        text = await page.send()
        assert text.count("The page gets an answer, and can't look into it.") == 2
        await page.set(mode="cors", failure="connection-reset")
        assert "CORSDidNotSucceed" in await page.send()
        await page.set(failure="connection-refused")
        assert "Nothing: no request for " in await page.send()

    shown(work)


def test_redirects_and_where_browsers_differ(shown: Shown) -> None:
    async def work(page: Page) -> None:
        allowed = "Access-Control-Allow-Origin: {origin}"
        await page.set(
            status="302", answer_headers=f"{allowed}\nLocation: {{other}}/x",
            redirected="own", redirected_headers=allowed,
        )  # fmt: skip
        text = await page.send()
        assert "the browser sends Origin: null" in text
        assert "CORSAllowOriginNotMatchingOrigin" in text
        assert "did otherwise" not in text
        await page.set(redirected="open")
        assert "Your browser: The page can read the answer." in await page.send()
        await page.set(
            status="200", headers="Authorization: x", answer_headers=allowed,
            preflight_headers=f"{allowed}\nAccess-Control-Allow-Headers: *",
        )  # fmt: skip
        text = await page.send()
        assert "But only because browsers don't keep to it here." in text
        assert "did otherwise" not in text

    shown(work)


def test_an_exchange_of_the_guide_opens_in_the_playground(shown: Shown) -> None:
    async def work(page: Page) -> None:
        await page.js("document.querySelector('#CORSMethodNotFound a[href^=\"#\"]').click()")
        await asyncio.sleep(0.1)
        assert await page.js("document.getElementById('form').elements.method.value") == "PUT"
        assert "CORSMethodNotFound" in await page.send()

    shown(work)


def test_a_strange_address_does_no_harm(shown: Shown) -> None:
    async def work(page: Page) -> None:
        for fragment in (
            "#playground?api=nonsense&mode=x&status=abc&method=%00&headers=%F0%9F%92%A5",
            "#playground?",
            "#playground?constructor=1&__proto__=2",
            "#nothing",
        ):
            await page.visit(fragment)
            assert await page.js("document.getElementById('form').elements.api.value") == "fetch"
            assert await page.js("document.querySelectorAll('article').length") == 15

    shown(work)


def test_it_fits_a_phone_and_everything_has_a_name(shown: Shown) -> None:
    async def work(page: Page) -> None:
        width = "Math.max(document.documentElement.scrollWidth - innerWidth, 0)"
        await page.js("document.documentElement.style.width = '320px'")
        await page.click(0)
        assert await page.js(width) == 0
        overflowing = await page.js(
            "[...document.body.querySelectorAll('*')].filter((one) => "
            "one.getBoundingClientRect().right > 321).map((one) => one.tagName)"
        )
        assert overflowing == []
        fields = "[...document.querySelectorAll('input, select, textarea')]"
        assert await page.js(f"{fields}.every((one) => one.labels.length === 1)")
        controls = "[...document.querySelectorAll('button, a')]"
        assert await page.js(f"{controls}.every((one) => one.textContent.trim())")
        described = "[...document.querySelectorAll('[aria-describedby]')]"
        assert await page.js(
            f"{described}.every((one) => "
            "document.getElementById(one.getAttribute('aria-describedby')).textContent)"
        )
        levels = await page.js(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName[1]))"
        )
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    shown(work)


def test_titles_are_in_the_chosen_language() -> None:
    topics = {topic.id: topic for topic in guide("fr")}
    title = topics["CORSDisabled"].title
    assert (title.text, title.language) == ("CORS désactivé", "fr")
