"""The page itself: one document with its style and its script inside, and the policy for it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.messages.extract import extract
from babel.support import NullTranslations
from markupsafe import Markup

from fieldguide.l10n.locale import Locale
from fieldguide.pages.templating import Templates

_FOLDER = files("fieldguide.workbench") / "page"
#: One module in several files, in their order.
_SCRIPTS = ("ground.js", "list.js", "field.js", "help.js", "work.js")


@dataclass(frozen=True, slots=True)
class Document:
    """A page as it is sent."""

    html: str
    policy: str


def document(locale: Locale, source: Locale, catalog: NullTranslations, guide: str) -> Document:
    """The page to translate into `locale` with. It holds nothing of the guide's texts.

    Its own words are the language's, where the catalog has at least half of them. `guide` tells
    guides apart in the browser's storage.
    """
    style, script = _content("page.css"), "\n".join(map(_content, _SCRIPTS))
    speaks = _speaks(catalog)
    html = _templates().render(
        "page.html",
        catalog if speaks else NullTranslations(),
        {
            "locale": locale,
            "source": source,
            "interface": locale if speaks else source,
            "guide": guide,
            "style": Markup(style),
            "script": Markup(script),
        },
    )
    return Document(html, _policy(style, script))


def _policy(style: str, script: str) -> str:
    """Nothing but what is in the page, no other host, and no parsing of markup by its script."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "connect-src 'self'",
            "img-src data:",  # the page's icon, so that browsers don't ask for one
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(content: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _speaks(catalog: NullTranslations) -> bool:
    """Whether a catalog has words for half of the page, as with a guide's own pages."""
    words = _words()
    known = sum(catalog.gettext(word) != word for word in words)
    return 2 * known >= len(words)


@cache
def _words() -> frozenset[str]:
    """The page's own words."""
    with (_FOLDER / "page.html").open("rb") as file:
        found = extract("jinja2", file)
        return frozenset(str(message) for _, message, _, _ in found)


@cache
def _templates() -> Templates:
    return Templates("fieldguide.workbench", "page")


def _content(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
