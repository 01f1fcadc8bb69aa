from __future__ import annotations

import errno
import os
import socket
import ssl

import aiohttp
import pytest

from fieldguide.links.external.failures import named
from fieldguide.links.external.guard import UnsafeAddress
from fieldguide.links.external.models import Status


def expired() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_code = 10
    error.verify_message = "certificate has expired"
    return error


def strange() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_code = 79
    error.verify_message = "invalid CA certificate"
    return error


@pytest.mark.parametrize(
    ("error", "status", "transient", "words"),
    [
        (UnsafeAddress("::1 is not a public address"), Status.UNSAFE_ADDRESS, False, "::1"),
        (expired(), Status.CERTIFICATE, False, "certificate has expired"),
        (strange(), Status.CERTIFICATE, False, "invalid CA certificate"),
        (ssl.SSLError(1, "[SSL: X] x"), Status.CERTIFICATE, False, "secure connection"),
        (socket.gaierror(socket.EAI_NONAME, "x"), Status.DNS, False, "no host of this name"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), Status.UNKNOWN, True, "looked up"),
        (TimeoutError(), Status.TIMEOUT, True, "in time"),
        (OSError(errno.ETIMEDOUT, "x"), Status.TIMEOUT, True, "in time"),
        (aiohttp.ServerTimeoutError(), Status.TIMEOUT, True, "in time"),
        (ConnectionRefusedError(), Status.REFUSED, False, "refuses"),
        (ConnectionResetError(), Status.UNKNOWN, True, "closed the connection"),
        (aiohttp.ServerDisconnectedError(), Status.UNKNOWN, True, "closed the connection"),
        (OSError(errno.EHOSTUNREACH, "x"), Status.UNKNOWN, True, "no way"),
        (OSError("Multiple exceptions: x"), Status.UNKNOWN, True, "OSError"),
        (aiohttp.ClientPayloadError(), Status.UNKNOWN, True, "proper HTTP"),
        (aiohttp.InvalidURL("x"), Status.BROKEN, False, "valid URL"),
        (ValueError(), Status.UNKNOWN, True, "proper HTTP"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_named(error: Exception, status: Status, transient: bool, words: str) -> None:
    failure = named(error)
    assert (failure.status, failure.transient) == (status, transient)
    assert words in failure.message
    assert failure.message.endswith(".")


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_error_of_the_system_has_a_name(number: int) -> None:
    assert named(OSError(number, os.strerror(number))).message
