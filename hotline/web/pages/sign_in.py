"""Signing in and out in a browser."""

from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from hotline.calls.seats import leave_seat
from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, SecondFactorNeeded
from hotline.domain.roles import Role
from hotline.people.passkey_sign_in import request_alone, request_second, sign_in_with_passkey
from hotline.people.sessions import SignedIn, sign_out
from hotline.web.budgets import limited
from hotline.web.dependencies import AtDesk, Data, Visitor
from hotline.web.guards import public
from hotline.web.navigation import start_of, start_of_role
from hotline.web.pages.forms import Form, Sent, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of
from hotline.web.sessions import (
    device_cookie,
    device_of,
    in_checkers,
    open_second_step,
    open_session,
    session_cookie,
    visit_of,
)
from hotline.web.site import site_of

# Where somebody goes on who has signed in again.
RESUMING = ("/signed-in", "/carried")


@get("/sign-in", guards=[public])
@in_thread
def show_sign_in(request: PageRequest, visitor: Visitor, desk: AtDesk) -> Response[str] | Redirect:
    target = _inside(request.query_params.get("next", ""))
    if visitor is not None:
        back = target if target in RESUMING else start_of(visitor)
        return Redirect(back, status_code=303)
    return sign_in_page(request, Form("sign-in", {"next": target}), desk)


@post("/sign-in", guards=[public, limited("sign-ins")])
async def sign_in(request: PageRequest, data: Sent, desk: AtDesk) -> Response[Any]:
    """A refused try shows the form again without the password."""
    form, device = Form("sign-in", typed(data)), device_of(request)
    password = form.values.pop("password", "")
    try:
        signed = await open_session(request, form.value("login"), password, device=device)
    except SecondFactorNeeded as needed:
        return await sync_to_thread(second_step_page, request, form.value("next"), needed, desk)
    except HotlineError as error:
        return sign_in_page(request, form, desk, error)
    return enter(request, form.value("next"), signed, device)


@post("/sign-in/code", guards=[public, limited("sign-ins")])
async def send_code(request: PageRequest, data: Sent, desk: AtDesk) -> Response[Any]:
    """The second step, where the account has a second factor."""
    form, device = Form("code", typed(data)), device_of(request)
    code, pending = form.values.pop("code", ""), form.value("pending")
    try:
        signed = await open_second_step(request, pending, code, device=device)
    except HotlineError as error:
        form.error, status = str(error), problem_of(error).status
        return page(
            request, "sign_in_code.html", desk, form=form, has_code=True, key=None, status=status
        )
    return enter(request, form.value("next"), signed, device)


@post("/sign-in/passkey", guards=[public, limited("sign-ins")])
async def send_passkey(request: PageRequest, data: Sent, desk: AtDesk) -> Response[Any]:
    """Alone, or with the note of the first factor as the second one."""
    form, device, state = Form("passkey", typed(data)), device_of(request), request.app.state
    parts = (form.value("note"), form.value("answer"))
    check = partial(sign_in_with_passkey, state.database, state.vault, site_of(request), *parts)
    visit, pending = visit_of(request, device), form.value("pending")
    try:
        signed = await in_checkers(partial(check, visit, state.now(), pending=pending))
    except HotlineError as error:
        back = Form("sign-in", {"next": form.value("next")})
        return sign_in_page(request, back, desk, error)
    return enter(request, form.value("next"), signed, device)


@post("/sign-out", guards=[public])
@in_thread
def leave(request: PageRequest, database: Data) -> Redirect:
    if request.user is not None:
        actor, now = request.user, request.app.state.now()
        with database.writing() as session:
            sign_out(session, request.auth.token, actor=actor, now=now)
            leave_seat(session, actor, now)
    return Redirect(
        "/sign-in?done=signed-out", status_code=303, cookies=[session_cookie(request, "")]
    )


def sign_in_page(
    request: PageRequest, form: Form, desk: Desk, error: HotlineError | None = None
) -> Response[Any]:
    """With each other way to come in that is open here."""
    state, site = request.app.state, site_of(request)
    key = request_alone(state.vault, site, state.now()) if site.takes_passkeys else None
    form.error, provider = str(error) if error else "", state.settings.sign_on
    return page(
        request,
        "sign_in.html",
        desk,
        form=form,
        key=key,
        provider=provider.name if provider.issuer else "",
        status=problem_of(error).status if error else 200,
    )


def second_step_page(
    request: PageRequest, target: str, needed: SecondFactorNeeded, desk: Desk
) -> Response[Any]:
    """A code of the moment, a recovery code, or a passkey, as the account has them."""
    state, site, key = request.app.state, site_of(request), None
    if needed.has_passkey and site.takes_passkeys:
        key = request_second(state.database, state.vault, site, needed.pending, state.now())
    form = Form("code", {"next": target, "pending": needed.pending})
    return page(request, "sign_in_code.html", desk, form=form, has_code=needed.has_code, key=key)


def enter(request: PageRequest, target: str, signed: SignedIn, device: str) -> Redirect:
    start = start_of_role(Role(signed.staff.role))
    cookies = [session_cookie(request, signed.token), device_cookie(request, device)]
    return Redirect(_inside(target) or start, status_code=303, cookies=cookies)


def _inside(address: str) -> str:
    """An address of this site, or "": nobody is sent elsewhere after signing in."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else ""
