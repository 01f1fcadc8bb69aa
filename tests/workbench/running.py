"""A workbench on a small guide, asked over real HTTP or directly."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.support import NullTranslations

from fieldguide.cli.files import write_file
from fieldguide.findings import Finding
from fieldguide.l10n.locale import Locale
from fieldguide.workbench.desk import Desk
from fieldguide.workbench.document import document
from fieldguide.workbench.reading import Place
from fieldguide.workbench.server import Server
from tests import guides

FRENCH = "locales/fr/reasons/Alpha.yml"


def desk_of(root: Path, tag: str = "fr") -> Desk:
    locales = root / "locales"

    def write(path: Path, text: str) -> Finding | None:
        return write_file(path, text, locales)

    return Desk(Place(root, root / "docs", locales, "en", tag), write)


@dataclass
class Bench:
    root: Path
    server: Server

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.guard.port}"

    def ask(
        self,
        path: str,
        body: object = None,
        headers: Mapping[str, str | None] | None = None,
        method: str | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """As the page asks, but for `headers`: None leaves one out. `body` may be raw bytes."""
        every: dict[str, str | None] = {"Authorization": f"Bearer {self.server.guard.token}"}
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            every |= {"Origin": self.origin, "Content-Type": "application/json"}
        every |= headers or {}
        request = urllib.request.Request(self.origin + path, data, method=method)
        for name, value in every.items():
            if value is not None:
                request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()

    def json(self, path: str, body: object = None, **options: Any) -> tuple[int, Any]:
        status, _, data = self.ask(path, body, **options)
        return status, json.loads(data)

    def field(self, page: str, name: str) -> Any:
        status, data = self.json(f"/api/field?page={page}&field={name}")
        assert status == 200, data
        return data


@contextmanager
def bench_on(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Iterator[Bench]:
    guides.write(root, files)
    english, french = Locale.parse("en"), Locale.parse("fr")
    page = document(french, english, NullTranslations(), "test")
    with Server(0, desk_of(root), lambda: page) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Bench(root, server)
        finally:
            server.shutdown()
            thread.join()
