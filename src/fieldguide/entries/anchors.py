"""Heading ids: from field names, so that a link survives a change of language."""

from __future__ import annotations

from fieldguide.entries.models import Entry, Guide, Home, Reason


def anchors(entry: Entry) -> set[str]:
    """Every heading id that an entry's page has."""
    if isinstance(entry, Home):
        return {*entry.groups, "guides"} if entry.guides else set(entry.groups)
    if isinstance(entry, Guide):
        ids = set(entry.sections)
        return ids | {"related"} if entry.related else ids
    assert isinstance(entry, Reason)
    ids = {"messages", "explanation", "causes", "fixes", "verify", "standard"}
    ids |= {f"cause-{key}" for key in entry.causes}
    ids |= {f"fix-{key}" for key in entry.fixes}
    ids |= {f"avoid-{key}" for key in entry.avoid}
    ids |= {"avoid"} if entry.avoid else set()
    ids |= {"exchange"} if entry.exchange else set()
    ids |= {"engines"} if entry.engines or entry.variants else set()
    ids |= {f"variant-{key}" for key in entry.variants}
    return ids | {"related"} if entry.related else ids
