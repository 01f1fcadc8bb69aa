from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from fieldguide.entries.models import Reason
from fieldguide.messages.answer import Answer, explain
from fieldguide.messages.table import Table
from tests.messages.pastes import Paste, is_misleading, is_right, read_pastes

PASTES = read_pastes()
HALVES = ("tune", "held")


@pytest.fixture(scope="module")
def answers(table: Table) -> dict[str, Answer]:
    return {paste.text: explain(paste.text, table) for paste in PASTES}


def told(pastes: list[Paste], answers: Mapping[str, Answer]) -> str:
    """What went wrong, for a failing test."""
    return "\n".join(
        f"{paste.text[:90]!r}: {paste.reason or paste.lookalike or sorted(paste.candidates)}"
        f" -> {answers[paste.text].kind} {answers[paste.text].reason}"
        f" {list(answers[paste.text].candidates)}"
        for paste in pastes
    )


@pytest.mark.parametrize("half", HALVES)
def test_most_pastes_are_told_right(half: str, answers: Mapping[str, Answer]) -> None:
    pastes = [paste for paste in PASTES if paste.half == half]
    wrong = [paste for paste in pastes if not is_right(paste, answers[paste.text])]
    assert len(wrong) <= 0.05 * len(pastes), told(wrong, answers)


def test_no_paste_is_told_confidently_wrong(answers: Mapping[str, Answer]) -> None:
    wrong = [paste for paste in PASTES if is_misleading(paste, answers[paste.text])]
    assert not wrong, told(wrong, answers)


@pytest.mark.parametrize("kind", ["lookalike", "other", "unknown"])
def test_what_is_no_reason_is_never_taken_for_one(kind: str, answers: Mapping[str, Answer]) -> None:
    pastes = [paste for paste in PASTES if paste.kind == kind]
    wrong = [paste for paste in pastes if answers[paste.text].kind == "reason"]
    assert not wrong, told(wrong, answers)


def test_the_corpus_is_as_wide_as_it_says(reasons: Mapping[str, Reason]) -> None:
    assert len(PASTES) >= 400
    assert len({paste.text for paste in PASTES}) == len(PASTES)
    counts = Counter(paste.reason for paste in PASTES if paste.reason)
    assert counts.keys() == reasons.keys()
    assert min(counts.values()) >= 4
    kinds = Counter(paste.kind for paste in PASTES)
    assert kinds["lookalike"] + kinds["other"] + kinds["unknown"] >= 140
    halves = Counter(paste.half for paste in PASTES)
    assert all(halves[half] >= 200 for half in HALVES)


def test_labels_say_one_thing(reasons: Mapping[str, Reason], table: Table) -> None:
    lookalikes = {
        name for item in table.templates if item.kind == "lookalike" for name in item.reasons
    }
    for paste in PASTES:
        if paste.kind == "reason":
            assert bool(paste.reason) != bool(paste.candidates), paste
            assert paste.candidates <= reasons.keys()
            assert len(paste.candidates) != 1
        else:
            assert paste.reason is None and not paste.candidates, paste
        assert (paste.lookalike in lookalikes) == (paste.kind == "lookalike"), paste
        assert paste.source


def test_the_corpus_names_nobody() -> None:
    """Hosts and addresses are those kept for examples."""
    private = ("192.168.", "10.0.", "herokuapp", "vercel.app", "onrender", "@gmail")
    for paste in PASTES:
        assert not any(name in paste.text for name in private), paste.text
