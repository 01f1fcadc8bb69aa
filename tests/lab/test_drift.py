from __future__ import annotations

import pytest

from fieldguide.entries.models import Outcome, Request
from fieldguide.lab.drift import side_by_side
from fieldguide.lab.judge import Verdict
from fieldguide.lab.models import Line, Run, Scenario

SCENARIO = Scenario("Reason broken", "Reason", Request(), Outcome())
KNOWN = {"url": "http://127.0.0.1:4001/items", "origin": "http://127.0.0.1:4000"}


def shown(expected: list[str], *lines: Line, succeeded: bool = False, width: int = 80) -> str:
    run = Run(succeeded, "" if succeeded else "TypeError: no", lines, known=KNOWN)
    verdict = Verdict(SCENARIO, "chromium", "", run, "it differs", tuple(expected))
    return side_by_side(verdict, width)


def test_equal_words_stand_side_by_side_and_others_are_marked() -> None:
    text = shown(
        ["Access to '{url}' from '{origin}' has been blocked: No header is present."],
        Line(
            "Access to 'http://127.0.0.1:4001/items' from 'http://127.0.0.1:4000' has been "
            "blocked: The header is missing.",
            "Missing",
        ),
        Line("Failed to load resource: net::ERR_FAILED"),
    )
    assert text.splitlines() == [
        "  expected                              | seen",
        "  ──────────────────────────────────────┼──────────────────────────────────────",
        "  Access to '{url}' from '{origin}' has | Access to '{url}' from '{origin}' has",
        "  been blocked:                         | been blocked:",
        "  No header is present.                 ≠ The header is missing.",
        "                                        + Failed to load resource:",
        "                                        + net::ERR_FAILED",
        "  (code: Missing)",
    ]


@pytest.mark.parametrize("width", [0, 40, 80, 200])
def test_nothing_is_lost_and_lines_keep_to_the_width(width: int) -> None:
    expected = "One two three four five six seven eight nine ten " * 3
    seen = "One two 3 four five six eight nine ten eleven " * 3
    text = shown([expected], Line(seen), width=width)
    rows = text.splitlines()
    assert max(map(len, rows)) <= max(width, 53)
    middle = rows[0].index("|")
    left = " ".join(row[:middle].strip() for row in rows[2:])
    right = " ".join(row[middle + 1 :].strip() for row in rows[2:])
    assert left.split() == expected.split()
    assert right.split() == seen.split()


def test_the_nearest_of_several_texts_is_shown() -> None:
    text = shown(["Nothing alike", "The method PUT is bad."], Line("The method PATCH is bad."))
    assert "The method PUT" not in text  # it is in two stretches
    assert "PUT" in text
    assert "alike" not in text
    assert "nearest of 2 texts" in text


def test_nothing_seen() -> None:
    assert "nothing, and TypeError: no" in " ".join(shown(["A line"]).split())


def test_an_unexpected_success() -> None:
    text = " ".join(shown(["A line"], succeeded=True, width=120).split())
    assert "A line ≠ nothing, and the page reads the answer" in text


def test_an_unexpected_line() -> None:
    text = " ".join(shown([], Line("A line"), succeeded=True, width=120).split())
    assert "nothing, and ≠ the page reads the answer | the page reads the answer" in text
    assert "+ A line" in text
