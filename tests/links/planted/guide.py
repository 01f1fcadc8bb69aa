"""The guide that faults are planted in: 20 reasons, 4 guides, 2 Markdown pages, 4 languages."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from fieldguide.l10n.digests import digest
from tests.links.planted.slots import SLOTS
from tests.links.planted.words import GUIDE, HOME, REASON

SITE = "https://guide.example/"
REASONS = tuple(f"Lost{n:02}" for n in range(1, 21))
GUIDES = ("basics", "tools", "caching", "quoting")
LOCALES = ("ar", "fr", "ja")
#: Not translated at all, translated less than half, and translated in part.
MISSING = (("ar", "reasons/Lost14"), ("ja", "guides/tools"))
THIN = ("ja", "reasons/Lost15")
PARTIAL = ("ar", "reasons/Lost13")

_CONFIG = f"""\
site_name: Lost
site_url: {SITE}
theme: {{name: material, font: false, custom_dir: overrides}}
plugins:
  - fieldguide/locales
  - fieldguide/entries:
      engines: {{firefox: Firefox, chromium: Chrome}}
  - search
nav:
  - Home: index.md
  - Reasons: reasons/
  - Guides: guides/
  - Notes: notes.md
  - More: more/page.md
extra_css: [assets/stylesheets/guide.css, styles/notes.css]
"""
_DEMO = """\
<!doctype html>
<html lang="en"><head><title>Try it</title></head>
<body><h1>Try it</h1><form id="form"><button>Send a request</button></form></body></html>
"""
_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


#: An English text that has changed since it was translated, and its earlier one.
EDITED, LATER, EARLIER = "Lost16", "One engine is silent, see [why](#standard).", "It is silent."


def before() -> dict[str, str]:
    """The entry that was edited, as it was when it was translated."""
    path = f"docs/reasons/{EDITED}.yml"
    text = whole()[path]
    assert isinstance(text, str)
    return {path: text.replace(LATER, EARLIER)}


def whole() -> dict[str, str | bytes]:
    """All files of the guide, by path."""
    files: dict[str, str | bytes] = {
        "mkdocs.yml": _CONFIG,
        "docs/index.yml": _yaml({**_prose(HOME["en"]), **_LISTS}),
        "docs/assets/demo/try.html": _DEMO,
        "docs/assets/images/dot.png": _DOT,
        "docs/assets/javascripts/part.js": "export const part = 1;\n",
        "docs/assets/stylesheets/part.css": "b { color: red }\n",
        "docs/images/dot.png": _DOT,
        "docs/modules/part.mjs": "export const part = 1;\n",
    }
    for number, name in enumerate(REASONS, 1):
        files[f"docs/reasons/{name}.yml"] = _reason(number)
    for number, name in enumerate(GUIDES, 1):
        files[f"docs/guides/{name}.yml"] = _guide(number)
    for tag in LOCALES:
        for page, text in _translations(tag):
            if (tag, page) not in MISSING:
                files[f"locales/{tag}/{page}.yml"] = text
    for path, (before, between, after) in _SLOTTED.items():
        slots = [slot.clean for slot in SLOTS if slot.path == path]
        files[path] = before + between.join(slots) + after
    return files


_LISTS = {
    "groups.first.reasons": "".join(f"\n      - {name}" for name in REASONS[:10]),
    "groups.second.reasons": f" [{', '.join(REASONS[10:])}]",
    "guides": f" [{', '.join(GUIDES)}]",
}
#: Files that are made of slots: what stands before, between and after them.
_SLOTTED = {
    "docs/notes.md": ("# Notes\n\n## First part\n\n", "\n\n", "\n"),
    "docs/more/page.md": ("# More\n\n## Second part\n\n", "\n\n", "\n"),
    "docs/assets/stylesheets/guide.css": ("", "\n", "\n"),
    "docs/styles/notes.css": ("/* notes */\n", "\n", "\n"),
    "docs/assets/javascripts/guide.js": ("// the guide's own\n", "\n", "\n"),
    "docs/modules/notes.mjs": ("", "\n", "\n"),
    "overrides/main.html": (
        '{% extends "base.html" %}\n{% block announce %}\n<p>Hello</p>\n',
        "\n",
        "\n{% endblock %}\n{% block scripts %}\n{{ super() }}\n"
        '<script type="module" src="{{ \'assets/javascripts/guide.js\' | url }}"></script>\n'
        "{% endblock %}\n",
    ),
    "overrides/partials/comments.html": ("<p>Bye</p>\n", "\n", "\n"),
}


def _words(number: int) -> dict[str, str]:
    """What a reason's texts are filled with."""
    names = {"next": number % 20, "after": (number + 1) % 20}
    return {"n": str(number)} | {key: REASONS[index] for key, index in names.items()}


def _english(number: int) -> dict[str, str]:
    prose = {path: text.format(**_words(number)) for path, text in REASON["en"].items()}
    return {**prose, "engines": LATER} if REASONS[number - 1] == EDITED else prose


def _reason(number: int) -> str:
    prose = _english(number)
    related = ", ".join(REASONS[(number + step) % 20] for step in (3, 5))
    quote = '"' if number % 2 else ""
    addresses = {
        "spec": f"https://standard.example/#lost-{number}",
        "rule": f"https://standard.example/rules/{number}",
        "demo": f"{SITE}assets/demo/try.html",
        "form": f"{SITE}assets/demo/try.html#form",
        "sample": f"{SITE}assets/demo/try.html#:~:text=Send%20a%20request",
    }
    return _yaml(
        {
            "id": f" {REASONS[number - 1]}",
            **_prose(prose),
            "causes.forgotten.code": " [ask]",
            "causes.forgotten.fixes": " [send]",
            "causes.stripped.fixes": " [keep, send]",
            "messages": f'\n  firefox: ["Lost: {number} at {{url}}."]',
            "snippets": "\n  ask:\n    language: console\n    text: |\n      $ curl -i api.example",
            "links": "".join(f"\n  {id}: {quote}{url}{quote}" for id, url in addresses.items()),
            "related": f" [{related}]",
        }
    )


def _guide(number: int) -> str:
    name = GUIDES[number - 1]
    words = {"name": name, "next": REASONS[number]}
    prose = {path: text.format(**words) for path, text in GUIDE["en"].items()}
    fields = {
        "id": f" {name}",
        **_prose(prose),
        "links": f"\n  demo: {SITE}assets/demo/try.html",
        "related": f"\n  - {REASONS[number + 6]}\n  - {REASONS[number + 9]}",
    }
    return _yaml(fields)


def _translations(tag: str) -> list[tuple[str, str]]:
    pages = [("index", _translation(HOME[tag], HOME["en"]))]
    for number, reason in enumerate(REASONS, 1):
        texts = {path: text.format(**_words(number)) for path, text in REASON[tag].items()}
        if (tag, f"reasons/{reason}") == THIN:
            texts = {path: texts[path] for path in ("title", "summary")}
        elif (tag, f"reasons/{reason}") == PARTIAL:
            texts = {path: text for path, text in texts.items() if "stripped" not in path}
        english = _english(number)
        if reason == EDITED:
            english["engines"] = EARLIER
        pages.append((f"reasons/{reason}", _translation(texts, english)))
    for number, guide in enumerate(GUIDES, 1):
        words = {"name": guide, "next": REASONS[number]}
        texts, english = (
            {path: text.format(**words) for path, text in GUIDE[of].items()} for of in (tag, "en")
        )
        pages.append((f"guides/{guide}", _translation(texts, english)))
    return pages


def _translation(texts: Mapping[str, str], english: Mapping[str, str]) -> str:
    digests = "".join(f'\n  {path}: "{digest(english[path])}"' for path in texts)
    return _yaml({**_prose(texts), "source": digests})


def _prose(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts as YAML scalars, each indented for the depth of its path."""
    scalars = {}
    for path, text in texts.items():
        if path.endswith("title") or '"' in text:
            scalars[path] = " " + json.dumps(text, ensure_ascii=False)
        else:
            indent = "\n" + "  " * (path.count(".") + 1)
            scalars[path] = " |" + "".join(indent + line for line in text.split("\n"))
            scalars[path] = scalars[path].replace(indent + "\n", "\n\n")
    return scalars


def _yaml(fields: Mapping[str, str]) -> str:
    """A mapping of dotted paths to YAML values, written as nested blocks."""
    tree: dict[str, Any] = {}
    for path, value in fields.items():
        node = tree
        *above, last = path.split(".")
        for key in above:
            node = node.setdefault(key, {})
        node[last] = value
    return _block(tree, "")


def _block(tree: Mapping[str, Any], indent: str) -> str:
    lines = []
    for key, value in tree.items():
        below = "\n" + _block(value, indent + "  ") if isinstance(value, dict) else f"{value}\n"
        lines.append(f"{indent}{key}:{below}")
    return "".join(lines)
