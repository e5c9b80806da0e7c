"""Who is asking: the session cookie of a browser, or the bearer token of a program."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from hotline.desk.desk import Desk
from hotline.domain.errors import NoCity
from hotline.domain.permissions import Actor
from hotline.people.staff import LASTS, SignedIn, find_actor, sign_in
from hotline.web.address import address_of
from routing.tables import Unit

COOKIE = "hotline_session"


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
        signed = find_actor(session, token, state.now(), _units(state))
    if signed is None:
        return None, None
    actor, row = signed
    return actor, Pass(token, row.csrf, by_cookie, row.expires_at)


def _units(state: State) -> tuple[Unit, ...]:
    """Before a city is loaded nobody stands for a unit, but an administrator can sign in."""
    try:
        desk: Desk = state.desks()
        return desk.city.tables.units
    except NoCity:
        return ()


def open_session(
    connection: ASGIConnection[Any, Any, Any, Any], login: str, password: str
) -> SignedIn:
    """Sign in from this connection's address; call it in a worker thread."""
    state = connection.app.state
    address = address_of(connection)
    return sign_in(state.database, state.vault, login, password, address, state.now())


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
