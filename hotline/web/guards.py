"""Who may use a route.

Every route carries one statement; a test walks all routes and fails on one without.
"""

import hmac
from collections.abc import Collection
from typing import Any, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from hotline.domain.errors import NotAllowed, NotSignedIn
from hotline.domain.permissions import MAY, STAFF_ROLES, Role
from hotline.domain.workflow import Action
from hotline.web.labels import role_name

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Statement:
    """A guard that lets in these roles; `roles` None lets in everybody, signed in or not.

    Programs sign in nowhere.
    """

    def __init__(self, roles: Collection[Role] | None) -> None:
        self.roles = None if roles is None else frozenset(roles) & frozenset(STAFF_ROLES)

    async def __call__(self, connection: Any, _handler: BaseRouteHandler) -> None:
        if self.roles is None:
            return
        actor = connection.user
        if actor is None:
            raise NotSignedIn("尚未登录或登录已过期", remedy="请先登录")
        if actor.role not in self.roles:
            raise NotAllowed(
                f"岗位“{role_name(actor.role)}”不能使用此功能", remedy="请由有权限的岗位办理"
            )


public = Statement(None)
signed_in = Statement(tuple(Role))


def only(*roles: Role) -> Statement:
    return Statement(roles)


def may(*actions: Action) -> Statement:
    """The roles that may take at least one of these actions, by the permission table."""
    return Statement(frozenset().union(*(MAY[action] for action in actions)))


async def same_site(
    connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler
) -> None:
    """A write that a cookie signs needs the session's CSRF token: header X-CSRF-Token or form
    field _csrf.
    """
    # The hotline has no web sockets: every connection is a request.
    request = cast("Request[Any, Any, Any]", connection)
    pass_ = request.auth
    if request.method in SAFE or pass_ is None or not pass_.by_cookie:
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
