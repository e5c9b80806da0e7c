"""Programs of the city that stand between callers and the hotline, such as a mini program's server:
they come in by a token of kind `gateway` and say for whom they ask.
"""

from typing import Any

from litestar import Request
from litestar.datastructures import State

from hotline.domain.errors import InvalidInput, NotSignedIn
from hotline.domain.report_fields import OPENID
from hotline.people.access_tokens import find_token, is_note_due

# As WeChat's own hosting names it to the server behind a mini program.
HEADER = "x-wx-openid"


def has_openid(request: Request[Any, Any, Any]) -> bool:
    return HEADER in request.headers


def openid_of(request: Request[Any, Any, Any]) -> str:
    """For whom a gateway asks. Raises NotSignedIn without its token, InvalidInput for no openid.

    Reads the database: call it in a worker thread.
    """
    state: State = request.app.state
    host = request.client.host if request.client else ""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = token.strip() if kind.lower() == "bearer" else ""
    with state.database.reading() as session:
        row = find_token(session, "gateway", bearer, host) if bearer else None
    if row is None:
        state.budgets.spend("tokens", request)
        raise NotSignedIn(
            "按 openid 查询要用接入令牌",
            remedy="请管理员建立 gateway 令牌，放在 Authorization 头中",
        )
    now = state.now()
    if is_note_due(row, now):
        with state.database.writing(waits=False) as session:
            row.used_at = now
            session.add(row)
    openid: str = request.headers[HEADER].strip()
    if not OPENID.fullmatch(openid):
        raise InvalidInput(
            "openid 不可用", field="X-WX-OPENID", remedy="应为 6 至 64 个字母、数字、“-”或“_”"
        )
    return openid
