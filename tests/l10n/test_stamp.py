from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldguide.entries.read import Source
from fieldguide.l10n.digests import digest
from fieldguide.l10n.stamp import stamped
from fieldguide.l10n.translation import State
from tests import guides
from tests.l10n.sources import english, translated

PROSE = """\
# Traduction — de Zoé
title:   "Titre"   # un commentaire


summary: |
    Décalé,   avec des espaces.\x20\x20

    source: pas celle-ci
translators: [ "Zoé" ]
"""
TITLE, SUMMARY = digest("Something happened"), digest("It broke, see [the standard][spec].")
BLOCK = f"source:\n  title: {TITLE}\n  summary: {SUMMARY}\n"


def stamp(folder: Path, text: str, source: Source | None = None) -> str:
    source = source or english()
    translation, findings = translated(folder, text, source)
    assert translation is not None, findings
    return stamped(text, source, translation)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", BLOCK),
        ("source: {}\n", BLOCK),
        ("source: {title: 0123456789ab}", BLOCK),
        ("source:\n  title: 0123456789ab\n  fixes.gone.body: 0123456789ab\n", BLOCK),
        ("source:\n  title: 0123456789ab\n\n\n", f"{BLOCK}\n\n"),
        ('"source" :\n  title: 0123456789ab\n', BLOCK),
        ("source:\n# a comment\n  title: 0123456789ab\n", BLOCK),
        (
            'source:\n  title: 0123456789ab\n\n# of the rest\nverify: {body: "V"}\n',
            f"{BLOCK}  verify.body: {digest('Ask again.')}\n"
            '\n# of the rest\nverify: {body: "V"}\n',
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_everything_else_stays_byte_for_byte(tmp_path: Path, old: str, new: str, end: str) -> None:
    before, after = (text.replace("\n", end) for text in (PROSE + old, PROSE + new))
    assert stamp(tmp_path, before) == after
    assert stamp(tmp_path, after) == after, "a second stamp changes nothing"


def test_a_missing_last_line_end_is_added(tmp_path: Path) -> None:
    assert stamp(tmp_path, 'title: "T"') == f'title: "T"\nsource:\n  title: {TITLE}\n'


def test_a_text_that_looks_like_the_block_is_left_alone(tmp_path: Path) -> None:
    text = 'title: "T\nsource: x"\n'
    assert stamp(tmp_path, text) == f"{text}source:\n  title: {TITLE}\n"


def test_after_stamping_all_that_is_translated_is_current(tmp_path: Path) -> None:
    source = english()
    text = stamp(tmp_path, guides.french_reason(avoid=None), source)
    translation, findings = translated(tmp_path, text, source)
    assert findings == []
    assert translation is not None
    assert {translation.state(field) for field in source.fields} == {State.CURRENT}


@pytest.mark.parametrize("number", [r"[0-9]{12}", r"[0-9]+e[0-9]+"])
def test_digests_that_look_like_numbers_are_quoted(tmp_path: Path, number: str) -> None:
    """Other tools than ours would read them as numbers."""
    words = (f"w{n}" for n in range(10_000))
    word = next(word for word in words if re.fullmatch(number, digest(word)))
    text = stamp(tmp_path, 'title: "T"\n', english(guides.reason("Alpha", title=f'"{word}"')))
    assert f'title: "{digest(word)}"\n' in text


FIELDS = [
    'title: "T"\n', "summary: |\n  S\n\n\n  source: x\n", 'standard: "a\n  b"\n',
    "translators: [Zoé]\n", "# c\n", "# source:\n", "\n", "  \n",
]  # fmt: skip
ABOVE = st.lists(st.sampled_from(FIELDS), max_size=6, unique=True).map("".join)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ABOVE, st.sampled_from(["", "source: {}\n", "source:\n  title: 0123456789ab\n"]))
def test_any_text_above_the_block_stays(tmp_path: Path, above: str, block: str) -> None:
    text = f'verify:\n  body: "V"\n{above}{block}'
    result = stamp(tmp_path, text)
    assert result.startswith(text.removesuffix(block))
    assert result.count("\nsource:\n") == 1
    assert stamp(tmp_path, result) == result
