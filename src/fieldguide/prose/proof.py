"""Proofreading of a file that no page can be made from, so that all its mistakes show at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fieldguide.entries.fields import Kind, Shape
from fieldguide.entries.tree import Mapping, Node, Scalar
from fieldguide.findings import Findings
from fieldguide.prose.grammar import parse


def proofread(tree: Mapping, shape: Shape, findings: Findings) -> None:
    """Report what the grammar refuses in a tree's prose, and links to ids that it lacks."""
    known = tree.items.get("links")
    links = known.items.keys() if isinstance(known, Mapping) else ()
    for name, kind, scalar in _prose(tree, shape, ""):
        parsed = parse(scalar.value, kind)
        for problem in parsed.problems:
            place = scalar.at(problem.offset)
            findings.error(problem.id, place, problem.message, problem.hint, field=name)
        for link in parsed.links:
            if link.target.scheme == "link" and link.target.name not in links:
                place = scalar.at(link.offset)
                message, hint = unknown_link(link.target.name, links)
                findings.error("prose-target", place, message, hint, field=name)


def unknown_link(name: str, links: Collection[str]) -> tuple[str, str]:
    """Message and hint for a link id that an entry doesn't define."""
    known = ", ".join(f"`{key}`" for key in links) or "none"
    return f"there is no link `{name}`", f"links of this entry: {known}"


def _prose(node: Node, shape: Shape, path: str) -> Iterator[tuple[str, Kind, Scalar]]:
    if shape.kind is not None:
        # other styles are refused on their own, and may have lost text
        if isinstance(node, Scalar) and node.style in ("|", '"') and node.value.strip():
            yield path, shape.kind, node
    elif isinstance(node, Mapping):
        for key, value in node.items.items():
            below = shape.child(key)
            if below is not None:
                yield from _prose(value, below, f"{path}.{key}".lstrip("."))
