"""A reason page as a reader in a hurry sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fieldguide.pages.exchange import Arrow, Line
from fieldguide.pages.sequence import draw
from tests.browser.conftest import Reader
from tests.mkdocs.sites import ROOT

REASONS = sorted(path.stem for path in (ROOT / "docs" / "reasons").glob("*.yml"))
PAGE = "en/reasons/CORSMissingAllowOrigin/"
PANELS = "[...document.querySelectorAll('.fg-tabs__panel')]"
SHOWN = f"{PANELS}.filter(p => p.checkVisibility()).map(p => p.dataset.engine)"
SELECTED = "document.querySelector('[role=tab][aria-selected=true]')"
OTHER = "document.querySelector('[role=tab][aria-selected=false]')"
LOOK = "getComputedStyle(TAB)"
ENHANCED = "document.querySelector('[role=tablist]')"


def call(reader: Reader, method: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = reader.runner.run(reader.engine._call(method, **parameters))
    return answer


def resize(reader: Reader, width: int) -> None:
    screen = {"width": width, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    call(reader, "Emulation.setDeviceMetricsOverride", **screen)


@pytest.fixture
def phone(reader: Reader) -> Iterator[Reader]:
    """The screen of a phone."""
    resize(reader, 390)
    yield reader
    call(reader, "Emulation.clearDeviceMetricsOverride")


#: Each page's article in turn, where the screen is set up already: where the answer ends with the
#: line of each engine above it, and how wide the page then is.
MEASURED = """
(async () => {
  const article = document.querySelector('article');
  const measured = {};
  for (const name of NAMES) {
    const text = await (await fetch(`../${name}/`)).text();
    const page = new DOMParser().parseFromString(text, 'text/html');
    article.innerHTML = page.querySelector('article').innerHTML;
    measured[name] = ['firefox', 'chromium', 'webkit'].map(engine => {
      document.documentElement.dataset.engine = engine;
      return document.querySelector('.fg-lead').getBoundingClientRect().bottom;
    });
    measured[name].push(document.documentElement.scrollWidth);
  }
  return measured;
})()
"""


@pytest.mark.parametrize("locale", ["en", "fr", "ar"])
@pytest.mark.parametrize("width", [390, 320])
def test_the_answer_needs_no_scrolling_on_a_phone(phone: Reader, locale: str, width: int) -> None:
    resize(phone, width)
    phone.open(f"{locale}/reasons/{REASONS[0]}/")
    measured = phone.ask(MEASURED.replace("NAMES", repr(REASONS)))
    assert len(measured) == len(REASONS)
    for name, (*ends, page) in measured.items():
        assert len(set(ends)) > 1, "the engines' lines differ in length"
        assert 0 < max(ends) <= 844, name
        assert page == width, f"{name} scrolls sideways"


def test_the_scripts_that_come_later_change_no_colour(reader: Reader) -> None:
    """Each change would be a transition, painted frame by frame while the page is read."""
    reader.open(PAGE)
    reader.wait(SELECTED)
    colours = f"(({{ color, borderBlockEndColor }}) => color + borderBlockEndColor)({LOOK})"
    selected = reader.ask(colours.replace("TAB", SELECTED))
    assert selected != reader.ask(colours.replace("TAB", OTHER))
    bare = (
        f"(() => {{ const tab = {SELECTED}; tab.removeAttribute('aria-selected'); return tab }})()"
    )
    assert reader.ask(colours.replace("TAB", bare)) == selected


@pytest.mark.parametrize("part", ["::before", "::after"])
def test_no_icon_is_made_ready_that_nobody_sees(reader: Reader, part: str) -> None:
    reader.open(PAGE)
    summary = "document.querySelector('article summary')"
    assert reader.ask(f"getComputedStyle({summary}, '{part}').maskImage") == "none"


def test_readers_see_the_line_of_their_own_browser(reader: Reader) -> None:
    reader.open(PAGE)
    assert reader.ask(SHOWN) == ["chromium"]
    reader.wait(ENHANCED)
    assert reader.ask(f"{SELECTED}.textContent") == "Chrome, Edge"


#: Without a new document, as the theme goes from page to page where its sitemap lists them.
MOVE_ON = """
fetch('../CORSDisabled/').then(response => response.text()).then(text => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  document.querySelector('article').replaceWith(page.querySelector('article'));
  window.document$.next(document);
})
"""


def test_a_choice_is_remembered(reader: Reader) -> None:
    reader.open(PAGE)
    reader.wait(ENHANCED)
    reader.ask("document.querySelector('[role=tab][data-engine=webkit]').click()")
    assert reader.ask(SHOWN) == ["webkit"]
    assert reader.ask("location.hash") == ""
    reader.ask(MOVE_ON)
    reader.wait("document.querySelector('h1#CORSDisabled')")
    assert reader.ask(f"{SELECTED}.dataset.engine") == "webkit"
    assert reader.ask(SHOWN) == ["webkit"]
    reader.open("fr/reasons/CORSDisabled/")
    assert reader.ask(SHOWN) == ["webkit"]


def test_an_address_names_an_engine_and_chooses_nothing(reader: Reader) -> None:
    reader.open(f"{PAGE}#messages-firefox")
    assert reader.ask(SHOWN) == ["firefox"]
    reader.wait(ENHANCED)
    reader.ask("location.hash = 'messages-webkit'")
    reader.wait(f"{SELECTED}.dataset.engine === 'webkit'")
    assert reader.ask(SHOWN) == ["webkit"]
    assert reader.ask("localStorage.getItem('fieldguide.engine')") is None


@pytest.mark.parametrize(
    ("direction", "forth", "back"), [("ltr", "Right", "Left"), ("rtl", "Left", "Right")]
)
def test_tabs_follow_the_keyboard(reader: Reader, direction: str, forth: str, back: str) -> None:
    reader.open(PAGE)
    reader.wait(ENHANCED)
    reader.ask(f"document.body.dir = '{direction}'")
    reader.ask(f"{SELECTED}.focus()")
    seen = []
    for key in (f"Arrow{forth}", f"Arrow{forth}", f"Arrow{back}", "Home", "End"):
        reader.press(key)
        seen += reader.ask(SHOWN)
        assert reader.ask(f"document.activeElement === {SELECTED}"), key
    assert seen == ["webkit", "firefox", "webkit", "firefox", "webkit"]
    assert reader.ask("document.querySelectorAll('[role=tab][tabindex=\"0\"]').length") == 1


def test_screen_readers_get_tabs_and_a_list_of_steps(reader: Reader) -> None:
    reader.open(PAGE)
    reader.wait(ENHANCED)
    nodes = call(reader, "Accessibility.getFullAXTree")["nodes"]
    seen = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]
    assert ("tablist", "The line in your console") in seen
    assert ("tab", "Safari") in seen
    assert ("tabpanel", "Chrome, Edge") in seen
    texts = [name for role, name in seen if role == "StaticText"]
    assert texts.count("Page to Browser") == 2, "once in each drawing"
    assert texts.count("Your code gets the response.") == 1
    assert "Page" not in texts, "the lanes' names are in the steps"
    assert ("image", "Fixed") in seen
    known = {node["nodeId"]: node for node in nodes}
    node = next(n for n in nodes if n.get("name", {}).get("value") == "Page to Browser")
    roles = []
    while "parentId" in node:
        node = known[node["parentId"]]
        roles += [node["role"]["value"]] if not node["ignored"] else []
    assert roles[1:4] == ["listitem", "list", "figure"], "the first is the text element's"


def test_nothing_in_the_text_moves_when_the_page_comes_alive(reader: Reader) -> None:
    reader.open(PAGE)
    reader.ask("localStorage.setItem('fieldguide.engine', 'firefox')")
    reader.open(PAGE)
    reader.wait(ENHANCED)
    moved = reader.runner.run(
        reader.engine.evaluate(
            "new Promise(done => new PerformanceObserver(list => done(list.getEntries()"
            "  .flatMap(e => e.sources).filter(s => s.node?.closest?.('article')).length"
            ")).observe({type: 'layout-shift', buffered: true}) || setTimeout(done, 300, 0))"
        )
    )
    assert moved == 0


def test_without_scripts_and_in_print_all_lines_are_there(reader: Reader) -> None:
    every = ["firefox", "chromium", "webkit"]
    tabs = "document.querySelector('.fg-tabs__list').checkVisibility()"
    names = "[...document.querySelectorAll('.fg-tabs__name')].every(n => n.checkVisibility())"
    reader.open(PAGE)
    assert reader.ask(tabs)
    call(reader, "Emulation.setEmulatedMedia", media="print")
    try:
        assert reader.ask(SHOWN) == every
        assert not reader.ask(tabs)
        assert reader.ask(names)
    finally:
        call(reader, "Emulation.setEmulatedMedia", media="")
    call(reader, "Emulation.setScriptExecutionDisabled", value=True)
    try:
        reader.open(PAGE, moves=False)
        assert reader.ask(SHOWN) == every
        assert not reader.ask(tabs)
        assert reader.ask(names)
    finally:
        call(reader, "Emulation.setScriptExecutionDisabled", value=False)


def test_a_dark_page_is_printed_on_white(reader: Reader) -> None:
    reader.open(PAGE)
    reader.ask("document.body.dataset.mdColorScheme = 'slate'")
    fill = "getComputedStyle(document.querySelector('.fg-drawing__box')).fill"
    dark = reader.ask(fill)
    call(reader, "Emulation.setEmulatedMedia", media="print")
    try:
        assert reader.ask(fill) != dark
        reader.ask("document.body.dataset.mdColorScheme = 'default'")
        light = reader.ask(fill)
        reader.ask("document.body.dataset.mdColorScheme = 'slate'")
        assert reader.ask(fill) == light
    finally:
        call(reader, "Emulation.setEmulatedMedia", media="")


#: What the longest words and the widest letters do to a drawing.
LANGUAGES = {
    "en": ("Page", "Browser", "Server", "Nothing listens there: the connection is refused."),
    "de": ("Webseite", "Browserfenster", "Webserver", "Verbindungsaufbaufehlermeldung bleibt aus."),
    "el": ("Σελίδα", "Πρόγραμμα περιήγησης", "Διακομιστής", "Το πρόγραμμα δεν συνεχίζει."),
    "ja": ("ページ", "ブラウザー", "サーバー", "そこでは何も待ち受けていません。接続は拒否。"),
    "ta": ("பக்கம்", "உலாவி", "சேவையகம்", "அங்கு எதுவும் கேட்கவில்லை: இணைப்பு மறுக்கப்பட்டது."),
    "th": ("หน้าเว็บ", "เบราว์เซอร์", "เซิร์ฟเวอร์", "ไม่มีอะไรรอฟังอยู่ที่นั่นการเชื่อมต่อจึงถูกปฏิเสธโดยสิ้นเชิง"),
    "ar": ("الصفحة", "المتصفح", "الخادم", "لا شيء يستمع هناك: تم رفض الاتصال من قبل الخادم."),
}  # fmt: skip
OUTSIDE = """
[...document.querySelectorAll('svg.fg-drawing text:not(.fg-drawing__sides)')].filter(text => {
  const {left, right, width} = text.getBoundingClientRect();
  const around = text.closest('[role=listitem]')?.querySelector('rect') ?? text.closest('svg');
  const box = around.getBoundingClientRect();
  return !width || left < box.left - 1 || right > box.right + 1;
}).map(text => text.textContent)
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_leaves_its_box(phone: Reader, language: str) -> None:
    page, browser, server, note = LANGUAGES[language]
    keys = ("to", "wrong", "missing", "right", "added", "handed-over")
    words = dict.fromkeys(keys, page) | {"page": page, "browser": browser, "server": server}
    words |= {"refused": note, "kept-back": f"{note} {note}"}
    lines = (
        Line("", "DELETE https://api.example.com/items"),
        Line("Access-Control-Allow-Credentials", "true", "wrong"),
        Line("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Request-Id", "right"),
        Line("Access-Control-Allow-Private-Network", "", "missing"),
    )
    steps = [
        Arrow("browser", "server", lines, "refused"),
        Arrow("browser", "page", note="kept-back", verdict="blocked"),
    ]
    svg = draw(steps, words, is_rtl=language == "ar")
    phone.open(PAGE)
    phone.ask(
        f"document.querySelector('.fg-exchange').outerHTML = `<div lang={language}>{svg}</div>`"
    )
    assert phone.ask("document.querySelectorAll('svg.fg-drawing text').length") > 12
    assert phone.ask(OUTSIDE) == []


MISPLACED = """
[...document.querySelectorAll('h1, .md-nav__link .md-ellipsis')].filter(element => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const box = (index) => {
    const range = new Range();
    range.setStart(text, index);
    range.setEnd(text, index + 1);
    return range.getBoundingClientRect();
  };
  const opening = text?.data.search(/«[A-Za-z]/) ?? -1;
  if (opening === -1 || !element.checkVisibility()) return false;
  window.quoted = (window.quoted ?? 0) + 1;
  const [mark, letter] = [box(opening), box(opening + 1)];
  return mark.top === letter.top && mark.left < letter.left;
}).map(element => element.textContent)
"""


def test_quotation_marks_stand_at_both_ends_of_latin_names(reader: Reader) -> None:
    screen = {"width": 1400, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    call(reader, "Emulation.setDeviceMetricsOverride", **screen)
    reader.open("ar/reasons/CORSOriginHeaderNotAdded/")
    assert reader.ask(MISPLACED) == []
    assert reader.ask("window.quoted") > 8
    call(reader, "Emulation.clearDeviceMetricsOverride")
