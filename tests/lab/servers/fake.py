"""A stack that is a script: it serves as its configuration says, or fails in a way of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fieldguide.entries.configuration import read_configuration
from fieldguide.entries.servers import Server
from fieldguide.lab.servers.models import Stack

CONFIGURATION = """\
mode good
allow https://app.example.com https://admin.example.com   # cors: allow-origin
credentials true   # cors: allow-credentials
methods GET, PUT   # cors: allow-methods
headers authorization, content-type   # cors: allow-headers
expose X-Total-Count   # cors: expose-headers
vary Origin   # cors: vary
comment nobody reads this
"""

SCRIPT = '''\
"""Serves as the configuration says."""
import socket, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT, PATH = int(sys.argv[1]), sys.argv[2]
CONFIG = {}
for line in open(PATH):
    name, _, value = line.strip().partition(" ")
    CONFIG[name] = value
MODE = CONFIG["mode"]
print("mode", MODE, "on port {port}", flush=True)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        if MODE == "mute":
            time.sleep(60)
        if MODE == "nonsense":
            self.wfile.write(b"hello, who is there?\\n\\n")
            self.close_connection = True
            return
        path = self.path.partition("?")[0]
        if MODE == "dies" and path == "/missing":
            print("a fatal thing happened", flush=True)
            import os
            os._exit(7)
        origin = self.headers.get("Origin")
        allowed = CONFIG.get("allow", "").split()
        status = {"/items": 200, "/broken": 500}.get(path, 404)
        if path == "/private":
            status = 200 if self.headers.get("Authorization") == "Bearer secret" else 401
        if self.command == "OPTIONS":
            status = 204
        self.send_response(status)
        if origin in allowed or (MODE == "open" and origin):
            self.send_header("Access-Control-Allow-Origin", origin)
            if MODE == "twice":
                self.send_header("Access-Control-Allow-Origin", origin)
        if "credentials" in CONFIG:
            self.send_header("Access-Control-Allow-Credentials", "true")
        for key, name in (("methods", "Methods"), ("headers", "Headers")):
            if key in CONFIG and self.command == "OPTIONS":
                self.send_header("Access-Control-Allow-" + name, CONFIG[key])
        if "expose" in CONFIG:
            self.send_header("Access-Control-Expose-Headers", CONFIG["expose"])
        if "vary" in CONFIG:
            self.send_header("Vary", CONFIG["vary"])
        if path == "/items" and self.command == "GET":
            self.send_header("Cache-Control", "public, max-age=60")
            self.send_header("X-Total-Count", "2")
        body = b"" if status == 204 else b"[1, 2]"
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_OPTIONS = answer


class Server(ThreadingHTTPServer):
    allow_reuse_address = MODE != "selfish"


if MODE == "exits":
    sys.exit("the configuration is all wrong\\nand that is why")
if MODE == "sleeps":
    time.sleep(60)
Server(("127.0.0.1", PORT), Handler).serve_forever()
'''
_PROSE = {"title": "T", "body": "B"}


def concern(request: str, reason: str | None, **more: Any) -> dict[str, Any]:
    return {"body": "B", "request": request, "reason": reason, **more}


def change(before: str, after: str) -> list[dict[str, str]]:
    return [{"replace": before, "with": after}]


def entry(name: str, **fields: Any) -> dict[str, Any]:
    """A server entry as YAML would have it."""
    return {
        "id": name,
        "title": "T",
        "summary": "S",
        "setup": "S",
        "files": [{"path": "cors.conf", "language": "text", "name": "cors.conf"}],
        "concerns": {"allow-origin": concern("read", "CORSMissingAllowOrigin")},
        "run": {
            "start": ["python3", "-u", "{folder}/lab/serve.py", "{port}", "{folder}/cors.conf"],
            "version": ["echo", "fake 1.2.3 of today"],
            "product": "Fake",
        },
        **fields,
    }


def stack(folder: Path, name: str = "fake", mode: str = "good", **fields: Any) -> Stack:
    """A stack whose script behaves in some mode."""
    server = Server.model_validate(entry(name, **fields))
    own = folder / name
    (own / "lab").mkdir(parents=True)
    (own / "lab" / "serve.py").write_text(SCRIPT)
    text = CONFIGURATION.replace("mode good", f"mode {mode}")
    (own / "cors.conf").write_text(text)
    return Stack(server, own, {"cors.conf": read_configuration(text)})
