"""`python -m bench.screenshots`: pictures of each page type, to look at, in `screenshots/`.

A file's name says what it shows: page, width, scheme and locale; Arabic runs from right to left.
"""

from __future__ import annotations

import asyncio
import base64
import shutil
import sys
import tempfile
from pathlib import Path

from bench.site import FEW, PROJECT, build, serve
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.models import LabError

FOLDER = PROJECT / "screenshots"
WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
LINE = "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin."
SEARCH = "document.querySelector('.md-search__input').focus()"
PASTE = "document.querySelector('[data-paste-open]').click()"
#: Name, page, what to do there, what to type then.
PAGES = (
    ("home", "", "", ""),
    ("reason", "reasons/CORSMissingAllowOrigin/", "", ""),
    ("reason-server", "reasons/CORSMissingAllowOrigin/#server-nginx", "", ""),
    ("guide", "guides/preflight/", "", ""),
    ("server", "servers/nginx/", "", ""),
    ("servers", "servers/", "", ""),
    ("translations", "translations/", "", ""),
    ("not-found", "404.html", "", ""),
    ("search", "guides/caching/", SEARCH, "preflight"),
    ("paste", "guides/caching/", PASTE, LINE),
)
#: Pixels, at which a picture ends.
_LONGEST = 6_000


async def _shoot(address: str, folder: Path) -> int:
    count = 0
    async with Chromium() as engine:
        for width, (pixels, height) in WIDTHS.items():
            for scheme in SCHEMES:
                media = [{"name": "prefers-color-scheme", "value": scheme}]
                await engine._call("Emulation.setEmulatedMedia", features=media)
                pages = [(tag.lower(), *page) for tag in FEW for page in PAGES]
                for tag, name, path, act, text in [("", "chooser", "", "", ""), *pages]:
                    size = {"width": pixels, "height": height, "deviceScaleFactor": 1}
                    await engine._call("Emulation.setDeviceMetricsOverride", mobile=False, **size)
                    await engine.visit("about:blank")
                    # where Material remembers a scheme
                    origin = {"origin": address.rstrip("/"), "storageTypes": "local_storage"}
                    await engine._call("Storage.clearDataForOrigin", **origin)
                    await engine.visit(f"{address}{tag and f'{tag}/'}{path}")
                    await asyncio.sleep(0.3)
                    if act:
                        await engine.evaluate(act)
                        await engine._call("Input.insertText", text=text)
                        await asyncio.sleep(1.5)
                    whole = await engine.evaluate("document.documentElement.scrollHeight")
                    if not act and whole > height:
                        size["height"] = min(whole, _LONGEST)
                        await engine._call(
                            "Emulation.setDeviceMetricsOverride", mobile=False, **size
                        )
                    shot = await engine._call("Page.captureScreenshot", format="png")
                    file = "-".join(filter(None, [name, width, scheme, tag]))
                    (folder / f"{file}.png").write_bytes(base64.b64decode(shot["data"]))
                    count += 1
    return count


def main() -> None:
    """Build the guide and take the pictures."""
    with tempfile.TemporaryDirectory(prefix="fieldguide-screenshots-") as name:
        site = Path(name, "site")
        with serve(site) as address:
            build(site, address)
            shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir()
            try:
                count = asyncio.run(_shoot(address, FOLDER))
            except LabError as error:
                sys.exit(str(error))
    print(f"{count} pictures in {FOLDER.relative_to(PROJECT)}/")


if __name__ == "__main__":
    main()
