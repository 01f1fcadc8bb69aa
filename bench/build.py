"""`python -m bench.build`: build the same text with this project and with its peer, and compare."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.measure import BuildError, Measurement, measure
from bench.peer import PLUGIN, install, peer_locale, write_peer
from bench.synthetic import SOURCE, TAGS, Guide, write_guide
from fieldguide.findings import Findings
from fieldguide.l10n.locale import Locale
from fieldguide.messages.bank import read_bank
from fieldguide.mkdocs.settings import Settings, read_settings

PROJECT = Path(__file__).resolve().parent.parent
PEER_VENV = PROJECT / ".cache" / "bench-venv"
OURS = "fieldguide"


@dataclass(frozen=True)
class Contender:
    """One side: what runs, where, and where its pages of a locale lie."""

    name: str
    python: Path
    folder: Path
    pages: Callable[[str], Path]
    own: tuple[str, ...] = ()
    """Pages of a locale that only this side makes."""

    @property
    def site(self) -> Path:
        """The folder of the finished site."""
        return self.folder / "site"

    def build(self) -> Measurement:
        """Build from nothing. Raises BuildError."""
        shutil.rmtree(self.site, ignore_errors=True)
        command = [str(self.python), "-m", "mkdocs", "build", "--quiet"]
        try:
            return measure(command, self.folder, _environment())
        except BuildError as error:
            raise BuildError(f"{self.name} could not build the guide:\n{error}") from None


def main() -> None:
    """Run the benchmark; exit with 1 if a build fails or a text is missing."""
    options = _options()
    try:
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            _run(options, options.keep.resolve())
        else:
            with tempfile.TemporaryDirectory(prefix="fieldguide-bench-") as folder:
                _run(options, Path(folder).resolve())
    except BuildError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{PLUGIN} could not be installed into {PEER_VENV}:\n{error.stderr}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__)
    parser.add_argument("--entries", type=int, default=150, help="how many reasons (150)")
    parser.add_argument("--locales", type=int, default=10, help=f"how many, to {len(TAGS)} (10)")
    parser.add_argument("--rounds", type=int, default=2, help="the best one counts (2)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave sources and sites there")
    options = parser.parse_args()
    if options.entries < 1 or options.rounds < 1 or not 1 <= options.locales <= len(TAGS):
        parser.error(f"at least one of each, and at most {len(TAGS)} locales")
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"{options.keep} is not empty")
    return options


def _run(options: argparse.Namespace, folder: Path) -> None:
    settings = read_settings(PROJECT / "mkdocs.yml")
    _say("preparing the peer")
    peer_python = install(PEER_VENV)
    _say("writing both guides")
    guide = _guide(options.entries, TAGS[: options.locales], settings)
    ours = _ours(guide, folder / OURS)
    peer = Contender(
        PLUGIN,
        peer_python,
        folder / "peer",
        lambda tag: folder / "peer" / "site" / ("" if tag == SOURCE else peer_locale(tag)),
    )
    write_peer(guide, peer.folder, PROJECT, settings.engines)

    runs: dict[str, list[Measurement]] = {OURS: [], PLUGIN: []}
    for number in range(options.rounds):
        # in turns, so that a slow minute of the machine hits both
        for contender in (ours, peer) if number % 2 == 0 else (peer, ours):
            run = contender.build()
            _check(contender, guide)
            runs[contender.name].append(run)
            _say(f"round {number + 1}: {contender.name} {run.wall:.1f} s")
    best = {name: min(measured, key=lambda run: run.wall) for name, measured in runs.items()}

    by_locales = {options.locales: best[OURS]}
    for count in _smaller(options.locales):
        _say(f"{OURS} with {count} locales")
        smaller = _guide(options.entries, _some(guide.tags, count), settings)
        contender = _ours(smaller, folder / f"{OURS}-{count}")
        by_locales[count] = contender.build()
        _check(contender, smaller)
    print(_report(guide, options.rounds, best, by_locales))


def _guide(entries: int, tags: tuple[str, ...], settings: Settings) -> Guide:
    path = settings.docs / "messages/firefox.json"
    bank = read_bank(path, Findings(path)) if path.is_file() else None
    return Guide(entries, tags, tuple(sorted(bank.keys)) if bank else ())


def _ours(guide: Guide, folder: Path) -> Contender:
    write_guide(guide, folder, PROJECT)
    return Contender(
        OURS,
        Path(sys.executable),
        folder,
        lambda tag: folder / "site" / Locale.parse(tag).slug,
        ("translations/index.html",),
    )


def _smaller(locales: int) -> list[int]:
    """Numbers of locales to compare memory with: two, and as many as build at once."""
    at_once = (os.cpu_count() or 1) + 1
    return [count for count in dict.fromkeys((2, at_once)) if 1 < count < locales]


def _some(tags: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Fewer locales, but always Chinese: its dictionary is larger than all the rest.

    Without it, the numbers would show which locales there are, and not how many.
    """
    chinese = [tag for tag in tags if tag.startswith("zh")]
    others = [tag for tag in tags if tag not in chinese]
    return (*others[: count - len(chinese)], *chinese)


def _environment() -> Mapping[str, str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("FIELDGUIDE_LOCALES", None)  # would narrow our build
    return environment


def _check(contender: Contender, guide: Guide) -> None:
    """Every page must be there with its own text, and no other. Raises BuildError."""
    for tag in guide.tags:
        root = contender.pages(tag)
        if not (root / "index.html").is_file():
            raise BuildError(f"{contender.name} made no home page in {tag}")
        for id in guide.ids:
            page = root / "reasons" / id / "index.html"
            text = page.read_text(encoding="utf-8") if page.is_file() else ""
            if guide.sample(id, tag) not in text:
                raise BuildError(f"{contender.name} lost the text of {id} in {tag}")
    expected = len(guide.tags) * (guide.count + 1)
    found = _page_count(contender, guide)
    if found != expected:
        raise BuildError(f"{contender.name} made {found} pages, not {expected}")


def _page_count(contender: Contender, guide: Guide) -> int:
    pages = set()
    for tag in guide.tags:
        root = contender.pages(tag)
        pages |= set(root.rglob("index.html")) - {root / name for name in contender.own}
    return len(pages)


def _report(
    guide: Guide, rounds: int, best: dict[str, Measurement], by_locales: dict[int, Measurement]
) -> str:
    ours, peer = best[OURS], best[PLUGIN]
    pages = len(guide.tags) * (guide.count + 1)
    lines = [
        "",
        f"{guide.count} entries and a home page in {len(guide.tags)} locales: {pages} pages each, "
        f"{guide.prose_size / 1000:.1f} KB of English prose an entry.",
        f"Best of {rounds}; Python {platform.python_version()}, {os.cpu_count()} CPUs, "
        f"mkdocs-material {version('mkdocs-material')}; memory: {ours.memory_kind}.",
        "",
        f"{'':<20}{'wall':>10}{'CPU':>10}{'memory':>10}{'processes':>12}{'pages':>8}{'a page':>10}",
    ]
    for name, run in best.items():
        lines.append(
            f"{name:<20}{run.wall:>8.1f} s{run.cpu:>8.1f} s{_megabytes(run):>10}"
            f"{run.processes:>12}{pages:>8}{run.wall / pages * 1000:>7.1f} ms"
        )
    lines.append(
        f"{'peer / ours':<20}{peer.wall / ours.wall:>8.2f}  {peer.cpu / ours.cpu:>8.2f}  "
        f"{peer.memory / ours.memory:>7.2f}"
    )
    lines += ["", f"Peak memory of {OURS}, by number of locales"]
    for count, run in sorted(by_locales.items()):
        lines.append(f"{count:>3} locales{_megabytes(run):>10}, {run.processes} processes")
    return "\n".join(lines)


def _megabytes(run: Measurement) -> str:
    return f"{run.memory / 1_000_000:.0f} MB"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
