from __future__ import annotations

import pytest

from tests.mkdocs.sites import PROJECTS, ROOT, Site, build


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(PROJECTS / "npm" / "mkdocs.yml", tmp_path_factory.mktemp("npm") / "site")


@pytest.fixture(scope="session")
def fallback(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(PROJECTS / "fallback" / "mkdocs.yml", tmp_path_factory.mktemp("fb") / "site")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(PROJECTS / "hostile" / "mkdocs.yml", tmp_path_factory.mktemp("hostile") / "site")


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real guide."""
    return build(ROOT / "mkdocs.yml", tmp_path_factory.mktemp("guide") / "site")
