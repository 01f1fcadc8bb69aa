"""Every mistake in the prose of the source's entries."""

from __future__ import annotations

from fieldguide.entries.tree import Scalar, find
from fieldguide.findings import Finding, Findings
from fieldguide.l10n.checks.unit import parse_source
from fieldguide.proofs.fields import Proofs


def check_sources(proofs: Proofs) -> list[Finding]:
    """What the grammar refuses in English, and links to nowhere."""
    found: list[Finding] = []
    for page, source in proofs.project.sources.items():
        findings = Findings(source.path)
        for prose in source.fields:
            scalar = find(source.tree, prose.path)
            assert isinstance(scalar, Scalar), "prose is read from a scalar"
            parsed = parse_source(prose.text, prose.kind)
            proofs.check_grammar(page, prose.name, parsed, scalar, findings)
        found += findings.items
    return found
