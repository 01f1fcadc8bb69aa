"""What the pages of server stacks show besides their prose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from fieldguide.entries.models import Reason
from fieldguide.entries.servers import Server, Servers
from fieldguide.l10n.locale import Locale
from fieldguide.pages.configuration import code_files, excerpt, wrong_lines
from fieldguide.pages.writer import Text, Writer
from fieldguide.project import SERVERS

if TYPE_CHECKING:
    from fieldguide.project import Project


def servers_context(project: Project) -> Mapping[str, Any]:
    """For the page of all stacks: which were run."""
    proof = project.servers_proof
    stacks = proof.stacks if proof else {}
    return {"run_in": lambda id: name_of(stacks[id].server) if id in stacks else ""}


def recipes_context(project: Project, writer: Writer, entry: Reason) -> Mapping[str, Any]:
    """For a reason's page: what its fixes change, and the servers, by family, that have it."""
    recipes = list(dict.fromkeys(fix.recipe for fix in entry.fixes.values() if fix.recipe))
    index = project.sources.get(SERVERS)
    if not recipes or index is None or not isinstance(index.entry, Servers):
        return {"families": []}
    families = []
    for key, family in index.entry.families.items():
        ids = [id for id in family.servers if _has(project, id, recipes)]
        if ids:
            families.append((writer.text_of(SERVERS, ("families", key, "title")), ids))
    return {"recipes": recipes, "families": families}


def families_context(project: Project, writer: Writer) -> Mapping[str, Any]:
    """For the home page: all servers by family."""
    index = project.sources.get(SERVERS)
    if index is None or not isinstance(index.entry, Servers):
        return {"families": []}
    return {
        "families": [
            (
                writer.text_of(SERVERS, ("families", key, "title")),
                [id for id in family.servers if f"servers/{id}" in project.sources],
            )
            for key, family in index.entry.families.items()
        ]
    }


def _has(project: Project, id: str, recipes: list[str]) -> bool:
    """Whether a stack's configuration has the first of some concerns, to which links lead."""
    source = project.sources.get(f"servers/{id}")
    entry = source.entry if source else None
    return isinstance(entry, Server) and recipes[0] in entry.concerns


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
    index = project.sources.get(SERVERS)
    entry = index.entry if index else None
    if isinstance(entry, Servers) and key in getattr(entry, part):
        return writer.text_of(SERVERS, (part, key, "title"))
    return writer.plain(key)
