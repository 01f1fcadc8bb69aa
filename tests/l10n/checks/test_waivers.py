"""Every check has its place in one list: what may be waived, and what never."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import fieldguide.l10n.checks
from fieldguide.l10n.checks.waivers import WAIVABLE

CHECKS = Path(fieldguide.l10n.checks.__file__).parent
#: What strangers could use against readers.
SAFETY = {"code-differs", "code-character", "links-differ", "name-differs", "prose-character"}


def flaw_ids() -> Iterator[str]:
    for path in CHECKS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.func.id == "Flaw" and node.args else None
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_check_is_either_safety_or_waivable() -> None:
    ids = set(flaw_ids())
    assert ids >= SAFETY
    assert ids - SAFETY <= WAIVABLE
    assert not WAIVABLE & SAFETY
