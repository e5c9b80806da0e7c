"""The pages: `route_handlers` is what the application serves."""

from typing import Any

route_handlers: list[Any] = []
