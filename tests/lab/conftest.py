from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_NOT_RUN = "not run, for want of "


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
            pytest.fail(f"{_NOT_RUN}{missing()}", pytrace=False)
        pytest.skip(f"{_NOT_RUN}{missing()}; `make browsers` installs it on Debian and Ubuntu")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each test that was not run: pytest itself only counts them."""
    for report in terminalreporter.getreports("skipped"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if _NOT_RUN in reason:
            terminalreporter.write_line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")
