"""GET and POST /wechat/{account}: the address that an official account pushes to.

WeChat waits five seconds and then asks three times more. What is not stored by then is answered
503, so that it does ask again; the push itself goes on being stored and counts once.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State
from sqlalchemy.exc import IntegrityError

from hotline.domain.errors import NotSignedIn, Unavailable
from hotline.domain.models import WechatAccount
from hotline.domain.wechat.markup import LARGEST
from hotline.storage.wechat import open_account
from hotline.web.dependencies import provide_desk
from hotline.web.guards import public
from hotline.wechat.gate import NO_REPLY, Opened, check_signature, echo_of, open_push, write_reply
from hotline.wechat.receiving import Taken, is_for_machine, read_push_text, take_push

SECONDS = 4.5


@get("/wechat/{account:str}", guards=[public], media_type=MediaType.TEXT)
async def show_echo(request: Request[Any, Any, Any], account: str) -> str:
    """What the platform asks for when the address is entered there; 401 for a wrong token."""
    state, query = request.app.state, _query(request)
    row = await sync_to_thread(_account, state, account)
    try:
        check_signature(row, query, state.vault, state.now())
    except NotSignedIn:
        state.budgets.spend("tokens", request)
        raise
    return echo_of(query)


@post("/wechat/{account:str}", guards=[public], status_code=200, request_max_body_size=LARGEST)
async def receive_push(request: Request[Any, Any, Any], account: str) -> Response[str]:
    """`success`, or the answer to a message; 401 for what the platform did not sign."""
    state, query, body = request.app.state, _query(request), await request.body()
    row, desk = await sync_to_thread(_account, state, account), await provide_desk(state)
    try:
        opened = open_push(row, query, body, state.vault, state.now())
        taken = await _in_time(asyncio.ensure_future(sync_to_thread(_take, state, row, opened)))
    except NotSignedIn:
        state.budgets.spend("tokens", request)
        raise
    if not taken.reply or opened.is_json:
        return Response(NO_REPLY, media_type=MediaType.TEXT)
    reply = write_reply(row, opened, taken.reply, desk.vault, desk.now(), query["nonce"])
    return Response(reply, media_type="application/xml")


async def _in_time(taking: "asyncio.Future[Taken]") -> Taken:
    """What was taken; raises Unavailable where that takes too long, and lets it go on."""
    try:
        return await asyncio.wait_for(asyncio.shield(taking), SECONDS)
    except TimeoutError:
        taking.add_done_callback(lambda late: late.exception())
        raise Unavailable("正在保存，尚未完成", remedy="请稍后重发同一消息") from None


def _account(state: State, name: str) -> WechatAccount:
    with state.database.reading() as session:
        return open_account(session, name)


def _take(state: State, account: WechatAccount, opened: Opened) -> Taken:
    """Of two processes that meet the same push one tries again. The text is read before, for that
    takes its time.
    """
    desk = state.desks()
    with state.database.reading() as session:
        for_machine = is_for_machine(session, account, opened.push, desk)
    reading = read_push_text(opened.push, desk, for_machine=for_machine)
    for is_last in (False, True):
        try:
            with state.database.writing() as session:
                return take_push(session, account, opened, desk, reading=reading)
        except IntegrityError:
            if is_last:
                raise
    raise AssertionError


def _query(request: Request[Any, Any, Any]) -> Mapping[str, str]:
    return {name: str(value) for name, value in request.query_params.items()}


route_handlers = [show_echo, receive_push]
