"""Search in every language: Material's own index and worker, and a table of queries."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from material.plugins.search import plugin as material_search

from fieldguide.l10n.locale import Locale
from fieldguide.mkdocs.locales.search import SearchSettings, search_settings
from tests.mkdocs.search_worker import SearchWorker, search_index

_CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("search_cases.yml").read_text("utf-8")
)
_LANGUAGES: dict[str, Any] = _CASES["languages"]
_PLAIN = search_settings(Locale.parse("eo"))  # a language that the table doesn't know

each_language = pytest.mark.parametrize("tag", _LANGUAGES)


@pytest.fixture(scope="module")
def worker() -> Iterator[SearchWorker]:
    with SearchWorker() as worker:
        yield worker


def _load(worker: SearchWorker, tag: str, settings: SearchSettings) -> None:
    worker.load(search_index(_LANGUAGES[tag]["pages"], _CASES["tags"], settings))


def _misses(worker: SearchWorker, queries: dict[str, str], rank: int = 1) -> list[str]:
    """The queries that don't have their page among the first."""
    found = [[page.location for page in pages] for pages in worker.search(*queries)]
    return [
        f"{query}: {pages}, not {page}"
        for (query, page), pages in zip(queries.items(), found, strict=True)
        if page not in pages[:rank]
    ]


@each_language
def test_finds_names_ids_and_words(worker: SearchWorker, tag: str) -> None:
    _load(worker, tag, search_settings(Locale.parse(tag)))
    assert not _misses(worker, _CASES["everywhere"])
    assert not _misses(worker, _LANGUAGES[tag]["first"])
    assert not _misses(worker, _LANGUAGES[tag].get("among_two", {}), rank=2)


@each_language
def test_finds_titles(worker: SearchWorker, tag: str) -> None:
    _load(worker, tag, search_settings(Locale.parse(tag)))
    titles = {title: page for page, (title, _) in _LANGUAGES[tag]["pages"].items()}
    assert not _misses(worker, titles)


@each_language
def test_finds_ids_while_they_are_typed(worker: SearchWorker, tag: str) -> None:
    _load(worker, tag, search_settings(Locale.parse(tag)))
    starts = {
        name[:end]: page
        for page, names in _CASES["tags"].items()
        for name in names
        for end in range(len("CORSMeth"), len(name))
    }
    assert not _misses(worker, starts, rank=3)


@each_language
def test_language_needs_its_settings(worker: SearchWorker, tag: str) -> None:
    """Plain settings find names and ids as well, but not the words."""
    _load(worker, tag, _PLAIN)
    assert not _misses(worker, _CASES["everywhere"])
    assert _misses(worker, _LANGUAGES[tag]["first"])


@each_language
def test_browser_highlights_what_was_found(worker: SearchWorker, tag: str) -> None:
    """Material's highlighter takes the separator apart: it must come out whole."""
    settings = search_settings(Locale.parse(tag))
    _load(worker, tag, settings)
    queries: dict[str, str] = _LANGUAGES[tag]["first"]
    for page, (best, *_) in zip(queries.values(), worker.search(*queries), strict=True):
        text = " ".join(_LANGUAGES[tag]["pages"][page])
        marked = worker.mark(settings.separator, best.terms, text)
        assert "[" in marked
        assert "[]" not in marked


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "ja"])
def test_finds_words_without_jieba(
    worker: SearchWorker, tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material_search, "jieba", None)
    _load(worker, tag, search_settings(Locale.parse(tag), has_jieba=False))
    assert not _misses(worker, _CASES["everywhere"])
    assert not _misses(worker, _LANGUAGES[tag]["first"], rank=1 if tag == "ja" else 2)


def test_lunr_stemmer_loses_words(worker: SearchWorker) -> None:
    """The reason for not using one. Should this fail, the table can become simpler."""
    settings = dataclasses.replace(search_settings(Locale.parse("en")), pipeline=("stemmer",))
    _load(worker, "en", settings)
    assert worker.search("remembered") == [[]]


def test_regional_variants_share_settings() -> None:
    assert search_settings(Locale.parse("pt-BR")) == search_settings(Locale.parse("pt-PT"))
    assert search_settings(Locale.parse("nb")) == search_settings(Locale.parse("nn"))
