"""The guide for everyone: axe-core's rules, keyboards, narrow screens, other modes, paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.axe import PREPARE, violations
from tests.browser.conftest import Reader

REASON = "en/reasons/CORSMissingAllowOrigin/"
#: Scheme, width and direction.
LOOKS = [("default", 390, "rtl"), ("slate", 1280, "ltr")]
AMBIGUOUS = "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin."
#: Pixels that can be scrolled to sideways.
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINE = "document.activeElement?.name === 'line'"


def emulate(reader: Reader, domain: str, **params: object) -> None:
    reader.runner.run(reader.engine._call(f"Emulation.{domain}", **params))


def size(reader: Reader, width: int, height: int = 800) -> None:
    emulate(
        reader,
        "setDeviceMetricsOverride",
        width=width,
        height=height,
        deviceScaleFactor=1,
        mobile=False,
    )


def press(reader: Reader, key: str, code: int, text: str = "") -> None:
    """Press a key that does something by itself, unlike `Reader.press`."""
    for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
        event: dict[str, object] = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        if kind == "keyDown":
            event["text"] = text
        reader.runner.run(reader.engine._call("Input.dispatchKeyEvent", type=kind, **event))


def tab(reader: Reader) -> None:
    press(reader, "Tab", 9)


@pytest.fixture(autouse=True)
def _as_it_was(reader: Reader) -> Iterator[None]:
    emulate(reader, "setEmulatedMedia", features=[])
    reader.runner.run(reader.engine._call("Page.setBypassCSP", enabled=True))
    yield
    reader.runner.run(reader.engine._call("Page.setBypassCSP", enabled=False))
    emulate(reader, "clearDeviceMetricsOverride")
    emulate(reader, "setEmulatedMedia", media="", features=[])
    emulate(reader, "setScriptExecutionDisabled", value=False)


def search(reader: Reader) -> None:
    reader.ask("document.querySelector('.md-search__input').focus()")
    reader.type("preflight")
    reader.wait("document.querySelector('.md-search-result__link mark')")


def paste(reader: Reader) -> None:
    reader.ask("document.querySelector('[data-paste-open]').click()")
    reader.wait(LINE)
    reader.type(AMBIGUOUS)
    reader.wait("document.querySelector('dialog output pre')")


def server(reader: Reader) -> None:
    reader.wait("document.querySelector('.fg-servers__shown .md-code__button')")


#: Page, what to do there, and the part that this is about: all else is as on other pages.
PAGES: dict[str, tuple[str, Any, str]] = {
    "home": ("en/", None, "html"),
    "reason": (REASON, None, "html"),
    "reason with a server": (f"{REASON}#server-nginx", server, ".fg-servers"),
    "guide": ("en/guides/preflight/", None, "html"),
    "server": ("en/servers/nginx/", None, "html"),
    "all servers": ("en/servers/", None, "html"),
    "translations": ("fr/translations/", None, "html"),
    "not found": ("en/404.html", None, "html"),
    "search": ("en/guides/caching/", search, ".md-search"),
    "paste": ("en/guides/caching/", paste, "dialog[open]"),
    "chooser": ("#choose", None, "html"),
    "not found by the host": ("404.html", None, "html"),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_has_nothing_to_say(reader: Reader, name: str) -> None:
    path, act, part = PAGES[name]
    size(reader, LOOKS[0][1])
    reader.open(path)
    if path.startswith(("en", "fr")):
        reader.wait("document.documentElement.classList.contains('js')")
    if act:
        act(reader)
    reader.ask(PREPARE)
    for scheme, width, direction in LOOKS:
        size(reader, width)
        reader.ask(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
        reader.ask(f"document.body.dir = '{direction}'")
        assert reader.ask(violations(part)) == [], (scheme, width, direction)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", [REASON, "fr/", "en/servers/nginx/", "fr/translations/"])
def test_nothing_sticks_out_sideways(reader: Reader, path: str, scripts: bool) -> None:
    emulate(reader, "setScriptExecutionDisabled", value=not scripts)
    size(reader, 320)
    reader.open(path, moves=scripts)
    for direction in ("ltr", "rtl"):
        reader.ask(f"document.body.dir = '{direction}'")
        assert reader.ask(BEYOND) == 0, direction


def test_at_twice_the_size_everything_is_there(reader: Reader) -> None:
    size(reader, 640, 400)  # 1280 pixels at 200 %
    reader.open(REASON)
    assert reader.ask(BEYOND) == 0
    assert reader.ask("document.querySelector('[data-paste-open]').checkVisibility()")


def test_keyboards_open_and_leave_the_navigation_of_narrow_screens(reader: Reader) -> None:
    size(reader, 390)
    reader.open(REASON)
    reader.wait("document.documentElement.classList.contains('js')")
    shown = "document.querySelector('.md-sidebar--primary').checkVisibility()"
    reader.wait(f"!{shown}")  # so that no key leads into it
    for _ in range(4):
        tab(reader)
        if reader.ask("document.activeElement.matches('.fg-drawer')"):
            break
    button = "document.activeElement.matches('.fg-drawer') && document.activeElement"
    assert reader.ask(f"({button}).textContent.trim()") == "Navigation"
    assert reader.ask(f"({button}).ariaExpanded") == "false"
    press(reader, "Enter", 13, "\r")
    reader.wait(shown)
    assert reader.ask(f"({button}).ariaExpanded") == "true"
    press(reader, "Escape", 27)
    reader.wait(f"!{shown}")
    assert reader.ask(f"({button}).ariaExpanded") == "false"


@pytest.mark.parametrize("width", [390, 1280])
def test_whatever_keys_reach_is_seen_and_has_a_name(reader: Reader, width: int) -> None:
    size(reader, width)
    reader.open("en/guides/caching/")
    reader.wait("document.documentElement.classList.contains('js')")
    reached = set()
    for _ in range(25):
        tab(reader)
        seen = reader.ask(
            "(() => { const e = document.activeElement, s = getComputedStyle(e),"
            " name = e.ariaLabel || e.labels?.[0]?.textContent || e.innerText || e.title;"
            " return [e.tagName, e.className, name?.trim(), s.visibility] })()"
        )
        assert seen[2], f"no name: {seen}"
        assert seen[3] == "visible", seen
        reached.add(seen[1].split(" ")[0])
    assert {"md-skip", "md-header__button", "md-search__input", "md-option"} <= reached


def test_nothing_moves_for_those_who_want_that(reader: Reader) -> None:
    wish = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    emulate(reader, "setEmulatedMedia", features=wish)
    reader.open(REASON)
    moving = reader.ask(
        "[...document.querySelectorAll('*')].filter((e) => ['', '::before', '::after'].some((p) =>"
        " { const s = getComputedStyle(e, p); return s.transitionProperty !== 'none'"
        " || s.animationName !== 'none' })).length"
    )
    assert moving == 0


def test_icons_keep_their_colour_where_the_system_chooses_colours(reader: Reader) -> None:
    emulate(reader, "setEmulatedMedia", features=[{"name": "forced-colors", "value": "active"}])
    reader.open("en/servers/nginx/")
    reader.wait("document.querySelector('.md-code__button')")
    icon, canvas = reader.ask(
        "[getComputedStyle(document.querySelector('.md-code__button'), '::after').backgroundColor,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert icon not in (canvas, "rgba(0, 0, 0, 0)")


def test_paper_shows_where_links_lead_and_no_controls(reader: Reader) -> None:
    reader.open("en/")
    reader.wait("document.querySelector('article form[data-paste]')")
    emulate(reader, "setEmulatedMedia", media="print")
    assert not reader.ask("document.querySelector('article form').checkVisibility()")
    assert not reader.ask("document.querySelector('.md-header').checkVisibility()")
    reader.open(REASON)
    target = reader.ask(
        "getComputedStyle(document.querySelector('article :is(p, li) > a[href^=http]'),"
        " '::after').content"
    )
    assert "http" in target
