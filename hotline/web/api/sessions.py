"""Signing in and out by program: the bearer token is told once."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post

from hotline.people.sessions import sign_out, unit_on
from hotline.storage.database import Database
from hotline.web.body import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import Given, Signed
from hotline.web.guards import own_account, public
from hotline.web.sessions import open_session, session_cookie


class SignIn(Body):
    login: Annotated[str, msgspec.Meta(max_length=200)]
    password: Annotated[str, msgspec.Meta(max_length=1000)]
    code: Annotated[str, msgspec.Meta(max_length=40)] = ""


@post("/api/v1/sessions", guards=[public, limited("sign-ins")])
async def create_session(request: Request[Any, Any, Any], data: SignIn) -> dict[str, Any]:
    opened = await open_session(request, data.login, data.password, data.code)
    return {
        "token": opened.token,
        "expires_at": opened.expires_at,
        "login": opened.staff.login,
        "role": opened.staff.role,
        "unit": unit_on(opened.staff, request.app.state.now().date()),
    }


@get("/api/v1/sessions/current", guards=[own_account], sync_to_thread=False)
def show_session(request: Request[Any, Any, Any], actor: Signed) -> dict[str, Any]:
    return {
        "login": actor.login,
        "name": actor.name,
        "role": actor.role,
        "unit": actor.unit,
        "units": sorted(actor.units),
        "expires_at": request.auth.expires_at,
        "duty": request.auth.duty,
    }


@delete("/api/v1/sessions/current", guards=[own_account], sync_to_thread=True, status_code=200)
def end_session(
    request: Request[Any, Any, Any], actor: Signed, database: Annotated[Database, Given]
) -> Response[dict[str, str]]:
    with database.writing() as session:
        sign_out(session, request.auth.token, actor=actor, now=request.app.state.now())
    return Response({"status": "signed out"}, cookies=[session_cookie(request, "")])


route_handlers = [create_session, show_session, end_session]
