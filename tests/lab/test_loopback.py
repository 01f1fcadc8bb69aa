"""What shows that nothing leaves this machine shows it when something does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.lab.trap import prefix, trapped
from tests.lab.watch import watched

# Addresses for documentation: nobody is there.
TALK = """
import socket
for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("192.0.2.1", 443)),
    (socket.AF_INET6, socket.SOCK_STREAM, ("2001:db8:1::1", 443)),
    (socket.AF_INET, socket.SOCK_DGRAM, ("198.51.100.1", 53)),
):
    with socket.socket(family, kind) as one:
        one.settimeout(0.2)
        try:
            one.connect(address)
            one.send(b"hello")
        except OSError:
            pass
"""
QUIET = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
"""


def caught(code: str, report: Path) -> list[str]:
    subprocess.run(trapped([sys.executable, "-c", code], report), check=True)
    return [line.split(" port")[0] for line in report.read_text().splitlines()]


needs_trap = pytest.mark.skipif(prefix() is None, reason="this machine allows no namespaces")


@needs_trap
def test_the_trap_catches_what_leaves(tmp_path: Path) -> None:
    found = caught(TALK, tmp_path / "report")
    assert {"TCP 192.0.2.1", "UDP 198.51.100.1"} <= set(found)
    if Path("/proc/net/if_inet6").exists():
        assert "TCP 2001:db8:1::1" in found


@needs_trap
def test_the_trap_catches_questions_for_names(tmp_path: Path) -> None:
    code = "import socket\ntry: socket.getaddrinfo('example.org', 80)\nexcept OSError: pass"
    report = tmp_path / "report"
    assert caught(code, report)[0].startswith("UDP 10.99.0.53")
    assert ".example.org." in report.read_text()


@needs_trap
def test_the_trap_leaves_loopback_alone(tmp_path: Path) -> None:
    assert caught(QUIET, tmp_path / "report") == []


def test_the_watch_sees_what_leaves() -> None:
    code = (
        "import socket, time; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); "
        "s.connect(('192.0.2.1', 53)); time.sleep(0.5)"
    )
    process, seen = watched([sys.executable, "-c", code])
    if process.returncode == 0:  # this machine has a way to the world
        assert seen == ["udp 192.0.2.1 port 53"]


def test_the_watch_leaves_loopback_alone() -> None:
    assert watched([sys.executable, "-c", QUIET])[1] == []
