from __future__ import annotations

import re
from pathlib import Path

import pytest

from fieldguide.entries.read import Source
from fieldguide.l10n.digests import digest
from fieldguide.l10n.stamp import stamped, tidied
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
OLD = "0123456789ab"


def stamp(folder: Path, text: str, *names: str, source: Source | None = None) -> str:
    """The text with the named fields stamped; without names, as a whole file is."""
    source = source or english()
    translation, findings = translated(folder, text, source)
    assert translation is not None, findings
    new = stamped(text, source, translation, names or [field.name for field in source.fields])
    return new if names else tidied(new, translation)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", f"source:\n    title: {TITLE}\n    summary: {SUMMARY}\n"),
        ("source: {}\n", f"source:\n    title: {TITLE}\n    summary: {SUMMARY}\n"),
        (f"source: {{title: {OLD}}}\n", f"source: {{title: {TITLE}, summary: {SUMMARY}}}\n"),
        (f"source:\n  title: {OLD} # c\n\n",
         f"source:\n  title: {TITLE} # c\n  summary: {SUMMARY}\n\n"),
        (f'"source" :\n# c\n  summary: {OLD}\n',
         f'"source" :\n# c\n  title: {TITLE}\n  summary: {SUMMARY}\n'),
        # a machine's texts count as read
        (
            f"machine: [title, verify.body]\nsource:\n  title: {TITLE}\n",
            f"machine: [verify.body]\nsource:\n  title: {TITLE}\n  summary: {SUMMARY}\n",
        ),
        (
            f"machine:\n- summary\nsource:\n  title: {TITLE}\n",
            f"source:\n  title: {TITLE}\n  summary: {SUMMARY}\n",
        ),
        # what English has no more keeps its digest, what nobody wrote has none
        (
            f'fixes: {{gone: {{body: "G"}}}}\nsource:\n  fixes.gone.body: {OLD}\n'
            f"  fixes.send.body: {OLD}\n  avoid.gone.body: {OLD}\n",
            f'fixes: {{gone: {{body: "G"}}}}\nsource:\n  fixes.gone.body: {OLD}\n'
            f"  title: {TITLE}\n  summary: {SUMMARY}\n",
        ),
        (
            f'source:\n  title: {OLD}\n\n# of the rest\nverify: {{body: "V"}}\n',
            f"source:\n  title: {TITLE}\n  summary: {SUMMARY}\n"
            f"  verify.body: {digest('Ask again.')}\n\n"
            '# of the rest\nverify: {body: "V"}\n',
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_everything_else_stays_byte_for_byte(tmp_path: Path, old: str, new: str, end: str) -> None:
    before, after = (f"{PROSE}{text}".replace("\n", end) for text in (old, new))
    assert stamp(tmp_path, before) == after
    assert stamp(tmp_path, after) == after, "a second stamp changes nothing"


def test_one_field_only(tmp_path: Path) -> None:
    old = f"{PROSE}machine: [title, summary]\nsource:\n  title: {OLD}\n  avoid.x.body: {OLD}\n"
    assert stamp(tmp_path, old, "summary") == (
        f"{PROSE}machine: [title]\nsource:\n  title: {OLD}\n  summary: {SUMMARY}\n"
        f"  avoid.x.body: {OLD}\n"
    )


def test_a_text_that_looks_like_the_block_is_left_alone(tmp_path: Path) -> None:
    text = 'title: "T\nsource: x"\n'
    assert stamp(tmp_path, text) == f"{text}source:\n  title: {TITLE}\n"
    text = "summary: |\n  S\n\n\n  source: x"
    assert stamp(tmp_path, text) == f"{text}\nsource:\n  summary: {SUMMARY}"


def test_after_stamping_all_that_is_translated_is_current(tmp_path: Path) -> None:
    source = english()
    text = stamp(tmp_path, guides.french_reason(avoid=None), source=source)
    translation, findings = translated(tmp_path, text, source)
    assert findings == []
    assert translation is not None
    assert {translation.state(field) for field in source.fields} == {State.CURRENT}


@pytest.mark.parametrize("number", [r"[0-9]{12}", r"[0-9]+e[0-9]+"])
def test_digests_that_look_like_numbers_are_quoted(tmp_path: Path, number: str) -> None:
    """Other tools than ours would read them as numbers."""
    words = (f"w{n}" for n in range(10_000))
    word = next(word for word in words if re.fullmatch(number, digest(word)))
    source = english(guides.reason("Alpha", title=f'"{word}"'))
    text = stamp(tmp_path, 'title: "T"\n', source=source)
    assert f'title: "{digest(word)}"\n' in text
    assert stamp(tmp_path, text, source=source) == text
