"""The client: methods, retries, redirects and robots.txt on top of single exchanges."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

import aiohttp
from yarl import URL

from fieldguide.links.external import failures, robots
from fieldguide.links.external.exchange import Reading, Reply, exchange, open_session
from fieldguide.links.external.guard import UnsafeAddress
from fieldguide.links.external.models import Status
from fieldguide.links.external.options import Options, World
from fieldguide.links.external.pace import Pace
from fieldguide.links.external.page import parse_page
from fieldguide.links.external.retry import RETRIED, backoff, retry_after
from fieldguide.links.external.robots import Robots
from fieldguide.links.external.seen import Answer, Failure, Seen

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2


@dataclass(slots=True)
class _Budget:
    """The retries of one visit, all its redirects together."""

    retries: int
    used: int = 0


class Client:
    """Visits addresses. An async context manager: it holds connections."""

    def __init__(self, options: Options, world: World) -> None:
        self._options = options
        self._world = world
        self._token = robots.product_token(options.user_agent)
        self._robots: dict[URL, asyncio.Task[Robots]] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """The client, ready to visit."""
        self._pace = Pace(self._options)
        self._session: aiohttp.ClientSession = await self._stack.enter_async_context(
            open_session(self._options, self._world)
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        for task in self._robots.values():
            task.cancel()
        await asyncio.gather(*self._robots.values(), return_exceptions=True)
        await self._stack.aclose()

    async def visit(self, url: str, *, read: bool, accept: frozenset[int] = frozenset()) -> Seen:
        """Follow an address to its end, and read the page there if asked and allowed."""
        budget = _Budget(self._options.retries)
        final: str | None = None
        moved: str | None = None
        permanent = True
        anchored = cookies = False
        passed: set[URL] = set()

        def seen(result: Answer | Failure) -> Seen:
            return Seen(result=result, final_url=final, moved_to=moved, anchored=anchored)

        try:
            here = URL(url)
        except ValueError:
            return seen(_NO_URL)
        while True:
            try:
                target = self._options.guard.vet(here)
            except UnsafeAddress as error:
                return seen(failures.unsafe(error))
            except ValueError:
                return seen(_NO_URL if final is None else _BAD_REDIRECT)
            if target in passed:
                return seen(_WANTS_COOKIES if cookies else _CIRCLE)
            if len(passed) > self._options.redirects:
                return seen(_too_many(self._options.redirects))
            passed.add(target)

            may_read = read and (await self._robots_of(target)).allows(target.raw_path_qs)
            reply = await self._ask(
                target, Reading.PAGE if may_read else Reading.NOTHING, accept, budget
            )
            if isinstance(reply, Failure):
                return seen(reply)
            leads_on = reply.status in _REDIRECTS and reply.status not in accept
            if not leads_on or reply.location is None:
                return seen(_answer(reply, forbidden=read and not may_read, retries=budget.used))
            cookies = cookies or reply.sets_cookies
            permanent = permanent and reply.status in _PERMANENT
            try:
                here = target.join(URL(reply.location))
            except ValueError:
                return seen(_BAD_REDIRECT)
            anchored = anchored or bool(here.raw_fragment)
            final = str(here)
            moved = final if permanent else moved

    async def _ask(
        self, url: URL, reading: Reading, accept: frozenset[int], budget: _Budget
    ) -> Reply | Failure:
        """Ask until there is an answer to rely on. An error to HEAD proves nothing: GET decides."""
        method = "HEAD" if reading is Reading.NOTHING else "GET"
        while True:
            reply = await self._take_turn(method, url, reading)
            if isinstance(reply, Failure):
                if not reply.transient or budget.used >= budget.retries:
                    return reply
                again = True
            else:
                if reply.status < 400 or reply.status in accept or reply.wall:
                    return reply
                again = reply.status in RETRIED
                if not again and method == "GET":
                    return reply
            method = "GET"
            if again:
                if budget.used >= budget.retries or not await self._wait(url, reply, budget.used):
                    return reply
                budget.used += 1

    async def _wait(self, url: URL, reply: Reply | Failure, attempt: int) -> bool:
        """Wait before asking again; False if this host has made us wait enough."""
        options, world = self._options, self._world
        if isinstance(reply, Failure) and reply.status is Status.TIMEOUT:
            return True  # that was a wait
        delay = backoff(attempt, options.backoff, options.longest_wait, world.random)
        if isinstance(reply, Reply):
            named = retry_after(reply.retry_after, world.clock(), options.longest_wait)
            if named is not None or reply.status == 429:
                # Meant for all requests to this host; the next turn comes after it.
                return self._pace.hold(_host(url), delay if named is None else named)
        await asyncio.sleep(delay)
        return True

    async def _take_turn(self, method: str, url: URL, reading: Reading) -> Reply | Failure:
        host = _host(url)
        async with self._pace.turn(host) as lane:
            if self._pace.silent(host):
                return _SILENT
            reply = await exchange(self._session, method, url, reading, self._options.page_bytes)
            silent = isinstance(reply, Failure) and reply.status is Status.TIMEOUT
            lane.heard(timeout=silent)
            return reply

    async def _robots_of(self, url: URL) -> Robots:
        origin = url.origin()
        task = self._robots.get(origin)
        if task is None:
            task = self._robots[origin] = asyncio.create_task(self._fetch_robots(origin))
        return await asyncio.shield(task)

    async def _fetch_robots(self, origin: URL) -> Robots:
        """RFC 9309, 2.3.1: what isn't there allows all, what can't be had allows nothing."""
        url = origin.with_path("/robots.txt")
        for _ in range(_ROBOTS_REDIRECTS + 1):
            try:
                url = self._options.guard.vet(url)
            except (UnsafeAddress, ValueError):
                return robots.ALLOW_NONE
            reply = await self._ask(url, Reading.ROBOTS, frozenset(), _Budget(0))
            if isinstance(reply, Failure) or reply.status >= 500:
                return robots.ALLOW_NONE
            if reply.status in _REDIRECTS and reply.location is not None:
                try:
                    url = url.join(URL(reply.location))
                except ValueError:
                    return robots.ALLOW_ALL
                continue
            if reply.status >= 300 or reply.body is None:
                return robots.ALLOW_ALL
            found = robots.parse(reply.body.decode("utf-8", "replace"), self._token)
            self._pace.lane(_host(origin)).slow_down(found.crawl_delay)
            return found
        return robots.ALLOW_ALL


_NO_URL = Failure(Status.BROKEN, "The address is not a valid URL.")
_BAD_REDIRECT = Failure(Status.BROKEN, "The server redirects to something that is not a URL.")
_CIRCLE = Failure(Status.TOO_MANY_REDIRECTS, "The server redirects in a circle.")
_WANTS_COOKIES = Failure(
    Status.BLOCKED, "The server redirects in a circle for those who take no cookies."
)
_SILENT = Failure(
    Status.TIMEOUT, "Not asked: too many requests to this host in a row had no answer."
)


def _too_many(limit: int) -> Failure:
    return Failure(
        Status.TOO_MANY_REDIRECTS, f"The server redirects on and on, more than {limit} times."
    )


def _host(url: URL) -> str:
    return (url.raw_host or "").rstrip(".")


def _answer(reply: Reply, *, forbidden: bool, retries: int) -> Answer:
    page = None
    if reply.body is not None and not reply.wall:
        page = parse_page(reply.body, reply.charset, complete=reply.complete)
    return Answer(
        http_status=reply.status,
        wall=reply.wall,
        page=page,
        forbidden=forbidden,
        retries=retries,
    )
