"""One request and its reply, within limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import aiohttp
from yarl import URL

from fieldguide.links.external import failures
from fieldguide.links.external.options import Options, World
from fieldguide.links.external.page import HTML_TYPES, unpacked
from fieldguide.links.external.resolver import GuardedResolver, guarded_socket
from fieldguide.links.external.robots import ROBOTS_BYTES
from fieldguide.links.external.seen import Failure

#: The header that some security policies need; aiohttp's own limit is 8 KiB.
_LONGEST_HEADER = 64 * 1024
_ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"
#: Enough to see that something is there.
_FIRST_BYTES = "bytes=0-1023"


class Reading(Enum):
    """What of a body is wanted."""

    NOTHING = "nothing"
    PAGE = "page"
    """If it is an HTML page that is there."""
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server replied to one request."""

    status: int
    location: str | None = None
    retry_after: str | None = None
    wall: str = ""
    sets_cookies: bool = False
    charset: str | None = None
    body: bytes | None = None
    """None if it wasn't wanted."""
    complete: bool = True


def open_session(options: Options, world: World) -> aiohttp.ClientSession:
    """A session that keeps to the guard and gives nothing away: no cookies, no credentials."""
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(options.guard, world.lookup),
        use_dns_cache=False,  # the resolver pins
        socket_factory=guarded_socket(options.guard),
        ssl=world.tls or True,
        limit=0,  # `pace` limits
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        headers={
            "User-Agent": options.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        },
        timeout=aiohttp.ClientTimeout(total=options.total_time, sock_connect=options.connect_time),
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
    )


async def exchange(
    session: aiohttp.ClientSession, method: str, url: URL, reading: Reading, cap: int
) -> Reply | Failure:
    """Ask once. What the network does wrong comes back as a Failure."""
    headers = {}
    if method == "GET" and reading is Reading.NOTHING:
        headers = {"Range": _FIRST_BYTES, "Accept-Encoding": "identity"}
    try:
        # Leaving before a body's end closes the connection.
        async with session.request(method, url, headers=headers, allow_redirects=False) as response:
            return await _reply(response, reading, cap)
    except failures.NETWORK_ERRORS as error:
        return failures.named(error)


async def _reply(response: aiohttp.ClientResponse, reading: Reading, cap: int) -> Reply:
    headers = response.headers
    body: tuple[bytes, bool] | None = None
    if _wanted(response, reading):
        cap = ROBOTS_BYTES if reading is Reading.ROBOTS else cap
        packed, ended = await _read(response, cap)
        body = unpacked(packed, headers.get("Content-Encoding", ""), cap) or (b"", False)
        body = body[0], body[1] and ended
    return Reply(
        status=response.status,
        location=headers.get("Location"),
        retry_after=headers.get("Retry-After"),
        wall=_wall(response),
        sets_cookies="Set-Cookie" in headers,
        charset=response.charset,
        body=body[0] if body else None,
        complete=body[1] if body else True,
    )


def _wanted(response: aiohttp.ClientResponse, reading: Reading) -> bool:
    if reading is Reading.NOTHING or response.method == "HEAD":
        return False
    there = 200 <= response.status < 300
    return there and (reading is Reading.ROBOTS or response.content_type in HTML_TYPES)


async def _read(response: aiohttp.ClientResponse, cap: int) -> tuple[bytes, bool]:
    """A body up to a length, and whether that is all of it.

    Whatever goes wrong from here on, the page was there: what has come of it is the answer.
    """
    read = bytearray()
    try:
        while len(read) <= cap:
            chunk = await response.content.read(64 * 1024)
            if not chunk:
                return bytes(read), True
            read += chunk
    except failures.NETWORK_ERRORS:
        pass
    return bytes(read[:cap]), False


def _wall(response: aiohttp.ClientResponse) -> str:
    if response.headers.get("cf-mitigated") == "challenge":
        return "Cloudflare"
    return "AWS WAF" if "x-amzn-waf-action" in response.headers else ""
