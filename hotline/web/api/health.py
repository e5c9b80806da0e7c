"""Is each part well, and the counters for Prometheus."""

from typing import Any

from litestar import Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from hotline.operation.health import health_of
from hotline.web.guards import public


@get("/health", guards=[public], sync_to_thread=True)
def show_health(state: State) -> Response[dict[str, Any]]:
    health = health_of(state.database, state.desks, state.engine)
    return Response(health, status_code=503 if health["status"] == "down" else 200)


@get("/metrics", guards=[public], sync_to_thread=False, include_in_schema=False)
def show_metrics(state: State) -> Response[bytes]:
    return Response(
        generate_latest(state.measures.registry), headers={"content-type": CONTENT_TYPE_LATEST}
    )


route_handlers = [show_health, show_metrics]
