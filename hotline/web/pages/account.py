"""One's own account: the password, the sessions, and what has to be done first."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect
from sqlmodel import Session

from hotline.desk.desk import Desk
from hotline.domain.errors import HotlineError, InvalidInput
from hotline.domain.roles import Actor
from hotline.people.opening import see_devices
from hotline.people.own_account import change_own_password, confirm
from hotline.people.passkeys import request_to_add
from hotline.people.passwords import REMEDY
from hotline.people.second_factor import recovery_codes_left
from hotline.people.sessions import (
    digest_of,
    end_other_sessions,
    end_own_session,
    knows_password,
)
from hotline.storage.audit import AuditFilter, newest_entries
from hotline.storage.devices import other_devices
from hotline.storage.passkeys import passkeys_of
from hotline.storage.staff import known_staff, sessions_of
from hotline.web.audit_labels import details_text
from hotline.web.dependencies import AtDesk, Data, Signed, reading, writing
from hotline.web.guards import DUTIES, own_account
from hotline.web.navigation import start_of
from hotline.web.pages.forms import Form, Sent, refused, typed
from hotline.web.pages.layout import PageRequest, page
from hotline.web.problems import problem_of
from hotline.web.sessions import in_checkers
from hotline.web.site import site_of

ALL, LATEST = "all", 10


@get("/account", guards=[own_account])
@reading
def show_account(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    return account_page(session, request, actor, desk)


@post("/account/password", guards=[own_account])
async def change_password(
    request: PageRequest, data: Sent, actor: Signed, database: Data, desk: AtDesk
) -> Response[Any]:
    """A refused form comes back without its passwords."""
    values = typed(data)
    old, new, again = (values.get(name, "") for name in ("old", "password", "again"))
    try:
        if new != again:
            raise InvalidInput("两次输入的新密码不同", field="again", remedy="请重新输入")
        change = partial(change_own_password, database, actor.login, old, new, desk.now())
        rules, home = desk.city.settings.accounts, desk.city.home_names
        await in_checkers(partial(change, token=request.auth.token, home=home, rules=rules))
    except HotlineError as error:
        form = refused(Form("password"), error)
        show = partial(refused_account, database, request, actor, desk, error)
        return await sync_to_thread(partial(show, password_form=form))
    return Redirect(f"{start_of(actor)}?done=own-password", status_code=303)


@post("/account/sessions/ends", guards=[own_account])
@writing
def end_sessions(
    session: Session, request: PageRequest, data: Sent, actor: Signed, desk: AtDesk
) -> Redirect:
    """One other session of the same person, or all others."""
    staff, which = known_staff(session, actor.login), typed(data).get("session", "")
    if which == ALL:
        end_other_sessions(session, staff, digest_of(request.auth.token), desk.now())
    else:
        end_own_session(session, staff, which, desk.now())
    return Redirect("/account?done=ended-sessions", status_code=303)


@post("/account/devices", guards=[own_account])
@writing
def confirm_devices(session: Session, request: PageRequest, actor: Signed, data: Sent) -> Redirect:
    """The owner has seen the sign-ins from new devices; a new device does not vouch for itself."""
    see_devices(session, known_staff(session, actor.login), request.auth.device)
    return Redirect("/account?done=devices-seen", status_code=303)


def account_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    *,
    status: int = 200,
    **forms: Form,
) -> Response[str]:
    """The page; `forms` are those that come back with their faults."""
    staff, rules = known_staff(session, actor.login), desk.city.settings.accounts
    duty = request.auth.duty
    names = {"password_form": "password", "second_form": "second-factor", "passkey_form": "passkey"}
    context = {key: Form(name) for key, name in names.items()}
    site, vault = site_of(request), request.app.state.vault
    request_key = (
        request_to_add(session, vault, site, staff, desk.now()) if site.takes_passkeys else None
    )
    return page(
        request,
        "account.html",
        desk,
        status=status,
        duty=DUTIES[duty] if duty else "",
        password_rule=REMEDY,
        second_factor=staff.totp is not None,
        is_required=actor.role in rules.second_factor,
        codes_left=recovery_codes_left(session, staff),
        sessions=sessions_of(session, staff.row_id, desk.now()),
        own=digest_of(request.auth.token),
        idle_minutes=rules.idle_minutes,
        passkeys=passkeys_of(session, staff.row_id),
        key=request_key,
        remove_form=lambda passkey: Form(f"passkey-{passkey.id}"),
        asks_password=knows_password(request.auth.way),
        devices=other_devices(session, staff.row_id, request.auth.device),
        sign_ins=newest_entries(session, AuditFilter("sign_in", staff.login), limit=LATEST),
        details_text=details_text,
        **(context | forms),
    )


def confirm_again(
    request: PageRequest, database: Data, login: str, values: Mapping[str, str], now: datetime
) -> None:
    """Whoever came with a password shows it again; who came without one may not know it."""
    if knows_password(request.auth.way):
        confirm(database, login, values.get("password", ""), now, field="password")


def refused_account(
    database: Data,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    error: HotlineError,
    **forms: Form,
) -> Response[str]:
    with database.reading() as session:
        status = problem_of(error).status
        return account_page(session, request, actor, desk, status=status, **forms)
