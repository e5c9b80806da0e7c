"""Answers with an error: a problem document for programs, a page for people."""

import logging
import traceback
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.types import ExceptionHandler

from hotline.domain.errors import NotSignedIn
from hotline.web.pages.layout import screen_of
from hotline.web.pages.rendering import render
from hotline.web.problems import Problem, problem_of

LOG = logging.getLogger("hotline.web")
FOR_PROGRAMS = ("/api/", "/public/", "/open311/", "/health", "/metrics", "/schema")
SIGN_IN_PAGE = "/sign-in"


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """For every error that a handler, a guard or the router raises."""
    problem = problem_of(error)
    if problem.status == 500:
        _log(request, error)
    if wants_document(request):
        return _document(problem)
    if (
        isinstance(error, NotSignedIn)
        and request.method == "GET"
        and request.url.path != SIGN_IN_PAGE
    ):
        return Redirect(f"{SIGN_IN_PAGE}?next={quote(request.url.path)}", status_code=303)
    return _page(request, problem)


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


def _document(problem: Problem) -> Response[Any]:
    return Response(
        problem.document(),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=problem.headers,
    )


def _page(request: Request[Any, Any, Any], problem: Problem) -> Response[Any]:
    context = {
        "screen": screen_of(request, request.app.state.desks.current),
        "heading": problem.title,
        "message": problem.detail,
        "remedy": problem.remedy,
        "status": problem.status,
    }
    response = render("error.html", context, status=problem.status)
    response.headers.update(problem.headers)
    return response


EXCEPTION_HANDLERS: dict[int | type[Exception], "ExceptionHandler[Any]"] = {
    HTTPException: answer_error,
    Exception: answer_error,
}
