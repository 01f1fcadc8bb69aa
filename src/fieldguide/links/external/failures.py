"""Exceptions of the network, named. Pure."""

from __future__ import annotations

import errno
import socket
import ssl

import aiohttp

from fieldguide.links.external.guard import UnsafeAddress
from fieldguide.links.external.models import Status
from fieldguide.links.external.seen import Failure

#: What asking a server may raise; anything else is a mistake of ours.
NETWORK_ERRORS = (aiohttp.ClientError, OSError, ValueError, EOFError)

# X509_V_ERR_* of OpenSSL
_CERTIFICATES = {
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    19: "comes from an authority that nobody knows (self-signed)",
    20: "comes from an authority that nobody knows, or its chain is incomplete",
    21: "comes without the rest of its chain",
    23: "has been revoked",
    62: "is for another host",
    64: "is for another address",
}


def unsafe(error: OSError) -> Failure:
    """The address guard stopped it."""
    return Failure(Status.UNSAFE_ADDRESS, f"Not asked: {error}.")


def certificate(error: ssl.SSLCertVerificationError) -> Failure:
    """The server's certificate is no good."""
    what = _CERTIFICATES.get(error.verify_code)
    if what is None:
        what = f"can't be verified ({error.verify_message or error.reason})"
    return Failure(Status.CERTIFICATE, f"The server's certificate {what}.")


def named(error: BaseException) -> Failure:
    """What an exception of the network means."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        error = error.certificate_error
    elif isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    elif isinstance(error, aiohttp.ClientOSError) and error.errno is not None:
        error = OSError(error.errno, error.strerror)  # Python then picks the fitting kind
    match error:
        case UnsafeAddress():
            return unsafe(error)
        case ssl.SSLCertVerificationError():
            return certificate(error)
        case ssl.SSLError():
            # asyncio makes some of these itself, without what OpenSSL gives.
            reason = (getattr(error, "reason", "") or "no reason given").replace("_", " ").lower()
            return Failure(
                Status.CERTIFICATE, f"No secure connection could be agreed on: {reason}."
            )
        case socket.gaierror():
            return _dns(error)
        case TimeoutError():
            return Failure(Status.TIMEOUT, "The server did not answer in time.", transient=True)
        case ConnectionRefusedError():
            return Failure(Status.REFUSED, "The server refuses the connection.")
        case ConnectionError() | aiohttp.ServerDisconnectedError() | EOFError():
            return Failure(
                Status.UNKNOWN, "The server closed the connection unanswered.", transient=True
            )
        case aiohttp.InvalidURL() | UnicodeError():
            return Failure(Status.BROKEN, "The address is not a valid URL.")
        case aiohttp.ClientResponseError() | aiohttp.ClientPayloadError() | ValueError():
            # Maybe the rest of an earlier answer, if a server gives HEAD a body: worth a retry.
            return Failure(
                Status.UNKNOWN, "The server's answer is not proper HTTP.", transient=True
            )
        case OSError() if error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
            return Failure(
                Status.UNKNOWN, "There is no way from here to the server.", transient=True
            )
        case _:
            kind = type(error).__name__
            return Failure(Status.UNKNOWN, f"The connection failed ({kind}).", transient=True)


def _dns(error: socket.gaierror) -> Failure:
    if error.errno == socket.EAI_AGAIN:
        message = "The host name could not be looked up at this time."
        return Failure(Status.UNKNOWN, message, transient=True)
    return Failure(Status.DNS, "There is no host of this name.")
