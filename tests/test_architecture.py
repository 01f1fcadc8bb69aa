"""The rules of the house: who may import whom, and what the generator must not know."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "fieldguide"

#: From the ground up: a room imports only rooms before it.
ROOMS = (
    "findings",
    "report",
    "stylesheet",
    "entries",
    "prose",
    "l10n",
    "messages",
    "lab",
    "crossref",
    "project",
    "proofs",
    "links",
    "pages",
    "workbench",
    "hosting",
    "mkdocs",
    "cli",
)


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_rooms_import_downwards_only(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imports(path):
        if name.startswith("fieldguide."):
            other = name.split(".")[1]
            assert ROOMS.index(other) <= ROOMS.index(room), f"{room} imports {name}"
        if name.split(".")[0] in ("mkdocs", "material"):
            assert room == "mkdocs", f"only mkdocs/ imports {name}"


def test_the_generator_knows_no_cors_header() -> None:
    names = re.compile(r"Access-Control|Cross-Origin|Sec-Fetch", re.I)
    for path in SOURCE.rglob("*"):
        # the lab runs them; the workbench's own server and any hosted site guard themselves by kin
        exempt = room_of(path) in ("lab", "workbench", "hosting")
        if path.is_file() and path.suffix in (".py", ".html") and not exempt:
            assert not names.search(path.read_text(encoding="utf-8")), path


def test_modules_stay_small() -> None:
    long = {str(p): n for p in modules() if (n := len(p.read_text().splitlines())) > 400}
    assert not long
