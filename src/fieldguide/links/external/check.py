"""Check external links: requests in, outcomes out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from fieldguide.links.external.cache import Cache
from fieldguide.links.external.fetch import Client
from fieldguide.links.external.judge import judge, wants_page
from fieldguide.links.external.models import Outcome, Request, Status, merged
from fieldguide.links.external.options import Options, World
from fieldguide.links.external.rules import Rule, rule_for

#: Called after each result with how many are done, how many there are, and the result.
Progress = Callable[[int, int, Outcome], None]


def check_external(
    requests: Iterable[Request],
    options: Options,
    cache: Cache | None = None,
    progress: Progress | None = None,
    world: World | None = None,
) -> list[Outcome]:
    """One outcome for each address, sorted by address.

    Nothing that the network does raises. Results go into the cache as they come; a run that is
    stopped can be run again and goes on where it was.
    """
    return asyncio.run(check_all(requests, options, cache, progress, world))


async def check_all(
    requests: Iterable[Request],
    options: Options,
    cache: Cache | None = None,
    progress: Progress | None = None,
    world: World | None = None,
) -> list[Outcome]:
    """The same for callers with an event loop."""
    world = world or World()
    cache = cache or Cache()
    asked = merged(requests)
    outcomes: dict[str, Outcome] = {}

    def done(outcome: Outcome) -> None:
        outcomes[outcome.url] = outcome
        if progress is not None:
            progress(len(outcomes), len(asked), outcome)

    due: list[tuple[Request, Rule]] = []
    for request in asked:
        rule = rule_for(options.rules, request.url)
        known = _skipped(request, rule, world) or cache.fresh(request, rule.digest, world.clock())
        if known is not None:
            done(known)
        else:
            due.append((request, rule))

    async with Client(options, world) as client:

        async def one(request: Request, rule: Rule) -> None:
            read = wants_page(request, rule, soft_404=options.soft_404)
            seen = await client.visit(request.url, read=read, accept=rule.accept)
            outcome = judge(request, rule, seen, world.clock(), soft_404=options.soft_404)
            outcome = outcome.after(cache.known(request.url))
            cache.add(outcome, rule.digest)
            done(outcome)

        async with asyncio.TaskGroup() as tasks:
            for request, rule in due:
                tasks.create_task(one(request, rule))
    cache.compact(world.clock())
    return [outcomes[request.url] for request in asked]


def _skipped(request: Request, rule: Rule, world: World) -> Outcome | None:
    if not rule.skip:
        return None
    return Outcome(
        url=request.url,
        status=Status.SKIPPED,
        message=f"Not asked: {rule.skip}",
        checked_at=world.clock(),
        fragments=request.fragments,
    )
