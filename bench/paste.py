"""`python -m bench.paste`: how long the paste box takes for one text, in headless Chromium."""

from __future__ import annotations

import asyncio
import gzip
import json
import tempfile
from pathlib import Path

from bench.site import build, serve
from fieldguide.lab.engines.chromium import Chromium

_LINE = (
    "Access to fetch at 'https://api.example.com/items' from origin 'https://app.example.com' has "
    "been blocked by CORS policy: Response to preflight request doesn't pass access control check: "
    "It does not have HTTP ok status.\n"
)
_NOISE = "    at async Object.load (https://app.example.com/assets/index-4f2a.js:31:1182)\n"
_RUNS = 200
#: Milliseconds for each run of a text, the slowest and the middle one, in a page of the guide.
_MEASURE = """\
Promise.all([
  import("/assets/javascripts/messages.js"),
  fetch("messages.json").then((response) => response.json()),
]).then(([{ explain }, table]) => {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    explain(TEXT, table);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return [times[RUNS >> 1], times[Math.floor(RUNS * 0.99)], times[RUNS - 1]];
})"""


async def _measure(address: str, text: str) -> list[float]:
    script = _MEASURE.replace("RUNS", str(_RUNS)).replace("TEXT", json.dumps(text))
    async with Chromium() as browser:
        await browser.visit(f"{address}fr/")
        times: list[float] = await browser.evaluate(script)
        return times


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serve(site := Path(folder) / "site") as address:
        build(site, address)
        noise = _NOISE * 30
        texts = {
            "a message and its stack, 2 kB": (_LINE + noise)[:2048],
            "nothing that is known, 2 kB": noise[:2048],
        }
        print(f"The paste box in Chromium, {_RUNS} runs of each text:")
        for name, text in texts.items():
            middle, most, slowest = asyncio.run(_measure(address, text))
            print(
                f"{name:32} {middle:6.2f} ms in the middle, {most:6.2f} ms for 99 of 100, "
                f"{slowest:6.2f} ms at worst"
            )
        for name in ("fr/messages.json", "messages.json"):
            packed = len(gzip.compress((site / name).read_bytes()))
            print(f"{name:32} {packed / 1000:6.1f} kB, gzipped")


if __name__ == "__main__":
    main()
