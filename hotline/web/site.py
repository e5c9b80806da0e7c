"""Under which address browsers know the hotline: passkeys and sign-on are bound to it."""

from typing import Any

from litestar.connection import ASGIConnection

from hotline.people.passkeys import Site
from hotline.web.address import host_of, parts_of

# What is told over a websocket is fetched as any page is.
PAGES = {"ws": "http", "wss": "https"}


def site_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Site:
    """HOTLINE_ADDRESS, or what this request says; behind a trusted proxy its scheme is the one
    that the proxy tells.
    """
    address = connection.app.state.settings.address
    scheme = PAGES.get(connection.scope["scheme"], connection.scope["scheme"])
    url = parts_of(address or f"{scheme}://{host_of(connection)}")
    return Site(f"{url.scheme}://{url.netloc}", url.hostname or "")
