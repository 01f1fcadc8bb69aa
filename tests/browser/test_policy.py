"""The site's policy in a real browser: it stops what isn't the site's, and nothing that is."""

from __future__ import annotations

import asyncio
import json
import os

import pytest

from fieldguide.lab.engines.firefox import Firefox
from fieldguide.lab.models import LabError
from tests.browser.conftest import Hosted, Watched, serve

IS_HOME = "document.querySelector('article form[data-paste]')"
TYPES = "require-trusted-types-for"
PAGES = [
    "",
    "404.html",
    *(
        f"{locale}/{page}"
        for locale in ("en", "fr")
        for page in (
            "",
            "404.html",
            "translations/",
            "guides/preflight/",
            "reasons/CORSMissingAllowOrigin/",
        )
    ),
]


def search(reader: Watched, text: str) -> None:
    """Type into the search until it has read its index and finds something."""
    field = "document.querySelector('.md-search__input')"
    for _ in range(20):
        reader.ask(f"{field}.focus(), {field}.select()")
        reader.type(text)
        reader.press("End")  # what the worker was sent before it was ready is lost
        reader.ask("new Promise((done) => setTimeout(done, 500))")
        if reader.ask("document.querySelector('.md-search-result__link') !== null"):
            return
    pytest.fail("nothing was found")


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_stops_nothing_that_pages_need(watched: Watched, path: str) -> None:
    watched.open(path)
    assert watched.ask("document.querySelector('head > meta[http-equiv]').content")
    if path.startswith(("en", "fr")):
        watched.wait("document.documentElement.classList.contains('js')")
        watched.ask("document.querySelector('[data-paste-open]').click()")
        assert watched.ask("document.querySelector('dialog').open")
        watched.ask("document.querySelector('dialog').close()")
        watched.ask("document.querySelector('label[for=__palette_1]')?.click()")
        assert watched.ask("getComputedStyle(document.querySelector('.md-header')).display") != ""
    assert watched.stopped() == []


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_search_and_instant_navigation_work_under_the_policy(watched: Watched, locale: str) -> None:
    watched.open(f"{locale}/")
    watched.ask("window.isSame = true")
    search(watched, "preflight")
    link = "document.querySelector('.md-search-result__link')"
    assert watched.ask(f"{link}.querySelector('mark, article') !== null")
    address = watched.ask(f"{link}.pathname")
    watched.ask(f"{link}.click()")
    watched.wait(f"location.pathname === {json.dumps(address)} && !{IS_HOME}")
    reasons = "document.querySelector(`nav a[href*='/reasons/CORSDisabled']`)"
    watched.ask(f"({reasons} ?? document.querySelector(`a[href*='/reasons/']`)).click()")
    watched.wait("document.querySelector('article[data-reason], article pre, article figure')")
    watched.ask("history.back()")
    watched.wait(f"location.pathname === {json.dumps(address)}")
    watched.ask("document.querySelector('.md-logo').click()")
    watched.wait(f"{IS_HOME}?.elements.line")
    assert watched.ask("window.isSame"), "no page was loaded as a new document"
    assert watched.ask("getComputedStyle(document.querySelector('.md-header')).position") == (
        "sticky"
    )
    assert watched.stopped() == []


#: Whether the search's worker can read an index in German, for which it loads a stemmer.
GERMAN = """\
(async () => {
  const { base, search } = JSON.parse(document.querySelector("#__config").textContent);
  const home = new URL(base, location.href);
  const index = await (await fetch(new URL("search/search_index.json", home))).json();
  index.config = { ...index.config, lang: ["de"], pipeline: ["stemmer"] };
  const worker = new Worker(new URL(search, location.href).href);
  return new Promise((done) => {
    worker.addEventListener("message", ({ data }) => done(data.type === 1));
    worker.postMessage({ type: 0, data: { ...index, options: {} } });
    setTimeout(done, 4000, false);
  });
})()
"""
TRUSTED = "; require-trusted-types-for 'script'; trusted-types default fieldguide-parser"


@pytest.mark.parametrize(("more", "is_ready"), [("", True), (TRUSTED, False)])
def test_what_hosts_send_leaves_the_search_its_parts(
    watched: Watched, hosted: Hosted, more: str, is_ready: bool
) -> None:
    """A worker has the header's policy only, and no policy of Trusted Types can be made in it."""
    lines = (hosted.path / "_headers").read_text(encoding="utf-8").splitlines()
    common = lines[lines.index("/*") + 1 :][:5]
    sent = dict(line.strip().split(": ", 1) for line in common)
    sent["Content-Security-Policy"] += more
    with serve(hosted.path, sent) as address:
        watched.address = address
        watched.open("fr/")
        assert watched.ask(GERMAN) == is_ready
        if is_ready:
            search(watched, "redirection")
            assert watched.stopped() == []


@pytest.mark.parametrize(
    ("script", "directive"),
    [
        ("document.body.append(element('script', {text: 'window.hurt = 1'}))", TYPES),
        ("document.body.append(element('script', {src: 'https://a.example/x.js'}))", TYPES),
        ("document.body.append(element('script', {src: '/messages.json'}))", TYPES),
        ("document.body.append(element('script', {src: 'data:text/javascript,hurt=1'}))", TYPES),
        ("new Worker('https://a.example/x.js').postMessage({type: 0})", TYPES),
        ("setTimeout('window.hurt = 1')", TYPES),
        ("document.body.setAttribute('onclick', 'window.hurt = 1')", TYPES),
        ("trustedTypes.createPolicy('mine', {createHTML: String})", "trusted-types"),
        ("trustedTypes.createPolicy('fieldguide-parser', {})", "trusted-types"),
        ("document.body.append(element('img', {src: 'https://a.example/x.png'}))", "img-src"),
        ("fetch('https://a.example/').catch(() => 0)", "connect-src"),
        ("document.body.append(element('iframe', {src: 'https://a.example/'}))", "frame-src"),
        ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
        ("document.head.append(element('style', {textContent: 'p {}'}))", "style-src-elem"),
        ("document.head.append(element('base', {href: 'https://a.example/'}))", "base-uri"),
    ],
)
def test_what_is_not_the_site_s_is_stopped(watched: Watched, script: str, directive: str) -> None:
    watched.open("en/")
    make = "const element = (name, own) => Object.assign(document.createElement(name), own);"
    watched.ask(f"(() => {{ {make} try {{ {script}; }} catch {{}} }})()")
    for _ in range(50):
        if found := watched.stopped():
            break
        watched.ask("new Promise((done) => setTimeout(done, 20))")
    assert found, "nothing was stopped"
    assert found[0][1] == directive
    assert watched.ask("window.hurt") is None


#: Text, and what is left of it as markup.
CLEANED = {
    "<img src=x onerror=hurt=1>": '<img src="x">',
    '<a href="java\tscript:hurt=1">a</a>': "<a>a</a>",
    '<a href="data:text/html,x">a</a>': "<a>a</a>",
    "<svg><style><img src=x onerror=hurt=1></style></svg>": '<svg></svg><img src="x">',
    "<svg><animate attributeName=href values=javascript:hurt=1 /></svg>": "<svg></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--><img onerror=1>">': "",
    '<noscript><p title="</noscript><img src=x onerror=hurt=1>">': "",
    "<template><script>hurt=1</script></template>": "",
    "<iframe srcdoc='<script>parent.hurt=1</script>'></iframe>": "",
    "a<!-- b -->c": "ac",
    "<style>p {}</style>": "",
    "<meta http-equiv=refresh content=0>": '<meta content="0">',
}
#: What Material writes.
KEPT = (
    '<mark data-md-highlight="">a</mark> &lt;b&gt;',
    '<h1 class="x">a <code>b</code></h1>',
    '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
)


def test_markup_of_text_cannot_run(watched: Watched) -> None:
    watched.open("en/")
    expected = CLEANED | {text: text for text in KEPT}
    made = watched.ask(
        f"""Object.fromEntries({json.dumps(list(expected))}.map((text) => {{
          const element = document.createElement("div");
          element.innerHTML = text;
          const page = `<title>t</title><body>${{text}}`;
          const parsed = new DOMParser().parseFromString(page, "text/html");
          return [text, [element.innerHTML, parsed.body.innerHTML]];
        }}))"""
    )
    assert made == {text: [left, left] for text, left in expected.items()}


def test_a_sitemap_becomes_addresses_only(watched: Watched) -> None:
    watched.open("en/")
    text = (
        "<?xml version='1.0'?><urlset xmlns='http://a.example/'><url><loc>https://a.example/"
        "<![CDATA[<img src=x onerror=hurt=1>]]></loc><script>1</script></url></urlset>"
    )
    parse = f"new DOMParser().parseFromString({json.dumps(text)}, 'text/%s')"
    loc = watched.ask(f"{parse % 'xml'}.querySelector('url > loc').textContent")
    assert loc == "https://a.example/<img src=x onerror=hurt=1>"
    found = watched.ask(f"{parse % 'html'}.querySelectorAll('script, img').length")
    assert found == 0


def test_scripts_come_from_the_site_s_own_folder(watched: Watched) -> None:
    watched.open("en/")
    sources = ["/assets/javascripts/paste.js", "../sw.js", "/x.js?y", "/%2e%2e/x.json", "//a/b.js"]
    made = watched.ask(
        f"{json.dumps(sources)}.map((src) => {{ const s = document.createElement('script');"
        " try { s.src = src; return new URL(s.src).pathname; } catch { return null; } })"
    )
    assert made == ["/assets/javascripts/paste.js", "/sw.js", None, None, None]


def test_a_page_opened_from_disk_is_styled_and_readable(watched: Watched, hosted: Hosted) -> None:
    page = hosted.path / "fr" / "reasons" / "CORSDisabled" / "index.html"
    watched.runner.run(watched.engine._call("Page.navigate", url=page.as_uri()))
    watched.wait("location.protocol === 'file:' && document.readyState === 'complete'")
    assert watched.ask("getComputedStyle(document.querySelector('.md-header')).position") == (
        "sticky"
    )
    assert watched.ask("document.querySelector('h1').innerText")
    assert watched.stopped() == []


def test_firefox_has_nothing_to_stop_either(hosted: Hosted) -> None:
    """It fetches ahead what `rel=next` names, when it has nothing else to do."""

    async def look() -> list[str]:
        async with Firefox() as engine:
            for path in ("", "en/", "fr/reasons/CORSDisabled/", "fr/404.html"):
                await engine._call("WebDriver:Navigate", url=f"{hosted.address}{path}")
                await asyncio.sleep(1)
            return [line.text for line in await engine._lines() if "CSP" in line.code]

    try:
        found = asyncio.run(look())
    except LabError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    assert found == []
