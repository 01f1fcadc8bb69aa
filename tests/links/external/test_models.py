from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.links.external.models import Request, Status, Verdict, merged, requests_for
from fieldguide.links.external.options import Options


def test_requests_for_links() -> None:
    links = ["https://b/?#y", "https://b/?", "https://a/#x#y", "https://b/?#x", "https://b/", "#z"]
    assert requests_for(links) == [
        Request("", ("z",)),
        Request("https://a/", ("x#y",)),
        Request("https://b/"),
        Request("https://b/?", ("x", "y")),
    ]


@given(
    st.lists(st.builds(Request, st.text("ab", max_size=2), st.tuples(st.text("xy", max_size=1))))
)
def test_merging(requests: list[Request]) -> None:
    found = merged(requests)
    assert merged([*found, *requests]) == found == merged(reversed(requests))
    asked = {(r.url, f) for r in requests for f in r.fragments if f}
    assert {(r.url, f) for r in found for f in r.fragments} == asked
    assert {r.url for r in found} == {r.url for r in requests}


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_verdict(status: Status) -> None:
    good = {Status.OK, Status.PERMANENT_REDIRECT, Status.ROBOTS, Status.SKIPPED}
    unclear = {Status.BLOCKED, Status.UNKNOWN, Status.TIMEOUT, Status.REFUSED}
    assert (status.verdict is Verdict.GOOD) == (status in good)
    assert (status.verdict is Verdict.UNCLEAR) == (status in unclear)


@pytest.mark.parametrize("agent", ["", "a\nb: c", "é"])
def test_user_agents_that_cannot_be_sent(agent: str) -> None:
    with pytest.raises(ValueError, match="user_agent"):
        Options(user_agent=agent)
