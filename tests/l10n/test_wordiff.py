from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.l10n.wordiff import word_diff


def shown(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[change.kind].format(change.text) for change in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "diff"),
    [
        ("Send it.", "Send it.", "Send it."),
        ("Send it.", "Send it twice.", "Send it{+ twice+}."),
        ("Send the header.", "Send a header.", "Send [-the-]{+a+} header."),
        ("Set `X-One` first.", "Set `X-Two` first.", "Set [-`X-One`-]{+`X-Two`+} first."),
        ("One\n  two", "One two", "One two"),
        ("One two\nthree", "One\ntwo four", "One\ntwo [-three-]{+four+}"),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("原点です", "原点でした", "[-原点です-]{+原点でした+}"),
    ],
)
def test_what_changed(old: str, new: str, diff: str) -> None:
    assert shown(old, new) == diff


@given(st.text(), st.text())
def test_the_new_text_can_be_read_off(old: str, new: str) -> None:
    changes = word_diff(old, new)
    kept = "".join(change.text for change in changes if change.kind != "removed")
    assert "".join(kept.split()) == "".join(new.split())
    gone = "".join(change.text for change in changes if change.kind != "added")
    assert "".join(gone.split()) == "".join(old.split())
