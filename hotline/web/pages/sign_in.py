"""Signing in and out in a browser."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from hotline.domain.errors import HotlineError
from hotline.domain.permissions import Role
from hotline.people.staff import sign_out
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Visitor
from hotline.web.guards import public
from hotline.web.pages.forms import Form, Sent, typed
from hotline.web.pages.screen import Asked, page, start_of, start_of_role
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.sessions import open_session, session_cookie


@get("/sign-in", guards=[public])
@in_thread
def show_sign_in(request: Asked, visitor: Visitor, desk: AtDesk) -> Response[str] | Redirect:
    if visitor is not None:
        return Redirect(start_of(visitor), status_code=303)
    form = Form("sign-in", {"next": _inside(request.query_params.get("next", ""))})
    return page(request, "sign_in.html", desk, form=form)


@post("/sign-in", guards=[public, limited("sign-ins")])
async def sign_in(request: Asked, data: Sent, desk: AtDesk) -> Response[Any]:
    """A refused try shows the form again without the password."""
    form = Form("sign-in", typed(data))
    password = form.values.pop("password", "")
    try:
        opened = await open_session(request, form.value("login"), password)
    except HotlineError as error:
        problem = problem_of(error)
        form.error = str(error)
        return page(request, "sign_in.html", desk, form=form, status=problem.status)
    target = _inside(form.value("next")) or start_of_role(Role(opened.staff.role))
    return Redirect(target, status_code=303, cookies=[session_cookie(request, opened.token)])


@post("/sign-out", guards=[public])
@in_thread
def leave(request: Asked, visitor: Visitor, database: Data) -> Redirect:
    if visitor is not None:
        with database.writing() as session:
            sign_out(session, request.auth.token)
    return Redirect(
        "/sign-in?done=signed-out", status_code=303, cookies=[session_cookie(request, "")]
    )


def _inside(address: str) -> str:
    """An address of this site, or "": nobody is sent elsewhere after signing in."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else ""
