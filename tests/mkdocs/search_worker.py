"""Material's own search, without a browser: its index, and its worker inside V8."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from re import sub
from types import SimpleNamespace
from typing import Any, NamedTuple, Self

import material
from material.plugins.search.plugin import SearchPlugin
from py_mini_racer import MiniRacer

from fieldguide.mkdocs.locales.search import SearchSettings

_SCRIPTS = Path(material.__file__).parent / "templates/assets/javascripts"
_SETUP, _QUERY = 0, 2  # SearchMessageType in Material's source

# What a worker finds in its global scope; Python puts the texts into `scripts`.
# `mark` does what Material's `setupSearchHighlighter` does in the page that was found.
_SCOPE = r"""
var self = globalThis, scripts = {}, received = [], failures = [], listener
var console = {warn(text) { if (/^Invalid query/.test(text)) failures.push(text) }}
function addEventListener(type, handler) { listener = handler }
function postMessage({data}) {
  received.push((data ? data.items : []).map(([{location, terms}]) =>
    [location, Object.keys(terms).filter(term => terms[term])]))
}
function importScripts(...urls) { for (const url of urls) (0, eval)(scripts[url]) }
function send(type, messages) {
  received.length = failures.length = 0
  for (const data of messages)
    listener({data: {type, data}}).catch(error => failures.push(String(error)))
}
function mark(separator, query, text) {
  const between = separator.split("|")
    .map(part => part.replace(/(\(\?[!=<][^)]+\))/g, "") ? part : "\ufffd").join("|")
  const words = query.replace(/[\s*+\-:~^]+/g, " ").trim()
    .replace(/[|\\{}()[\]^$+*?.-]/g, "\\$&").replace(new RegExp(between, "img"), "|")
  return text.replace(
    new RegExp(`(^|${separator}|)(${words})`, "img"), (_, before, word) => `${before}[${word}]`
  )
}
"""


class Found(NamedTuple):
    """One page of a result."""

    location: str
    terms: list[str]
    """The words of the query that the page has, as the worker sees them."""


class SearchWorker:
    """The worker that answers the reader's queries, with one index at a time."""

    def __init__(self) -> None:
        self._v8 = MiniRacer()
        self._v8.eval(_SCOPE)
        self._main = next((_SCRIPTS / "workers").glob("search.*.min.js")).read_text("utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._v8.close()

    def load(self, index: Mapping[str, Any]) -> None:
        """Start over with an index, as a page does that has loaded `search_index.json`."""
        self._v8.eval(self._main)  # a new lunr, without what the last language added to it
        names = ["min/lunr.stemmer.support.min.js", "min/lunr.multi.min.js", "tinyseg.js"]
        names += [f"min/lunr.{name}.min.js" for name in index["config"]["lang"] if name != "en"]
        scripts = {f"../lunr/{name}": (_SCRIPTS / "lunr" / name).read_text() for name in names}
        self._call("Object.assign", "scripts", scripts)
        self._send(_SETUP, [{**index, "options": {"suggest": False}}])

    def search(self, *queries: str) -> list[list[Found]]:
        """For each query the pages found, best first."""
        return [[Found(*page) for page in pages] for pages in self._send(_QUERY, queries)]

    def mark(self, separator: str, terms: Sequence[str], text: str) -> str:
        """A text with brackets around the words that the browser highlights."""
        return str(self._call("mark", json.dumps(separator), " ".join(terms), text))

    def _send(self, kind: int, messages: Sequence[object]) -> list[Any]:
        self._call("send", str(kind), messages)
        received, failures = json.loads(str(self._v8.eval("JSON.stringify([received, failures])")))
        if failures or len(received) != len(messages):
            raise RuntimeError("; ".join(failures) or "the worker does not answer")
        return list(received)

    def _call(self, function: str, expression: str, *values: object) -> object:
        arguments = ", ".join([expression, *map(json.dumps, values)])
        return self._v8.eval(f"{function}({arguments})")


def search_index(
    pages: Mapping[str, Sequence[str]], tags: Mapping[str, Sequence[str]], settings: SearchSettings
) -> dict[str, Any]:
    """The index that Material's plugin writes for pages of title and text."""
    plugin: Any = SearchPlugin()
    plugin.load_config({})
    plugin.config["lang"] = list(settings.lang)
    plugin.config["pipeline"] = list(settings.pipeline)
    plugin.config["separator"] = settings.separator
    plugin.on_config(None)
    for name, (title, text) in pages.items():
        body = sub("`(.+?)`", r"<code>\1</code>", escape(text, quote=False))
        page = SimpleNamespace(
            url=name,
            title=title,
            meta={"tags": list(tags.get(name, ()))},
            content=f'<h1 id="top">{escape(title, quote=False)}</h1><p>{body}</p>',
            toc=[],
        )
        plugin.on_page_context({}, page=page, config=None, nav=None)
    index: dict[str, Any] = json.loads(plugin.search_index.generate_search_index(None))
    return index
