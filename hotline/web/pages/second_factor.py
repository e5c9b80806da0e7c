"""One's own second factor: set up with a telephone, turned off, new recovery codes."""

import io
from typing import Any

import segno
from litestar import Response, get, post
from litestar.response import Redirect
from markupsafe import Markup

from hotline.desk.desk import Desk
from hotline.domain.errors import Conflict, HotlineError, InvalidInput, TooMany
from hotline.domain.roles import Actor
from hotline.people.own_account import (
    renew_recovery_codes,
    turn_off_second_factor,
    turn_on_second_factor,
)
from hotline.people.pending import read_note, seal_note
from hotline.people.second_factor import new_secret, totp_address
from hotline.people.sessions import knows_password
from hotline.storage.staff import known_staff
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import own_account
from hotline.web.page_labels import QR_CODE
from hotline.web.pages.account import confirm_again, refused_account
from hotline.web.pages.forms import Form, Sent, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.problems import problem_of

PURPOSE = "second factor"


@get("/account/second-factor", guards=[own_account])
@in_thread
def show_set_up(
    request: PageRequest, actor: Signed, database: Data, desk: AtDesk
) -> Response[str] | Redirect:
    """A new secret, as a QR code and in letters; it counts when a code of it was typed."""
    with database.reading() as session:
        if known_staff(session, actor.login).totp is not None:
            return Redirect("/account", status_code=303)
    return _set_up(request, actor, desk, new_secret(), Form("second-factor"))


@post("/account/second-factor", guards=[own_account], status_code=200)
@in_thread
def set_up(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    _refuse_second(database, actor)
    values, vault, now = typed(data), request.app.state.vault, desk.now()
    login, secret = read_note(vault, PURPOSE, values.get("secret", ""), now)
    if login != actor.login:
        raise InvalidInput("这一步已过期", remedy="请重新开始")
    try:
        confirm_again(request, database, actor.login, values, now)
        code = values.get("code", "")
        codes = turn_on_second_factor(database, vault, actor.login, secret, code, now)
    except (InvalidInput, TooMany) as error:
        return _set_up(request, actor, desk, secret, refused(Form("second-factor"), error), error)
    return page(request, "recovery_codes.html", desk, codes=codes)


@post("/account/second-factor/off", guards=[own_account])
@in_thread
def turn_off(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """A role that needs a second factor sets up a new one at once."""
    try:
        turn_off_second_factor(database, actor.login, typed(data).get("password", ""), desk.now())
    except HotlineError as error:
        form = refused(Form("second-factor"), error)
        return refused_account(database, request, actor, desk, error, second_form=form)
    return Redirect("/account?done=second-factor-off", status_code=303)


@post("/account/recovery-codes", guards=[own_account], status_code=200)
@in_thread
def renew_codes(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    password, vault = typed(data).get("password", ""), request.app.state.vault
    try:
        codes = renew_recovery_codes(database, vault, actor.login, password, desk.now())
    except HotlineError as error:
        form = refused(Form("second-factor"), error)
        return refused_account(database, request, actor, desk, error, second_form=form)
    return page(request, "recovery_codes.html", desk, codes=codes)


def _refuse_second(database: Data, actor: Actor) -> None:
    """A stolen session may not put another telephone in the place of the owner's."""
    with database.reading() as session:
        if known_staff(session, actor.login).totp is not None:
            raise Conflict("动态验证码已启用", remedy="更换手机请先在“我的账号”停用")


def _set_up(
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    secret: str,
    form: Form,
    error: HotlineError | None = None,
) -> Response[str]:
    note = seal_note(request.app.state.vault, PURPOSE, [actor.login, secret], desk.now())
    return page(
        request,
        "second_factor.html",
        desk,
        status=problem_of(error).status if error else 200,
        form=form,
        asks_password=knows_password(request.auth.way),
        sealed=note,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        picture=qr_picture(totp_address(secret, actor.login)),
    )


def qr_picture(text: str) -> Markup:
    """A QR code as SVG for the page itself: nothing secret gets an address of its own."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, scale=5, title=QR_CODE, omitsize=False
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - made of the code's squares alone
