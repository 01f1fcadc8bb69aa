from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@cache
def missing() -> str:
    """What the servers need and this machine doesn't have."""
    script = ROOT / ".ci" / "servers"
    found = subprocess.run([script, "--missing"], check=True, capture_output=True, text=True)
    return ", ".join(found.stdout.splitlines())


@pytest.fixture(scope="session")
def servers() -> None:
    """Real servers. Where they are missing, a test is not run; in CI it fails."""
    if missing():
        if os.environ.get("CI"):
            pytest.fail(f"not run, for want of {missing()}", pytrace=False)
        pytest.skip(f"not run, for want of {missing()}; `make servers` installs it")
