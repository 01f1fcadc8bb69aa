"""Places in Markdown pages, the theme, stylesheets and modules, each with a good address and a bad.

`¤` in a slot's text stands for the address.
"""

from __future__ import annotations

from dataclasses import dataclass

SITE = "https://guide.example/"


@dataclass(frozen=True)
class Slot:
    """A piece of a file; with its bad address it must be found under `id`."""

    kind: str
    path: str
    text: str
    good: str
    bad: str
    id: str

    @property
    def clean(self) -> str:
        return self.text.replace("¤", self.good)

    @property
    def faulty(self) -> str:
        return self.text.replace("¤", f"¶{self.bad}")


def _slots(
    kind: str, path: str, rows: tuple[tuple[str, str, str, str], ...], start: int
) -> list[Slot]:
    """Slots of one file; `№` in a row becomes the slot's number."""
    return [
        Slot(kind, path, text.replace("№", str(n)), good, bad.replace("№", str(n)), id)
        for n, (text, good, bad, id) in enumerate(rows, start)
    ]


_NOTES, _MORE = "docs/notes.md", "docs/more/page.md"

# Links of Markdown pages to pages. MkDocs rewrites addresses of files that it knows.
_PAGES = (
    ("Page №: [text](¤).", "more/page.md", "more/gone-№.md", "link-page"),
    ('Page №: <a href="¤">text</a>.', "../more/page/", "../more/gone-№/", "link-page"),
    ("- Page №\n- [text](¤)", "/assets/demo/try.html", "/assets/demo/gone-№.html", "link-page"),
    ('Page №: [text](¤ "Title").', "reasons/Lost01.md", "reasons/Gone№.md", "link-page"),
    ("Page №: <¤>.", f"{SITE}assets/demo/try.html", f"{SITE}demo/gone-№.html", "link-page"),
    ("Page №: [text][ref-№].\n\n[ref-№]: ¤", "guides/basics.md", "guides/gone-№.md", "link-page"),
    ("Page №: [text](<¤>).", "guides/tools.md", "guides/go ne-№.md", "link-page"),
    ("Page №: *[`text`](¤)*.", "more/page.md", "../gone-№/", "link-page"),
)
_MORE_PAGES = (
    ("Page №: [text](¤).", "../notes.md", "../gone-№.md", "link-page"),
    ('Page №: <a href="¤">text</a>.', "../../notes/", "../../gone-№/", "link-page"),
    (
        "| Page | № |\n| --- | --- |\n| here | [text](¤) |",
        "../reasons/Lost02.md",
        "../reasons/Gone№.md",
        "link-page",
    ),
    ("Page №: [text](¤).", "../index.md", "../index-№.md", "link-page"),
    ("Page №: [text](¤).", "../guides/basics.md", "../guides/gone-№.md?x=1", "link-page"),
    ("Page №: <a href='¤'>text</a>.", "../../notes/", "../../gonē-№/", "link-page"),
    ("Page №: [ref-№].\n\n[ref-№]: <¤>", "../notes.md", "../gone-№.md", "link-page"),
)

_ANCHORS = (
    ("Part №: [text](¤).", "#first-part", "#frist-part-№", "link-anchor"),
    ("Part №: [text](¤).", "more/page.md#second-part", "more/page.md#part-№", "link-anchor"),
    ("Part №: [text](¤).", "reasons/Lost01.md#fixes", "reasons/Lost01.md#fix-№", "link-anchor"),
    (
        'Part №: <a href="¤">text</a>.',
        "../reasons/Lost02/#fixes",
        "../reasons/Lost02/#fix-№",
        "link-anchor",
    ),
    (
        "Part №: [text](¤).",
        "/assets/demo/try.html#form",
        "/assets/demo/try.html#part-№",
        "link-anchor",
    ),
    (
        "Part №: <¤>.",
        f"{SITE}assets/demo/try.html#form",
        f"{SITE}assets/demo/try.html#part-№",
        "link-anchor",
    ),
    ("Part №: [text](¤).", "guides/tools.md#reload", "guides/tools.md#relaod-№", "link-anchor"),
    ("Part №: [text](¤).", "index.md#guides", "index.md#part-№", "link-anchor"),
)
_MORE_ANCHORS = (
    ("Part №: [text](¤).", "#second-part", "#part-№", "link-anchor"),
    ("Part №: [text](¤).", "../notes.md#first-part", "../notes.md#part-№", "link-anchor"),
    ("Part №: [text](¤).", "page.md#second-part", "page.md#part-№", "link-anchor"),
    (
        'Part №: <a href="¤">text</a>.',
        "../../guides/basics/#start",
        "../../guides/basics/#part-№",
        "link-anchor",
    ),
    (
        "Part №: [text][part-№].\n\n[part-№]: ¤ 'Title'",
        "../reasons/Lost03.md#standard",
        "../reasons/Lost03.md#part-№",
        "link-anchor",
    ),
    ("Part №: [text](¤).", "../index.md#first", "../index.md#part-№", "link-anchor"),
    (
        "Part №: [text](¤).",
        "../reasons/Lost04.md#cause-forgotten",
        "../reasons/Lost04.md#cause-№",
        "link-anchor",
    ),
)

_IMAGES = (
    ("Image №: ![a dot](¤)", "images/dot.png", "images/gone-№.png", "link-asset"),
    (
        'Image №: <img src="¤" alt="a dot">',
        "../images/dot.png",
        "../images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: <img src="../images/dot.png" srcset="../images/dot.png 1x, ¤ 2x" alt="">',
        "../images/dot.png",
        "../images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: <img src="../images/dot.png" srcset="¤ 1x, ../images/dot.png 2x" alt="">',
        "../images/dot.png",
        "../images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: <video poster="¤"></video>',
        "/assets/images/dot.png",
        "/assets/images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: [![a dot](¤ "Title")](more/page.md)',
        "images/dot.png",
        "images/gone-№.png",
        "link-asset",
    ),
    (
        '<picture><source srcset="¤ 480w"><img src="../images/dot.png" alt="№"></picture>',
        "../images/dot.png",
        "../images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: <object data="¤"></object>',
        "../images/dot.png",
        "../images/gone-№.png",
        "link-asset",
    ),
)
_MORE_IMAGES = (
    ("Image №: ![a dot](¤)", "../images/dot.png", "../images/gone-№.png", "link-asset"),
    ("Image №: ![a dot](¤)", "../images/dot.png", "gone-№.png", "link-asset"),
    (
        "Image №: ![a dot][dot-№]\n\n[dot-№]: ¤",
        "../images/dot.png",
        "../images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: <img src="¤" alt="">',
        "../../images/dot.png",
        "../../images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: <img srcset="¤, ../../images/dot.png 2x" src="../../images/dot.png" alt="">',
        "../../images/dot.png",
        "../../images/gone-№.png",
        "link-asset",
    ),
    (
        "Image №: <span style=\"background: url('¤')\">dot</span>",
        "/assets/images/dot.png",
        "/assets/images/gone-№.png",
        "link-asset",
    ),
    (
        'Image №: <img src="¤" alt="">',
        f"{SITE}assets/images/dot.png",
        f"{SITE}assets/images/gone-№.png",
        "link-asset",
    ),
)

_SCHEMES = (
    ("Mail №: [text](¤).", "mailto:me@guide.example", "mailto:me-№", "link-mail"),
    ('Mail №: <a href="¤">me</a>.', "mailto:me@guide.example", "mailto:me-№@", "link-mail"),
    (
        "Mail №: [text](¤).",
        "mailto:me@guide.example?subject=Hello",
        "mailto:me-№?subject=Hello",
        "link-mail",
    ),
    ("Call №: [text](¤).", "tel:+1-555-0100", "tel:later-№", "link-telephone"),
    ('Call №: <a href="¤">us</a>.', "tel:+15550100", "tel:№-me", "link-telephone"),
    ("Run №: [text](¤).", "javascript:void(0)", "javascript:alert(№)", "link-script"),
    ('Run №: <a href="¤">it</a>.', "javascript:void(0)", "javascript:go(№)", "link-script"),
    ("Run №: <a href='¤'>it</a>.", "javascript:void(0)", "vbscript:go(№)", "link-script"),
)
_MORE_SCHEMES = (
    ("Mail №: [text](¤).", "mailto:me@guide.example", "mailto:№@me@guide.example", "link-mail"),
    ("Mail №: [text](¤).", "mailto:me@guide.example", "mailto:me@host-№", "link-mail"),
    ("Call №: [text](¤).", "tel:555(0)100", "tel:++№", "link-telephone"),
    (
        "Call №: [text][call-№].\n\n[call-№]: ¤",
        "tel:+1-555-0100",
        "tel:now-№",
        "link-telephone",
    ),
    ("Call №: [text](¤).", "tel:5550100", "tel:a№", "link-telephone"),
    ("Run №: [text](¤).", "javascript:void(0)", "javascript:history.go(-№)", "link-script"),
    ('Run №: <a href="¤">it</a>.', "javascript:void(0)", "javascript:void(№)", "link-script"),
)

# The theme: on every page, or in the comments of every page but the 404 ones.
_DOT = "/assets/images/dot.png"
_THEME = (
    ('<img src="¤" alt="№">', _DOT, "/assets/images/theme-№.png", "link-asset"),
    ('<a href="¤">№</a>', "/assets/demo/try.html", "/assets/demo/theme-№.html", "link-page"),
    ('<a href="¤">№</a>', "/assets/demo/try.html#form", "/assets/demo/try.html#t-№", "link-anchor"),
    ('<img srcset="¤ 2x" alt="№">', _DOT, "/assets/images/theme-№.png", "link-asset"),
    ('<img src="{{ \'¤\' | url }}" alt="№">', _DOT[1:], "assets/theme-№.png", "link-asset"),
    ("<p style=\"background: url('¤')\">№</p>", _DOT, "/assets/theme-№.png", "link-asset"),
    ('<style>.t№ { background: url("¤") }</style>', _DOT, "/assets/theme-№.png", "link-asset"),
    (
        '<script type="module">import "¤"; // №</script>',
        "/assets/javascripts/part.js",
        "/assets/javascripts/theme-№.js",
        "link-asset",
    ),
    ('<a href="¤">№</a>', "mailto:me@guide.example", "mailto:theme-№", "link-mail"),
    ('<a href="¤">№</a>', SITE, f"{SITE}theme-№/", "link-page"),
)
_COMMENTS = (
    ('<img src="¤" alt="№">', _DOT, "/assets/images/theme-№.png", "link-asset"),
    ('<a href="¤">№</a>', "/", "/theme-№/", "link-page"),
    ('<a href="¤">№</a>', "tel:+1-555-0100", "tel:theme-№", "link-telephone"),
    ('<a href="¤">№</a>', "javascript:void(0)", "javascript:theme(№)", "link-script"),
    (
        "<video src=\"{{ '¤' | url }}\"></video> №",
        "assets/images/dot.png",
        "assets/theme-№.mp4",
        "link-asset",
    ),
)

# Stylesheets and modules: some lie at the root, some are copied into each locale.
_CSS = (
    ('@import "¤"; /* № */', "part.css", "gone-№.css", "link-asset"),
    (".a№ { background: url(¤) }", "../images/dot.png", "../images/gone-№.png", "link-asset"),
    (".a№ { background: url('¤') }", _DOT, "/assets/images/gone-№.png", "link-asset"),
    (
        '.a№ { background: red url( "¤" ) no-repeat }',
        "../images/dot.png",
        "../images/gone-№.png",
        "link-asset",
    ),
)
_LOCAL_CSS = (
    (".b№ { background: url(¤) }", "../images/dot.png", "../images/gone-№.png", "link-asset"),
    ('.b№ { background: url("¤") }', "../images/dot.png", "gone-№.png", "link-asset"),
    ("  .b№ { background: url('¤') }", "../images/dot.png", "../gone-№.png", "link-asset"),
    (".b№::before { content: url(¤) }", _DOT, "/assets/images/gone-№.png", "link-asset"),
)
_JS = (
    ('import { part as a№ } from "¤";', "./part.js", "./gone-№.js", "link-asset"),
    ("import '¤'; // №", "./part.js", "../gone-№.js", "link-asset"),
    ("export * as b№ from '¤';", "/assets/javascripts/part.js", "/assets/gone-№.js", "link-asset"),
    ('const c№ = import("¤");', "./part.js", "./gone-№.js", "link-asset"),
)
_LOCAL_JS = (
    ('import { part as a№ } from "¤";', "./part.mjs", "./gone-№.mjs", "link-asset"),
    ("import * as b№ from '¤';", "./part.mjs", "../gone-№.mjs", "link-asset"),
    ('export const c№ = await import("¤");', "./part.mjs", "./gone-№.mjs", "link-asset"),
)

SLOTS = (
    *_slots("Markdown page", _NOTES, _PAGES, 1),
    *_slots("Markdown page", _MORE, _MORE_PAGES, 9),
    *_slots("Markdown anchor", _NOTES, _ANCHORS, 21),
    *_slots("Markdown anchor", _MORE, _MORE_ANCHORS, 29),
    *_slots("Markdown image", _NOTES, _IMAGES, 41),
    *_slots("Markdown image", _MORE, _MORE_IMAGES, 49),
    *_slots("Markdown scheme", _NOTES, _SCHEMES, 61),
    *_slots("Markdown scheme", _MORE, _MORE_SCHEMES, 69),
    *_slots("theme", "overrides/main.html", _THEME, 81),
    *_slots("theme", "overrides/partials/comments.html", _COMMENTS, 91),
    *_slots("stylesheet or module", "docs/assets/stylesheets/guide.css", _CSS, 101),
    *_slots("stylesheet or module", "docs/styles/notes.css", _LOCAL_CSS, 105),
    *_slots("stylesheet or module", "docs/assets/javascripts/guide.js", _JS, 109),
    *_slots("stylesheet or module", "docs/modules/notes.mjs", _LOCAL_JS, 113),
)
