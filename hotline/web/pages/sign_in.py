"""Signing in and out in a browser."""

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, SecondFactorNeeded
from hotline.domain.permissions import Role
from hotline.people.sessions import SignedIn, sign_out
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Visitor
from hotline.web.guards import public
from hotline.web.pages.forms import Form, Sent, typed
from hotline.web.pages.layout import PageRequest, page, start_of, start_of_role
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.sessions import open_second_step, open_session, session_cookie

# Where somebody goes on who has signed in again.
RESUMING = ("/signed-in", "/carried")


@get("/sign-in", guards=[public])
@in_thread
def show_sign_in(request: PageRequest, visitor: Visitor, desk: AtDesk) -> Response[str] | Redirect:
    target = _inside(request.query_params.get("next", ""))
    if visitor is not None:
        back = target if target in RESUMING else start_of(visitor)
        return Redirect(back, status_code=303)
    form = Form("sign-in", {"next": target})
    return page(request, "sign_in.html", desk, form=form)


@post("/sign-in", guards=[public, limited("sign-ins")])
async def sign_in(request: PageRequest, data: Sent, desk: AtDesk) -> Response[Any]:
    """A refused try shows the form again without the password."""
    form = Form("sign-in", typed(data))
    password = form.values.pop("password", "")
    try:
        signed = await open_session(request, form.value("login"), password)
    except SecondFactorNeeded as error:
        code_form = Form("code", {"next": form.value("next"), "pending": error.pending})
        return page(request, "sign_in_code.html", desk, form=code_form)
    except HotlineError as error:
        return _refusal(request, "sign_in.html", form, error, desk)
    return _enter(request, form, signed)


@post("/sign-in/code", guards=[public, limited("sign-ins")])
async def send_code(request: PageRequest, data: Sent, desk: AtDesk) -> Response[Any]:
    """The second step, where the account has a second factor."""
    form = Form("code", typed(data))
    code = form.values.pop("code", "")
    try:
        signed = await open_second_step(request, form.value("pending"), code)
    except HotlineError as error:
        return _refusal(request, "sign_in_code.html", form, error, desk)
    return _enter(request, form, signed)


@post("/sign-out", guards=[public])
@in_thread
def leave(request: PageRequest, database: Data) -> Redirect:
    if request.user is not None:
        with database.writing() as session:
            sign_out(session, request.auth.token, actor=request.user, now=request.app.state.now())
    return Redirect(
        "/sign-in?done=signed-out", status_code=303, cookies=[session_cookie(request, "")]
    )


def _refusal(
    request: PageRequest, template: str, form: Form, error: HotlineError, desk: Desk
) -> Response[Any]:
    form.error = str(error)
    return page(request, template, desk, form=form, status=problem_of(error).status)


def _enter(request: PageRequest, form: Form, signed: SignedIn) -> Redirect:
    target = _inside(form.value("next")) or start_of_role(Role(signed.staff.role))
    return Redirect(target, status_code=303, cookies=[session_cookie(request, signed.token)])


def _inside(address: str) -> str:
    """An address of this site, or "": nobody is sent elsewhere after signing in."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else ""
