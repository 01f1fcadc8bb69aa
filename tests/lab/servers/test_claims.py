"""What the guide says of changes, and whether it came so."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.entries.servers import PageRequest
from fieldguide.lab.servers.claims import (
    Claim,
    check_attack,
    check_page,
    check_published,
    claims,
)
from fieldguide.lab.servers.page import Seen
from fieldguide.lab.servers.workspace import difference
from fieldguide.messages.answer import Answer
from tests.lab.servers.fake import change, concern, stack

READ = Seen(200, "2")
BLOCKED = Seen(None, None, "it was blocked", "TypeError")


def claim(reason: str | None, request: PageRequest = "read", allows: tuple[str, ...] = ()) -> Claim:
    return Claim("concerns", "vary", {}, request, reason, allows)


def test_lines_are_removed_or_changed(tmp_path: Path) -> None:
    concerns = {
        "vary": concern("cached", "CORSMissingAllowOrigin"),
        "errors": concern("missing", "CORSMissingAllowOrigin", change=change("good", "open")),
    }
    mistakes = {
        "open": {"title": "T", "body": "B", "change": change("mode good", "mode open"),
                 "allows": ["null"]},
    }  # fmt: skip
    own = stack(tmp_path, concerns=concerns, mistakes=mistakes)
    found = list(claims(own))
    assert [item.about for item in found] == ["concern vary", "concern errors", "mistake open"]
    changes = [difference(own, item.files).splitlines() for item in found]
    assert changes == [["-vary Origin"], *[["-mode good", "+mode open"]] * 2]
    assert found[1].files == found[2].files
    assert (found[2].request, found[2].allows) == (None, ("null",))


def test_changes_that_can_not_be_made_are_told(tmp_path: Path) -> None:
    concerns = {
        "nothing": concern("read", "X"),
        "absent": concern("read", "X", change=change("nope", "")),
        "elsewhere": concern("read", "X", change=[{"path": "x", "replace": "a", "with": "b"}]),
        "same": concern("read", "X", change=change("vary", "vary")),
    }
    found = claims(stack(tmp_path, concerns=concerns))
    assert {item.about: item.problem for item in found} == {
        "concern nothing": "the change leaves the file as it is",
        "concern absent": "there is no “nope” to change",
        "concern elsewhere": "a change names 'x', which is not published",
        "concern same": "the change leaves the file as it is",
    }


@pytest.mark.parametrize(
    ("reason", "seen", "answer", "wrong"),
    [
        ("A", BLOCKED, Answer("reason", "A"), ""),
        ("A", BLOCKED, Answer("reason", "B"), "expected A for `read`, seen B: it was blocked"),
        (
            "A",
            BLOCKED,
            Answer("reason", "A", others=("B",)),
            "expected A for `read`, seen A or B: it was blocked",
        ),
        (
            "A",
            BLOCKED,
            Answer("reason", None, ("A", "B")),
            "expected A for `read`, seen A or B: it was blocked",
        ),
        (
            "A",
            BLOCKED,
            Answer("unknown"),
            "expected A for `read`, seen no known reason: it was blocked",
        ),
        (
            "A",
            READ,
            Answer("unknown"),
            "expected A for `read`, but the page read the answer (200)",
        ),
        (
            "A",
            Seen(None, error="TypeError"),
            Answer("unknown"),
            "expected A for `read`, seen no known reason: TypeError",
        ),
        (None, Seen(200), Answer("unknown"), ""),
        (None, READ, Answer("unknown"), "expected a hidden header, seen X-Total-Count: 2"),
        (
            None,
            BLOCKED,
            Answer("reason", "A"),
            "expected that the page reads the answer, seen A: it was blocked",
        ),
    ],
)
def test_pages(reason: str | None, seen: Seen, answer: Answer, wrong: str) -> None:
    assert check_page(claim(reason), seen, answer) == wrong


@pytest.mark.parametrize(
    ("name", "seen", "wrong"),
    [
        ("read", READ, ""),
        ("missing", Seen(404), ""),
        ("missing", READ, "`missing`: expected that the page reads the answer (404), seen 200"),
        (
            "read",
            BLOCKED,
            "`read`: expected that the page reads the answer (200), seen it was blocked",
        ),
        ("exposed", Seen(200), "`exposed`: expected a readable X-Total-Count, seen none"),
    ],
)
def test_published(name: PageRequest, seen: Seen, wrong: str) -> None:
    assert check_published(name, seen) == wrong


@pytest.mark.parametrize(
    ("accepted", "wrong"),
    [
        (["prefix", "suffix"], ""),
        (["suffix"], "expected to get in: suffix, prefix; seen: suffix"),
        ([], "expected to get in: suffix, prefix; seen: nobody"),
    ],
)
def test_attacks(accepted: list[str], wrong: str) -> None:
    assert check_attack(claim(None, allows=("suffix", "prefix")), accepted) == wrong
