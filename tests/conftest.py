from __future__ import annotations

import signal

import pytest
from hypothesis import settings

#: How tests say that the machine lacks what they need.
NOT_RUN = "not run, for want of "

# The same examples on every run, and no clock: a slow machine must not fail a test.
settings.register_profile("guide", derandomize=True, deadline=None, max_examples=150)
settings.load_profile("guide")

# Shells let what they start in the background ignore Ctrl+C, and programs hand that down to those
# that tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _every_word_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may depend on the dictionaries of the machine that it runs on."""
    monkeypatch.setattr(
        "fieldguide.cli.translate.check.find_speller", lambda locale: lambda words: set()
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each test that was not run: pytest itself only counts them."""
    for report in terminalreporter.getreports("skipped"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if NOT_RUN in reason:
            terminalreporter.write_line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")
