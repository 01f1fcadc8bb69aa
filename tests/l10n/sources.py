"""An English entry and a translation of it, read from their texts."""

from __future__ import annotations

from pathlib import Path

from fieldguide.entries.models import Entry, Reason
from fieldguide.entries.read import Source, read_entry
from fieldguide.entries.tree import read_tree
from fieldguide.findings import Finding, Findings
from fieldguide.l10n.translation import Translation, read_translation
from tests import guides


def english(text: str = "", model: type[Entry] = Reason, name: str = "Alpha") -> Source:
    findings = Findings(Path(f"{name}.yml"))
    tree = read_tree((text or guides.reason("Alpha")).encode(), findings)
    assert tree is not None
    source = read_entry(findings.path, tree, model, findings)
    assert source is not None, findings.items
    return source


def translated(
    folder: Path, text: str, source: Source | None = None
) -> tuple[Translation | None, list[Finding]]:
    path = folder / "Alpha.yml"
    path.write_text(text, encoding="utf-8", newline="")
    findings = Findings(path, "fr")
    return read_translation(path, source or english(), findings), findings.items
