"""Signing in and out by program: the bearer token is told once."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post

from hotline.people.staff import sign_out
from hotline.storage.database import Database
from hotline.web.api.forms import Body
from hotline.web.budgets import limited
from hotline.web.dependencies import Given, Signed
from hotline.web.guards import public, signed_in
from hotline.web.sessions import open_session, session_cookie


class SignIn(Body):
    login: Annotated[str, msgspec.Meta(max_length=200)]
    password: Annotated[str, msgspec.Meta(max_length=1000)]


@post("/api/v1/sessions", guards=[public, limited("sign-ins")])
async def create_session(request: Request[Any, Any, Any], data: SignIn) -> dict[str, Any]:
    opened = await open_session(request, data.login, data.password)
    return {
        "token": opened.token,
        "expires_at": opened.expires_at,
        "login": opened.staff.login,
        "role": opened.staff.role,
        "unit": opened.staff.unit,
    }


@get("/api/v1/sessions/current", guards=[signed_in], sync_to_thread=False)
def show_session(request: Request[Any, Any, Any], actor: Signed) -> dict[str, Any]:
    return {
        "login": actor.login,
        "name": actor.name,
        "role": actor.role,
        "unit": actor.unit,
        "units": sorted(actor.units),
        "expires_at": request.auth.expires_at,
    }


@delete("/api/v1/sessions/current", guards=[signed_in], sync_to_thread=True, status_code=200)
def end_session(
    request: Request[Any, Any, Any], database: Annotated[Database, Given]
) -> Response[dict[str, str]]:
    with database.writing() as session:
        sign_out(session, request.auth.token)
    return Response({"status": "signed out"}, cookies=[session_cookie(request, "")])


route_handlers = [create_session, show_session, end_session]
