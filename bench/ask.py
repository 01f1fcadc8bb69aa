"""`python -m bench.ask FILE`: ask about the addresses in a file, one a line; print what came out.

The way `fieldguide links --external` asks, with limits like those that its peer is given.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from fieldguide.links.external.check import check_external
from fieldguide.links.external.guard import Guard
from fieldguide.links.external.models import requests_for
from fieldguide.links.external.options import Options

CONCURRENCY = 64
PER_HOST = 64
GAP = 0.001
TIME = 3
RETRIES = 1
WAIT = 1

if __name__ == "__main__":
    options = Options(
        user_agent="fieldguide-bench",
        guard=Guard(allow_private=True),
        concurrency=CONCURRENCY,
        per_host=PER_HOST,
        host_gap=GAP,
        retries=RETRIES,
        backoff=WAIT,
        connect_time=TIME,
        total_time=TIME,
    )
    addresses = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    outcomes = check_external(requests_for(addresses), options)
    print(json.dumps(Counter(outcome.status for outcome in outcomes)))
