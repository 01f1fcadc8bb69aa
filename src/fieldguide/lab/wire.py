"""The bytes of HTTP/1.1, as they are told: headers in any number and order, malformed ones too.

A framework would join, drop or mend what an exchange is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from fieldguide.entries.base import Header
from fieldguide.lab.models import SeenRequest


def response(
    status: int, headers: Sequence[Header], body: bytes = b"", *, is_head: bool = False
) -> bytes:
    """A whole response; what a browser needs and `headers` lack is added after them.

    Raises ValueError for a line break in a header: it would be another header.
    """
    lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
    for name, value in headers:
        if any(character in name + value for character in "\r\n\0"):
            raise ValueError(f"the header `{name.strip()}` has a line break or a null in it")
        lines.append(f"{name}: {value}")
    has_body = status >= 200 and status not in (204, 304)
    added = {"Connection": "close", "Cache-Control": "no-store"}
    if has_body:
        added |= {"Content-Length": str(len(body)), "Content-Type": "application/json"}
    own = {name.lower() for name, _ in headers}
    lines += [f"{name}: {value}" for name, value in added.items() if name.lower() not in own]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return head + (body if has_body and not is_head else b"")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def parse(head: bytes) -> SeenRequest:
    """A request without its body, from the bytes up to the empty line."""
    first, *rest = _text(head).split("\r\n")
    method, _, target = first.partition(" ")
    pairs = (line.partition(":") for line in rest if ":" in line)
    headers = tuple((name, value.strip()) for name, _, value in pairs)
    return SeenRequest(method, target.rpartition(" ")[0], headers)


def _text(head: bytes) -> str:
    try:
        return head.decode()
    except UnicodeDecodeError:
        return head.decode("latin-1")
