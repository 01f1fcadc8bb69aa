from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.messages.normal import DROPPED, normalize

#: Without the signs that begin an escape.
PLAIN = st.text(st.characters(exclude_characters="&\\"))
LINES = st.text(st.sampled_from("ab:/.'\"‘’ \n\t>*_#`İё😀\u00a0\u200b（）Ａ。–"))


@pytest.mark.parametrize(
    ("text", "reduced"),
    [
        ("Header ‘X-Thing’ missing.", "headerx-thingmissing."),
        ("Header 'X-Thing' missing.", "headerx-thingmissing."),
        ("Header “X-Thing” „missing“.", "headerx-thingmissing."),
        ("en-tête « X » est manquant", "en-têtexestmanquant"),
        ("头缺少「X」。", "头缺少x."),
        ("> quoted\n> line", "quotedline"),
        ("**bold** _and_ `code`", "boldandcode"),
        ("[Learn more](https://a.example)", "learnmorehttps://a.example"),
        ("a\u00a0b\u202fc\u200bd\ufeffe", "abcde"),
        ("ＨＴＴＰ：（a）", "http:a"),
        ("a–b‐c−d", "a-b-c-d"),
        ("удалённого УДАЛЁННОГО", "удаленногоудаленного"),
        ("&#39;x&#39; &quot;y&quot; &amp; &nbsp;&laquo;z&raquo; &#x27;", "xy&z"),
        ("&unknown; &zz;", "&unknown;&"),
        ("&#0; &#xD800; &#999999999;", "\ufffd\ufffd&#999999999;"),
        (r"\u0027x\u0027 \n\ty", "xy"),
        (r"C:\demo", "c:demo"),
        ("first\n  // second\n\t# third\n//fourth", "firstsecondthird//fourth"),
        ("http://a.example/#b", "http://a.example/#b"),
        ("İstanbul ẞ", "İstanbulß"),
        ("😀 x", "😀x"),
        ("", ""),
    ],
)
def test_what_makes_no_difference_is_left_out(text: str, reduced: str) -> None:
    assert normalize(text).text == reduced


@given(LINES)
def test_each_character_knows_where_it_stood(text: str) -> None:
    normal = normalize(text)
    assert len(normal.text) == len(normal.offsets)
    assert normal.offsets == sorted(set(normal.offsets))
    assert all(0 <= offset < len(text) for offset in normal.offsets)
    assert not DROPPED & set(normal.text)


@given(PLAIN)
def test_reduced_text_stays_as_it_is(text: str) -> None:
    reduced = normalize(text).text
    assert normalize(reduced).text == reduced


@given(PLAIN)
def test_how_a_text_was_carried_makes_no_difference(text: str) -> None:
    reduced = normalize(text).text
    assert normalize(html.escape(text)).text == reduced
    assert normalize(text.replace("\n", "\r\n")).text == normalize(text).text
    assert normalize("\ufeff" + text + "\u200b").text == reduced


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="&\\")))
def test_a_json_string_makes_no_difference(text: str) -> None:
    assert normalize(json.dumps(text)).text == normalize(text).text


def test_a_stretch_of_the_original() -> None:
    text = "at ‘https://a.ex\n> ample/x’, now"
    normal = normalize(text)
    start = normal.text.index("https")
    end = normal.text.index(",now")
    assert normal.between(start, end) == "https://a.example/x"
    assert normal.between(start, start) == ""


def test_a_value_brings_no_control_characters() -> None:
    normal = normalize("a\x1b[31mb\u202ec\x00d")
    assert normal.between(0, len(normal.text)) == "a[31mbcd"


@pytest.mark.parametrize(
    ("text", "start", "word", "line"),
    [
        ("one two\nthree", 0, 3, 6),
        ("one two\nthree", 3, 6, 6),
        ("one two\nthree", 6, 11, 11),
        ("‘one’, two", 0, 4, 7),
        ("x", 0, 1, 1),
        ("x", 1, 1, 1),
        ("", 0, 0, 0),
    ],
)
def test_ends_of_words_and_lines(text: str, start: int, word: int, line: int) -> None:
    normal = normalize(text)
    assert (normal.word_end(start), normal.line_end(start)) == (word, line)


@pytest.mark.parametrize(
    ("text", "several"),
    [("X-Some-Header", False), ("some header", True), ("‘X-Some-Header’", False), ("缺少", True)],
)
def test_one_word_or_several(text: str, several: bool) -> None:
    normal = normalize(text)
    assert normal.has_words(0, len(normal.text)) is several
