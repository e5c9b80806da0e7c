"""POST /api/v1/cti/{token}: what a phone system tells of its calls.

The token in the address is all that a sender shows. Whoever has it is always answered 200 with a
JSON object: some senders drop what they are answered otherwise, and some read an empty body as a
fault.
"""

import logging
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from sqlalchemy.exc import IntegrityError

from hotline.calls.cti_body import read_event
from hotline.calls.record import record_event
from hotline.domain.calls.call_facts import CallState
from hotline.domain.calls.events import CallEvent, CallEventKind
from hotline.domain.errors import InvalidInput, NotSignedIn
from hotline.domain.models import AccessToken
from hotline.people.access_tokens import find_token, note_use
from hotline.web.dependencies import provide_desk
from hotline.web.guards import public

LOG = logging.getLogger("hotline")
REFUSAL = {"action": "reject", "reason": "busy"}
MULTIPART = "multipart/form-data"
OLDER, BYTEWISE = "gb18030", "latin-1"


@post("/api/v1/cti/{token:str}", guards=[public], status_code=200)
async def receive_call_event(request: Request[Any, Any, Any], token: str) -> dict[str, str]:
    """200 with {}, or with a refusal for a blocked number; 401 for a token that opens nothing."""
    state, host = request.app.state, request.client.host if request.client else ""
    row = await sync_to_thread(_token_of, state, token, host)
    if row is None:
        state.budgets.spend("tokens", request)
        raise NotSignedIn("接入令牌不正确", remedy="请管理员核对令牌和允许的来源网络")
    desk = await provide_desk(state)
    try:
        event = read_event(await _fields(request), desk.now())
    except InvalidInput as error:
        LOG.warning("cti %s: %s", row.name, error.message)
        state.measures.call_events.labels("ignored").inc()
        return {}
    refused = await sync_to_thread(_record, state, event, row.name)
    state.measures.call_events.labels("taken").inc()
    return REFUSAL if refused and event.kind == CallEventKind.NEW_CALL else {}


def _token_of(state: State, token: str, host: str) -> AccessToken | None:
    with state.database.reading() as session:
        row = find_token(session, "cti", token, host)
    if row:
        note_use(state.database, row, state.now())
    return row


def _record(state: State, event: CallEvent, source: str) -> bool:
    """Whether the call is refused. Of two processes that meet a new call one tries again."""
    for is_last in (False, True):
        try:
            with state.database.writing() as session:
                call = record_event(session, event, state.desks(), source=source)
                return call.state == CallState.REJECTED
        except IntegrityError:
            if is_last:
                raise
    return False


async def _fields(request: Request[Any, Any, Any]) -> Mapping[str, Any]:
    """Value by field of JSON or of a form, whatever the sender calls it; lists where a field
    stands several times.
    """
    if request.headers.get("content-type", "").startswith(MULTIPART):
        try:
            return _several((await request.form()).multi_items())
        except (HTTPException, ValueError):
            raise InvalidInput("正文不是有效的 multipart 表单", field="(正文)") from None
    body = (await request.body()).removeprefix(BOM_UTF8)
    if not body.lstrip().startswith(b"{"):
        return _form(body)
    try:
        data = msgspec.json.decode(_text(body))
    except (msgspec.DecodeError, RecursionError):
        raise InvalidInput("正文不是有效的 JSON", field="(正文)") from None
    return data if isinstance(data, dict) else {}


def _text(body: bytes) -> str:
    """Some phone systems write Chinese names of queues and agents in the older encoding."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode(OLDER, "replace")


def _form(body: bytes) -> Mapping[str, Any]:
    """Each name and value is read by itself: one that is broken spoils no other."""
    pairs = parse_qsl(body.decode(BYTEWISE), keep_blank_values=True, encoding=BYTEWISE)
    return _several(
        (_text(name.encode(BYTEWISE)), _text(value.encode(BYTEWISE))) for name, value in pairs
    )


def _several(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, list[Any]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return {name: values if values[1:] else values[0] for name, values in fields.items()}


route_handlers = [receive_call_event]
