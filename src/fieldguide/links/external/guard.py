"""The address guard: a link checker must not become a way into somebody's network.

Pure. It is asked at three places: about each URL before it is requested, redirects included
(`Guard.vet`; aiohttp doesn't resolve literal addresses), about each answer of the
resolver (`resolver.GuardedResolver`), and once more about each socket before it connects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

from yarl import URL

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443})


class UnsafeAddress(OSError):
    """The guard refuses to go there. An OSError, so that it passes through asyncio and aiohttp."""


# What some versions of Python hold to be global, or what is, but is no place for a web server.
_NOT_PUBLIC_V4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        ),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
_SIX_TO_FOUR = IPv6Network("2002::/16")
_NAT64 = IPv6Network("64:ff9b::/96")


def unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv4-mapped, 6to4 or NAT64 one; else the address itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        if address in _SIX_TO_FOUR:
            return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """Whether packets to this address go to the public internet and nowhere else."""
    address = unwrapped(address)
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in net for net in _NOT_PUBLIC_V4)
    if address.scope_id is not None or address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not any(address in net for net in _NOT_PUBLIC_V6)


def is_private(address: Address) -> bool:
    """Whether this is a host of an own network or this machine: not public, but unicast.

    Link-local addresses are not: clouds keep their machines' credentials there.
    """
    address = unwrapped(address)
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return False
    return address.is_loopback or (
        address.is_private
        and not address.is_link_local
        and not address.is_multicast
        and not address.is_unspecified
        and not (isinstance(address, IPv4Address) and int(address) >> 24 in (0, *range(240, 256)))
    )


_NUMBER = re.compile(r"0[xX][0-9A-Fa-f]*|[0-9]+")


def numeric_address(host: str) -> Address | None:
    """The address that a host spells with numbers, in every spelling that browsers take.

    None for a name. Raises ValueError for what looks like an address and is none.
    https://url.spec.whatwg.org/#concept-ipv4-parser
    """
    host = host.removeprefix("[").removesuffix("]")
    if ":" in host:
        return ip_address(host)
    labels = host.removesuffix(".").split(".")
    if not _NUMBER.fullmatch(labels[-1]):
        return None
    if len(labels) > 4 or not all(map(_NUMBER.fullmatch, labels)):
        raise ValueError(f"{host} is not an address")
    *heads, last = map(_number, labels)
    if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
        raise ValueError(f"{host} is not an address")
    return IPv4Address(last + sum(head << 24 - 8 * place for place, head in enumerate(heads)))


def _number(text: str) -> int:
    if text[:2] in ("0x", "0X"):
        return int(text[2:] or "0", 16)
    return int(text, 8 if len(text) > 1 and text[0] == "0" else 10)


_HOST = re.compile(r"(?!-)[A-Za-z0-9_.-]{1,253}|\[?[0-9A-Fa-f:.]+\]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Where requests may go."""

    allow_private: bool = False
    """For intranets and tests: hosts of own networks and this machine, and any port."""
    networks: tuple[Network, ...] = ()
    """Networks that are allowed although they aren't public."""
    ports: frozenset[int] = WEB_PORTS

    def allows(self, address: Address) -> bool:
        """Whether a connection to this address may be made."""
        return (
            is_public(address)
            or (self.allow_private and is_private(address))
            or any(address in network for network in self.networks)
        )

    def admit(self, address: str) -> None:
        """Raise UnsafeAddress unless a connection to this address may be made."""
        if not self.allows(ip_address(address)):
            raise UnsafeAddress(f"{address} is not a public address")

    def vet(self, url: URL) -> URL:
        """The URL to request, its host in plain spelling, without credentials and fragment.

        Raises UnsafeAddress where the guard doesn't let it go, ValueError if it is no URL.
        """
        if not url.scheme:
            raise ValueError("it has no scheme")
        if url.scheme not in ("http", "https"):
            raise UnsafeAddress(f"only http and https addresses are asked, not {url.scheme}:")
        host = url.raw_host
        if not host or not _HOST.fullmatch(host) or ".." in host:
            raise ValueError("it has no valid host name")
        address = numeric_address(host)
        if not self.allow_private and url.port not in self.ports:
            raise UnsafeAddress(f"port {url.port} is not one for web pages")
        url = url.with_user(None).with_fragment(None)
        if address is None:
            return url
        if not self.allows(address):
            raise UnsafeAddress(f"{address} is not a public address")
        return url.with_host(str(address))
