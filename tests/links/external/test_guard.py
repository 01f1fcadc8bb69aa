from __future__ import annotations

import contextlib
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from fieldguide.links.external.guard import (
    Guard,
    UnsafeAddress,
    is_private,
    is_public,
    numeric_address,
)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "192.0.1.1",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::",
    ],
)
def test_public(address: str) -> None:
    assert is_public(ip_address(address))
    assert not is_private(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.0.9"),
        *("169.254.169.254", "172.16.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
        *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::7f00:1", "::808:808", "fe80::1", "fe80::1%eth0"),
        *("fec0::1", "fc00::1", "fd00::1", "ff02::1", "ff0e::1", "100::1", "2001::1"),
        "2001:db8::1",
        *("2001:0:808:808::1", "3fff::1", "5f00::1", "64:ff9b:1::1", "2606:4700::1%1"),
        *("::ffff:127.0.0.1", "::ffff:0:0", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
        "64:ff9b::a9fe:a9fe",
        *("2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:1::1"),
    ],
)  # fmt: skip
def test_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.ip_addresses(v=4))
@example(IPv4Address("127.0.0.1"))
@example(IPv4Address("192.88.99.1"))
def test_an_address_in_wrapping_is_as_public_as_it_is(address: IPv4Address) -> None:
    number = int(address)
    mapped = IPv6Address(0xFFFF << 32 | number)
    nat64 = IPv6Address(0x64FF9B << 96 | number)
    six_to_four = IPv6Address(0x2002 << 112 | number << 80 | 1)
    assert {is_public(a) for a in (mapped, nat64, six_to_four)} == {is_public(address)}


@given(st.ip_addresses())
def test_nothing_is_public_and_private(address: IPv4Address | IPv6Address) -> None:
    assert not (is_public(address) and is_private(address))
    assert not is_public(address) or address.is_global or int(address) >> 96 in (0xFFFF, 0x64FF9B)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255"]
)
def test_not_even_an_intranet(address: str) -> None:
    assert not Guard(allow_private=True).allows(ip_address(address))


@given(st.ip_addresses(v=4), st.data())
def test_every_spelling_of_an_address(address: IPv4Address, data: st.DataObject) -> None:
    octets = address.packed
    heads = data.draw(st.integers(0, 3))
    numbers = [*octets[:heads], int.from_bytes(octets[heads:])]
    style = st.sampled_from(["{}", "0{:o}", "0x{:x}", "0X{:X}", "0x000{:x}"])
    spelling = ".".join(data.draw(style).format(number) for number in numbers)
    assert numeric_address(spelling) == address
    assert IPv4Address(socket.inet_aton(spelling)) == address, "as the system reads it"
    assert numeric_address(spelling + ".") == address


@pytest.mark.parametrize(
    "host", ["256.0.0.1", "1.2.3.4.5", "4294967296", "1.2.3.65536", "a.1", "09", "0xg.1", "::g"]
)
def test_looks_like_an_address_and_is_none(host: str) -> None:
    if host == "0xg.1":
        assert numeric_address("0xg") is None
    with pytest.raises(ValueError):
        numeric_address(host)


@given(st.text(max_size=30))
def test_any_host_is_a_name_an_address_or_refused(host: str) -> None:
    with contextlib.suppress(ValueError):
        numeric_address(host)


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://0/"),
        *("http://2130706433/", "http://0x7f.1/", "http://0x7f000001/", "http://0177.0.0.1/"),
        *("http://127.1/", "http://127.0.0.1./", "http://[::1]/", "http://[::]/"),
        *("http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[::7f00:1]/"),
        *("http://１２７.０.０.１/", "http://169.254.169.254/", "http://[fd00::1]/"),
        *("file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:,x"),
        *("http://example.org:22/", "https://example.org:8443/", "http://example.org:0/"),
    ],
)
def test_vetting_refuses(url: str) -> None:
    with pytest.raises(UnsafeAddress):
        Guard().vet(URL(url))


@pytest.mark.parametrize(
    "url",
    [
        *("http://", "http:///x", "http://a b/", "http://127%2e0.0.1/", "http://[fe80::1%25eth0]/"),
        *("http://1.2.3.4.5/", "http://256.1.1.1/", "http://a..b/", "http://-a/"),
    ],
)
def test_vetting_knows_what_is_no_url(url: str) -> None:
    with pytest.raises(ValueError):
        Guard().vet(URL(url))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://example.org/a?b#c", "http://example.org/a?b"),
        ("https://me:secret@example.org/", "https://example.org/"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("http://[64:ff9b::808:808]/", "http://[64:ff9b::808:808]/"),
        ("http://exa_mple.org/", "http://exa_mple.org/"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
    ],
)
def test_vetting_lets_pass(url: str, asked: str) -> None:
    assert str(Guard().vet(URL(url))) == asked


def test_networks_of_ones_own() -> None:
    guard = Guard(networks=(IPv4Network("10.1.0.0/16"),))
    assert guard.allows(ip_address("10.1.2.3"))
    assert not guard.allows(ip_address("10.2.2.3"))
    assert not guard.allows(ip_address("::ffff:10.2.2.3"))


def test_the_net_below() -> None:
    with pytest.raises(UnsafeAddress, match=r"127\.0\.0\.1 is not a public address"):
        Guard().admit("127.0.0.1")
    Guard().admit("8.8.8.8")
