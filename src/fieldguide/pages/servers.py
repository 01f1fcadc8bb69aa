"""What the pages of server stacks show besides their prose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from fieldguide.entries.models import Reason
from fieldguide.entries.servers import Server
from fieldguide.l10n.locale import Locale
from fieldguide.pages.configuration import code_files, excerpt, wrong_lines
from fieldguide.pages.writer import Text, Writer
from fieldguide.project import SERVERS

if TYPE_CHECKING:
    from fieldguide.project import Project


def highlight(project: Project) -> None:
    """Colour all files, as published and as mistakes have them: the same for all languages."""
    for page, published in project.published.items():
        entry = project.sources[page].entry
        assert isinstance(entry, Server)
        code_files(entry, published)
        for mistake in entry.mistakes.values():
            wrong_lines(entry, published, mistake.change)


def servers_context(project: Project) -> Mapping[str, Any]:
    """For the page of all stacks: which were run."""
    proof = project.servers_proof
    stacks = proof.stacks if proof else {}
    return {"run_in": lambda id: name_of(stacks[id].server) if id in stacks else ""}


def recipes_context(project: Project, writer: Writer, entry: Reason) -> Mapping[str, Any]:
    """For a reason's page: what its fixes change, and the servers, by family, that have it."""
    recipes = list(dict.fromkeys(fix.recipe for fix in entry.fixes.values() if fix.recipe))
    if not recipes:
        return {"families": []}
    # links lead to the first
    return {"recipes": recipes, "families": _families(project, writer, recipes[0])}


def families_context(project: Project, writer: Writer) -> Mapping[str, Any]:
    """For the home page: all servers by family."""
    return {"families": _families(project, writer)}


def _families(project: Project, writer: Writer, concern: str = "") -> list[tuple[Text, list[str]]]:
    """Families and their stacks, those with lines for a concern if one is given; no empty ones."""
    if project.servers is None:
        return []
    found = []
    for key, family in project.servers.families.items():
        ids = []
        for id in family.servers:
            source = project.sources.get(f"servers/{id}")
            if source is not None and isinstance(source.entry, Server):
                ids += [id] if not concern or concern in source.entry.concerns else []
        if ids:
            found.append((writer.text_of(SERVERS, ("families", key, "title")), ids))
    return found


def _reasons(project: Project, entry: Server) -> list[tuple[str, list[str]]]:
    """Every reason that some lines of a stack cure, with their concerns, in reading order."""
    found = []
    for page in project.order:
        reason = project.sources[page].entry
        if isinstance(reason, Reason):
            fixes = reason.fixes.values()
            recipes = dict.fromkeys(fix.recipe for fix in fixes if fix.recipe in entry.concerns)
            if recipes:
                found.append((reason.id, list(recipes)))
    return found


def server_context(
    project: Project, writer: Writer, name: str, entry: Server, locale: Locale
) -> Mapping[str, Any]:
    """For a stack's own page: its files, and the proof of them."""
    published = project.published.get(name, {})
    files = code_files(entry, published)
    proof = project.servers_proof
    stack = proof.stacks.get(entry.id) if proof and entry.run else None
    return {
        "files": files,
        "excerpt": lambda concern: excerpt(files, concern),
        "wrong": lambda key: wrong_lines(entry, published, entry.mistakes[key].change),
        "concern_title": lambda key: shared_title(project, writer, "concerns", key),
        "probe_title": lambda key: shared_title(project, writer, "probes", key),
        "reasons": _reasons(project, entry),
        "proof": proof if stack else None,
        "stack": stack,
        "day": locale.date(date.fromisoformat(proof.date)) if proof else "",
        "name_of": name_of,
    }


def name_of(product: str) -> Markup:
    """A product with its version: no language translates it."""
    return Markup('<span translate="no">{}</span>').format(product)


def shared_title(project: Project, writer: Writer, part: str, key: str) -> Text:
    """How the page of all stacks calls a concern or a probe; its key, if it doesn't."""
    if project.servers is not None and key in getattr(project.servers, part):
        return writer.text_of(SERVERS, (part, key, "title"))
    return writer.plain(key)
