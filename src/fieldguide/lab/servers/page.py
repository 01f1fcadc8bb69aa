"""A page of the allowed origin, in Chromium: what it asks for, what it gets, what is printed.

The page's origin is really `https://app.example.com`: the browser asks this program for it, not the
network. Servers on loopback may be asked all the same, as browsers trust them like `https:`.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
from dataclasses import dataclass
from typing import Any

from fieldguide.entries.servers import PageRequest
from fieldguide.lab.engines.base import PATIENCE, settled
from fieldguide.lab.engines.chromium import Chromium
from fieldguide.lab.servers.backend import TOKEN
from fieldguide.lab.servers.models import ORIGIN

_PAGE = b"<!doctype html><meta charset=utf-8><title>Page</title><link rel=icon href=data:,>\n"
_STEP = 0.005
#: Milliseconds that an answer may take; a server that hangs must not take the browser along.
_PATIENCE = 20_000
_EXPOSED = "X-Total-Count"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request of the page's, and the status that it gets if it may read it."""

    path: str
    status: int
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    is_cached: bool = False
    """Whether the browser has got it before, without CORS."""


REQUESTS: dict[PageRequest, Wanted] = {
    "read": Wanted("/items", 200),
    "write": Wanted("/items", 200, "PUT", (("Content-Type", "application/json"),)),
    "authorized": Wanted("/private", 200, headers=(("Authorization", TOKEN),)),
    "missing": Wanted("/missing", 404),
    "failing": Wanted("/broken", 500),
    "unauthorized": Wanted("/private", 401),
    "exposed": Wanted("/items", 200),
    "cached": Wanted("/items", 200, is_cached=True),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a request of the page's."""

    status: int | None
    """None: the page couldn't read the answer."""
    exposed: str | None = None
    """The header that it could read."""
    printed: str = ""
    """What the console said."""
    error: str = ""
    """What the page's own script was told."""


class Browser(Chromium):
    """Chromium with a page of the allowed origin; one request at a time."""

    flags = ("--disable-features=LocalNetworkAccessChecks",)

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__(patience)
        self._turn = asyncio.Lock()
        self._numbers = itertools.count(1)

    async def _open(self) -> None:
        await super()._open()
        await self._call("Fetch.enable", patterns=[{"urlPattern": f"{ORIGIN}/*"}])

    async def request(self, server: str, name: PageRequest) -> Seen:
        """Let the page ask a server (an origin).

        Raises LabError if the browser hangs or has died.
        """
        wanted = REQUESTS[name]
        # caches of earlier requests, also of preflights, don't know this address
        url = f"{server}{wanted.path}?n={next(self._numbers)}"
        async with self._turn:
            try:
                async with asyncio.timeout(self.patience):
                    return await self._ask(url, wanted)
            except TimeoutError:
                raise await self._failure("it hung, and was ended") from None
            except (OSError, EOFError):
                raise await self._failure("it died in mid-run") from None

    async def _ask(self, url: str, wanted: Wanted) -> Seen:
        await self._visit()
        if wanted.is_cached and (problem := await self._load(url)):
            return Seen(None, error=problem)
        options: dict[str, Any] = {
            "method": wanted.method,
            "headers": dict(wanted.headers),
            "credentials": "include",
        }
        if wanted.method == "PUT":
            options["body"] = "{}"
        script = json.dumps(options)[:-1] + f", signal: AbortSignal.timeout({_PATIENCE})}}"
        status, exposed, error = await self.evaluate(
            f"fetch({json.dumps(url)}, {script})"
            f".then(r => r.text().then(() => [r.status, r.headers.get('{_EXPOSED}'), '']),"
            " e => [null, null, String(e)])"
        )
        # an answer that was read is explained by nothing
        lines = [] if status is not None else await settled(self.lines, succeeded=False)
        return Seen(status, exposed, "\n".join(line.text for line in lines), error)

    async def _visit(self) -> None:
        """Go to the page, whose server is this program; the console starts anew."""
        assert self._devtools is not None
        self._devtools.events.clear()
        going = asyncio.create_task(self._call("Page.navigate", url=f"{ORIGIN}/"))
        try:
            while not (paused := self._paused()):
                await asyncio.sleep(_STEP)
            await self._call(
                "Fetch.fulfillRequest",
                requestId=paused,
                responseCode=200,
                responseHeaders=[{"name": "Content-Type", "value": "text/html"}],
                body=base64.b64encode(_PAGE).decode(),
            )
            await going
        finally:
            going.cancel()
        while await self.evaluate("document.readyState") != "complete":
            await asyncio.sleep(_STEP)
        self._devtools.events.clear()

    def _paused(self) -> str:
        assert self._devtools is not None
        found = (
            event["params"]["requestId"]
            for event in self._devtools.events
            if event["method"] == "Fetch.requestPaused"
        )
        return next(found, "")

    async def _load(self, url: str) -> str:
        """Get something as a page's image is got: without CORS, into the page's own cache.

        Empty, or why there is nothing to get.

        A page that asks for JSON in that way makes the browser throw it away half-read (ORB), so
        the developer tools' own way of getting a page's resources is used.
        """
        tree = await self._call("Page.getFrameTree")
        answer = await self._call(
            "Network.loadNetworkResource",
            frameId=tree["frameTree"]["frame"]["id"],
            url=url,
            options={"disableCache": False, "includeCredentials": True},
        )
        resource = answer["resource"]
        if not resource["success"]:
            return str(resource.get("netErrorName", "no answer"))
        stream = resource["stream"]
        while not (await self._call("IO.read", handle=stream))["eof"]:
            pass
        await self._call("IO.close", handle=stream)
        return ""
