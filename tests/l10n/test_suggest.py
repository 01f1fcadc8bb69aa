from __future__ import annotations

import difflib
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fieldguide.entries.fields import ProseField
from fieldguide.findings import Position
from fieldguide.l10n.digests import digest
from fieldguide.l10n.ledger import Ledger, Record
from fieldguide.l10n.suggest import MOST, THRESHOLD, Memory, Pair, pairs
from tests.cli.translate.running import FIRST
from tests.l10n.sources import english, translated


def pair(english: str, translation: str = "x", field: str = "title") -> Pair:
    return Pair("reasons/Alpha", field, english, translation, Path("a.yml"), Position())


def wanted(text: str) -> ProseField:
    return ProseField(("title",), "inline", text)


def found(memory: list[Pair], text: str, page: str = "reasons/Beta") -> list[tuple[str, float]]:
    suggestions = Memory(memory).suggest(page, wanted(text))
    return [(each.pair.english, each.similarity) for each in suggestions]


def test_the_most_similar_comes_first_and_few_are_enough() -> None:
    texts = [
        "Send one two three four header", "Send the header every time", "Send the header every day",
        "Quite another thing", "Send the header each day", "Send a header every day",
    ]  # fmt: skip
    names = [text for text, _ in found([pair(text) for text in texts], "Send the header every day")]
    assert names[0] == "Send the header every day"
    assert len(names) == MOST
    assert "Quite another thing" not in names


def test_the_same_translation_is_suggested_once() -> None:
    memory = [pair("Send it", "a", "title"), pair("Send it", "a", "x"), pair("Send it", "b", "y")]
    suggestions = Memory(memory).suggest("reasons/Beta", wanted("Send it"))
    assert [each.pair.translation for each in suggestions] == ["a", "b"]


def test_a_field_does_not_suggest_itself() -> None:
    assert found([pair("Send it")], "Send it", "reasons/Alpha") == []


WORD = st.sampled_from(["the", "a", "header", "sends", "`X-One`", ".", ",", "it"])
WORDS = st.lists(WORD, max_size=12).map(" ".join)


@given(st.lists(WORDS, max_size=6), WORDS)
def test_no_similar_text_is_passed_over(texts: list[str], text: str) -> None:
    """The short cuts of the search against comparing everything with everything."""

    def words(each: str) -> list[str]:
        return re.findall(r"`[^`\n]*`|\w+|[^\w\s]", each)

    def ratio(other: str) -> float:
        matcher = difflib.SequenceMatcher(None, words(other), words(text), autojunk=False)
        return matcher.ratio()

    known = [each for each in texts if each]
    scores = sorted({(ratio(each), each) for each in known}, reverse=True)
    similar = [score for score, _ in scores if score >= THRESHOLD]
    assert [score for _, score in found(list(map(pair, known)), text)] == similar[:MOST]


def test_what_a_memory_is_made_of(tmp_path: Path) -> None:
    source = english()
    text = (
        'title: "Titre"\nsummary: "Vieux résumé"\nexplanation: "?"\nstandard: "Machine"\n'
        'verify: {body: "Sans empreinte"}\navoid:\n  guess: {title: "Ne devinez pas"}\n'
        "machine: [standard]\nsource:\n"
        f"  title: {digest('Something happened')}\n"
        f"  summary: {digest('An old summary')}\n"
        "  explanation: 0123456789ab\n"
        f"  standard: {digest('It must be there.')}\n"
        f"  avoid.guess.title: {digest('Never guess')}\n"
    )
    translation, _ = translated(tmp_path, text, source)
    assert translation is not None
    ledger = Ledger(
        [
            Record(digest(old), field, FIRST, old)
            for field, old in (("summary", "An old summary"), ("avoid.guess.title", "Never guess"))
        ]
    )
    made = pairs({"reasons/Alpha": source}, {"reasons/Alpha": translation}, lambda page: ledger)
    assert [(each.field, each.english, each.translation) for each in made] == [
        ("title", "Something happened", "Titre"),
        ("summary", "An old summary", "Vieux résumé"),
        ("avoid.guess.title", "Never guess", "Ne devinez pas"),
    ]
