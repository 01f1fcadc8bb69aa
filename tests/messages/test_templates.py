from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.messages.templates import (
    EMPTY,
    Pattern,
    pattern,
    split_at_url,
    trimmed,
    without_frames,
)

NAMES = st.sampled_from(["url", "value", "status"])
PATTERNS = st.lists(NAMES, max_size=3).flatmap(
    lambda names: st.lists(
        st.text("ab.:", max_size=6), min_size=len(names) + 1, max_size=len(names) + 1
    ).map(lambda texts: Pattern(tuple(texts), tuple(names)))
)


def test_a_pattern_is_reduced_like_a_paste() -> None:
    found = pattern("Blocked ‘{url}’: header {header} isn’t **allowed**.")
    assert found == Pattern(("blocked", ":header", "isntallowed."), ("url", "header"))
    assert found.weight == len("blocked:headerisntallowed.")


def test_braces_that_are_no_placeholder() -> None:
    assert pattern("a {B} {c d} {}") == Pattern(("abcd",), ())


@pytest.mark.parametrize(
    ("text", "weight", "telling"), [("blocked", 7, 7), ("请求未成功", 5, 15), ("cors 请求", 6, 10)]
)
def test_an_ideograph_says_as_much_as_letters(text: str, weight: int, telling: int) -> None:
    found = pattern(text)
    assert (found.weight, found.telling) == (weight, telling)


@given(PATTERNS, st.data())
def test_what_is_cut_fits_together(whole: Pattern, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(whole.texts) - 1))
    offset = data.draw(st.integers(0, len(whole.texts[index])))
    before, after = whole.cut(index, offset)
    assert before + after == whole
    assert before.weight + after.weight == whole.weight


OF_KIND = "Load of {kind} at {url}: "


@pytest.mark.parametrize(
    ("text", "frames", "frame", "core"),
    [
        ("Blocked at {url}: it is red.", ["Blocked at {url}: "], "Blocked at {url}:", "it is red."),
        ("Blocked at {url}: red.", ["Blocked at {page}: "], "", "Blocked at {url}: red."),
        ("Blocked at {url}: it is red.", ["Refused: "], "", "Blocked at {url}: it is red."),
        ("One: two: it is red.", ["One: ", "Two: "], "One: two:", "it is red."),
        ("Load of image at {url}: red.", [OF_KIND], "Load of image at {url}:", "red."),
        ("Load of image at {url}: red.", ["Load of ", OF_KIND], "Load of image at {url}:", "red."),
        ("One:", ["One: and more"], "", "One:"),
    ],
)
def test_frames_are_split_off(text: str, frames: list[str], frame: str, core: str) -> None:
    found = without_frames(pattern(text), map(pattern, frames))
    assert found == (pattern(frame), pattern(core))


@pytest.mark.parametrize(
    ("text", "frame", "core", "tail"),
    [
        (
            "Blocked at {url}. (Reason: the header is missing). Status code: {status}.",
            "Blocked at {url}. (Reason:",
            "the header is missing)",
            ". Status code: {status}.",
        ),
        (
            "Blocked at {url}. (Reason: ‘{value}’ is not in the header).",
            "Blocked at {url}. (Reason:",
            "",
            "",
        ),
        (
            "Blocked: nothing to read at {url} here, because it is red",
            "Blocked: nothing to read at {url}",
            "here, because it is red",
            "",
        ),
        ("Blocked reading at {url} (it is red)", "", "Blocked reading at {url} (it is red)", ""),
        ("The header is missing.", "", "The header is missing.", ""),
        ("位于 {url}。（原因：请求未能成功了）。", "位于 {url}。（原因：", "请求未能成功了", ""),
    ],
)
def test_the_reason_stands_behind_the_address(text: str, frame: str, core: str, tail: str) -> None:
    found = split_at_url(pattern(text))
    if not core:  # begins with a placeholder: then all behind the address counts
        assert found[1].texts[0] and found[0].names == ("url",)
    else:
        assert found == (pattern(frame), pattern(core), pattern(tail))


def test_a_full_stop_at_the_end_may_be_missing() -> None:
    assert trimmed(pattern("It is red.")) == trimmed(pattern("It is red"))
    assert trimmed(EMPTY) == EMPTY
