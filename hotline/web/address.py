"""From where somebody asks: what limits of tries count by, hashed before it is stored; and the
addresses that their headers name.
"""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from litestar.connection import ASGIConnection


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The address of the other end, "" where there is none.

    Behind a trusted proxy the server has put the caller's there. Of IPv6 it is the network of 64
    bits, all of whose addresses one caller may use.
    """
    return counted_address(connection.client.host) if connection.client else ""


def counted_address(host: str) -> str:
    """Under which address the limits count this host."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, 64), strict=False))


def parts_of(address: str) -> SplitResult:
    """The parts of what a header says is an address, all empty where it is none."""
    try:
        parts = urlsplit(address)
        parts.hostname, parts.port  # noqa: B018 (they are read here or never)
    except ValueError:
        return urlsplit("")
    return parts


def host_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The Host of the request as it came, which may be anything: `connection.url` fails on it."""
    host: str = connection.headers.get("host", "")
    return host
