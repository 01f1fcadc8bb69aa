"""`messages/verified.json`: the browsers in which everything was seen."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from fieldguide.findings import Findings, Position


class Proof(BaseModel):
    """What the lab saw last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = 1
    engines: dict[str, str]
    """Engine -> product and version, such as `Firefox 153.7.0`."""


def proof_path(docs: Path) -> Path:
    """Where the proof lies."""
    return docs / "messages" / "verified.json"


def render_proof(proof: Proof) -> str:
    """The file's text."""
    return json.dumps(proof.model_dump(), ensure_ascii=False, indent=1) + "\n"


def read_proof(path: Path, findings: Findings) -> Proof | None:
    """Read it; None where there is none, or, with a finding, where it isn't one.

    Raises OSError when the file cannot be read.
    """
    if not path.is_file():
        return None
    try:
        return Proof.model_validate_json(path.read_bytes())
    except ValidationError as error:
        findings.error(
            "proof-schema",
            Position(),
            f"not a proof of the lab: {error.errors()[0]['msg']}",
            "make it anew with `fieldguide lab verify --save`",
        )
        return None
