"""What a reader pastes or is sent stays text, wherever it goes; with the policy and without."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.conftest import Hosted, Watched, serve

MARKUP = (
    "<script>window.hurt=1</script>",
    "<img src=x onerror=window.hurt=1>",
    "<svg onload=window.hurt=1><script>window.hurt=1</script></svg>",
    "<svg><animate onbegin=window.hurt=1 attributeName=x dur=1s></svg>",
    "<a href=javascript:window.hurt=1 autofocus onfocus=window.hurt=1>a</a>",
    "javascript:window.hurt=1",
    "\"' autofocus onfocus=window.hurt=1 x='",
    "\u202e<img src=x onerror=window.hurt=1>\u202c",
    "\0<img\0 src=x onerror=window.hurt=1>",
    "{{constructor.constructor('window.hurt=1')()}}",
    "${window.hurt=1}",
    "&lt;img src=x onerror=window.hurt=1&gt;",
)
#: What one parser takes for text, another may take for elements.
MUTATING = (
    '<noscript><p title="</noscript><img src=x onerror=window.hurt=1>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=hurt=1>">',
    "<template shadowrootmode=open><img src=x onerror=window.hurt=1></template>",
    "<iframe srcdoc='<script>parent.hurt=1</script>'>",
)
TEXTS = {
    "markup": " ".join((*MARKUP, *MUTATING)),
    "long": "<img src=x onerror=window.hurt=1>" * 600,
}
#: A line of which the boxes show parts.
LINE = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
    "{}. (Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’)."
)
BOX = "document.querySelector('article form[data-paste]')"
#: What people can write into.
INPUTS = (
    "[...document.querySelectorAll('textarea, input')]"
    ".filter(e => !['checkbox', 'radio', 'submit', 'button', 'hidden'].includes(e.type))"
)

each_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


@pytest.fixture(scope="module")
def unguarded(
    hosted: Hosted, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """The same site with its policies taken out: they must not be all that it relies on."""
    folder = tmp_path_factory.mktemp("unguarded") / "site"
    shutil.copytree(hosted.path, folder)
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        bare = re.sub(r'<script src="[^"]*trusted-types.js"[^>]*></script>', "", bare)
        assert bare != text
        path.write_text(bare, encoding="utf-8")
    with serve(folder) as address:
        yield address, folder


@pytest.fixture(params=["guarded", "unguarded"])
def reader(request: pytest.FixtureRequest, watched: Watched) -> Watched:
    if request.param == "unguarded":
        watched.address = request.getfixturevalue("unguarded")[0]
    return watched


def check(reader: Watched) -> None:
    """Nothing of it ran, and nothing of it became an element."""
    # what would run, runs when the browser has had the time for it
    reader.ask("new Promise((done) => setTimeout(done, 50))")
    assert reader.ask("window.hurt") is None
    made = "document.querySelectorAll('[onerror], [onload], [onfocus], [onbegin], iframe').length"
    assert reader.ask(made) == 0
    links = "[...document.links].filter(a => !/^https?:$/.test(a.protocol)).map(a => a.outerHTML)"
    assert reader.ask(links) == []
    assert reader.stopped() == [], "nothing was even tried"


@each_text
@pytest.mark.parametrize("path", ["en/", "fr/404.html"])
def test_every_field_takes_it_as_text(reader: Watched, path: str, text: str) -> None:
    reader.open(path)
    reader.wait("document.documentElement.classList.contains('js')")
    count = reader.ask(f"{INPUTS}.length")
    assert count >= 2, "the search and a paste box"
    for number in range(count):
        field = f"{INPUTS}[{number}]"
        reader.ask(f"{field}.closest('dialog')?.showModal()")
        reader.ask(f"{field}.focus()")
        reader.type(text)
        typed = reader.ask(f"{field}.value")
        assert "hurt" in typed
        reader.ask(
            "new Promise((done) => setTimeout(done, 200))"
        )  # the boxes wait for the last key
        check(reader)


@each_text
def test_an_answer_shows_it_as_text(reader: Watched, text: str) -> None:
    reader.open("en/")
    reader.wait(f"{BOX}?.elements.line")
    shown = text[:200].replace("\0", "")
    reader.ask(f"{BOX}.elements.line.focus()")
    reader.type(LINE.format(f"https://a.example/{shown}"))
    reader.wait(f"{BOX}.querySelector('output a')")
    assert "Access-Control-Allow-Methods" in reader.ask(f"{BOX}.querySelector('output').innerText")
    check(reader)
    reader.ask(f"{BOX}.querySelector('output a').click()")
    reader.wait("location.pathname.includes('/CORSMethodNotFound/')")
    reader.wait("document.readyState === 'complete' && document.querySelector('article pre')")
    check(reader)


@each_text
def test_addresses_that_bring_it(reader: Watched, text: str) -> None:
    brought = quote(text[:6000])
    for path in (
        f"en/#line={brought}",
        f"en/?q={brought}",
        f"en/reasons/CORSDisabled/?h={brought}",
        f"en/?{brought}#{brought}",
        f"#{brought}",
        f"404.html?{brought}",
    ):
        reader.open(path)
        check(reader)
    reader.open(f"en/#line={brought}")
    reader.wait(f"{BOX}?.elements.line.value")
    expected = text[:6000]
    assert reader.ask(f"{BOX}.elements.line.value") == expected


def test_what_storage_holds_is_text_too(reader: Watched) -> None:
    reader.open("en/")
    kept = {"reason": "CORSMethodNotFound", "parameters": dict.fromkeys(
        ("url", "origin", "method", "header"), MARKUP[1])}  # fmt: skip
    reader.ask(f"sessionStorage.setItem('fieldguide.line', {json.dumps(json.dumps(kept))})")
    reader.ask("localStorage.setItem('fieldguide.locale', 'javascript:window.hurt=1')")
    for path in ("en/reasons/CORSMethodNotFound/", ""):
        reader.open(path)
        check(reader)
    assert reader.ask("location.pathname") == "/"


def test_this_test_would_notice(reader: Watched, unguarded: tuple[str, Path]) -> None:
    """Without the policy, what becomes an element does run."""
    reader.open("en/")
    reader.ask(f"document.body.insertAdjacentHTML('beforeend', {json.dumps(MARKUP[1])})")
    reader.ask("new Promise((done) => setTimeout(done, 300))")
    is_guarded = reader.address != unguarded[0]
    assert reader.ask("window.hurt ?? 0") == (0 if is_guarded else 1)
