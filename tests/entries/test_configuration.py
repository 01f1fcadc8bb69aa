"""Markers in configuration files: what readers get, and what a mutation takes away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.entries.configuration import changed, read_configuration
from fieldguide.entries.servers import Change

NGINX = """\
# cors: allow-origin {
map $http_origin $allowed {
    default "";
}
# cors: }
server {
    listen 80;  # not a marker
    add_header A $allowed always;   # cors: allow-origin errors
    add_header Vary Origin always;  # cors: vary
}
"""


def test_readers_get_the_text_without_markers() -> None:
    configuration = read_configuration(NGINX)
    assert not configuration.problems
    assert configuration.text == (
        'map $http_origin $allowed {\n    default "";\n}\nserver {\n'
        "    listen 80;  # not a marker\n    add_header A $allowed always;\n"
        "    add_header Vary Origin always;\n}\n"
    )


def test_lines_know_where_they_stand_and_what_they_are_for() -> None:
    lines = read_configuration(NGINX).lines
    assert [(line.number, sorted(line.concerns)) for line in lines] == [
        (2, ["allow-origin"]),
        (3, ["allow-origin"]),
        (4, ["allow-origin"]),
        (6, []),
        (7, []),
        (8, ["allow-origin", "errors"]),
        (9, ["vary"]),
        (10, []),
    ]


def test_a_mutation_takes_the_lines_of_one_concern() -> None:
    configuration = read_configuration(NGINX)
    assert configuration.without("vary") == configuration.text.replace(
        "    add_header Vary Origin always;\n", ""
    )
    assert "map" not in configuration.without("allow-origin")
    assert configuration.without("unknown") == configuration.text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("a = 1 # cors: vary", "a = 1"),
        ("a = 1 // cors: vary", "a = 1"),
        ("a = 1 -- cors: vary", "a = 1"),
        ("a = 1 ; cors: vary", "a = 1"),
        ("<a/> <!-- cors: vary -->", "<a/>"),
        ("a { } /* cors: vary */", "a { }"),
        ('  "a": 1, // cors: vary errors', '  "a": 1,'),
    ],
)
def test_markers_in_every_kind_of_comment(line: str, text: str) -> None:
    (found,) = read_configuration(line).lines
    assert found.text == text
    assert "vary" in found.concerns


def test_blocks_in_blocks() -> None:
    text = "# cors: a {\n1\n# cors: b {\n2\n# cors: }\n3\n# cors: }\n4\n"
    lines = read_configuration(text).lines
    assert [(line.text, sorted(line.concerns)) for line in lines] == [
        ("1", ["a"]), ("2", ["a", "b"]), ("3", ["a"]), ("4", []),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# cors: }\n", 1),
        ("x\n# cors: vary {\ny\n", 2),
        ("x # cors: \n", 1),
        ("x # cors: Vary!\n", 1),
        ("x # cors: vary {\n", 1),
        ("# cors: vary\nx\n", 1),
    ],
)
def test_markers_that_cannot_be_understood(text: str, line: int) -> None:
    ((number, _),) = read_configuration(text).problems
    assert number == line


@given(st.text(st.sampled_from("ab \n#/{}-cors:;<!>*"), max_size=80))
def test_any_text_is_read(text: str) -> None:
    configuration = read_configuration(text)
    assert len(configuration.lines) <= len(text.splitlines())
    for concern in configuration.concerns:
        assert len(configuration.without(concern)) < len(configuration.text)


@given(st.lists(st.sampled_from(["x = 1", "", "  y", "# a comment"]), max_size=8))
def test_what_has_no_markers_stays_as_it_is(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    assert read_configuration(text).text == text


def test_changes_follow_one_another() -> None:
    first = Change.model_validate({"replace": "a", "with": "bb"})
    second = Change.model_validate({"replace": "bbbb", "with": "c"})
    assert changed("aa", [first, second]) == "c"
    with pytest.raises(ValueError, match="bbbb"):
        changed("a", [second])
