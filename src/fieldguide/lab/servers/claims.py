"""What the guide says comes of changing a configuration, and whether it did. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldguide.entries.servers import Change, PageRequest
from fieldguide.lab.models import LabError
from fieldguide.lab.servers.models import Stack
from fieldguide.lab.servers.page import REQUESTS, Seen
from fieldguide.lab.servers.workspace import Files, after, published, without
from fieldguide.messages.answer import Answer


@dataclass(frozen=True, slots=True)
class Claim:
    """A change of the published files, and what comes of it."""

    part: str
    """`concerns` or `mistakes`."""
    key: str
    files: Files
    request: PageRequest | None
    """What the page asks for; None: only attackers are let loose."""
    reason: str | None
    """What the browser then prints; None: nothing, and a header is hidden."""
    allows: tuple[str, ...] = ()
    """The attackers who get in."""
    problem: str = ""
    """Why there is nothing to be run."""

    @property
    def about(self) -> str:
        """Its name in reports: `concern vary`."""
        return f"{self.part[:-1]} {self.key}"


def claims(stack: Stack) -> Iterator[Claim]:
    """All of a stack's claims."""
    for key, concern in stack.server.concerns.items():
        files, problem = _changed(stack, key, concern.change)
        yield Claim("concerns", key, files, concern.request, concern.reason, (), problem)
    for key, mistake in stack.server.mistakes.items():
        files, problem = _changed(stack, key, mistake.change)
        allows = tuple(mistake.allows)
        yield Claim("mistakes", key, files, mistake.request, mistake.reason, allows, problem)


def _changed(stack: Stack, key: str, changes: Sequence[Change]) -> tuple[Files, str]:
    """The files after changes, or without the lines of a concern; why that can't be done."""
    try:
        files = after(stack, changes) if changes else without(stack, key)
    except LabError as error:
        return {}, str(error)
    return files, "the change leaves the file as it is" if files == published(stack) else ""


def check_page(claim: Claim, seen: Seen, answer: Answer) -> str:
    """What is wrong with what the page saw, and what the console's text means; empty: nothing."""
    assert claim.request is not None
    if claim.reason is None:
        if seen.status is None:
            return f"expected that the page reads the answer, seen {_printed(seen, answer)}"
        if seen.exposed is not None:
            return f"expected a hidden header, seen X-Total-Count: {seen.exposed}"
        return ""
    if seen.status is not None:
        return (
            f"expected {claim.reason} for `{claim.request}`, "
            f"but the page read the answer ({seen.status})"
        )
    if answer.kind == "reason" and answer.reason == claim.reason and not answer.others:
        return ""
    return f"expected {claim.reason} for `{claim.request}`, seen {_printed(seen, answer)}"


def _printed(seen: Seen, answer: Answer) -> str:
    names = [answer.reason] if answer.reason else list(answer.candidates)
    what = " or ".join([*names, *answer.others]) or "no known reason"
    return f"{what}: {seen.printed or seen.error}"


def check_published(name: PageRequest, seen: Seen) -> str:
    """What is wrong with what the page saw of the published file; empty: nothing."""
    wanted = REQUESTS[name].status
    if seen.status != wanted:
        got = seen.status or seen.printed or seen.error
        return f"`{name}`: expected that the page reads the answer ({wanted}), seen {got}"
    if name == "exposed" and seen.exposed is None:
        return "`exposed`: expected a readable X-Total-Count, seen none"
    return ""


def check_attack(claim: Claim, accepted: Sequence[str]) -> str:
    """What is wrong with who got in; empty: nothing."""
    if sorted(accepted) == sorted(claim.allows):
        return ""
    wanted, got = (", ".join(names) or "nobody" for names in (claim.allows, accepted))
    return f"expected to get in: {wanted}; seen: {got}"
