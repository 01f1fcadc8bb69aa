from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from fieldguide.entries.models import Reason
from fieldguide.messages.table import Table
from fieldguide.project import Project, load_sources

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project() -> Project:
    """The real guide."""
    return load_sources(ROOT / "docs", ROOT / "locales")


@pytest.fixture(scope="session")
def table(project: Project) -> Table:
    return project.messages


@pytest.fixture(scope="session")
def reasons(project: Project) -> Mapping[str, Reason]:
    entries = [source.entry for source in project.sources.values()]
    return {entry.id: entry for entry in entries if isinstance(entry, Reason)}
