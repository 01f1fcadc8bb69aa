"""`python -m bench.check`: how long `fieldguide check` takes for a guide in many languages."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import BuildError, Measurement, measure
from bench.synthetic import TAGS, Guide, write_guide
from fieldguide.findings import Findings
from fieldguide.messages.bank import read_bank

PROJECT = Path(__file__).resolve().parent.parent
BANK = PROJECT / "docs/messages/firefox.json"
ENTRIES, ROUNDS = 24, 5


def main() -> None:
    """Run the benchmark; exit with 1 if the made-up guide has mistakes."""
    bank = read_bank(BANK, Findings(BANK)) if BANK.is_file() else None
    guide = Guide(ENTRIES, TAGS, tuple(sorted(bank.keys)) if bank else ())
    with tempfile.TemporaryDirectory(prefix="fieldguide-bench-") as folder:
        write_guide(guide, Path(folder, "guide"), PROJECT)
        _run("ledger", Path(folder, "guide"))
        try:
            run = _best(Path(folder, "guide"))
        except BuildError as error:
            sys.exit(str(error))
    print(
        f"\n`fieldguide check` of {ENTRIES} entries and a home page in {len(TAGS)} locales, "
        f"on one CPU; best of {ROUNDS}; Python {platform.python_version()}.\n"
        f"{run.wall:.2f} s, {run.cpu:.2f} s CPU, {run.memory / 1e6:.0f} MB"
    )


def _best(folder: Path) -> Measurement:
    runs = [measure(_line("check"), folder, os.environ) for _ in range(ROUNDS)]
    return min(runs, key=lambda run: run.wall)


def _line(command: str) -> list[str]:
    pinned = "import os; hasattr(os, 'sched_setaffinity') and os.sched_setaffinity(0, {0}); "
    start = "from fieldguide.cli import main; main()"
    return [sys.executable, "-c", pinned + start, command]


def _run(command: str, folder: Path) -> None:
    subprocess.run(_line(command), cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
