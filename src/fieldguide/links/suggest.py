"""The name that somebody may have meant."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

#: How many of a name's parts are looked up: the rarest say most, the others are everywhere.
_PARTS = 12
#: How many names are compared letter by letter, which takes long.
_COMPARED = 2


class Names:
    """Names that exist, of which the one nearest to any other can be had fast."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._known: dict[str, str] = {}

    def nearest(self, wanted: str) -> str:
        """The name most like the wanted one, whatever their case; empty if none is like it."""
        if wanted not in self._known:
            self._known[wanted] = self._search(wanted.casefold())
        return self._known[wanted]

    def _search(self, wanted: str) -> str:
        known = self._parts
        rarest = sorted((len(known[part]), part) for part in _runs(wanted) if part in known)
        shared: Counter[int] = Counter()
        for _, part in rarest[:_PARTS]:
            shared.update(known[part])
        best = [self._names[number] for number, _ in shared.most_common(_COMPARED)]
        names = {name.casefold(): name for name in reversed(best)}
        close = difflib.get_close_matches(wanted, names, 1)
        return names[close[0]] if close else ""

    @cached_property
    def _parts(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for part in _runs(name.casefold()):
                found.setdefault(part, []).append(number)
        return found


def _runs(name: str) -> set[str]:
    """All runs of three letters, the name's ends standing out."""
    name = f"\0\0{name}\0\0"
    return {name[at : at + 3] for at in range(len(name) - 2)}
