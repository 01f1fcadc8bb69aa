"""Material's own search, without a browser: its index, and its worker inside V8."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from re import sub
from types import SimpleNamespace
from typing import Any

import material
from material.plugins.search.plugin import SearchPlugin
from py_mini_racer import MiniRacer

from fieldguide.mkdocs.locales.search import SearchSettings

_SCRIPTS = Path(material.__file__).parent / "templates/assets/javascripts"
_SETUP, _QUERY = 0, 2  # SearchMessageType in Material's source

# What a worker finds in its global scope. `importScripts` gets its texts from Python.
_SCOPE = """
var self = globalThis, scripts = {}, received = [], failures = [], listener
var console = {warn(text) { if (/^Invalid query/.test(text)) failures.push(text) }}
function addEventListener(type, handler) { listener = handler }
function postMessage(message) { received.push(message) }
function importScripts(...urls) {
  for (const url of urls) {
    if (!(url in scripts)) throw new Error("no script " + url)
    ;(0, eval)(scripts[url])
  }
}
function send(type, data) {
  received.length = failures.length = 0
  listener({data: {type, data}}).catch(error => failures.push(String(error)))
}
"""


class SearchWorker:
    """The worker that answers the reader's queries, with one index at a time."""

    def __init__(self) -> None:
        self._v8 = MiniRacer()
        self._v8.eval(_SCOPE)
        folder = _SCRIPTS / "lunr"
        self._libraries = {
            f"../lunr/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*.js")
        }
        self._main = next((_SCRIPTS / "workers").glob("search.*.min.js")).read_text("utf-8")

    def load(self, index: Mapping[str, Any]) -> None:
        """Start over with an index, as a page does that has loaded `search_index.json`."""
        self._v8.eval(self._main)  # gives a new lunr, without the last language's additions
        wanted = {"tinyseg", "wordcut", "lunr.multi.min", "lunr.stemmer.support.min"}
        wanted |= {f"lunr.{language}.min" for language in index["config"]["lang"]}
        for url, path in self._libraries.items():
            if path.stem in wanted:
                self._v8.eval(f"scripts[{json.dumps(url)}] = {json.dumps(path.read_text('utf-8'))}")
        self._send(_SETUP, {**index, "options": {"suggest": False}})

    def search(self, query: str) -> list[str]:
        """The locations of the pages found, best first."""
        (message,) = self._send(_QUERY, query)
        return [items[0]["location"] for items in message["data"]["items"]]

    def _send(self, kind: int, data: object) -> list[dict[str, Any]]:
        self._v8.eval(f"send({kind}, {json.dumps(data)})")
        received, failures = json.loads(str(self._v8.eval("JSON.stringify([received, failures])")))
        if failures or not received:
            raise RuntimeError("; ".join(failures) or "the worker does not answer")
        return list(received)


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
