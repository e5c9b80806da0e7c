"""Programs of the city that stand between callers and the hotline, such as a mini program's server:
they come in by a token of kind `gateway` and say for whom they report and ask.
"""

from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import State

from hotline.domain.errors import InvalidInput, NotSignedIn
from hotline.domain.models import AccessToken
from hotline.domain.report_fields import OPENID
from hotline.domain.roles import Actor, gateway_actor
from hotline.people.access_tokens import find_token, note_use
from hotline.web.sessions import bearer_of, shows_token

# As WeChat's own hosting names it to the server behind a mini program.
HEADER = "x-wx-openid"


def has_openid(request: Request[Any, Any, Any]) -> bool:
    return HEADER in request.headers


async def let_in_gateway(connection: ASGIConnection[Any, Any, Any, Any]) -> Actor | None:
    """Who sends by a gateway's token: the program, for callers whom it knows. None for everybody
    else who shows no token.

    Raises NotSignedIn for a token that is none, or no longer: taken for a stranger, its owner would
    send everything under another name, a second time.
    """
    if connection.scope.get("auth") is not None or not shows_token(connection):
        return None
    row = await sync_to_thread(_row_of, connection)
    if row is None:
        connection.app.state.budgets.spend("tokens", connection)
        raise NotSignedIn(
            "请求头中的令牌无效、已过期或已停用，诉求没有登记",
            remedy="请重新登录或换用有效的令牌；匿名提交请去掉 Authorization 请求头",
        )
    return gateway_actor(row.name)


def openid_of(request: Request[Any, Any, Any]) -> str:
    """For whom a gateway asks. Raises NotSignedIn without its token, InvalidInput for no openid.

    Reads the database: call it in a worker thread.
    """
    row = _row_of(request)
    if row is None:
        request.app.state.budgets.spend("tokens", request)
        raise NotSignedIn(
            "按 openid 查询要用接入令牌",
            remedy="请管理员建立 gateway 令牌，放在 Authorization 头中",
        )
    openid: str = request.headers[HEADER].strip()
    if not OPENID.fullmatch(openid):
        raise InvalidInput(
            "openid 不可用", field="X-WX-OPENID", remedy="应为 6 至 64 个字母、数字、“-”或“_”"
        )
    return openid


def _row_of(connection: ASGIConnection[Any, Any, Any, Any]) -> AccessToken | None:
    state: State = connection.app.state
    host, bearer = connection.client.host if connection.client else "", bearer_of(connection)
    with state.database.reading() as session:
        row = find_token(session, "gateway", bearer, host) if bearer else None
    if row:
        note_use(state.database, row, state.now())
    return row
