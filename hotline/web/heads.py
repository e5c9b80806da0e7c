"""HEAD, which link checkers, proxies and monitors send: what can be got is answered like GET, with
its status and headers and no body (RFC 9110, section 9.3.2).
"""

from typing import Any

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def heads_as_gets(app: ASGIApp) -> ASGIApp:
    """`app` itself, for which a HEAD is a GET; what it would send is dropped."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return
        # A copy: the server goes by its own, and sends no body for it.
        got: Any = {**scope, "method": "GET"}
        await app(got, receive, _without_body(send))

    return answer


def _without_body(send: Send) -> Send:
    """The answer ends with its headers: a stream, which is told so, does not run on."""

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_head


async def tell_of_head(message: Any, _scope: Any) -> None:
    """Before the answer is sent: where GET is allowed, so is HEAD."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    methods = headers.get("allow", "").split(", ")
    if "GET" in methods and "HEAD" not in methods:
        headers["allow"] = ", ".join(sorted([*methods, "HEAD"]))
