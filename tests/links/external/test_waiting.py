"""Waits: none where one would only add to the time. A wait too many here takes minutes."""

from __future__ import annotations

from fieldguide.links.external.models import Status
from tests.links.external.asking import check, check_one
from tests.links.external.server import Web


def test_a_time_out_was_wait_enough(web: Web) -> None:
    before = web.asked["GET /hang"] + web.asked["HEAD /hang"]
    outcome = check_one(web.url("/hang"), backoff=1000, longest_wait=1000, total_time=0.3)
    assert outcome.status is Status.TIMEOUT
    assert web.asked["GET /hang"] + web.asked["HEAD /hang"] == before + 2


def test_many_wait_for_one_host_in_turn(web: Web) -> None:
    links = [web.url(f"/ok?{number}") for number in range(200)]
    outcomes = check(*links, host_gap=0.001)
    assert {outcome.status for outcome in outcomes} == {Status.OK}
