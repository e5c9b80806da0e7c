"""Is each part well, and the counters for Prometheus."""

import hmac
from ipaddress import ip_address
from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from hotline.domain.errors import NotAllowed
from hotline.operation.health import health_of
from hotline.web.address import address_of
from hotline.web.guards import public

# What proxies add, each its own.
FORWARDED = (
    *("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"),
    *("x-client-ip", "true-client-ip", "cf-connecting-ip", "via"),
)


@get("/health", guards=[public], sync_to_thread=True)
def show_health(state: State) -> Response[dict[str, Any]]:
    health = health_of(state.database, state.desks, state.engine)
    return Response(health, status_code=503 if health["status"] == "down" else 200)


@get("/metrics", guards=[public], sync_to_thread=False, include_in_schema=False)
def show_metrics(request: Request[Any, Any, Any], state: State) -> Response[bytes]:
    """Only for this machine itself, or with HOTLINE_METRICS_TOKEN as the bearer token."""
    if not _may_read(request, state.settings.metrics_token):
        raise NotAllowed(
            "指标只供本机读取", remedy="其他机器请用 HOTLINE_METRICS_TOKEN 作为 Bearer 令牌"
        )
    return Response(
        generate_latest(state.measures.registry), headers={"content-type": CONTENT_TYPE_LATEST}
    )


def _may_read(request: Request[Any, Any, Any], token: str) -> bool:
    """What a proxy on this machine hands on comes from elsewhere, though its address is ours; so
    does what a page of another site asks for in a browser here, by a name of its own.
    """
    kind, _, sent = request.headers.get("authorization", "").partition(" ")
    if token and kind.lower() == "bearer":
        return hmac.compare_digest(sent.strip().encode(), token.encode())
    if any(name in request.headers for name in FORWARDED):
        return False
    host = request.url.hostname or ""
    return _is_loopback(address_of(request)) and (host == "localhost" or _is_loopback(host))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


route_handlers = [show_health, show_metrics]
