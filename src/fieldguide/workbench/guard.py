"""Who may ask: only the page that this program has served, opened by whoever started it.

A server on this machine is open to every page in every browser on it, and to its other users.
A random token keeps out all who weren't told it. The rest is for browsers that are led astray:
a foreign name that resolves to this address (DNS rebinding), a foreign page that sends a form.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus

HOST = "127.0.0.1"
#: The longest request: a text as long as a file may be, and then some.
MAX_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks at requests' headers before anything else does."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def address(self) -> str:
        """What to open. The token is in the fragment, which browsers keep to themselves."""
        return f"http://{HOST}:{self.port}/#token={self.token}"

    def refusal(self, headers: Message) -> tuple[HTTPStatus, str] | None:
        """Why nothing is answered at all to a request with these headers."""
        names = {f"{HOST}:{self.port}", f"localhost:{self.port}"}
        if headers.get("Host", "").lower() not in names:
            return HTTPStatus.MISDIRECTED_REQUEST, "this server has another name"
        return None

    def api_refusal(self, headers: Message) -> tuple[HTTPStatus, str] | None:
        """Why a request is not let in to the guide's files."""
        if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return HTTPStatus.FORBIDDEN, "this is another page's request"
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not secrets.compare_digest(
            token.encode("utf-8", "surrogateescape"), self.token.encode()
        ):
            return HTTPStatus.UNAUTHORIZED, "the token is missing or wrong"
        return None

    def write_refusal(self, headers: Message) -> tuple[HTTPStatus, str] | None:
        """Why a request with a body is not read. Browsers always say where one comes from."""
        if headers.get("Origin", "") != f"http://{headers.get('Host', '')}":
            return HTTPStatus.FORBIDDEN, "this is another page's request"
        if headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send JSON"
        length = headers.get("Content-Length", "")
        if "Transfer-Encoding" in headers or not (length.isascii() and length.isdecimal()):
            return HTTPStatus.LENGTH_REQUIRED, "say how long the body is"
        if len(length) > 9 or int(length) > MAX_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the text is too long"
        return None
