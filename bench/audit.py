"""`python -m bench.audit`: is there anything to say against any page, in any language?

Every HTML page of the guide goes through the Nu Html Checker and, in Chromium, through axe-core.
Nothing may be said there, stick out sideways on the narrowest phone, or stand in the console.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.browser.axe import PREPARE, violations

from bench import vnu
from bench.site import PROJECT, PSEUDO, build, serve
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.models import LabError

#: Scheme, Material's name for it, and width; all pages are seen in both and at both.
LOOKS = (("light", "default", 390), ("dark", "slate", 1280))
NARROWEST = 320
#: Pixels that can be scrolled to sideways.
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Switches to a scheme as Material does, which asks for the reader's wish only when a page opens.
SWITCH = "if (document.body.dataset.mdColorScheme) document.body.dataset.mdColorScheme = '{}'"
#: Makes the theme's script come.
WAKE = """\
document.querySelector("[data-fieldguide-theme]") && new Promise((done) => {
  dispatchEvent(new Event("pointermove"));
  (function look() { window.document$ ? setTimeout(done) : setTimeout(look, 20); })();
})"""
_SECONDS = 30
"""After which a page is given up."""


def main() -> None:
    """Build the guide, look at it, say what was found; exit with 1 if that is anything."""
    start = time.monotonic()
    folders = [path.name for path in sorted((PROJECT / "locales").iterdir()) if path.is_dir()]
    locales = ("en", *folders, PSEUDO)
    with tempfile.TemporaryDirectory(prefix="fieldguide-audit-") as name:
        site = Path(name, "site")
        with serve(site) as address:
            try:
                build(site, address, locales)
            except subprocess.CalledProcessError as error:
                sys.exit(error.returncode)
            pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
            try:
                remarks = vnu.check(site, address, pages)
                if remarks is None:
                    print("not checked by vnu: that needs npm and Java (default-jre-headless)")
                for page, remark in remarks or []:
                    print(f"{page}: vnu: {remark}", flush=True)
                linger(site, pages)
                problems = asyncio.run(look(address, pages))
            except (LabError, RuntimeError, ConnectionError) as error:
                sys.exit(str(error) or "Chromium is gone")
    said = "vnu left out" if remarks is None else f"{len(remarks)} remarks by vnu"
    print(
        f"{len(pages)} pages in {', '.join(locales)}: {said}, "
        f"{problems} problems in Chromium; {time.monotonic() - start:.0f} s"
    )
    sys.exit(bool(remarks or problems))


def linger(site: Path, pages: Sequence[str]) -> None:
    """Let pages that lead on at once wait for a day, so that they can be looked at.

    Then browsers have the time to ask for an icon, too; such pages need none.
    """
    at_once = re.compile(r'(<meta http-equiv="refresh" content=")0;')
    for page in pages:
        text = (site / page).read_text(encoding="utf-8")
        held = at_once.sub(r'<link rel="icon" href="data:,">\g<1>86400;', text)
        if held != text:
            (site / page).write_text(held, encoding="utf-8")


async def look(address: str, pages: Sequence[str]) -> int:
    """Open all pages in as many browsers as there are processors, and print what is wrong.

    Gives the number of problems. Raises LabError if there is no Chromium, or if it fails.
    """
    rest = iter(pages)

    async def read() -> int:
        count = 0
        async with Chromium() as engine:
            for page in rest:
                problems = await _examine(engine, f"{address}{page}")
                for problem in problems:
                    print(f"{page}: {problem}", flush=True)
                count += len(problems)
        return count

    return sum(await asyncio.gather(*(read() for _ in range(os.cpu_count() or 1))))


async def _examine(engine: Chromium, url: str) -> list[str]:
    """What is wrong with a page."""
    assert engine._devtools is not None
    engine._devtools.events.clear()
    problems = []
    try:
        async with asyncio.timeout(_SECONDS):
            await _open(engine, url)
            for scheme, name, width in LOOKS:
                await _show(engine, scheme, width)
                await engine.evaluate(SWITCH.format(name))
                for violation in await engine.evaluate(violations()):
                    problems.append(f"axe, {scheme}, {width} px: {violation}")
            await _show(engine, "light", NARROWEST)
            if beyond := await engine.evaluate(BEYOND):
                problems.append(f"{beyond} px stick out at {NARROWEST} px")
    except TimeoutError:
        problems.append(f"not ready within {_SECONDS} s")
    return [*problems, *_console(engine._devtools.events)]


async def _show(engine: Chromium, scheme: str, width: int) -> None:
    media = [{"name": "prefers-color-scheme", "value": scheme}]
    await engine._call("Emulation.setEmulatedMedia", features=media)
    size = {"width": width, "height": 800, "deviceScaleFactor": 1}
    await engine._call("Emulation.setDeviceMetricsOverride", mobile=False, **size)


async def _open(engine: Chromium, url: str) -> None:
    """Go to a page, wait until it is there and the theme's script is at work, and put axe in."""
    await engine._call("Page.navigate", url=url)
    there = f"document.readyState === 'complete' && location.href === '{url}'"
    while not await engine.evaluate(there):
        await asyncio.sleep(0.02)
    await engine.evaluate(WAKE)
    await engine.evaluate(PREPARE)


def _console(events: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What the console says that is no mere information."""
    for event in events:
        params = event["params"]
        if event["method"] == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            yield f"exception: {details.get('exception', {}).get('description', details['text'])}"
        elif event["method"] == "Log.entryAdded" and params["entry"]["level"] != "verbose":
            yield f"console: {params['entry']['text']} {params['entry'].get('url', '')}"
        elif event["method"] == "Runtime.consoleAPICalled":
            said = [arg.get("value", arg.get("description", "")) for arg in params["args"]]
            yield f"console.{params['type']}: {' '.join(map(str, said))}"


if __name__ == "__main__":
    main()
