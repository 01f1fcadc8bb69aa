"""The servers of one exchange, which answer as its outcome says."""

from __future__ import annotations

import itertools
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from fieldguide.entries.models import Outcome
from fieldguide.lab.answers import answer, filled, responses, uses
from fieldguide.lab.models import LabError, SeenRequest
from fieldguide.lab.server import Server
from fieldguide.lab.wire import response

#: What the page asks for; a number follows.
PATH = "/items"
#: Browsers remember answers to preflights by address, and the system hands out ports again.
_numbers = itertools.count(1)
BODY = b'{"ok": true}\n'


def check_headers(outcome: Outcome) -> None:
    """Raise LabError for a header that can't be sent."""
    try:
        for found in responses(outcome):
            response(found.status, found.headers)
    except ValueError as error:
        raise LabError(str(error)) from None


class Stage:
    """What a page at `page` asks, and a third origin if the outcome leads there.

    An async context manager.
    """

    def __init__(self, outcome: Outcome, page: str) -> None:
        self._outcome = outcome
        self.places = {"origin": page}
        """What placeholders stand for."""
        self._stack = AsyncExitStack()
        self.url = ""
        """What the page shall ask for."""
        self.seen: list[SeenRequest] = []

    async def __aenter__(self) -> Self:
        """Start the servers. Raises LabError for a header that can't be sent."""
        check_headers(self._outcome)
        is_refused = self._outcome.failure == "connection-refused"
        async with AsyncExitStack() as stack:
            if uses(self._outcome, "other"):
                other = await stack.enter_async_context(Server(self._answer_elsewhere))
                self.places["other"] = other.origin
            server = Server(None if is_refused else self._answer)
            await stack.enter_async_context(server)
            self.places["self"] = server.origin
            self.url = f"{server.origin}{PATH}?{next(_numbers)}"
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the servers."""
        await self._stack.aclose()

    def _answer(self, request: SeenRequest) -> bytes | None:
        return self._send(request, is_first=request.target.partition("?")[0] == PATH)

    def _answer_elsewhere(self, request: SeenRequest) -> bytes | None:
        return self._send(request, is_first=False)

    def _send(self, request: SeenRequest, *, is_first: bool) -> bytes | None:
        if request.target != "/favicon.ico":
            self.seen.append(request)
        found = answer(self._outcome, is_first=is_first, is_preflight=request.is_preflight)
        if found is None:
            return None
        headers = filled(found.headers, self.places)
        is_head = request.method == "HEAD"
        return response(
            found.status, headers, b"" if request.is_preflight else BODY, is_head=is_head
        )
