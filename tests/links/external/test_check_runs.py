"""What decides whether a host is asked: rules, robots.txt, and what earlier runs have heard."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldguide.links.external.cache import Cache
from fieldguide.links.external.check import check_external
from fieldguide.links.external.models import Outcome, Request, Status, requests_for
from fieldguide.links.external.options import World
from fieldguide.links.external.rules import Rule
from tests.links.external.asking import check, check_one, options
from tests.links.external.server import Web, always, to

S = Status


# Rules


def test_rules() -> None:
    routes = {
        "/robots.txt": always(404),
        "/403": always(403),
        "/503": always(503),
        "/page": always(200, b"<h1>Great  <b>guide</b></h1>"),
        "/away": to("http://127.0.0.2:1/"),
    }
    with Web(routes=routes) as web:
        routes["/away"] = to(web.url("/page", "127.0.0.2"))
        rules = (
            Rule(url="*/skip", skip="needs a login."),
            Rule(url="*/403", accept=frozenset({403})),
            Rule(url="*/503", accept=frozenset({503})),
            Rule(url="*/away", accept=frozenset({302})),
            Rule(url="*/page?1", expect_text="Great guide"),
            Rule(url="*/page?2", expect_text="Domain for sale"),
            Rule(url="*/page?3", fragments=False),
            Rule(url="*/away?1", expect_host="127.0.0.*"),
            Rule(url="*/away?2", expect_host="127.0.0.1"),
        )
        paths = [
            "/skip",
            "/403",
            "/503",
            "/away",
            *(f"/page?{n}" for n in (1, 2, 3)),
            "/away?1",
            "/away?2",
        ]
        found = check(*(web.url(f"{path}#{'x' * ('3' in path)}") for path in paths), rules=rules)
        status = {o.url.removeprefix(web.url("")): o.status for o in found}
        assert status == {
            "/skip": S.SKIPPED,
            "/403": S.OK,
            "/503": S.OK,
            "/away": S.OK,
            "/page?1": S.OK,
            "/page?2": S.SOFT_404,
            "/page?3": S.OK,
            "/away?1": S.OK,
            "/away?2": S.SOFT_404,
        }
        assert web.asked["HEAD /skip"] + web.asked["GET /skip"] == 0
        assert next(o for o in found if o.url == web.url("/away")).final_url is None
        assert web.asked["GET /503"] == 1, "an accepted status is not retried"


# robots.txt


def test_robots_txt_is_asked_once_for_each_origin() -> None:
    with Web(routes={"/a": always(200)}) as web:
        links = [web.url(f"/a?{n}", host) for n in range(5) for host in web.hosts]
        check(*links)
        assert web.asked["GET /robots.txt"] == 2


@pytest.mark.parametrize(
    ("robots", "status"),
    [
        (always(404), S.MISSING_FRAGMENT),
        (always(503), S.ROBOTS),
        (to("/other.txt"), S.ROBOTS),
        (to("/robots.txt"), S.MISSING_FRAGMENT),
        (to("http://169.254.169.254/"), S.ROBOTS),
        (always(200, b"User-agent: test-guide\nDisallow: /a"), S.ROBOTS),
        (always(200, b"User-agent: other\nDisallow: /a"), S.MISSING_FRAGMENT),
    ],
    ids=["none", "trouble", "elsewhere", "circle", "unsafe", "for us", "for others"],
)
def test_robots(robots: object, status: Status) -> None:
    routes = {
        "/robots.txt": robots,
        "/other.txt": always(200, b"User-agent: *\nDisallow: /"),
        "/a": always(200, b"<p id=x>"),
    }
    with Web(routes=routes, latency=0) as web:  # type: ignore[arg-type]
        assert check_one(web.url("/a#y")).status is status
        assert web.asked["GET /a"] == (status is S.MISSING_FRAGMENT)


# Running


def test_a_stopped_run_is_resumed(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    """A real interrupt: what has come until then is not asked again."""
    routes = {f"/{n}": to("/", 301) for n in range(20)} | {"/": always(200)}
    with Web(routes=routes, latency=0.01) as web:
        requests = requests_for(web.url(f"/{n}") for n in range(20))

        def stop(done: int, total: int, outcome: Outcome) -> None:
            assert total == 20
            if done == 7:
                signal.raise_signal(signal.SIGINT)

        quiet = options(soft_404=False, concurrency=2)
        with pytest.raises(KeyboardInterrupt), Cache(path) as cache:
            check_external(requests, quiet, cache, stop)
        lines = path.read_bytes().splitlines()
        assert 7 <= len(lines) < 20
        path.write_bytes(path.read_bytes() + b'{"external_link": 1, "ru')

        web.asked.clear()
        seen: list[tuple[int, int]] = []
        with Cache(path) as cache:
            found = check_external(
                requests, quiet, cache, lambda done, total, _: seen.append((done, total))
            )
        assert seen == [(n, 20) for n in range(1, 21)]
        # The two under way when it was stopped may have been heard only after clear().
        assert web.asked["HEAD /"] <= 20 - len(lines) + 2
        assert {outcome.status for outcome in found} == {S.PERMANENT_REDIRECT}
        assert len(path.read_bytes().splitlines()) == 20

        web.asked.clear()
        with Cache(path) as cache:
            again = check_external(requests, quiet, cache)
        assert again == found, "redirects and all"
        assert not web.asked


def test_failures_are_counted_over_runs(tmp_path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    routes = {"/a": always(404)}
    with Web(routes=routes, latency=0) as web:
        counts = []
        for day in range(4):
            if day == 3:
                routes["/a"] = always(200)
            time = now + timedelta(days=day)
            with Cache(tmp_path / "links.jsonl") as cache:
                (outcome,) = check_external(
                    [Request(web.url("/a"))],
                    options(soft_404=False),
                    cache,
                    world=World(clock=lambda time=time: time),  # type: ignore[misc]
                )
            counts.append((outcome.failures, outcome.failing_since))
    assert counts == [(1, now), (2, now), (3, now), (0, None)]
