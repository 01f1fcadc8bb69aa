"""Heading ids: from field names, so that a link survives a change of language."""

from __future__ import annotations

from fieldguide.entries.models import Entry, Guide, Home, Reason
from fieldguide.entries.servers import Server, Servers


def anchors(entry: Entry) -> set[str]:
    """Every heading id that an entry's page has."""
    if isinstance(entry, Home):
        ids = {*entry.groups, *(f"path-{key}" for key in entry.path)}
        ids |= {"path"} if entry.path else set()
        return ids | {"guides"} if entry.guides else ids
    if isinstance(entry, Guide):
        ids = set(entry.sections)
        return ids | {"related"} if entry.related else ids
    if isinstance(entry, Servers):
        return set(entry.families)
    if isinstance(entry, Server):
        return _of_server(entry)
    assert isinstance(entry, Reason)
    ids = {"messages", "answer", "explanation", "causes", "fixes", "verify", "standard"}
    ids |= {f"cause-{key}" for key in entry.causes}
    ids |= {f"fix-{key}" for key in entry.fixes}
    ids |= {f"avoid-{key}" for key in entry.avoid}
    ids |= {"avoid"} if entry.avoid else set()
    ids |= {"exchange"} if entry.exchange else set()
    ids |= {"engines"} if entry.engines or entry.variants else set()
    ids |= {f"variant-{key}" for key in entry.variants}
    return ids | {"related"} if entry.related else ids


def _of_server(entry: Server) -> set[str]:
    ids = {"configuration", "setup", "concerns", "reasons", "proof"}
    ids |= {f"concern-{key}" for key in entry.concerns}
    ids |= {f"mistake-{key}" for key in entry.mistakes}
    return ids | {"mistakes"} if entry.mistakes else ids
