"""Where texts break that no browser breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.pages.measure import width, wrap, wrap_code


def test_lines_end_between_words() -> None:
    text = "Your code gets a network error, and the console this line."
    lines = wrap(text, 20)
    assert len(lines) == 2
    assert lines[0].endswith(" ")
    assert "".join(lines) == text


def test_a_word_that_is_too_long_is_cut_as_a_last_resort() -> None:
    assert "".join(wrap("a" * 100, 10)) == "a" * 100
    assert all(width(line) <= 10 for line in wrap("a" * 100, 10))


def test_no_break_spaces_hold() -> None:
    assert wrap("aaa bbb\u202f: ccc", 5) == ("aaa ", "bbb\u202f: ", "ccc")


def test_scripts_without_spaces_break_but_not_before_a_full_stop_or_after_a_bracket() -> None:
    text = "ブラウザーは先へ進みません。"
    lines = wrap(text, 7)
    assert len(lines) > 1
    assert "".join(lines) == text
    for room in range(3, 16):
        for line in wrap("「応答」がない。", room):
            assert line[0] not in "」。"
            assert line[-1] != "「"


def test_letters_made_of_several_characters_stay_whole() -> None:
    text = "ஹ்ருகி" * 12 + "क्षत्रिय" * 12 + "ที่นี่" * 12
    starts = [line[0] for line in wrap(text, 9)]
    assert len(starts) > 3
    assert not set(starts) & set("்ுிी्ิ่ี")
    assert all(not line.endswith("्") for line in wrap(text, 9)[:-1])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A: b", ("A: b",)),
        ("Methods: GET, POST, PUT", ("Methods: ", "GET, POST, ", "PUT")),
        ("https://a.example/bcdef", ("https://", "a.example/", "bcdef")),
        ("abcdefghijklmnopq", ("abcdefghijkl", "mnopq")),
        ("語語語語語語語", ("語語語語語語", "語")),
    ],
)
def test_code_ends_after_a_space_else_after_a_sign(text: str, lines: tuple[str, ...]) -> None:
    assert wrap_code(text, 12) == lines


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.integers(4, 30))
def test_nothing_gets_lost(text: str, room: int) -> None:
    assert "".join(wrap(text, room)) == text
    assert "".join(wrap_code(text, room)) == text
