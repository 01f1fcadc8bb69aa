"""`servers/verified.json`: which server configurations were proved, with what, and when.

`fieldguide lab servers --save` writes it; pages show it. A proof holds for the files that it was
made with: `digest` stands for everything that was run.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from fieldguide.entries.proofs import ProofFile, read_proof_file
from fieldguide.entries.published import folder_of
from fieldguide.entries.read import Source
from fieldguide.entries.servers import Server
from fieldguide.findings import Findings

#: What is prose, and so no part of what is proved.
_PROSE = {"title", "summary", "setup", "body", "links", "same_as", "unverified"}


class StackProof(BaseModel):
    """What was seen of one stack."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    server: str
    """Product and version, such as `nginx 1.22.1`."""
    digest: str
    probes: list[str]
    """The probes that its configuration passed."""
    concerns: list[str]
    """Those without whose lines the browser printed what the entry says."""
    mistakes: list[str]
    """Those that do the harm that the entry says."""


class ServersProof(ProofFile):
    """What the lab saw last."""

    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    """The day, in UTC."""
    browser: str
    """Product and version, such as `Chrome 156.0.8078.79`."""
    stacks: dict[str, StackProof]


def verified_path(docs: Path) -> Path:
    """Where the proof lies."""
    return docs / "servers" / "verified.json"


def read_verified(path: Path, findings: Findings) -> ServersProof | None:
    """Read it; None where there is none, or, with a finding, where it isn't one.

    Raises OSError when the file cannot be read.
    """
    return read_proof_file(ServersProof, path, "fieldguide lab servers --save", findings)


def stack_digest(source: Source, entry: Server) -> str:
    """Twelve hex digits for all that a stack's proof depends on: its files, and what is claimed.

    Raises OSError when a file cannot be read.
    """
    claims = entry.model_dump(mode="json", by_alias=True, exclude=_PROSE)
    for part in ("concerns", "mistakes"):
        for claim in claims[part].values():
            for key in _PROSE & claim.keys():
                del claim[key]
    digest = hashlib.sha256(json.dumps(claims, sort_keys=True).encode())
    folder = folder_of(source)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def check_proof(source: Source, entry: Server, proof: ServersProof | None, at: Findings) -> None:
    """Report a stack that says how it is run, and has no proof of how it is now."""
    if entry.run is None:
        return
    found = proof.stacks.get(source.id) if proof else None
    if found is None or found.digest != stack_digest(source, entry):
        what = "has no proof" if found is None else "has changed since it was proved"
        at.error(
            "server-unproved",
            source.position("run"),
            f"this configuration {what}",
            "run `fieldguide lab servers --save`, and commit what it writes",
            field="run",
        )
