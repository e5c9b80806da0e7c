"""One's own passkeys: a new one, and one that goes."""

from typing import Any

from litestar import Response, post
from litestar.response import Redirect

from hotline.domain.errors import HotlineError, NotFound
from hotline.people.passkeys import add_passkey, remove_passkey
from hotline.storage.staff import known_staff
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import own_account
from hotline.web.pages.account import confirm_again, refused_account
from hotline.web.pages.forms import Form, Sent, checked, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.site import site_of


@post("/account/passkeys", guards=[own_account], status_code=200)
@in_thread
def keep_passkey(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """Whoever came with a password shows it again: a stolen session adds no key of its own."""
    login, now = actor.login, desk.now()
    try:
        values = typed(checked(data))
        confirm_again(request, database, login, values, now)
        parts = (values.get("note", ""), values.get("answer", ""))
        vault, name = request.app.state.vault, values.get("name", "")
        codes = add_passkey(database, vault, site_of(request), login, *parts, now, name=name)
    except HotlineError as error:
        form = refused(Form("passkey", {"name": typed(data).get("name", "")}), error)
        return refused_account(database, request, actor, desk, error, passkey_form=form)
    if codes:
        return page(request, "recovery_codes.html", desk, codes=codes)
    return Redirect("/account?done=passkey-added", status_code=303)


@post("/account/passkeys/{number:str}/removals", guards=[own_account])
@in_thread
def drop_passkey(
    request: PageRequest, number: str, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    if not number.isdecimal() or len(number) > 9:
        raise NotFound("没有这个通行密钥", remedy="请刷新页面")
    try:
        confirm_again(request, database, actor.login, typed(data), desk.now())
        with database.writing() as session:
            staff = known_staff(session, actor.login)
            remove_passkey(session, staff, int(number), desk.now())
    except HotlineError as error:
        form = refused(Form("passkey"), error)
        return refused_account(database, request, actor, desk, error, passkey_form=form)
    return Redirect("/account?done=passkey-removed", status_code=303)
