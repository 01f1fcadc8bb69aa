"""The addresses of other hosts in a built site, asked one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from fieldguide.findings import Severity
from fieldguide.links.external.cache import Cache
from fieldguide.links.external.check import check_external
from fieldguide.links.external.guard import Guard
from fieldguide.links.external.models import Outcome, Status, Verdict, requests_for
from fieldguide.links.external.options import Options
from fieldguide.links.internal import Defect

Progress = Callable[[int, int, Outcome], None]


def ask(
    external: Mapping[str, set[str]],
    cache: Path,
    site_url: str,
    *,
    allow_private: bool,
    progress: Progress | None = None,
) -> tuple[list[Defect], list[Outcome]]:
    """Ask other hosts about their addresses: defects, and outcomes that decide nothing.

    `external` maps each address to the built files that have it. Results are kept in
    `cache`, from which an interrupted run goes on.
    """
    contact = f" (+{site_url})" if site_url else ""
    guard = (
        Guard(allow_private=True, ports=frozenset(range(1, 65536))) if allow_private else Guard()
    )
    options = Options(user_agent=f"fieldguide/{version('fieldguide')}{contact}", guard=guard)
    cache.parent.mkdir(parents=True, exist_ok=True)
    with Cache(cache) as known:
        outcomes = check_external(requests_for(external), options, known, progress)
    by_address: dict[str, list[str]] = {}
    for url in sorted(external):
        by_address.setdefault(url.partition("#")[0], []).append(url)
    defects = []
    for outcome in outcomes:
        if outcome.verdict is Verdict.GOOD and outcome.status is not Status.PERMANENT_REDIRECT:
            continue
        if outcome.verdict is Verdict.UNCLEAR:
            continue
        is_moved = outcome.status is Status.PERMANENT_REDIRECT
        defects += [
            Defect(
                f"link-{outcome.status}",
                page,
                url,
                f"`{url}`: {outcome.message}",
                f"write `{outcome.moved_to}`" if is_moved else "",
                Severity.WARNING if is_moved else Severity.ERROR,
            )
            for url in by_address.get(outcome.url, ())
            for page in sorted(external[url])
        ]
    return defects, [o for o in outcomes if o.verdict is Verdict.UNCLEAR]
