"""Server entries of this guide, and the files that they publish, without markers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fieldguide.entries.configuration import changed, read_configuration
from fieldguide.entries.servers import Change, Server
from fieldguide.entries.tree import read_tree, resolve
from fieldguide.findings import Findings

FOLDER = Path(__file__).parents[2] / "docs" / "servers"
STACKS = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem != "index")


@cache
def entry(stack: str) -> Server:
    path = FOLDER / f"{stack}.yml"
    tree = read_tree(path.read_bytes(), Findings(path))
    assert tree is not None
    return Server.model_validate(resolve(tree))


def published(stack: str, path: str) -> str:
    return read_configuration((FOLDER / stack / path).read_text(encoding="utf-8")).text


def variants(stack: str, path: str) -> dict[str, str]:
    """A file as published, and as each concern's or mistake's own change leaves it."""
    server = entry(stack)
    texts = {"published": published(stack, path)}
    changes: list[tuple[str, list[Change]]] = [
        *((name, concern.change) for name, concern in server.concerns.items()),
        *((name, mistake.change) for name, mistake in server.mistakes.items()),
    ]
    for name, all_changes in changes:
        own = [change for change in all_changes if (change.path or server.files[0].path) == path]
        if own:
            texts[name] = changed(texts["published"], own)
    return texts
