from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.messages.match import LONGEST, MOST, Hit, hits, match_frames
from fieldguide.messages.normal import normalize
from fieldguide.messages.templates import EMPTY, Pattern, Template, pattern


def template(name: str, core: str, *, kind: str = "reason", **parts: str) -> Template:
    frame, tail = (pattern(parts[part]) if part in parts else EMPTY for part in ("frame", "tail"))
    return Template((name,), kind, "owl", "en", frame, pattern(core), tail)


RED = template(
    "Red",
    "the light glows red today",
    frame="Hoot at {url}: ",
    tail=". Status code: {status}.",
)
HEADER = template("Header", "Header {header} is not one of ours", frame="Hoot at {url}: ")
VALUE = template("Value", "the light has the value ‘{value}’")
METHOD = template("Method", "Method {method} is refused by the owl")
SHORT = template("Short", "No light")
WIRE = template("wire", "the wire is cut", kind="lookalike")
KNOWN = (RED, HEADER, VALUE, METHOD, SHORT, WIRE)


def found(text: str) -> list[tuple[str, dict[str, str]]]:
    return [(hit.template.reasons[0], hit.parameters) for hit in hits(normalize(text), KNOWN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing of it", []),
        ("The light glows red today", [("Red", {})]),
        (
            "Hoot at https://a.example/x: the light glows red today. Status code: 404.",
            [("Red", {"url": "https://a.example/x", "status": "404"})],
        ),
        (
            "Hoot at https://a.example/x: the light glows red today. Status code: (null).",
            [("Red", {"url": "https://a.example/x", "status": "null"})],
        ),
        (
            "the light glows red today. Status code: unknown.",
            [("Red", {})],
        ),
        (
            "Hoot at https://a.example/x, that is: the light glows red today",
            [("Red", {})],  # no frame: an address has no white space
        ),
        (
            "Hoot at ‘https://a.example/x’: header `x-a` is not one of ours",
            [("Header", {"url": "https://a.example/x", "header": "x-a"})],
        ),
        ("Header x a is not one of ours", []),
        ("Header ü is not one of ours", []),
        ("the light has the value ‘’", [("Value", {"value": ""})]),
        ("the light has the value ‘a, b’.", [("Value", {"value": "a, b"})]),
        ("the light has the value ‘a’\nand more", [("Value", {"value": "a"})]),
        ("Method PUT is refused by the owl", [("Method", {"method": "PUT"})]),
        ("Method is refused by the owl", []),
        ("No light", [("Short", {})]),
        ("> No light.\n", [("Short", {})]),
        ("No light at all", []),
        ("There is no light", []),
        ("the wire is cut and", [("wire", {})]),
        (
            "the light glows red today\nMethod PUT is refused by the owl",
            [("Red", {}), ("Method", {"method": "PUT"})],
        ),
    ],
)
def test_messages_in_a_text(text: str, expected: list[tuple[str, dict[str, str]]]) -> None:
    assert found(text) == expected


def test_a_value_is_what_stood_there() -> None:
    assert found("Header\nX-Ä is not one of ours") == []
    assert found("Header\n**X-A**\nis NOT one of ours") == [("Header", {"header": "X-A"})]
    assert found("the light has the value &#39;A &lt;b&gt;&#39;") == [
        ("Value", {"value": "A &lt;b"})
    ]


def test_a_placeholder_is_not_endless() -> None:
    name = "x" * LONGEST["header"]
    assert found(f"Header {name} is not one of ours") == [("Header", {"header": name})]
    assert found(f"Header {name}x is not one of ours") == []


def test_of_messages_that_overlap_the_longer_counts() -> None:
    longer = template("Longer", "the light glows red today, and the owl is sad")
    for known in ([RED, longer], [longer, RED]):
        names = [
            hit.template.reasons[0]
            for hit in hits(normalize("the light glows red today, and the owl is sad"), known)
        ]
        assert names == ["Longer"]


def test_the_same_text_of_two_reasons_gives_both() -> None:
    twin = template(
        "Twin",
        "the light glows red today",
        frame="Hoot at {url}: ",
        tail=". Status code: {status}.",
    )
    found = hits(normalize("the light glows red today"), [RED, twin])
    assert [hit.template.reasons[0] for hit in found] == ["Red", "Twin"]


def test_an_empty_placeholder_explains_less() -> None:
    """Two messages agree alike: one has a placeholder where nothing stands."""
    lamp = "is not the owl’s own lamp"
    with_value = template("With", "says why: {value} " + lamp, frame="Hoot at {url} ")
    without = template("Without", lamp, frame="Hoot at {url} says why: ")
    text = normalize(f"Hoot at x.example says why: {lamp}")
    assert [hit.template.reasons[0] for hit in hits(text, [with_value, without])] == ["Without"]


def test_a_tail_that_is_not_there_counts_against_a_message() -> None:
    plain = template("Plain", "the light glows red today")
    text = normalize("the light glows red today")
    assert [hit.template.reasons[0] for hit in hits(text, [RED, plain])] == ["Plain"]
    text = normalize("the light glows red today. Status code: 200")
    assert [hit.template.reasons[0] for hit in hits(text, [RED, plain])] == ["Red"]


def test_a_message_is_counted_a_few_times_only() -> None:
    text = normalize("the light glows red today\n" * (MOST + 5))
    assert len(hits(text, KNOWN)) == MOST


def test_the_nearest_frame_gives_the_value() -> None:
    text = normalize("at https://a.example/ at https://b.example/ REASON at https://c.example/")
    frames = [pattern("at {url} "), pattern("from {origin}"), pattern("nothing")]
    assert match_frames(text, frames, text.text.index("reason")) == {"url": "https://b.example/"}
    assert match_frames(text, frames, 0) == {"url": "https://a.example/"}
    assert match_frames(text, [], 0) == {}


PIECES = st.sampled_from(
    ["Hoot at ", "https://a.example/x", ": ", "the light glows ", "red today", ". Status code: ",
     "404", "Header ", "x-a", " is not one of ours", "Method ", "the wire is cut", "\n", "‘", " "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_hits_lie_in_the_text_and_apart(text: str) -> None:
    normal = normalize(text)
    found = hits(normal, KNOWN)
    assert found == sorted(found, key=lambda hit: hit.start)
    for one in found:
        assert 0 <= one.start < one.end <= len(normal.text)
        own = normal.text[one.start : one.end]
        literals: Pattern = one.template.core
        assert own.startswith(literals.texts[0]) and literals.texts[-1] in own
        for value in one.parameters.values():
            assert value == "" or value[0] in text
    for before, after in pairwise(found):
        assert before.end <= after.start or spans(before) == spans(after)


def spans(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end
