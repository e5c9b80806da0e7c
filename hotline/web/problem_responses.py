"""What the OpenAPI tells of refusals: each status of the table of problems, with its document."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec

from hotline.web.problems import HTTP_TITLES, TABLE

MEDIA_TYPE = "application/problem+json"
# only of what comes with a body
OF_BODIES = frozenset({409, 413, 415})
NO_METHOD = 405


class FieldFault(msgspec.Struct):
    field: str
    message: str


class ProblemDocument(msgspec.Struct):
    """RFC 9457; `errors` has one entry for each wrong field, `danger` says whom to call first."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldFault] = []
    danger: dict[str, Any] | None = None


def tell_problems(handlers: Iterable[HTTPRouteHandler]) -> None:
    """Add to each handler's answers the problems that it may answer with."""
    for handler in handlers:
        has_body = bool(handler.http_methods - {"GET"})
        responses = {
            status: ResponseSpec(
                ProblemDocument, description=title, media_type=MEDIA_TYPE, generate_examples=False
            )
            for status, title in titles().items()
            if has_body or status not in OF_BODIES
        }
        handler.responses = {**responses, **(handler.responses or {})}


def titles() -> Mapping[int, str]:
    """Each status once, by the first title of the table."""
    first: dict[int, str] = {}
    for _, status, _, title in TABLE:
        first.setdefault(status, title)
    for status, (title, _) in HTTP_TITLES.items():
        first.setdefault(status, title)
    return {status: title for status, title in sorted(first.items()) if status != NO_METHOD}
