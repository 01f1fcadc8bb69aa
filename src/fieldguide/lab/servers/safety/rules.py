"""What no published configuration may have. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldguide.lab.servers.safety.fault import Fault
from fieldguide.lab.servers.safety.names import nulls, parts, wildcards
from fieldguide.lab.servers.safety.reflections import reflections
from fieldguide.lab.servers.safety.text import Text

Rule = Callable[[Text], Iterator[Fault]]
#: In the order in which they look; a line is refused once.
RULES: tuple[Rule, ...] = (nulls, parts, wildcards, reflections)


def faults(text: Text) -> list[Fault]:
    """All that is wrong with a file, one for each line, in their order."""
    found: dict[int, Fault] = {}
    for rule in RULES:
        for fault in rule(text):
            found.setdefault(fault.line, fault)
    return [found[line] for line in sorted(found)]
