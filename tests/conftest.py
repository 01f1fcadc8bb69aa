from __future__ import annotations

from hypothesis import settings

# The same examples on every run, and no clock: a slow machine must not fail a test.
settings.register_profile("guide", derandomize=True, deadline=None, max_examples=150)
settings.load_profile("guide")
