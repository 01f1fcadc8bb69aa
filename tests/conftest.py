from __future__ import annotations

import pytest
from hypothesis import settings

# The same examples on every run, and no clock: a slow machine must not fail a test.
settings.register_profile("guide", derandomize=True, deadline=None, max_examples=150)
settings.load_profile("guide")


@pytest.fixture(autouse=True)
def _every_word_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may depend on the dictionaries of the machine that it runs on."""
    monkeypatch.setattr(
        "fieldguide.cli.translate.check.find_speller", lambda locale: lambda words: set()
    )
