"""HTTP on the loopback address: the page, and what it asks for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fieldguide.workbench.desk import Desk, Refusal
from fieldguide.workbench.document import Document
from fieldguide.workbench.guard import HOST, MAX_BYTES, Guard


class _Model(BaseModel):
    """What a request's body must be, and no more."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    page: str = Field(max_length=300)
    field: str = Field(max_length=300)


class _Text(_Model):
    text: str = Field(max_length=MAX_BYTES)
    current: bool


class _Save(_Text):
    seen: str = Field(max_length=64)


class _Confirm(_Model):
    seen: str = Field(max_length=64)


#: Sent with everything. That no origin is allowed to read anything is said by saying nothing.
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Of everything but the page.
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


class Server(ThreadingHTTPServer):
    """Serves one desk, until it is shut down."""

    daemon_threads = True
    # elsewhere, the same option lets two programs have one port
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, desk: Desk, page: Callable[[], Document]) -> None:
        """Listen on a port; 0 for a free one. Raises OSError where the port is taken."""
        super().__init__((HOST, port), _Handler)
        self.desk = desk
        self.page = page
        self.guard = Guard(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 30  # seconds for one that says nothing
    _unread = True
    """Whether a body may still be on its way."""

    def do_GET(self) -> None:
        """The page, or something to be read."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """A text to be looked at or to be saved."""
        self._answer(self._post)

    def version_string(self) -> str:
        """The `Server` header."""
        return "fieldguide"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for the address."""

    def _answer(self, respond: Callable[[], None]) -> None:
        try:
            refused = self.server.guard.refusal(self.headers)
            if refused is not None:
                self._refuse(*refused)
            else:
                respond()
        except Refusal as error:
            self._send_json(error.status, error.body)
        except ConnectionError:
            return  # nobody listens any more
        except Exception:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, "this is a fault of fieldguide")
            raise

    def _get(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/":
            page = self.server.page()
            self._send("text/html; charset=utf-8", page.html.encode(), page.policy)
            return
        if self._is_refused():
            return
        query = parse_qs(url.query)
        if url.path == "/api/pages":
            self._send_json(HTTPStatus.OK, self.server.desk.overview())
        elif url.path == "/api/field":
            asked = [query.get(key, [""])[0] for key in ("page", "field")]
            self._send_json(HTTPStatus.OK, self.server.desk.field(*asked))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _post(self) -> None:
        if self._is_refused():
            return
        refused = self.server.guard.write_refusal(self.headers)
        if refused is not None:
            self._refuse(*refused)
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._unread = False
        desk = self.server.desk
        try:
            if self.path == "/api/check":
                asked = _Text.model_validate_json(body)
                done = desk.check(asked.page, asked.field, asked.text, is_current=asked.current)
            elif self.path == "/api/save":
                save = _Save.model_validate_json(body)
                done = desk.save(
                    save.page, save.field, save.text, save.seen, is_current=save.current
                )
            elif self.path == "/api/confirm":
                sure = _Confirm.model_validate_json(body)
                done = desk.confirm(sure.page, sure.field, sure.seen)
            else:
                self._refuse(HTTPStatus.NOT_FOUND, "there is nothing here")
                return
        except ValidationError:
            self._refuse(HTTPStatus.BAD_REQUEST, "this is not what the page sends")
            return
        self._send_json(HTTPStatus.OK, done)

    def _is_refused(self) -> bool:
        refused = self.server.guard.api_refusal(self.headers)
        if refused is not None:
            self._refuse(*refused)
        return refused is not None

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self._send_json(status, {"message": message})
        length = self.headers.get("Content-Length", "")
        if self._unread and length.isascii() and length.isdecimal():
            # closed with something unread, the connection would lose the answer, too
            self.rfile.read(min(int(length[:9]), MAX_BYTES))

    def _send_json(self, status: HTTPStatus, body: Any) -> None:
        self._send("application/json", json.dumps(body).encode(), _NOTHING, status)

    def _send(
        self, kind: str, data: bytes, policy: str, status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        self.send_response(status)
        for name, value in {
            **_HEADERS,
            "Content-Security-Policy": policy,
            "Content-Type": kind,
            "Content-Length": str(len(data)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
