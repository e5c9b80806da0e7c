"""The HTTP API: one module for each noun, handlers of three lines (find, act, respond)."""

from hotline.web.api import health, reports, sessions

route_handlers = [*health.route_handlers, *reports.route_handlers, *sessions.route_handlers]
