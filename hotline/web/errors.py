"""Answers with an error: a problem document for programs, a page for people."""

import logging
import traceback
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.types import ExceptionHandler

from hotline.domain.errors import DutyFirst, NotSignedIn
from hotline.web.address import parts_of
from hotline.web.late_forms import (
    CARRIED,
    is_own,
    pairs_of,
    shown_fields,
    typed_of,
    waits_for_owner,
)
from hotline.web.pages.layout import is_fragment, screen_of
from hotline.web.pages.rendering import render
from hotline.web.problems import Problem, problem_of
from hotline.web.sessions import BY_ITSELF, SAYS_MESSAGE
from hotline.web.ways import ways_from

LOG = logging.getLogger("hotline.web")
FOR_PROGRAMS = ("/api/", "/public/", "/open311/", "/health", "/metrics", "/schema", "/wechat/")
# An expired page, too many, or a moment's trouble: the same form may go through now.
AGAIN = frozenset({403, 429, 500, 503})
SIGN_IN_PAGE, ACCOUNT_PAGE = "/sign-in", "/account"


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """For every error that a handler, a guard or the router raises."""
    problem = problem_of(error)
    if problem.status == 500:
        _log(request, error)
    if wants_document(request):
        return _document(problem, is_message=says_message(request))
    target = _first(request, error) if request.method == "GET" or _is_late(request, error) else ""
    if not target:
        return _page(request, problem)
    if is_fragment(request):
        return _page_elsewhere(request, problem, target)
    return Redirect(target, status_code=303)


def _first(request: Request[Any, Any, Any], error: Exception) -> str:
    """The page that comes before the one that was asked for, or ""."""
    if isinstance(error, DutyFirst):
        return ACCOUNT_PAGE
    if _is_late(request, error):
        return f"{SIGN_IN_PAGE}?next=/{CARRIED}"
    if isinstance(error, NotSignedIn) and request.scope["path"] != SIGN_IN_PAGE:
        return f"{SIGN_IN_PAGE}?next={quote(request.scope['path'])}"
    return ""


def _is_late(request: Request[Any, Any, Any], error: Exception) -> bool:
    """Whether a form came when its session had ended, and waits for its owner now."""
    return isinstance(error, NotSignedIn) and waits_for_owner(request)


def _page_elsewhere(
    request: Request[Any, Any, Any], problem: Problem, target: str
) -> Response[Any]:
    """A part of a page cannot show another page: the browser goes there, or, where nobody asked,
    stays.
    """
    response = _page(request, problem)
    if not request.route_handler.opt.get(BY_ITSELF):
        here = parts_of(request.headers.get("hx-current-url", "")).path or "/"
        page = target if target == ACCOUNT_PAGE else f"{SIGN_IN_PAGE}?next={quote(here)}"
        response.headers["HX-Redirect"] = page
    return response


def _log(request: Request[Any, Any, Any], error: Exception) -> None:
    """The route and the traceback.

    Not the address and not the message, which may hold somebody's words.
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    LOG.error(
        "%s %s: %s\n%s",
        request.method,
        request.scope.get("path_template"),
        type(error).__name__,
        frames,
    )


def wants_document(request: Request[Any, Any, Any]) -> bool:
    return request.scope["path"].startswith(FOR_PROGRAMS)


def says_message(request: Request[Any, Any, Any]) -> bool:
    """Whether who asks reads what was refused under `message`, as clients of Chatwoot do."""
    handler = request.scope.get("route_handler")
    return bool(handler and handler.opt.get(SAYS_MESSAGE))


def _document(problem: Problem, *, is_message: bool) -> Response[Any]:
    document = problem.document()
    return Response(
        document | ({"message": document["detail"]} if is_message else {}),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=problem.headers,
    )


def _page(request: Request[Any, Any, Any], problem: Problem) -> Response[Any]:
    fields = typed_of(request)
    context = {
        "screen": (screen := screen_of(request, request.app.state.desks.current)),
        "heading": problem.title,
        "message": problem.detail,
        "remedy": problem.remedy,
        "status": problem.status,
        "ways": ways_from(request, screen, problem.status),
        "again": _again(request, problem),
        "fields": list(pairs_of(fields)),
        "shown": shown_fields(fields),
    }
    response = render("error.html", context, status=problem.status)
    response.headers.update(problem.headers)
    return response


def _again(request: Request[Any, Any, Any], problem: Problem) -> str:
    """Where the same form may be sent once more; no other site may have filled it."""
    may_pass = problem.status in AGAIN and bool(typed_of(request)) and is_own(request)
    return request.scope["path"] if may_pass else ""


EXCEPTION_HANDLERS: dict[int | type[Exception], "ExceptionHandler[Any]"] = {
    HTTPException: answer_error,
    Exception: answer_error,
}
