"""Who may use a route.

Every route carries one statement; a test walks all routes and fails on one without.
"""

import hmac
from collections.abc import Collection
from typing import Any, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler

from hotline.domain.errors import DutyFirst, NotAllowed, NotFound, NotSignedIn
from hotline.domain.permissions import MAY
from hotline.domain.roles import STAFF_ROLES, WORKS_ON_TICKETS, Role
from hotline.domain.workflow import Action
from hotline.people.sessions import Duty
from hotline.web.labels import role_name
from hotline.web.late_forms import note_typed

DUTIES = {
    Duty.PASSWORD: "首次登录或密码重设后，需要先修改密码",
    Duty.SECOND_FACTOR: "本岗位需要先启用动态验证码",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What a database's column of whole numbers holds.
LARGEST_NUMBER = 2**63 - 1


class Statement:
    """A guard that lets in these roles; `roles` None lets in everybody, signed in or not.

    own  the person's own account, which is open also to those who have a duty to do there first
    Programs sign in nowhere.
    """

    def __init__(self, roles: Collection[Role] | None, *, own: bool = False) -> None:
        self.roles = None if roles is None else frozenset(roles) & frozenset(STAFF_ROLES)
        self.own = own

    async def __call__(self, connection: Any, _handler: BaseRouteHandler) -> None:
        # What a route can do is no secret, and nobody is looked up for it.
        if self.roles is None or connection.scope["method"] == "OPTIONS":
            return
        actor = connection.user
        if actor is None:
            raise NotSignedIn("尚未登录或登录已过期", remedy="请先登录")
        if connection.auth.duty and not self.own:
            raise DutyFirst(DUTIES[connection.auth.duty], remedy="请在“我的账号”页面完成")
        if actor.role not in self.roles:
            raise NotAllowed(
                f"岗位“{role_name(actor.role)}”不能使用此功能", remedy="请由有权限的岗位办理"
            )


public = Statement(None)
# Whoever works on tickets; not the administrator and not the auditor.
signed_in = Statement(WORKS_ON_TICKETS)
own_account = Statement(tuple(Role), own=True)


def only(*roles: Role) -> Statement:
    return Statement(roles)


def may(*actions: Action) -> Statement:
    """The roles that may take at least one of these actions, by the permission table."""
    return Statement(frozenset().union(*(MAY[action] for action in actions)))


async def storable_number(
    connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler
) -> None:
    """Nothing has a number that no database can hold. Raises NotFound for one in the address."""
    for value in connection.path_params.values():
        if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
            raise NotFound("没有这个编号", remedy="请核对网址中的编号")


async def same_site(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """A write that a cookie signs needs the session's CSRF token: header X-CSRF-Token or form
    field _csrf.
    """
    # What is sent over a web socket is signed by no cookie.
    if connection.scope["type"] == ScopeType.WEBSOCKET:
        return
    request = cast("Request[Any, Any, Any]", connection)
    if request.method in SAFE:
        return
    await note_typed(request, is_public=public in handler.resolve_guards())
    pass_ = request.auth
    if pass_ is None or not pass_.by_cookie:
        return
    sent = request.headers.get("x-csrf-token") or await _form_field(request)
    if not hmac.compare_digest(sent.encode(), pass_.csrf.encode()):
        raise NotAllowed("页面已过期，未执行操作", remedy="请刷新页面后重试")


async def _form_field(request: Request[Any, Any, Any]) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return ""
    value = (await request.form()).get("_csrf", "")
    return value if isinstance(value, str) else ""
