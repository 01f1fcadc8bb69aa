"""What the servers of an exchange answer, as its outcome says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from fieldguide.entries.base import Header
from fieldguide.entries.models import Outcome, Response

#: What a server answers to a request for an address, or to its preflight; None: no answer.
Answers = Callable[[str, bool], Response | None]
#: What answers where a redirect leads to, if the outcome doesn't say: it is open to everybody.
OPEN = Response(
    status=200,
    headers=[
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Allow-Methods", "*"),
        ("Access-Control-Allow-Headers", "*"),
    ],
)


def answer(outcome: Outcome, *, is_first: bool, is_preflight: bool) -> Response | None:
    """The answer to a request, None if there is none; `is_first`: it went where the page asked."""
    if not is_first:
        return outcome.redirected or OPEN
    if outcome.failure is not None:
        return None
    if is_preflight and outcome.preflight is not None:
        return outcome.preflight
    return Response(status=outcome.status or 200, headers=outcome.headers)


def responses(outcome: Outcome) -> Iterator[Response]:
    """All that an outcome may answer."""
    yield Response(status=outcome.status or 200, headers=outcome.headers)
    yield from (found for found in (outcome.preflight, outcome.redirected) if found is not None)


def filled(headers: Iterable[Header], places: Mapping[str, str]) -> list[Header]:
    """Headers with addresses in place of `{origin}` and its like."""
    done = []
    for name, value in headers:
        for place, address in places.items():
            value = value.replace(f"{{{place}}}", address)  # noqa: PLW2901
        done.append((name, value))
    return done


def uses(outcome: Outcome, place: str) -> bool:
    """Whether a header of an outcome has this placeholder."""
    headers = (pair for found in responses(outcome) for pair in found.headers)
    return any(f"{{{place}}}" in value for _, value in headers)


def answers(outcome: Outcome, places: Mapping[str, str], url: str) -> Answers:
    """The servers, as far as a verdict is concerned; `url` is what the page asks for."""

    def ask(asked: str, is_preflight: bool) -> Response | None:
        if asked.startswith(f"{places['origin']}/"):
            return Response(status=404)  # the page's own server knows nothing of the exchange
        found = answer(outcome, is_first=asked == url, is_preflight=is_preflight)
        return found and Response(status=found.status, headers=filled(found.headers, places))

    return ask
