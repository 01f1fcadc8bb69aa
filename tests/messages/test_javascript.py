"""`messages.js` in V8 says what Python says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from fieldguide.entries.models import Reason
from fieldguide.messages.answer import explain
from fieldguide.messages.table import ENGLISH, Table, to_json
from fieldguide.project import Project
from tests.messages.pastes import read_pastes
from tests.messages.test_answer import HOSTILE, SIZE
from tests.messages.texts import Printed, of_banks, of_entries, of_lookalikes, of_wordings
from tests.messages.vectors import as_data, read_vectors

SCRIPT = Path(__file__).parents[2] / "overrides/assets/javascripts/messages.js"


class Page:
    """What a page has: the module, and a table that it fetched."""

    def __init__(self, table: Table) -> None:
        self._v8 = MiniRacer()
        self._v8.eval(SCRIPT.read_text(encoding="utf-8").replace("export function", "function"))
        self._v8.eval(f"const TABLE = {json.dumps(to_json(table))}")

    def explain(self, *texts: str) -> list[Any]:
        """The answers to some texts."""
        code = f"JSON.stringify({json.dumps(texts)}.map((text) => explain(text, TABLE)))"
        found: list[Any] = json.loads(str(self._v8.eval(code)))
        return found

    def close(self) -> None:
        self._v8.close()


@pytest.fixture(scope="module")
def page(table: Table) -> Iterator[Page]:
    opened = Page(table)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def printed(project: Project, reasons: Mapping[str, Reason]) -> list[Printed]:
    return [
        *of_banks(project, reasons),
        *of_entries(project, reasons),
        *of_wordings(project),
        *of_lookalikes(project),
    ]


def test_the_module_exports_what_pages_import() -> None:
    assert SCRIPT.read_text(encoding="utf-8").count("export function explain(") == 1


def test_vectors(page: Page) -> None:
    vectors = read_vectors()
    answers = page.explain(*(text for text, _ in vectors))
    for (text, expected), answer in zip(vectors, answers, strict=True):
        assert answer == expected, text


def test_the_corpus(page: Page, table: Table) -> None:
    texts = [paste.text for paste in read_pastes()]
    for text, answer in zip(texts, page.explain(*texts), strict=True):
        assert answer == as_data(explain(text, table)), text


def test_each_message_of_each_language(page: Page, table: Table, printed: list[Printed]) -> None:
    texts = [item.text for item in printed]
    for text, answer in zip(texts, page.explain(*texts), strict=True):
        assert answer == as_data(explain(text, table)), text


def test_the_part_of_a_table_that_a_locale_has(table: Table) -> None:
    part = table.in_languages([ENGLISH, "fr"])
    page = Page(part)
    texts = [paste.text for paste in read_pastes() if paste.engine in ("firefox", "")]
    for text, answer in zip(texts, page.explain(*texts), strict=True):
        assert answer == as_data(explain(text, part)), text
    page.close()


NOISE = st.text(st.sampled_from(" \t\n'\"‘’`*_>/\\#&;İßЁё😀\u200b\u00a0。：（）Ａ…."), max_size=12)


@settings(max_examples=150)
@given(data=st.data())
def test_pieces_of_messages_with_noise(
    data: st.DataObject, page: Page, table: Table, printed: list[Printed]
) -> None:
    pieces = []
    for _ in range(data.draw(st.integers(1, 3))):
        text = data.draw(st.sampled_from(printed)).text
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        whole = data.draw(st.booleans())
        pieces += [text if whole else text[start:end], data.draw(NOISE)]
    text = "".join(pieces)
    assert page.explain(text) == [as_data(explain(text, table))]


@settings(max_examples=100)
@given(text=st.text(max_size=300))
def test_any_text(text: str, page: Page, table: Table) -> None:
    assert page.explain(text) == [as_data(explain(text, table))]


@pytest.mark.parametrize("name", HOSTILE)
def test_long_texts_take_no_long_time(name: str, page: Page) -> None:
    text = (HOSTILE[name] * (SIZE // len(HOSTILE[name]) + 1))[:SIZE]
    start = perf_counter()
    page.explain(text)
    assert perf_counter() - start < 5
