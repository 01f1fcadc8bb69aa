"""What the lab runs: the exchanges of entries, broken and fixed, and their variants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldguide.entries.models import Entry, Reason
from fieldguide.lab.models import Scenario


def scenarios(entries: Iterable[Entry]) -> Iterator[Scenario]:
    """Every exchange of every reason."""
    for entry in entries:
        if isinstance(entry, Reason) and entry.exchange is not None:
            yield from _of(entry)


def _of(reason: Reason) -> Iterator[Scenario]:
    assert reason.exchange is not None
    for name, outcome in (("broken", reason.exchange.broken), ("fixed", reason.exchange.fixed)):
        is_fixed = name == "fixed"
        yield Scenario(
            name=f"{reason.id} {name}",
            request=outcome.request or reason.exchange.request,
            outcome=outcome,
            reason=reason.id,
            expected={
                engine: () if is_fixed else tuple(texts)
                for engine, texts in reason.messages.items()
            },
        )
    for key, variant in reason.variants.items():
        yield Scenario(
            name=f"{reason.id} {key}",
            request=variant.request or variant.outcome.request or reason.exchange.request,
            outcome=variant.outcome,
            reason=reason.id,
            expected={engine: tuple(texts) for engine, texts in variant.messages.items()},
            is_variant=True,
            succeeds=variant.succeeds,
        )
