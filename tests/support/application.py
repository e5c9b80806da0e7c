"""The application of a test: its routes are read once in a process, its installation is its own."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from litestar import Litestar

from hotline.app import installation, routes
from hotline.config import Settings
from hotline.domain.time.times import city_now

_routes = cache(routes)


def application(settings: Settings, now: Callable[[], datetime] = city_now) -> Litestar:
    """One at a time: the next one takes the routes over. Two at once need `create_app`."""
    app = _routes()
    app.state = installation(settings, now=now)
    return app
