"""What a browser adds to a request of a page to another origin. Pure."""

from __future__ import annotations

from fieldguide.entries.base import Header
from fieldguide.entries.models import Request
from fieldguide.lab.cors import normalized, unsafe_names


def added(request: Request, origin: str) -> list[Header]:
    """The headers that say who asks; https://fetch.spec.whatwg.org/#append-a-request-origin-header."""
    if request.mode == "no-cors" and request.method in ("GET", "HEAD"):
        return []
    return [("Origin", origin)]


def preflight(request: Request, origin: str) -> list[Header]:
    """The headers of the preflight; https://fetch.spec.whatwg.org/#cors-preflight-fetch."""
    headers = [
        *added(request, origin),
        ("Access-Control-Request-Method", normalized(request.method)),
    ]
    names = unsafe_names(request.headers)
    return [*headers, ("Access-Control-Request-Headers", ",".join(names))] if names else headers
