"""Each fault planted in a guide is found where it is, and nothing else is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldguide.cli import main
from fieldguide.l10n.checks.language import ADVICE
from tests.links.planted.broken import broken, damages
from tests.links.planted.faults import Expected, Fault, in_built_files, plant
from tests.links.planted.guide import before, whole
from tests.links.planted.refused import refused
from tests.mkdocs.sites import mkdocs


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The guide, whole and with its ledger: an entry of it was edited after its translation."""
    for files in ({**whole(), **before()}, whole()):
        write(tmp_path, files)
        keep_ledger(tmp_path)
    return tmp_path


def keep_ledger(root: Path) -> None:
    """What authors do after an edit; it complains of the same mistakes as the check."""
    CliRunner().invoke(main, ["ledger", "-f", str(root / "mkdocs.yml")], catch_exceptions=False)


def texts() -> dict[str, str]:
    """The guide's texts, which faults can be planted in."""
    return {path: text for path, text in whole().items() if isinstance(text, str)}


def build(root: Path) -> None:
    result = mkdocs(root / "mkdocs.yml", root / "site")
    assert result.returncode == 0, result.stderr


def findings(command: str, root: Path) -> list[tuple[Expected, str]]:
    """What a command finds, each with its words."""
    arguments = [command, "-f", str(root / "mkdocs.yml"), "--format", "json"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return [
        (Expected(*(item[name] for name in Expected._fields)), item["message"])
        for item in json.loads(result.stdout)
        if item["id"] not in ADVICE  # made-up words are no good Japanese
    ]


def differences(
    found: Iterable[tuple[Expected, str]], expected: Iterable[Expected]
) -> dict[str, list[str]]:
    """What was not found and what was invented; empty if all is as expected."""
    wanted, got = Counter(expected), Counter(item for item, _ in found)
    return {
        name: [f"{count} x {item}" for item, count in sorted(items.items())]
        for name, items in (("missed", wanted - got), ("invented", got - wanted))
        if items
    }


def test_the_guide_has_no_fault(kept: Path) -> None:
    assert findings("check", kept) == []
    build(kept)
    assert findings("links", kept) == []


def test_faults_that_are_refused(kept: Path) -> None:
    files, expected = plant(texts(), refused(texts()))
    write(kept, files)
    keep_ledger(kept)
    assert differences(findings("check", kept), expected) == {}


def test_faults_of_the_built_site(kept: Path) -> None:
    faults = broken(texts())
    files, expected = plant(texts(), faults)
    write(kept, files)
    assert findings("check", kept) == [], "these faults show only in the site"
    build(kept)
    after = list(damages())
    site = {fault.path: (kept / fault.path).read_text("utf-8") for fault in after}
    damaged, also_expected = plant(site, after)
    for path in site.keys() - damaged.keys():
        (kept / path).unlink()
    write(kept, damaged)
    expected += also_expected + in_built_files(kept, [*faults, *after])
    found = findings("links", kept)
    assert differences(found, expected) == {}
    pages = [path.read_text("utf-8") for path in (kept / "site").rglob("*.html")]
    for fault in faults:
        if fault.kind == "theme":  # told once, with the number of pages that have it
            (item,) = in_built_files(kept, [fault])
            count = sum(fault.built[0].token in page for page in pages)
            assert f"; seen on {count} pages, `ar/" in dict(found)[item]


def test_there_are_300_faults_of_20_kinds() -> None:
    faults: list[Fault] = [*refused(texts()), *broken(texts()), *damages()]
    assert sum(bool(fault.ids or fault.built) for fault in faults) == 300
    kinds = Counter(fault.kind for fault in faults)
    assert len(kinds) == 20
    assert set(kinds.values()) == {15}, kinds
