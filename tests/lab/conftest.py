from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import NOT_RUN

ROOT = Path(__file__).resolve().parents[2]


@cache
def missing() -> str:
    """What the lab's tests need and this machine doesn't have."""
    script = ROOT / ".ci" / "browsers"
    found = subprocess.run([script, "--missing"], check=True, capture_output=True, text=True)
    return ", ".join(found.stdout.splitlines())


@pytest.fixture(scope="session")
def browsers() -> None:
    """Real browsers. Where they are missing, a test is not run; in CI it fails."""
    if missing():
        if os.environ.get("CI"):
            pytest.fail(f"{NOT_RUN}{missing()}", pytrace=False)
        pytest.skip(f"{NOT_RUN}{missing()}; `make browsers` installs it on Debian and Ubuntu")
