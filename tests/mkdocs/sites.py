"""Builds of whole small guides through the real command, and what readers get of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = ROOT / "tests" / "projects"


@dataclass(frozen=True)
class Site:
    """A built site."""

    path: Path

    def html(self, address: str) -> LexborHTMLParser:
        return LexborHTMLParser(self.text(address))

    def text(self, address: str) -> str:
        return (self.path / address / "index.html").read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in sorted(self.path.rglob("*"))
            if path.is_file()
        }


def mkdocs(
    config: Path, target: Path, *arguments: str, locales: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` as a user does."""
    environment = {**os.environ, "FIELDGUIDE_LOCALES": locales, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(target)]
    return subprocess.run(
        [*command, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def build(config: Path, target: Path, *, locales: str = "") -> Site:
    """Build strictly; a failure shows what the command said."""
    result = mkdocs(config, target, "--strict", locales=locales)
    assert result.returncode == 0, result.stderr
    return Site(target)


def copy_project(name: str, target: Path) -> Path:
    """A project to spoil; returns its configuration."""
    shutil.copytree(PROJECTS / name, target)
    config = target / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("../../../overrides", str(ROOT / "overrides")), encoding="utf-8")
    return config


def attribute(node: LexborNode, name: str) -> str:
    """An attribute that must be there."""
    value = node.attributes[name]
    assert value is not None
    return value


def one(html: LexborHTMLParser, selector: str) -> LexborNode:
    """The only node that a selector finds."""
    found = html.css(selector)
    assert len(found) == 1, f"{selector}: {len(found)} nodes"
    return found[0]
