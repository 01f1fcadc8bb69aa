"""The Fetch standard's checks of single responses and requests. Pure.

A refusal bears the name of the reason that Firefox reports, which is finer than the standard's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fieldguide.entries.base import Header
from fieldguide.entries.models import Response

#: https://fetch.spec.whatwg.org/#cors-safelisted-method
SAFE_METHODS = ("GET", "HEAD", "POST")
#: https://fetch.spec.whatwg.org/#concept-method-normalize
_NORMALIZED = ("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT")
_REDIRECTS = (301, 302, 303, 307, 308)
_SPACE = " \t"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SAFE_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
#: https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
_UNSAFE_BYTE = re.compile(r"[\x00-\x08\x0a-\x1f\"():<>?@\[\\\]{}\x7f]")
_SAFE_LANGUAGE = re.compile(r"[0-9A-Za-z *,\-.;=]*")
_SAFE_RANGE = re.compile(r"bytes=[0-9]+-[0-9]*")
_LONGEST_VALUE, _LONGEST_VALUES = 128, 1024
#: https://fetch.spec.whatwg.org/#forbidden-request-header, without `Access-Control-` and prefixes.
_FORBIDDEN = frozenset((
    "accept-charset", "accept-encoding", "access-control-request-headers",
    "access-control-request-method", "connection", "content-length", "cookie", "cookie2", "date",
    "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie", "te", "trailer",
    "transfer-encoding", "upgrade", "via",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the standard lets something fail."""

    reason: str
    """The guide's; empty where it is no matter of CORS."""
    words: str
    section: str
    """The standard's, as its fragment."""
    is_enforced: bool = True
    """Whether browsers keep to the standard here."""


def location(response: Response) -> str | None:
    """Where a response redirects to; None if it doesn't."""
    return get(response.headers, "Location") if response.status in _REDIRECTS else None


def get(headers: Sequence[Header], name: str) -> str | None:
    """All values of a header as one; None if it isn't there."""
    values = _values(headers, name)
    return ", ".join(values) if values else None


def _values(headers: Sequence[Header], name: str) -> list[str]:
    return [value.strip(_SPACE) for key, value in headers if key.lower() == name.lower()]


def check(response: Response, origin: str, *, with_credentials: bool) -> Refusal | None:
    """The CORS check: None if a response may be read by an origin.

    https://fetch.spec.whatwg.org/#concept-cors-check
    """
    section = "concept-cors-check"
    name = "Access-Control-Allow-Origin"
    values = _values(response.headers, name)
    if not values:
        return Refusal(
            "CORSMissingAllowOrigin", f"The answer ({response.status}) has no {name}.", section
        )
    if len(values) > 1:
        text = f"The answer has {name} {len(values)} times: {', '.join(values)}."
        return Refusal("CORSMultipleAllowOriginNotAllowed", text, section)
    if values[0] == "*" and not with_credentials:
        return None
    if values[0] == "*":
        text = f"{name} is *, which does not count for a request with credentials."
        return Refusal("CORSNotSupportingCredentials", text, section)
    if values[0] != origin:
        text = f"{name} is “{values[0]}”, and the request's origin is “{origin}”."
        return Refusal("CORSAllowOriginNotMatchingOrigin", text, section)
    allowed = get(response.headers, "Access-Control-Allow-Credentials")
    if with_credentials and allowed != "true":
        seen = "missing" if allowed is None else f"“{allowed}”"
        text = f"Access-Control-Allow-Credentials is {seen}; it has to be exactly “true”."
        return Refusal("CORSMissingAllowCredentials", text, section)
    return None


def check_preflight(
    response: Response,
    origin: str,
    method: str,
    names: Sequence[str],
    *,
    with_credentials: bool,
) -> Refusal | None:
    """Whether the answer to a preflight lets the request go out; `names` are unsafe headers.

    https://fetch.spec.whatwg.org/#cors-preflight-fetch, in Firefox's order of checks.
    """
    section = "cors-preflight-fetch"
    refusal = check(response, origin, with_credentials=with_credentials)
    if refusal is not None:
        return refusal
    if location(response) is not None:
        text = f"The answer to the preflight is a redirect ({response.status})."
        return Refusal("CORSExternalRedirectNotAllowed", text, section)
    if not 200 <= response.status <= 299:
        text = f"The answer to the preflight has status {response.status}, not one from 200 to 299."
        return Refusal("CORSPreflightDidNotSucceed", text, section)
    listed = {}
    for header, reason in (
        ("Access-Control-Allow-Methods", "CORSInvalidAllowMethod"),
        ("Access-Control-Allow-Headers", "CORSInvalidAllowHeader"),
    ):
        items, bad = _listed(get(response.headers, header) or "")
        if bad:
            text = f"{header} has “{bad}” in it, which is not a name; a comma separates names."
            return Refusal(reason, text, section)
        listed[header] = items
        if header == "Access-Control-Allow-Methods":
            wildcard = "*" in items and not with_credentials
            if method not in items and method not in SAFE_METHODS and not wildcard:
                text = f"Access-Control-Allow-Methods does not list {method}."
                return Refusal("CORSMethodNotFound", text, section)
    allowed = {name.lower() for name in listed["Access-Control-Allow-Headers"]}
    for name in names:
        if name not in allowed and ("*" not in allowed or with_credentials):
            text = f"Access-Control-Allow-Headers does not list {name}."
            return Refusal("CORSMissingAllowHeaderFromPreflight", text, section)
    if "authorization" in names and "authorization" not in allowed:
        text = "Access-Control-Allow-Headers is *, which does not stand for authorization."
        return Refusal("CORSMissingAllowHeaderFromPreflight", text, section, is_enforced=False)
    return None


def _listed(value: str) -> tuple[list[str], str]:
    """The names in a list, and the first item that is none."""
    items = [item.strip(_SPACE) for item in value.split(",")]
    bad = next((item for item in items if item and not _TOKEN.fullmatch(item)), "")
    return [item for item in items if item], bad


def normalized(method: str) -> str:
    """A method as it is sent: of some, the letters' case doesn't matter."""
    return method.upper() if method.upper() in _NORMALIZED else method


def sent(headers: Sequence[Header]) -> list[Header]:
    """The headers of a request that a page may set; the others are left out in silence."""
    return [
        (name, value)
        for name, value in headers
        if name.lower() not in _FORBIDDEN and not name.lower().startswith(("proxy-", "sec-"))
    ]


def unsafe_names(headers: Sequence[Header]) -> list[str]:
    """The names, in lower case and order, of headers that ask for a preflight.

    https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
    """
    merged: dict[str, str] = {}
    for name, value in headers:
        own = name.lower()
        merged[own] = (
            f"{merged[own]}, {value.strip(_SPACE)}" if own in merged else value.strip(_SPACE)
        )
    safe = [name for name, value in merged.items() if _is_safe(name, value)]
    if sum(len(merged[name].encode()) for name in safe) > _LONGEST_VALUES:
        safe = []
    return sorted(merged.keys() - set(safe))


def _is_safe(name: str, value: str) -> bool:
    if len(value.encode()) > _LONGEST_VALUE:
        return False
    if name == "accept":
        return not _UNSAFE_BYTE.search(value)
    if name in ("accept-language", "content-language"):
        return bool(_SAFE_LANGUAGE.fullmatch(value))
    if name == "content-type":
        essence = value.partition(";")[0].strip(_SPACE).lower()
        return not _UNSAFE_BYTE.search(value) and essence in _SAFE_TYPES
    return name == "range" and bool(_SAFE_RANGE.fullmatch(value))
