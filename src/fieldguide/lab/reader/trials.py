"""Exchanges that a reader's browser tries: what is asked, what is answered, what was seen."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from fieldguide.entries.base import Header, Model
from fieldguide.entries.models import Outcome, Request, Response
from fieldguide.lab.answers import answer, filled, responses
from fieldguide.lab.models import LabError, SeenRequest
from fieldguide.lab.server import HOST
from fieldguide.lab.stage import PATH, check_headers
from fieldguide.lab.verdict import Decision, decide

#: So many trials are remembered.
_MOST = 100
# One of the lab's servers; a path on the same; an address that isn't the web's. Whatever browsers
# might read as another host's is none of these.
_STAYS = re.compile(
    r"\{(?:origin|self|other)\}(?:[/?#]\S*)?"
    rf"|http://{re.escape(HOST)}(?::[0-9]+)?(?:[/?#]\S*)?"
    r"|/(?![/\\])\S*|[\w.-][\w./-]*"
    r"|(?!https?:)[a-z][a-z0-9+.-]*:\S*",
    re.ASCII | re.IGNORECASE,
)
_HAS_USER = re.compile(r"https?://\w+:\w+@[\w./:-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origins:
    """The lab's servers, as origins."""

    page: str
    own: str
    """What pages ask."""
    other: str
    """Where redirects may lead to."""
    refused: str
    """Where nobody listens."""


class Wish(Model):
    """What a page wants to be tried."""

    request: Request
    outcome: Outcome


@dataclass(slots=True)
class Trial:
    """One exchange, under an address of its own."""

    token: str
    wish: Wish
    url: str
    decision: Decision
    seen: list[dict[str, Any]] = field(default_factory=list)


class Trials:
    """All trials of a reader."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._trials: OrderedDict[str, Trial] = OrderedDict()

    def add(self, data: bytes) -> Trial:
        """A new trial, from JSON. Raises LabError, with a message for its author."""
        try:
            wish = Wish.model_validate_json(data)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise LabError(f"{place}: {first['msg']}") from None
        check_headers(wish.outcome)
        _check_addresses(wish)
        token = secrets.token_hex(4)
        is_refused = wish.outcome.failure == "connection-refused"
        base = self._origins.refused if is_refused else self._origins.own
        url = wish.request.url or f"{base}/{token}{PATH}"
        trial = Trial(token, wish, url, self._decide(wish, token, url))
        self._trials[token] = trial
        while len(self._trials) > _MOST:
            self._trials.popitem(last=False)
        return trial

    def find(self, token: str) -> Trial | None:
        """A trial that is remembered."""
        return self._trials.get(token)

    def answer(self, request: SeenRequest, origin: str) -> tuple[int, list[Header]] | None:
        """What one of the servers answers; None: it resets the connection."""
        token = request.target.split("/")[1] if request.target.startswith("/") else ""
        trial = self._trials.get(token)
        if trial is None:
            return 404, []
        is_first = f"{origin}{request.target}" == trial.url
        found = answer(trial.wish.outcome, is_first=is_first, is_preflight=request.is_preflight)
        headers = self._filled(found, token) if found is not None else []
        trial.seen.append(
            {
                "url": f"{origin}{request.target}",
                "method": request.method,
                "headers": request.headers,
                "status": None if found is None else found.status,
                "answered": headers,
            }
        )
        return None if found is None else (found.status, headers)

    def _filled(self, response: Response, token: str) -> list[Header]:
        """Headers as they are sent: redirects stay within the trial."""
        own, other = self._origins.own, self._origins.other
        places = {"origin": self._origins.page, "self": own, "other": other}
        within = {**places, "self": f"{own}/{token}", "other": f"{other}/{token}"}
        done: list[Header] = []
        for name, value in response.headers:
            if name.lower() != "location":
                done += filled([(name, value)], places)
            elif value.startswith("/") and not value.startswith("//"):
                done.append((name, f"/{token}{value}"))
            else:
                done += filled([(name, value)], within)
        return done

    def _decide(self, wish: Wish, token: str, url: str) -> Decision:
        page = self._origins.page

        def ask(asked: str, is_preflight: bool) -> Response | None:
            if asked.startswith(f"{page}/"):
                return Response(status=404)
            found = answer(wish.outcome, is_first=asked == url, is_preflight=is_preflight)
            return found and Response(status=found.status, headers=self._filled(found, token))

        is_from_disk = wish.outcome.environment == "file-page"
        asked = f"file:///{url}" if is_from_disk else url
        environment = wish.outcome.environment
        return decide(wish.request, "null" if is_from_disk else page, asked, ask, environment)


def _check_addresses(wish: Wish) -> None:
    """Nothing may lead a reader's browser away from this machine."""
    if wish.request.url and not _STAYS.fullmatch(wish.request.url):
        raise LabError(f"{wish.request.url} is not on this machine")
    for response in responses(wish.outcome):
        for name, value in response.headers:
            # an address with a user name is not followed
            is_refused = wish.request.mode == "cors" and _HAS_USER.fullmatch(value)
            if name.lower() == "location" and not _STAYS.fullmatch(value) and not is_refused:
                raise LabError(f"Location: {value} would leave this machine")
