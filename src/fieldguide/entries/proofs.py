"""Files in which the lab notes what it has seen, and commands read it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from fieldguide.findings import Findings, Position


class ProofFile(BaseModel):
    """Base of what such a file holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = 1


_Proof = TypeVar("_Proof", bound=ProofFile)


def render_proof_file(proof: ProofFile) -> str:
    """The file's text."""
    return json.dumps(proof.model_dump(), ensure_ascii=False, indent=1) + "\n"


def read_proof_file(
    model: type[_Proof], path: Path, command: str, findings: Findings
) -> _Proof | None:
    """Read it; None where there is none, or, with a finding, where it isn't one.

    `command` makes it anew. Raises OSError when the file cannot be read.
    """
    if not path.is_file():
        return None
    try:
        return model.model_validate_json(path.read_bytes())
    except ValidationError as error:
        findings.error(
            "proof-schema",
            Position(),
            f"not a proof of the lab: {error.errors()[0]['msg']}",
            f"make it anew with `{command}`",
        )
        return None
