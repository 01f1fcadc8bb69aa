"""A proof holds for what was run, and for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldguide.entries.proofs import render_proof_file
from fieldguide.entries.servers import Server
from fieldguide.entries.verified import (
    ServersProof,
    StackProof,
    check_proof,
    read_verified,
    stack_digest,
)
from fieldguide.findings import Findings
from fieldguide.project import load_sources
from tests.guides import SERVER_FILE, SERVERS, server, write


def digest(tmp_path: Path, entry: str = "", file: str = SERVER_FILE) -> str:
    write(
        tmp_path,
        {
            "docs/servers/index.yml": SERVERS,
            "docs/servers/alpha.yml": entry or server("alpha"),
            "docs/servers/alpha/alpha.conf": file,
            "docs/servers/alpha/lab/run.sh": "echo\n",
        },
    )
    source = load_sources(tmp_path / "docs", tmp_path / "locales").sources["servers/alpha"]
    assert isinstance(source.entry, Server)
    return stack_digest(source, source.entry)


@pytest.mark.parametrize(
    "change",
    [
        {"title": '"Another name"'},
        {"summary": '"Said differently."'},
        {"setup": '"Put it elsewhere."'},
        {"links": "\n  docs: https://docs.example/"},
    ],
)
def test_prose_is_no_part_of_it(tmp_path: Path, change: dict[str, str]) -> None:
    before = digest(tmp_path)
    assert digest(tmp_path, server("alpha", **change)) == before


def test_prose_of_parts_is_none_either(tmp_path: Path) -> None:
    before = digest(tmp_path)
    assert digest(tmp_path, server("alpha").replace("Once is enough.", "Never twice.")) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("request: missing", "request: failing"),
        ("reason: Beta", "reason: Alpha"),
        ('with: "all"', 'with: "any"'),
        ("[suffix, ", "[prefix, "),
        ("--version", "-V"),
    ],
)
def test_claims_are(tmp_path: Path, old: str, new: str) -> None:
    before = digest(tmp_path)
    assert old in server("alpha")
    assert digest(tmp_path, server("alpha").replace(old, new)) != before


def test_so_are_all_files(tmp_path: Path) -> None:
    before = digest(tmp_path)
    assert digest(tmp_path, file=SERVER_FILE + "\n") != before
    assert digest(tmp_path) == before
    (tmp_path / "docs/servers/alpha/lab/more.sh").write_text("")
    assert digest(tmp_path) != before


def _check(tmp_path: Path, proof: ServersProof | None) -> list[str]:
    source = load_sources(tmp_path / "docs", tmp_path / "locales").sources["servers/alpha"]
    assert isinstance(source.entry, Server)
    findings = Findings(source.path)
    check_proof(source, source.entry, proof, findings)
    return [item.message for item in findings.items]


def test_a_stack_without_a_proof_of_how_it_is_now(tmp_path: Path) -> None:
    now = digest(tmp_path)

    def proof(digest: str, name: str = "alpha") -> ServersProof:
        seen = StackProof(server="Alpha 1", digest=digest, probes=[], concerns=[], mistakes=[])
        return ServersProof(date="2026-01-31", browser="Chrome 1", stacks={name: seen})

    assert _check(tmp_path, proof(now)) == []
    assert "changed" in _check(tmp_path, proof("0" * 12))[0]
    assert "no proof" in _check(tmp_path, proof(now, "beta"))[0]
    assert "no proof" in _check(tmp_path, None)[0]


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "verified.json"
    seen = StackProof(server="A 1", digest="0" * 12, probes=["x"], concerns=["y"], mistakes=[])
    proof = ServersProof(date="2026-01-31", browser="Chrome 1", stacks={"a": seen})
    path.write_text(render_proof_file(proof), encoding="utf-8")
    findings = Findings(path)
    assert read_verified(path, findings) == proof
    path.write_text('{"date": "yesterday"}', encoding="utf-8")
    assert read_verified(path, findings) is None
    assert [item.id for item in findings.items] == ["proof-schema"]
    assert read_verified(tmp_path / "none.json", findings) is None
