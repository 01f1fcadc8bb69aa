"""What proxies stand in front of: an API that knows nothing of CORS."""

from __future__ import annotations

from fieldguide.entries.base import Header
from fieldguide.lab.models import SeenRequest
from fieldguide.lab.wire import response

#: What opens `/private`.
TOKEN = "Bearer secret"
_ITEMS = b'[{"id": 1}, {"id": 2}]\n'
_LIST: list[Header] = [("Cache-Control", "public, max-age=60"), ("X-Total-Count", "2")]


def answer(request: SeenRequest) -> bytes:
    """The answer to any request, as the bytes of HTTP/1.1."""
    path = request.target.partition("?")[0]
    is_head = request.method == "HEAD"
    if request.method == "OPTIONS":
        return response(405, [("Allow", "GET, HEAD, PUT")])
    if path == "/items" and request.method in ("GET", "HEAD"):
        return response(200, _LIST, _ITEMS, is_head=is_head)
    if path == "/items" and request.method == "PUT":
        return response(200, [], b'{"saved": true}\n')
    if path == "/private" and request.header("Authorization") == TOKEN:
        return response(200, [], b'{"secret": 42}\n', is_head=is_head)
    if path == "/private":
        return response(401, [("WWW-Authenticate", "Bearer")], b"{}\n", is_head=is_head)
    if path == "/broken":
        return response(500, [], b'{"error": "broken"}\n', is_head=is_head)
    return response(404, [], b'{"error": "missing"}\n', is_head=is_head)
