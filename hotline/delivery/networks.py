"""Where a webhook may go: to the open network, and inside the house where a setting says so."""

import socket
from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from hotline.config import Settings
from hotline.domain.errors import HotlineError, InvalidInput

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
# Addresses of the older protocol inside the newer one's (RFC 6052).
TRANSLATED = ip_network("64:ff9b::/96")


class RefusedAddress(HotlineError):
    """The name leads to nowhere but inside the house."""


def allowed_networks(settings: Settings) -> tuple[Network, ...]:
    """HOTLINE_WEBHOOK_NETWORKS; raises InvalidInput for what is no network."""
    names = [name.strip() for name in settings.webhook_networks.split(",") if name.strip()]
    try:
        return tuple(ip_network(name, strict=False) for name in names)
    except ValueError:
        raise InvalidInput(
            "HOTLINE_WEBHOOK_NETWORKS 写法有误", remedy="如 10.1.0.0/16,192.168.1.5"
        ) from None


def may_go_to(address: Address, allowed: Sequence[Network]) -> bool:
    """Public addresses, and what lies in one of the allowed networks."""
    known = _inner(address)
    if any(known in network for network in allowed if network.version == known.version):
        return True
    return known.is_global and not known.is_multicast


def resolve(host: str, port: int, allowed: Sequence[Network] | None) -> list[str]:
    """Addresses of a host to which a connection may go; with None to all of them.

    The connection is made to what was judged here, so that a name which leads elsewhere a moment
    later changes nothing. Raises RefusedAddress, and OSError where the name is unknown.
    """
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise socket.gaierror(socket.EAI_NONAME, "no such host name") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
    if allowed is None:
        return addresses
    open_ones = [name for name in addresses if may_go_to(ip_address(name.split("%")[0]), allowed)]
    if not open_ones:
        raise RefusedAddress(
            "地址在内部网络，没有发送",
            remedy="确需发往内网的，请管理员设置 HOTLINE_WEBHOOK_NETWORKS",
        )
    return open_ones


def _inner(address: Address) -> Address:
    """The address that one of the newer protocol stands for."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address
