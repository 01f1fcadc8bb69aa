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
from fieldguide.links.external.rules import Rule
from fieldguide.links.internal import Defect

Progress = Callable[[int, int, Outcome], None]


def ask(
    external: Mapping[str, set[str]],
    cache: Path,
    site_url: str,
    *,
    rules: tuple[Rule, ...] = (),
    allow_private: bool,
    progress: Progress | None = None,
) -> tuple[list[Defect], list[Outcome]]:
    """Ask other hosts about their addresses: defects, and outcomes of what was not fully checked.

    `external` maps each address to the built files that have it. Results are kept in
    `cache`, from which an interrupted run goes on.
    """
    contact = f" (+{site_url})" if site_url else ""
    guard = (
        Guard(allow_private=True, ports=frozenset(range(1, 65536))) if allow_private else Guard()
    )
    options = Options(
        user_agent=f"fieldguide/{version('fieldguide')}{contact}", guard=guard, rules=rules
    )
    cache.parent.mkdir(parents=True, exist_ok=True)
    with Cache(cache) as known:
        outcomes = check_external(requests_for(external), options, known, progress)
    links: dict[str, list[str]] = {}
    for url in sorted(external):
        links.setdefault(url.partition("#")[0], []).append(url)
    defects = [
        _defect(outcome, page, url)
        for outcome in outcomes
        for url in links.get(outcome.url, ())
        if _is_defect(outcome, url)
        for page in sorted(external[url])
    ]
    return defects, [outcome for outcome in outcomes if _is_undecided(outcome)]


def _is_defect(outcome: Outcome, url: str) -> bool:
    if outcome.status is Status.MISSING_FRAGMENT:  # other links to the page are good
        return url.partition("#")[2] in outcome.missing
    return outcome.verdict is Verdict.BAD or outcome.status is Status.PERMANENT_REDIRECT


def _is_undecided(outcome: Outcome) -> bool:
    not_looked_at = (Status.SKIPPED, Status.ROBOTS)
    return outcome.verdict is Verdict.UNCLEAR or outcome.status in not_looked_at


def _defect(outcome: Outcome, page: str, url: str) -> Defect:
    is_moved = outcome.status is Status.PERMANENT_REDIRECT
    return Defect(
        f"link-{outcome.status}",
        page,
        url,
        f"`{url}`: {outcome.message}",
        f"write `{outcome.moved_to}`" if is_moved else "",
        Severity.WARNING if is_moved else Severity.ERROR,
    )
