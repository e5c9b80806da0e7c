"""Who is asking: the session cookie of a browser, or the bearer token of a program."""

import asyncio
import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from hotline.city.account_rules import USUAL_ACCOUNTS, AccountRules
from hotline.desk.desk import Desk
from hotline.domain.errors import NoCity, TooMany
from hotline.domain.roles import Actor
from hotline.people.access_tokens import note_use, staff_of_token
from hotline.people.sessions import (
    LASTS,
    Duty,
    SignedIn,
    SignedSession,
    Visit,
    actor_of,
    find_actor,
    is_note_due,
    note_seen,
)
from hotline.people.sign_in import finish_sign_in, sign_in
from hotline.web.address import address_of
from hotline.web.client import client_of
from routing.tables import Unit

COOKIE, DEVICE = "hotline_session", "hotline_device"
DEVICE_FORM, DEVICE_LASTS = re.compile(r"[\w-]{32}", re.ASCII), timedelta(days=365)
# A handler that a page calls by itself says so in its `opt`: nobody is doing anything then.
BY_ITSELF = "by_itself"
# Programs that speak Chatwoot's API show by this name what they were given at sign-in, or a token
# of their own, which opens that API alone: its handlers say so in their `opt`, and what is refused
# there is called `message`.
PROGRAM_HEADER, SAYS_MESSAGE = "api_access_token", "says_message"
# Each check takes 64 MB and one core for a moment; who comes behind so many would wait too long.
CHECKERS, MOST_WAITING = 2, 100
_CHECKERS = ThreadPoolExecutor(CHECKERS, thread_name_prefix="password")
_WAITING: set[asyncio.Future[Any]] = set()
T = TypeVar("T")


@dataclass(frozen=True)
class Pass:
    """What the request showed to be let in; `duty` comes before everything else.

    way, device   of the session, as it is stored
    tells_device  a sign-in from another device waits to be looked at
    """

    token: str
    csrf: str
    by_cookie: bool
    expires_at: datetime
    duty: Duty | None = None
    way: str = ""
    device: str = ""
    tells_device: bool = False


class Authenticate(AbstractAuthenticationMiddleware):
    """Sets `request.user` to the Actor and `request.auth` to the Pass, or both to None."""

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        token, by_cookie = _token(connection)
        if not token:
            return AuthenticationResult(user=None, auth=None)
        handler = connection.scope.get("route_handler")
        by_itself = bool(handler and handler.opt.get(BY_ITSELF))
        state = connection.app.state
        actor, pass_ = await sync_to_thread(_look_up, state, token, by_cookie, by_itself)
        if actor is None and handler and handler.opt.get(SAYS_MESSAGE):
            host = connection.client.host if connection.client else ""
            actor, pass_ = await sync_to_thread(_by_program, state, token, host)
        return AuthenticationResult(user=actor, auth=pass_)


async def still_signed_in(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Whether the session that asked lives on; for answers that take their time."""
    state, shown = connection.app.state, connection.auth
    actor, _ = await sync_to_thread(_look_up, state, shown.token, shown.by_cookie, True)
    return actor is not None


def bearer_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The token of an Authorization header, "" without one."""
    kind, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def shows_token(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Whether a program shows who it is, be it by an empty token or a scheme that we do not know:
    whoever shows something is never taken for a stranger.
    """
    return "authorization" in connection.headers or PROGRAM_HEADER in connection.headers


def _token(connection: ASGIConnection[Any, Any, Any, Any]) -> tuple[str, bool]:
    if bearer := bearer_of(connection):
        return bearer, False
    if shown := connection.headers.get(PROGRAM_HEADER, ""):
        return shown.strip(), False
    return connection.cookies.get(COOKIE, ""), True


def _look_up(
    state: State, token: str, by_cookie: bool, by_itself: bool
) -> tuple[Actor | None, Pass | None]:
    now = state.now()
    units, rules = _units_and_rules(state)
    with state.database.reading() as session:
        signed = find_actor(session, token, now, units, rules)
    if signed is None:
        return None, None
    if not by_itself:
        _note_seen(state, signed, now)
    row = signed.row
    pass_ = Pass(
        token,
        row.csrf,
        by_cookie,
        row.expires_at,
        signed.duty,
        row.way,
        row.device,
        signed.tells_device,
    )
    return signed.actor, pass_


def _by_program(state: State, token: str, host: str) -> tuple[Actor | None, Pass | None]:
    """For whom a program with a token of its own chats."""
    now = state.now()
    with state.database.reading() as session:
        pair = staff_of_token(session, token, host)
    if pair is None:
        return None, None
    row, person = pair
    note_use(state.database, row, now)
    units, _ = _units_and_rules(state)
    return actor_of(person, units, now.date()), Pass(token, "", False, now + LASTS, way="token")


def _note_seen(state: State, signed: SignedSession, now: datetime) -> None:
    if is_note_due(signed.row, now):
        with state.database.writing(waits=False) as session:
            note_seen(session, signed.row.token, now)


def _units_and_rules(state: State) -> tuple[tuple[Unit, ...], AccountRules]:
    """Before a city is loaded nobody stands for a unit, but an administrator can sign in."""
    try:
        desk: Desk = state.desks()
        city = desk.city
    except NoCity:
        return (), USUAL_ACCOUNTS
    return city.tables.units, city.settings.accounts


def visit_of(connection: ASGIConnection[Any, Any, Any, Any], device: str = "") -> Visit:
    """`device` is what a browser keeps to be known again."""
    agent = connection.headers.get("user-agent", "")
    return Visit(address_of(connection), client_of(agent), device)


def device_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """What this browser was given to be known again, or something new."""
    kept = connection.cookies.get(DEVICE, "")
    return kept if DEVICE_FORM.fullmatch(kept) else secrets.token_urlsafe(24)


async def open_session(
    connection: ASGIConnection[Any, Any, Any, Any],
    login: str,
    password: str,
    code: str = "",
    *,
    device: str = "",
) -> SignedIn:
    """Sign in from this connection's address; raises TooMany when too many wait for the same."""
    state, visit = connection.app.state, visit_of(connection, device)
    check = partial(sign_in, state.database, state.vault, login, password)
    return await in_checkers(partial(check, visit, state.now(), code=code))


async def open_second_step(
    connection: ASGIConnection[Any, Any, Any, Any], pending: str, code: str, *, device: str
) -> SignedIn:
    """The second step of `open_session`."""
    state, visit = connection.app.state, visit_of(connection, device)
    check = partial(finish_sign_in, state.database, state.vault, pending, code)
    return await in_checkers(partial(check, visit, state.now()))


async def in_checkers(check: Callable[[], T]) -> T:
    """Passwords are checked in threads of their own: those of pages never wait for them."""
    waiting = _WAITING
    if len(waiting) >= MOST_WAITING:
        raise TooMany("正在核对密码的人过多，本次没有完成", remedy="请 5 秒后再试", retry_after=5)
    checking = asyncio.get_running_loop().run_in_executor(_CHECKERS, check)
    waiting.add(checking)
    checking.add_done_callback(waiting.discard)
    return await checking


def session_cookie(connection: ASGIConnection[Any, Any, Any, Any], token: str) -> Cookie:
    """The cookie of a new session, or with an empty token the one that removes it."""
    return Cookie(
        key=COOKIE,
        value=token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=connection.scope["scheme"] == "https",
        max_age=int(LASTS.total_seconds()) if token else 0,
    )


def device_cookie(connection: ASGIConnection[Any, Any, Any, Any], device: str) -> Cookie:
    """By which this browser is known again; it opens nothing."""
    return Cookie(
        key=DEVICE,
        value=device,
        path="/",
        httponly=True,
        samesite="lax",
        secure=connection.scope["scheme"] == "https",
        max_age=int(DEVICE_LASTS.total_seconds()),
    )
