"""The reverse proxies that an installation trusts: HOTLINE_PROXIES read and judged."""

from ipaddress import ip_network

from hotline.config import Settings
from hotline.domain.errors import InvalidInput

# Prefixes shorter than these hold more than proxies: whoever sits there could pass for anybody.
SHORTEST = {4: 16, 6: 48}


def trusted_proxies(settings: Settings) -> list[str]:
    """Addresses and networks of the proxies; raises InvalidInput for what is neither."""
    names = [name.strip() for name in settings.proxies.split(",") if name.strip()]
    for name in names:
        try:
            network = ip_network(name)
        except ValueError:
            raise InvalidInput(
                f"HOTLINE_PROXIES 中的“{name[:60]}”不是地址或网段", remedy="如 10.0.0.5,10.1.0.0/24"
            ) from None
        if network.prefixlen < SHORTEST[network.version]:
            raise InvalidInput(
                f"HOTLINE_PROXIES 中的网段“{name}”过大，其中任何人都能冒充他人的地址",
                remedy="请只写反向代理本身的地址",
            )
    return names
