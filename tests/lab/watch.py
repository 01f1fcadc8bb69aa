"""Which peers beyond loopback the processes below a command talk to, by looking again and again.

Weaker than the trap: what lasts for less than a moment is missed. For machines that don't allow
namespaces.
"""

from __future__ import annotations

import contextlib
import ipaddress
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.lab.processes import descendants

_MOMENT = 0.02


def watched(command: list[str]) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run a command; what came of it, and all peers that were seen."""
    seen: set[str] = set()
    # files, as nobody reads while it runs
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=output, stderr=errors, text=True)
        try:
            while process.poll() is None:
                for one in [process.pid, *descendants(process.pid)]:
                    seen |= set(_peers(one))
                time.sleep(_MOMENT)
        finally:
            process.kill()
        output.seek(0)
        errors.seek(0)
        texts = output.read(), errors.read()
    return subprocess.CompletedProcess(command, process.returncode, *texts), sorted(seen)


def _peers(process: int) -> Iterator[str]:
    own = set()
    with contextlib.suppress(OSError):
        for entry in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(OSError):
                target = str(entry.readlink())
                if target.startswith("socket:["):
                    own.add(target[8:-1])
    for protocol in ("tcp", "tcp6", "udp", "udp6") if own else ():
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{process}/net/{protocol}").read_text().splitlines()[1:]
            for fields in map(str.split, lines):
                address, port = _address(fields[2])
                # browsers connect datagrams to nowhere to learn of routes, and send none
                is_talk = protocol.startswith("tcp") or port == 53
                if fields[9] in own and is_talk and not _is_here(address):
                    yield f"{protocol} {address} port {port}"


def _address(text: str) -> tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, int]:
    digits, _, port = text.partition(":")
    words = [bytes.fromhex(digits[at : at + 8])[::-1] for at in range(0, len(digits), 8)]
    return ipaddress.ip_address(b"".join(words)), int(port, 16)


def _is_here(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback or address.is_unspecified
