"""Single requests to a server, and all headers that it answers with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp

#: Seconds that an answer may take.
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request."""

    method: str
    path: str
    origin: str = ""
    """Of the page that asks; empty: the request has no `Origin`."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The head of an answer; a header may be there more than once."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()

    def values(self, name: str) -> list[str]:
        """All that a header says, in order."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def items(self, name: str) -> list[str]:
        """The items of a header that is a list."""
        items = ",".join(self.values(name)).split(",")
        return [item.strip() for item in items if item.strip()]


class NoAnswer(Exception):
    """What came is no answer, or nothing came."""


async def ask(origin: str, asked: Asked) -> Answered:
    """Ask once, over a connection of its own. Raises NoAnswer."""
    headers = list(asked.headers)
    if asked.origin:
        headers.append(("Origin", asked.origin))
    try:
        async with (
            asyncio.timeout(PATIENCE),
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(force_close=True),
                cookie_jar=aiohttp.DummyCookieJar(),
            ) as session,
            session.request(
                asked.method, origin + asked.path,
                headers=headers, data=asked.body, allow_redirects=False,
            ) as response,
        ):  # fmt: skip
            await response.read()
            raw = response.raw_headers
            pairs = [(key.decode("latin-1"), value.decode("latin-1")) for key, value in raw]
            return Answered(response.status, tuple(pairs))
    except TimeoutError:
        raise NoAnswer(f"{shown(asked)}: no answer after {PATIENCE:g} s") from None
    except (aiohttp.ClientError, ValueError) as error:
        raise NoAnswer(f"{shown(asked)}: {_words(error)}") from None


def shown(asked: Asked) -> str:
    """A request in few words."""
    words = f"{asked.method} {asked.path}"
    return f"{words} from {asked.origin}" if asked.origin else f"{words} without Origin"


def _words(error: Exception) -> str:
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "it hung up without an answer"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "it refused the connection"
    if isinstance(error, aiohttp.ClientResponseError):  # the parser's own words are long
        return "its answer is not HTTP"
    return str(error) or type(error).__name__
