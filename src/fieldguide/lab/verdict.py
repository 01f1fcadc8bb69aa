"""What the Fetch standard says of an exchange: whether the page may read the answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from fieldguide.entries.base import Header
from fieldguide.entries.models import Request, Response
from fieldguide.lab.answers import Answers
from fieldguide.lab.cors import (
    SAFE_METHODS,
    Refusal,
    check,
    check_preflight,
    get,
    location,
    normalized,
    sent,
    unsafe_names,
)

Result = Literal["readable", "opaque", "blocked"]
_MOST_REDIRECTS = 20
_SCHEMES = ("http", "https")
_NEVER_SENT = ("CONNECT", "TRACE", "TRACK")
#: https://fetch.spec.whatwg.org/#port-blocking
_BAD_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
))  # fmt: skip
_NOT_ENFORCED = (
    "The standard stops here. Browsers go on for now: Firefox prints a warning, Chrome files a "
    "deprecation notice, WebKit says nothing."
)
_ENVIRONMENTS = {
    "cors-disabled": ("CORSDisabled", "CORS is switched off in this browser's settings."),
    "content-script": (
        "CORSOriginHeaderNotAdded",
        "An extension's script asks, on whose behalf no Origin header can be sent.",
    ),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What comes of an exchange."""

    result: Result
    """`opaque`: the page gets an answer that it can't look into."""
    reason: str = ""
    """The guide's name for what is wrong; empty too where it is no matter of CORS."""
    section: str = ""
    """The part of the standard that decides, as its fragment."""
    steps: tuple[str, ...] = ()
    """How it came about, in words; the last one decides."""
    differs: bool = False
    """Whether the standard would have stopped it, and browsers don't."""


def decide(
    request: Request, page: str, url: str, answers: Answers, environment: str = "web-page"
) -> Decision:
    """Play an exchange through; `page` is the page's origin, `null` for one from disk."""
    return _Fetch(request, page, answers, environment).run(url)


class _Blocked(Exception):
    def __init__(self, reason: str, words: str, section: str) -> None:
        super().__init__(words)
        self.reason = reason
        self.words = words
        self.section = section


class _Fetch:
    """One call of `fetch`, from redirect to redirect."""

    def __init__(self, request: Request, page: str, answers: Answers, environment: str) -> None:
        self._page = page
        self._origin = page
        self._answers = answers
        self._environment = environment
        self._mode = request.mode
        self._method = normalized(request.method)
        self._headers: Sequence[Header] = sent(request.headers)
        self._with_credentials = request.credentials == "include"
        self._is_foreign = False
        self._differs = False
        self._steps: list[str] = []

    @property
    def _is_cors(self) -> bool:
        return self._is_foreign and self._mode == "cors"

    def run(self, url: str) -> Decision:
        """From the call to the answer."""
        try:
            result = self._follow(_resolved(f"{self._page}/", url))
        except _Blocked as blocked:
            steps = (*self._steps, blocked.words)
            return Decision("blocked", blocked.reason, blocked.section, steps, self._differs)
        return Decision(result, "", "", tuple(self._steps), self._differs)

    def _follow(self, url: str) -> Result:
        self._check_call()
        if urlsplit(url).scheme == "data":
            return "readable"
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_address(url)
            response = self._ask(url)
            target = location(response)
            if target is None:
                return self._handed_over(response)
            target = _resolved(url, target)
            self._redirect(url, target, response.status)
            url = target
        text = f"There are more than {_MOST_REDIRECTS} redirects."
        raise _Blocked("CORSDidNotSucceed", text, "concept-http-redirect-fetch")

    def _check_call(self) -> None:
        if self._method.upper() in _NEVER_SENT:
            raise _Blocked("", f"A page can't send {self._method}.", "forbidden-method")
        if self._mode == "no-cors":
            if self._method not in SAFE_METHODS:
                text = f"The mode no-cors does not allow {self._method}."
                raise _Blocked("", text, "dom-request")
            unsafe = unsafe_names(self._headers)
            self._headers = [pair for pair in self._headers if pair[0].lower() not in unsafe]

    def _check_address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES:
            text = f"The address is neither http: nor https: but {parts.scheme}:."
            raise _Blocked("CORSRequestNotHttp", text, "concept-main-fetch")
        if parts.port in _BAD_PORTS:
            raise _Blocked("", f"Browsers send nothing to port {parts.port}.", "port-blocking")
        self._is_foreign = self._is_foreign or _origin(url) != self._page
        if self._is_foreign and self._mode == "same-origin":
            text = "The mode same-origin allows the page's own origin only."
            raise _Blocked("", text, "concept-main-fetch")
        if self._is_cors and self._environment in _ENVIRONMENTS:
            raise _Blocked(*_ENVIRONMENTS[self._environment], "")

    def _ask(self, url: str) -> Response:
        """Ask, after a preflight if need be; the answer to the request itself."""
        names = unsafe_names(self._headers)
        if self._is_cors and (names or self._method not in SAFE_METHODS):
            self._ask_first(url, names)
        response = self._answer(url, is_preflight=False)
        self._steps.append(f"{self._method} was answered with status {response.status}.")
        if self._is_cors:
            self._stop_at(check(response, self._origin, with_credentials=self._with_credentials))
        return response

    def _ask_first(self, url: str, names: list[str]) -> None:
        asks = [self._method] if self._method not in SAFE_METHODS else []
        self._steps.append(f"A preflight is needed, because of {', '.join(asks + names)}.")
        response = self._answer(url, is_preflight=True)
        self._steps.append(f"The preflight was answered with status {response.status}.")
        credentials = self._with_credentials
        self._stop_at(
            check_preflight(
                response, self._origin, self._method, names, with_credentials=credentials
            )
        )

    def _answer(self, url: str, *, is_preflight: bool) -> Response:
        response = self._answers(url, is_preflight)
        if response is None or response.status < 200:
            text = f"There was no answer to {'the preflight' if is_preflight else self._method}."
            raise _Blocked("CORSDidNotSucceed", text, "concept-http-network-fetch")
        return response

    def _stop_at(self, refusal: Refusal | None) -> None:
        if refusal is None:
            return
        if refusal.is_enforced:
            raise _Blocked(refusal.reason, refusal.words, refusal.section)
        self._differs = True
        self._steps += [refusal.words, _NOT_ENFORCED]

    def _redirect(self, url: str, target: str, status: int) -> None:
        """Check where a redirect leads to, and change the request as it demands."""
        parts, section = urlsplit(target), "concept-http-redirect-fetch"
        if parts.scheme not in _SCHEMES:
            reason = "CORSDidNotSucceed" if parts.scheme == "data" else "CORSRequestNotHttp"
            text = f"The redirect leads to {parts.scheme}:, which is neither http: nor https:."
            raise _Blocked(reason if self._is_cors else "", text, section)
        is_other = _origin(target) != _origin(url)
        is_foreign = self._is_foreign or _origin(target) != self._page
        if (parts.username or parts.password) and self._mode == "cors" and is_foreign:
            text = "The redirect leads to an address with a user name or a password in it."
            raise _Blocked("CORSDidNotSucceed", text, section)
        self._steps.append(f"It is a redirect to {target}.")
        if (status in (301, 302) and self._method == "POST") or (
            status == 303 and self._method not in ("GET", "HEAD")
        ):
            self._method = "GET"
            self._drop("content-encoding", "content-language", "content-location", "content-type")
        if is_other:
            self._drop("authorization")
            if _origin(url) != self._page and self._origin != "null":
                self._origin = "null"
                self._steps.append("It leads to another origin, so the browser sends Origin: null.")

    def _drop(self, *names: str) -> None:
        self._headers = [pair for pair in self._headers if pair[0].lower() not in names]

    def _handed_over(self, response: Response) -> Result:
        if self._mode != "no-cors" or not self._is_foreign:
            return "readable"
        if get(response.headers, "Cross-Origin-Resource-Policy") == "same-origin":
            text = "Cross-Origin-Resource-Policy keeps the answer from other origins."
            raise _Blocked("", text, "cross-origin-resource-policy-header")
        return "opaque"


def _resolved(base: str, url: str) -> str:
    try:
        found = urljoin(base, url)
        _ = urlsplit(found).port
    except ValueError:
        raise _Blocked("CORSDidNotSucceed", f"“{url}” is not an address.", "url-parsing") from None
    return found


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
