"""What changed in English, as readers of an old translation see it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from fieldguide.entries.fields import Kind, ProseField
from fieldguide.l10n.locale import Locale
from fieldguide.l10n.outdated import Outdated
from fieldguide.pages.revision import Revision, revision

ENGLISH = Locale.parse("en")


def changed(
    old: str | None, new: str, kind: Kind = "block", digest: str | None = "0123456789ab"
) -> Revision:
    field = ProseField(("summary",), kind, new)
    return revision(Outdated(field, digest, old, date(2026, 9, 15)), ENGLISH)


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("Set it.", "Send it.", "<del>Set</del><ins>Send</ins> it."),
        ("Send it.", "Send it once.", "Send it <ins>once</ins>."),
        ("Send `A`.", "Send `B`.", "Send <del><code>A</code></del><ins><code>B</code></ins>."),
        ("See [it][a].", "See [this][b].", "See <del>it</del><ins>this</ins>."),
        ("A\n\nB", "A\n\nC", "A<br><del>B</del><ins>C</ins>"),
        ("- A\n- B", "1. A\n2. B", None),
    ],
)
def test_words_that_went_and_came_are_marked(old: str, new: str, html: str | None) -> None:
    found = changed(old, new).html
    assert html is None or found == html
    assert "[" not in found


def test_a_change_of_markup_alone_is_shown_as_it_is_written() -> None:
    html = changed("See [the guide](guide:old).", "See [the guide](guide:new).").html
    assert html == "See [the guide](guide:<del>old</del><ins>new</ins>)."


def test_list_items_keep_their_numbers_and_lines() -> None:
    html = changed(None, "Do this:\n\n1. Ask.\n2. Wait\n   for it.").html
    assert html == "Do this:<br>1. Ask.<br>2. Wait\nfor it."


def test_without_the_earlier_text_there_is_the_new_one_only() -> None:
    unknown = changed(None, "Send `X-A`.")
    assert unknown.html == "Send <code>X-A</code>."
    assert unknown.is_compared
    assert not changed(None, "Send it.", digest=None).is_compared


HOSTILE = "<script>alert(1)</script> &lt;b&gt; `</code><img src=x onerror=alert(1)>` \"quote'"


@pytest.mark.parametrize(("old", "new"), [(HOSTILE, "Safe."), ("Safe.", HOSTILE), (None, HOSTILE)])
def test_hostile_texts_stay_text(old: str | None, new: str) -> None:
    html = changed(old, new).html
    assert "<script" not in html
    assert "<img" not in html
    tree = LexborHTMLParser(f"<p>{html}")
    assert {node.tag for node in tree.css("p *")} <= {"del", "ins", "code", "br"}
    assert "<script>alert(1)</script> &lt;b&gt;" in tree.text()


@given(st.text(max_size=60), st.text(max_size=60))
def test_only_four_elements_ever_come_of_it(old: str, new: str) -> None:
    tree = LexborHTMLParser(f"<article>{changed(old, new).html}</article>")
    assert {node.tag for node in tree.css("article *")} <= {"del", "ins", "code", "br"}
    assert tree.css_first("article") is not None
