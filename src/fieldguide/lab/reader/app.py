"""The servers behind `fieldguide lab serve`: a page, and what its requests are sent to."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fieldguide.entries.base import Header
from fieldguide.lab.engines.extension import EXTENSION
from fieldguide.lab.models import LabError, Scenario, SeenRequest
from fieldguide.lab.reader.files import own_file, site_file
from fieldguide.lab.reader.trials import Origins, Trial, Trials
from fieldguide.lab.server import Handler, Server
from fieldguide.lab.stage import BODY
from fieldguide.lab.wire import response


@dataclass(frozen=True, slots=True)
class Title:
    """A text in one language (BCP 47)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A reason, as the page lists it."""

    id: str
    title: Title
    address: str
    """The page's, below the built site; empty where there is none."""
    trials: Sequence[tuple[Scenario, Title | None]]
    """Its exchanges; those of which engines differ have titles."""


class ReaderLab:
    """All servers of the lab. An async context manager."""

    def __init__(self, topics: Sequence[Topic], site: Path, port: int) -> None:
        self._topics = topics
        self._site = site
        self._page = Server(self._guarded(lambda: self._page, self._answer), port)
        self._own = Server(self._guarded(lambda: self._own, self._answer_trial))
        self._other = Server(self._guarded(lambda: self._other, self._answer_elsewhere))
        self._refused = Server(None)
        self._stack = AsyncExitStack()
        self._trials: Trials | None = None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"{self._page.origin}/"

    async def __aenter__(self) -> Self:
        """Listen. Raises LabError if the port is taken."""
        async with AsyncExitStack() as stack:
            for server in (self._page, self._own, self._other, self._refused):
                await stack.enter_async_context(server)
            self._stack = stack.pop_all()
        self._trials = Trials(
            Origins(*(s.origin for s in (self._page, self._own, self._other, self._refused)))
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop all servers."""
        await self._stack.aclose()

    def _guarded(self, server: Callable[[], Server], handler: Handler) -> Handler:
        """Answer only to a server's own name: others may be made to mean this machine."""

        def handle(request: SeenRequest) -> bytes | None:
            if [value for name, value in request.headers if name.lower() == "host"] != [
                server().host
            ]:
                return _text(421, f"This is {server().origin}/ and nothing else.")
            return handler(request)

        return handle

    def _answer(self, request: SeenRequest) -> bytes:
        """For the page's own server."""
        path = request.target.partition("?")[0]
        if request.method == "POST" and path == "/trials":
            return self._add(request)
        if request.method != "GET":
            return _text(405, "This server is for GET.")
        found: bytes | None = None
        if path == "/topics.json":
            found = _json([_topic(topic) for topic in self._topics])
        elif path == "/lab.xpi":
            found = response(200, [("Content-Type", "application/x-xpinstall")], _extension())
        elif path.startswith("/trials/"):
            found = self._seen(path.removeprefix("/trials/"))
        elif path.startswith("/guide/"):
            found = site_file(self._site, path.removeprefix("/guide/"))
        else:
            found = own_file(path)
        return found if found is not None else _text(404, "There is no such page.")

    def _add(self, request: SeenRequest) -> bytes:
        assert self._trials is not None
        is_ours = request.header("Origin") == self._page.origin
        if not is_ours or request.header("Content-Type") != "application/json":
            return _text(403, "Only the lab's own page may ask for a trial.")
        try:
            trial = self._trials.add(request.body)
        except LabError as error:
            return _text(400, str(error))
        return _json({"token": trial.token, "url": trial.url, "decision": asdict(trial.decision)})

    def _seen(self, token: str) -> bytes | None:
        assert self._trials is not None
        trial: Trial | None = self._trials.find(token)
        return None if trial is None else _json({"seen": trial.seen})

    def _answer_trial(self, request: SeenRequest) -> bytes | None:
        return self._try(request, self._own.origin)

    def _answer_elsewhere(self, request: SeenRequest) -> bytes | None:
        return self._try(request, self._other.origin)

    def _try(self, request: SeenRequest, origin: str) -> bytes | None:
        assert self._trials is not None
        found = self._trials.answer(request, origin)
        if found is None:
            return None
        status, headers = found
        body = b"" if request.is_preflight else BODY
        return response(status, headers, body, is_head=request.method == "HEAD")


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "title": topic.title.text,
        "language": topic.title.language,
        "address": f"guide/{topic.address}" if topic.address else "",
        "trials": [
            {
                "name": scenario.name.removeprefix(f"{topic.id} "),
                "request": scenario.request.model_dump(),
                "outcome": scenario.outcome.model_dump(),
                "title": title and title.text,
                "language": title and title.language,
            }
            for scenario, title in topic.trials
        ],
    }


def _extension() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in EXTENSION.items():
            archive.writestr(name, text)
    return packed.getvalue()


def _json(data: Any) -> bytes:
    headers: list[Header] = [("X-Content-Type-Options", "nosniff")]
    return response(200, headers, json.dumps(data).encode())


def _text(status: int, text: str) -> bytes:
    return response(status, [("Content-Type", "text/plain; charset=utf-8")], f"{text}\n".encode())
