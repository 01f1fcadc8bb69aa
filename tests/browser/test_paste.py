"""The paste box as a reader uses it."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.conftest import Reader

METHOD = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource "
    "at https://my.api.test/v1/a. (Reason: Did not find method in CORS header "
    "‘Access-Control-Allow-Methods’).\nat page.js:3 from origin"
)
JAPANESE = (
    "クロスオリジン要求をブロックしました: 同一生成元ポリシーにより、https://a.example/x にある"
    "リモートリソースの読み込みは拒否されます (理由: CORS ヘッダー ‘Access-Control-Allow-Origin’"
    " が足りない)。ステータスコード: 200"
)
SAFARI = "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin."
BOX = "document.querySelector('article form[data-paste]')"


def paste(reader: Reader, text: str) -> str:
    """Paste into the home page's box; gives the answer's text."""
    reader.wait(BOX)
    reader.ask(f"{BOX}.elements.line.focus()")
    reader.ask(f"{BOX}.elements.line.select()")
    reader.ask(f"{BOX}.querySelector('output').replaceChildren()")
    reader.type(text)
    reader.wait(f"{BOX}.querySelector('output').textContent")
    return str(reader.ask(f"{BOX}.querySelector('output').innerText"))


def test_a_line_gives_its_reason_in_the_reader_s_language(reader: Reader) -> None:
    reader.open("fr/")
    answer = paste(reader, METHOD)
    assert "Firefox" in answer
    assert "https://my.api.test/v1/a" in answer
    href = reader.ask(f"{BOX}.querySelector('output a').pathname")
    assert href == "/fr/reasons/CORSMethodNotFound/"


def test_all_other_languages_are_fetched_only_when_needed(reader: Reader) -> None:
    reader.open("fr/")
    paste(reader, METHOD)
    names = "performance.getEntriesByType('resource').map(r => new URL(r.name).pathname)"
    assert "/messages.json" not in reader.ask(names)
    answer = paste(reader, JAPANESE)
    assert "japonais" in answer
    assert "/messages.json" in reader.ask(names)


def test_a_text_that_leaves_it_open_is_answered_with_a_command(reader: Reader) -> None:
    reader.open("en/")
    paste(reader, SAFARI)
    links = f"[...{BOX}.querySelectorAll('output li a')].map(a => a.pathname.split('/').at(-2))"
    assert set(reader.ask(links)) == {
        "CORSMissingAllowOrigin",
        "CORSAllowOriginNotMatchingOrigin",
    }
    command = reader.ask(f"{BOX}.querySelector('output pre').innerText")
    assert "-H 'Origin: http://localhost:3000'" in command


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("TypeError: Failed to fetch", "/en/guides/look-alikes/"),
        ("GET https://a.example/ads.js net::ERR_BLOCKED_BY_CLIENT", "/en/guides/look-alikes/"),
    ],
)
def test_an_error_of_another_family_is_named(reader: Reader, text: str, page: str) -> None:
    reader.open("en/")
    paste(reader, text)
    assert reader.ask(f"{BOX}.querySelector('output a').pathname") == page


def test_what_isn_t_known_is_said(reader: Reader) -> None:
    reader.open("en/")
    assert "none of the messages" in paste(reader, "It does not work.")


def test_a_link_with_a_line_in_its_fragment(reader: Reader) -> None:
    reader.open(f"en/#line={quote(METHOD)}")
    reader.wait(f"{BOX}?.querySelector('output a')")
    assert reader.ask(f"{BOX}.elements.line.value") == METHOD


def test_every_page_has_the_box_behind_a_button(reader: Reader) -> None:
    reader.open("en/guides/caching/")
    reader.ask("document.querySelector('[data-paste-open]').click()")
    reader.wait("document.activeElement.name === 'line'")
    reader.type(METHOD)
    reader.wait("document.querySelector('dialog output a')")
    href = reader.ask("document.querySelector('dialog output a').pathname")
    assert href == "/en/reasons/CORSMethodNotFound/"
    assert reader.ask("document.querySelector('dialog output').getAttribute('aria-live')")
    reader.ask("document.querySelector('dialog').close()")
    assert not reader.ask("document.querySelector('dialog').open")


def test_examples_show_the_reader_s_own_address_until_told_not_to(reader: Reader) -> None:
    reader.open("en/")
    paste(reader, METHOD)
    reader.ask(f"{BOX}.querySelector('output a').click()")
    reader.wait("document.querySelector('[data-examples]')")
    codes = "[...document.querySelectorAll('article pre')].map(c => c.innerText).join()"
    assert "https://my.api.test/v1/a" in reader.ask(codes)
    reader.ask("document.querySelector('[data-examples-back]').click()")
    assert "https://my.api.test" not in reader.ask(codes)
    assert "https://api.example.com/items" in reader.ask(codes)


@pytest.mark.parametrize(
    "value",
    [
        "https://a.example/<img src=x onerror=window.hurt=1>",
        "https://a.example/'><script>window.hurt=1</script>",
        "javascript:window.hurt=1//.x",
        "https://a.example/'; rm -rf ~; '",
    ],
)
def test_what_is_pasted_stays_text(reader: Reader, value: str) -> None:
    reader.open("en/")
    answer = paste(reader, METHOD.replace("https://my.api.test/v1/a", value))
    assert "Access-Control-Allow-Methods" in answer
    inside = f"{BOX}.querySelector('output')"
    assert not reader.ask(f"{inside}.querySelector('img, script, [onerror]')")
    links = reader.ask(f"[...{inside}.querySelectorAll('a')].map(a => a.protocol)")
    assert set(links) == {"http:"}
    reader.ask(f"{inside}.querySelector('a').click()")
    reader.wait("location.pathname.includes('CORSMethodNotFound')")
    reader.wait("document.readyState === 'complete'")
    codes = reader.ask("[...document.querySelectorAll('article pre')].map(c => c.innerText).join()")
    assert "rm -rf" not in codes, "what a shell would run never gets into an example"
    assert "onerror" not in codes
    assert reader.ask("window.hurt") is None


def test_the_search_takes_a_whole_line(reader: Reader) -> None:
    reader.open("en/")
    reader.ask("document.querySelector('.md-search__input').focus()")
    table = "performance.getEntriesByType('resource').some(r => r.name.endsWith('/messages.json'))"
    reader.wait(table)
    reader.wait(
        "document.querySelector('[data-md-component=search-result] .md-search-result__meta')"
    )
    for _ in range(40):  # the worker reads its index meanwhile
        reader.ask("document.querySelector('.md-search__input').select()")
        reader.type(METHOD)
        reader.press("End")
        try:
            reader.runner.run(_soon(reader, "document.querySelector('.md-search-result__link')"))
            break
        except TimeoutError:
            continue
    first = reader.ask("document.querySelector('.md-search-result__link').pathname")
    assert first == "/en/reasons/CORSMethodNotFound/"


async def _soon(reader: Reader, condition: str) -> None:
    import asyncio

    async with asyncio.timeout(1):
        while not await reader.engine.evaluate(f"Boolean({condition})"):
            await asyncio.sleep(0.02)


def test_the_box_needs_no_network_once_it_has_answered(reader: Reader) -> None:
    reader.open("en/")
    paste(reader, METHOD)
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    reader.runner.run(reader.engine._call("Network.emulateNetworkConditions", **offline))
    try:
        assert "A content blocker" in paste(reader, "net::ERR_BLOCKED_BY_CLIENT")
    finally:
        reader.runner.run(
            reader.engine._call("Network.emulateNetworkConditions", **{**offline, "offline": False})
        )
