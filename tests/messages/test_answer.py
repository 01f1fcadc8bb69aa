from __future__ import annotations

import html
import json
import random
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldguide.entries.models import Reason
from fieldguide.messages.answer import Answer, explain
from fieldguide.messages.table import Table
from fieldguide.project import Project
from tests.messages.pastes import Paste, read_pastes
from tests.messages.test_table import made
from tests.messages.texts import Printed, of_banks, of_entries, of_lookalikes, of_wordings
from tests.messages.vectors import as_data, read_vectors, texts

#: Translations of Firefox that print one text for two reasons.
TWINS = {"an": 2, "gn": 2, "xh": 2}

# A guide about lamps --------------------------------------------------------------------------


def told(text: str, **changes: Any) -> Answer:
    return explain(text, made(**changes))


def test_a_whole_message() -> None:
    answer = told("Blocked at https://a.example/x. (Reason: the light is red today). Status: 404.")
    assert answer == Answer(
        "reason",
        "Red",
        engine="fox",
        language="en",
        parameters={"url": "https://a.example/x", "status": "404"},
    )


@pytest.mark.parametrize("text", ["", "   \n", "no light at all", "Blocked", "https://a.example/"])
def test_a_text_that_says_nothing(text: str) -> None:
    assert told(text) == Answer("unknown")


def test_the_name_of_a_reason() -> None:
    assert (told("Red").reason, told("`Blue`").reason) == ("Red", "Blue")
    assert told("Red light").kind == "unknown"


def test_a_text_of_two_reasons_leaves_both_open() -> None:
    answer = told("Hoot https://a.example/: the lamp is out of order")
    assert (answer.reason, answer.candidates) == (None, ("Red", "Blue"))
    assert answer.parameters == {"url": "https://a.example/"}
    twin = told("Blocked at https://a.example/. (Reason: zu zu zu zu zu zu zu).", follows={})
    assert (twin.candidates, twin.language) == (("Red", "Blue"), "xx")


def test_further_messages_are_named() -> None:
    red, blue = "the light is red today", "the light is blue today"
    one = told(f"{red}\n{blue}", follows={})
    assert (one.reason, one.others) == ("Red", ("Blue",))
    two = told(f"{blue}\n{red}", follows={})
    assert (two.reason, two.others) == ("Blue", ("Red",))


def test_a_message_that_follows_others_says_less_than_they() -> None:
    red, blue = "the light is red today", "the light is blue today"
    for text in (f"{red}\n{blue}", f"{blue}\n{red}"):
        answer = told(text)
        assert (answer.reason, answer.others) == ("Red", ())
    assert told(blue).reason == "Blue"
    assert told(f"{blue}\n{red}", follows={"Blue": ["Green"]}).reason == "Blue"


@pytest.mark.parametrize(
    ("status", "open"), [(" Status: (null).", True), ("", True), (" Status: 404.", False)]
)
def test_a_message_that_says_little_where_it_stands_alone(status: str, open: bool) -> None:
    alone = {"Red": {"parameter": "status", "value": "null", "reasons": ["Red", "Blue"]}}
    line = f"Blocked at https://a.example/. (Reason: the light is red today).{status}"
    assert bool(told(line, alone=alone).candidates) is open
    with_another = told(f"the light is blue today\n{line}", alone=alone, follows={})
    assert (with_another.reason, with_another.others) == ("Blue", ("Red",))
    assert told("Red", alone=alone).reason == "Red", "its name is no such line"


def test_a_reason_counts_more_than_a_look_alike() -> None:
    wire, red = "the wire is cut for good", "the light is red today"
    for text in (f"{wire}\n{red}", f"{red}\n{wire}"):
        answer = told(text)
        assert (answer.kind, answer.reason) == ("reason", "Red")
    assert told(wire).kind == "lookalike"


def test_a_general_look_alike_says_less_than_all_else() -> None:
    failed = "hoot: it failed"
    assert told(failed).reason == "any"
    answer = told(f"{failed}\nthe wire is cut for good")
    assert (answer.kind, answer.reason) == ("lookalike", "wire")
    answer = told(f"Blocked at the harbour of https://a.example/. (Reason:\n{failed}", **LONG)
    assert (answer.kind, answer.candidates) == ("reason", ("Red", "Blue"))
    assert told(f"{failed} and failed").kind == "lookalike"


LONG: dict[str, Any] = {
    "frames": {"owl": ["Blocked at the harbour of {url}. (Reason: "]},
    "wordings": {
        "red": {
            "reasons": ["Red"],
            "engine": "owl",
            "texts": ["the lighthouse of the harbour glows red since yesterday"],
        },
        "blue": {
            "reasons": ["Blue"],
            "engine": "owl",
            "texts": ["the lighthouse of the harbour glows blue since yesterday"],
        },
    },
}


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("(Reason: the lighthouse of the harbour glows re", {"Red"}),
        ("the lighthouse of the harbour glows re…", {"Red"}),
        ("the lighthouse of the harbour glows bl...\nand so on", {"Blue"}),
        ("‘the lighthouse of the harbour glows’", {"Red", "Blue"}),
        ("the harbour glows red since yesterday.", {"Red"}),
        ("arbour glows blue since yesterday", {"Blue"}),
        ("Blocked at the harbour of https://a.example/x", {"Red", "Blue"}),
        ("Blocked at the harbour of https://a.example/x. (Reason: it sank).", {"Red", "Blue"}),
        ("Blocked at the harbour", set()),
        ("the lighthouse of", set()),
    ],
)
def test_a_message_that_is_cut_off(text: str, reasons: set[str]) -> None:
    answer = told(text, **LONG)
    assert answer.is_cut is bool(reasons)
    assert answer.kind == ("reason" if reasons else "unknown")
    assert names(answer) == reasons


def test_a_single_word_is_no_piece_of_a_message() -> None:
    text = "X-Extremely-Long-Header-Name is the header"
    wordings = {"old": {"reasons": ["Red"], "engine": "owl", "texts": [text]}}
    assert told("I set X-Extremely-Long-Header-Name", wordings=wordings).kind == "unknown"
    assert told("X-Extremely-Long-Header-Name is the", wordings=wordings).reason == "Red"


def test_words_that_other_messages_have_too_are_no_piece_of_one() -> None:
    wordings = {
        "one": {"reasons": ["Red"], "engine": "owl", "texts": ["the header of the lamp is red"]},
        "two": {"reasons": ["Blue"], "engine": "owl", "texts": ["no the header of the lamp here"]},
    }
    assert told("do I need the header of the lamp", wordings=wordings).kind == "unknown"


# The real guide -------------------------------------------------------------------------------


def names(answer: Answer) -> frozenset[str]:
    return frozenset(answer.candidates or ([answer.reason] if answer.reason else []))


def test_each_message_of_each_language(
    project: Project, reasons: Mapping[str, Reason], table: Table
) -> None:
    twins = dict.fromkeys(TWINS, 0)
    count = 0
    for printed in of_banks(project, reasons):
        count += 1
        answer = explain(printed.text, table)
        assert answer.kind == "reason", printed
        assert answer.parameters == printed.parameters, printed
        tag = printed.place.split()[1]
        if answer.reason is None:
            twins[tag] += 1
            assert printed.names < names(answer) and len(answer.candidates) == 2, printed
        else:
            assert names(answer) == printed.names, printed
    assert twins == TWINS
    assert count == 15 * len(project.banks["firefox"].locales)


def test_each_text_of_an_entry(
    project: Project, reasons: Mapping[str, Reason], table: Table
) -> None:
    lookalikes = list(project.wordings.lookalikes)
    for printed in of_entries(project, reasons):
        answer = explain(printed.text, table)
        if answer.kind == "lookalike":  # a browser prints it for other families, too
            assert printed.names == {"CORSDidNotSucceed"} and answer.reason in lookalikes
            continue
        assert printed.names <= names(answer), printed
        assert len(names(answer)) <= 2, printed
        assert answer.parameters.items() >= printed.parameters.items(), printed


def test_each_wording(project: Project, table: Table) -> None:
    for printed in of_wordings(project):
        answer = explain(printed.text, table)
        assert (answer.kind, names(answer)) == ("reason", printed.names), printed


def test_each_look_alike(project: Project, table: Table) -> None:
    for printed in of_lookalikes(project):
        answer = explain(printed.text, table)
        assert (answer.kind, names(answer)) == ("lookalike", printed.names), printed


def test_each_name_of_a_reason(reasons: Mapping[str, Reason], table: Table) -> None:
    for id in reasons:
        for text in (id, f" `{id}`\n", f"https://help.example/CORS/Errors/{id}?from=console"):
            assert explain(text, table).reason == id, text


def test_answers_are_those_of_the_vectors(table: Table) -> None:
    for text, answer in read_vectors():
        assert as_data(explain(text, table)) == answer, (
            f"{text!r}: if this is meant, run `python -m tests.messages.vectors`"
        )


def test_the_vectors_are_all_there(project: Project) -> None:
    assert {text for text, _ in read_vectors()} == set(texts(project))


# How a text was carried -------------------------------------------------------------------------

WRAPPERS: dict[str, Callable[[str], str]] = {
    "straight quotes": lambda text: text.translate(str.maketrans("‘’“”", "''\"\"")),
    "curly quotes": lambda text: text.replace("'", "’").replace('"', "”"),
    "no quotes": lambda text: text.translate(str.maketrans("", "", "‘’“”'\"`")),
    "capitals": lambda text: text.upper() if text.isascii() else text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "quoted": lambda text: "> " + text.replace("\n", "\n> "),
    "fence": lambda text: f"```\n{text}\n```",
    "bold": lambda text: f"**{text}**",
    "table": lambda text: f"| {text} |",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "HTML": html.escape,
    "JSON": json.dumps,
    "full width": lambda text: text.translate(str.maketrans("():,.'", "（）：，．＇")),
    "byte order mark": lambda text: "\ufeff" + text,
    "counter": lambda text: f"{text}\n3",
    "twice": lambda text: f"{text}\n{text}",
}
#: Around a line; a text that is cut off, or a name that stands alone, changes with them.
SURROUNDINGS: dict[str, Callable[[str], str]] = {
    "time": lambda text: f"12:01:33,123 {text}",
    "place": lambda text: f"app.js:14 {text} [Learn more] app.js:14:2",
    "comment": lambda text: "// " + text.replace("\n", "\n// "),
    "logger": lambda text: f'[1:2:ERROR:CONSOLE(1)] "{text}", source: https://a.example/ (1)',
    "prefix": lambda text: f"Uncaught (in promise) {text}\n    at f (zone.js:1:2)",
}


@pytest.fixture(scope="session")
def printed(project: Project, reasons: Mapping[str, Reason]) -> list[Printed]:
    return [
        *of_banks(project, reasons),
        *of_entries(project, reasons),
        *of_wordings(project),
        *of_lookalikes(project),
    ]


def same(one: Answer, other: Answer) -> bool:
    return (one.kind, names(one)) == (other.kind, names(other))


@pytest.fixture(scope="module")
def answers(table: Table) -> list[tuple[Paste, Answer]]:
    return [(paste, explain(paste.text, table)) for paste in read_pastes()]


def part(of: list[str], name: str) -> slice:
    """A third of the corpus, another one for each name: time is dear."""
    return slice(of.index(name) % 3, None, 3)


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_how_a_paste_was_carried_makes_no_difference(
    wrapper: str, answers: list[tuple[Paste, Answer]], table: Table
) -> None:
    for paste, answer in answers[part(list(WRAPPERS), wrapper)]:
        is_wrapped = any(sign in paste.text for sign in ("&", "\\", "//  "))
        if not is_wrapped and not (answer.is_cut and "\n" in paste.text):
            carried = explain(WRAPPERS[wrapper](paste.text), table)
            assert same(answer, carried), (paste.text, answer, carried)


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_what_stands_around_makes_no_difference(
    surroundings: str, answers: list[tuple[Paste, Answer]], table: Table
) -> None:
    for paste, answer in answers[part(list(SURROUNDINGS), surroundings)]:
        # a label must be a line of its own, and a piece the end of one
        if len(paste.text) > 40 and not answer.is_cut and "//  " not in paste.text:
            around = explain(SURROUNDINGS[surroundings](paste.text), table)
            assert same(answer, around), (paste.text, answer, around)


@settings(max_examples=60)
@given(data=st.data())
def test_messages_survive_what_people_do_to_them(
    data: st.DataObject, printed: list[Printed], table: Table
) -> None:
    message = data.draw(st.sampled_from(printed))
    used = data.draw(st.lists(st.sampled_from(sorted(WRAPPERS)), max_size=3))
    text = message.text
    for wrapper in used:
        text = WRAPPERS[wrapper](text)
    spaces = data.draw(st.lists(st.booleans(), min_size=60, max_size=60))
    wrap = iter(spaces)
    text = "".join("\n" if sign == " " and next(wrap, False) else sign for sign in text)
    assert same(explain(message.text, table), explain(text, table)), text


@settings(max_examples=60)
@given(data=st.data())
def test_a_message_is_found_among_others(
    data: st.DataObject, printed: list[Printed], table: Table
) -> None:
    messages = [item for item in printed if "CORSDidNotSucceed" not in item.names]
    first, second = (data.draw(st.sampled_from(messages)) for _ in range(2))
    answer = explain(f"{first.text}\n{second.text}", table)
    assert answer.kind in ("reason", "lookalike")
    both = names(explain(first.text, table)) | names(explain(second.text, table))
    assert {*names(answer), *answer.others} <= both


@settings(max_examples=100)
@given(text=st.text(max_size=200))
def test_any_text_has_an_answer(text: str, table: Table) -> None:
    answer = explain(text, table)
    assert answer.kind in ("reason", "lookalike", "unknown")
    assert answer.reason is None or not answer.candidates
    assert (answer.kind == "unknown") == (answer.reason is None and not answer.candidates)


# Time ------------------------------------------------------------------------------------------

SIZE = 100_000
_BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
)
HOSTILE = {
    "one letter": "a",
    "no words": "a b\n",
    "line breaks": "\n",
    "comments": "\n //",
    "entities": "&amp;",
    "escapes": "\\u0041",
    "quotes": "‘",
    "a frame": _BLOCKED,
    "a frame without spaces": _BLOCKED.replace(" ", ""),
    "a beginning": "invalid token ",
    "a beginning with a placeholder": "Method ",
    "an opening": "Failed to load https://a.example/",
    "an end": "Control-Allow-Origin' header is present on the requested resource. ",
    "a value": "The 'Access-Control-Allow-Origin' header has a value '",
    "a whole message": "Origin x is not allowed by Access-Control-Allow-Origin. ",
    "a name": "Access-Control-Allow-Origin",
    "look-alikes": "net::ERR_FAILED net::ERR_",
    "unfinished look-alikes": "because it appears in neither the x directive nor ",
    "beyond the basic plane": "\U0001f600",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_long_texts_take_no_long_time(name: str, table: Table) -> None:
    """Generous: what grows with the square of the length takes minutes."""
    text = (HOSTILE[name] * (SIZE // len(HOSTILE[name]) + 1))[:SIZE]
    start = perf_counter()
    explain(text, table)
    assert perf_counter() - start < 5


def test_many_beginnings_take_no_long_time(table: Table) -> None:
    """The first words of every message there is, over and over."""
    heads = [item.core.texts[0] for item in table.templates]
    random.Random(0).shuffle(heads)
    text = " ".join(heads)
    start = perf_counter()
    explain((text * (SIZE // len(text) + 1))[:SIZE], table)
    assert perf_counter() - start < 10
