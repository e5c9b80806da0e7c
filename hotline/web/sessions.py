"""Who is asking: the session cookie of a browser, or the bearer token of a program."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from hotline.domain.errors import NoCity, TooMany
from hotline.domain.permissions import Actor
from hotline.people.staff import LASTS, SignedIn, sign_in, who
from hotline.web.address import address_of
from routing.tables import Unit

COOKIE = "hotline_session"
# Each check takes 64 MB and one core for a moment; who comes behind so many would wait too long.
CHECKERS, MOST_WAITING = 2, 100
_CHECKERS = ThreadPoolExecutor(CHECKERS, thread_name_prefix="password")
_WAITING: set[asyncio.Future[SignedIn]] = set()


@dataclass(frozen=True)
class Pass:
    """What the request showed to be let in."""

    token: str
    csrf: str
    by_cookie: bool
    expires_at: datetime


class Authenticate(AbstractAuthenticationMiddleware):
    """Sets `request.user` to the Actor and `request.auth` to the Pass, or both to None."""

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        token, by_cookie = _token(connection)
        if not token:
            return AuthenticationResult(user=None, auth=None)
        actor, pass_ = await sync_to_thread(_look_up, connection.app.state, token, by_cookie)
        return AuthenticationResult(user=actor, auth=pass_)


def _token(connection: ASGIConnection[Any, Any, Any, Any]) -> tuple[str, bool]:
    kind, _, token = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        return token.strip(), False
    return connection.cookies.get(COOKIE, ""), True


def _look_up(state: State, token: str, by_cookie: bool) -> tuple[Actor | None, Pass | None]:
    with state.database.reading() as session:
        found = who(session, token, state.now(), _units(state))
    if found is None:
        return None, None
    actor, row = found
    return actor, Pass(token, row.csrf, by_cookie, row.expires_at)


def _units(state: State) -> tuple[Unit, ...]:
    """Before a city is loaded nobody stands for a unit, but an administrator can sign in."""
    try:
        return state.desks().city.tables.units
    except NoCity:
        return ()


async def open_session(
    connection: ASGIConnection[Any, Any, Any, Any], login: str, password: str
) -> SignedIn:
    """Sign in from this connection's address; raises TooMany when too many wait for the same.

    Passwords are checked in threads of their own: those of pages never wait for them.
    """
    state, waiting = connection.app.state, _WAITING
    if len(waiting) >= MOST_WAITING:
        raise TooMany("正在登录的人过多，本次没有登录", remedy="请 5 秒后再试", retry_after=5)
    check = partial(sign_in, state.database, state.vault, login, password)
    checking = asyncio.get_running_loop().run_in_executor(
        _CHECKERS, partial(check, address_of(connection), state.now())
    )
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
        secure=connection.url.scheme == "https",
        max_age=int(LASTS.total_seconds()) if token else 0,
    )
