"""`messages/verified.json`: the browsers in which everything was seen."""

from __future__ import annotations

from pathlib import Path

from fieldguide.entries.proofs import ProofFile, read_proof_file
from fieldguide.findings import Findings


class Proof(ProofFile):
    """What the lab saw last."""

    engines: dict[str, str]
    """Engine -> product and version, such as `Firefox 153.7.0`."""


def proof_path(docs: Path) -> Path:
    """Where the proof lies."""
    return docs / "messages" / "verified.json"


def read_proof(path: Path, findings: Findings) -> Proof | None:
    """Read it; None where there is none, or, with a finding, where it isn't one.

    Raises OSError when the file cannot be read.
    """
    return read_proof_file(Proof, path, "fieldguide lab verify --save", findings)
