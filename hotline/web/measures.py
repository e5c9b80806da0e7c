"""Counters of this process for Prometheus: requests by route and status, their time, the intake
door's groups.
"""

import time
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Measures:
    """One registry for each application, so that several can live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "hotline_requests",
            "HTTP requests",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "hotline_request_seconds",
            "Time to answer",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.reports = Counter(
            "hotline_reports", "Reports taken in", ("outcome",), registry=self.registry
        )
        self.call_events = Counter(
            "hotline_call_events", "Events of calls", ("outcome",), registry=self.registry
        )

    def count(self, scope: Any, status: int, seconds: float) -> None:
        route = scope.get("path_template", "(none)")
        self.requests.labels(scope["method"], route, status).inc()
        self.seconds.labels(route).observe(seconds)


def measured(app: ASGIApp) -> ASGIApp:
    """Middleware that counts every request of a known route."""

    async def measure(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        start, status = time.perf_counter(), 500

        async def note(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await app(scope, receive, note)
        finally:
            scope["litestar_app"].state.measures.count(scope, status, time.perf_counter() - start)

    return measure
