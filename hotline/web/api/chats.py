"""/api/v1/chats: the agent's side of chats."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from litestar import Request, get, post
from sqlmodel import Session

from hotline.chats.assigning import assign
from hotline.chats.handling import add_note, close, register, reply, take
from hotline.chats.viewing import chat_lines, open_chat
from hotline.domain.chats.permissions import READS_CHATS, TAKES_CHATS
from hotline.domain.errors import InvalidInput
from hotline.domain.models import ChatConversation
from hotline.domain.roles import Actor, Role
from hotline.storage.chat_lists import (
    chats_of_agent,
    closed_chats,
    find_chat,
    open_chats,
    queued_chats,
)
from hotline.web.body import Body
from hotline.web.dependencies import AtDesk, Signed, reading, writing
from hotline.web.guards import only
from hotline.web.reading.chat_documents import chat_document, open_chat_document

READERS = [only(*READS_CHATS)]
AGENTS = [only(*TAKES_CHATS)]
HANDERS = [only(*TAKES_CHATS, Role.SUPERVISOR)]
PATH = "/api/v1/chats/{number:int}"
MOST, SHOWN = 100, 50
List = Callable[[Session, Actor, int, int], Sequence[ChatConversation]]
# state -> what is listed: the reader's own, those that wait, those that have ended, all that go on
STATES: dict[str, List] = {
    "waiting": lambda session, _actor, _after, limit: queued_chats(session, limit=limit),
    "mine": lambda session, actor, _after, limit: chats_of_agent(session, actor.login, limit=limit),
    "open": lambda session, _actor, after, limit: open_chats(session, after=after, limit=limit),
    "closed": lambda session, actor, after, limit: closed_chats(
        session, actor, after=after, limit=limit
    ),
}


@get("/api/v1/chats", guards=READERS)
@reading
def list_chats_of_staff(
    session: Session,
    request: Request[Any, Any, Any],
    actor: Signed,
    desk: AtDesk,
    limit: int = SHOWN,
    after: int = 0,
) -> dict[str, Any]:
    """`state` is waiting, mine, open or closed; `next` is the `after` of the following page of
    those that page, "" on the last one.
    """
    state = request.query_params.get("state", "waiting")
    if state not in STATES or not 0 < limit <= MOST or after < 0:
        raise InvalidInput(
            "筛选条件不可用",
            field="state",
            remedy=f"state 可用：{'、'.join(STATES)}；limit 为 1 至 {MOST}",
        )
    pages = state in ("open", "closed")
    rows = STATES[state](session, actor, after, limit + 1 if pages else MOST)
    shown = rows[:limit] if pages else rows
    lines = chat_lines(session, actor, list(shown), desk)
    has_more = pages and len(rows) > limit
    return {
        "chats": [chat_document(line) for line in lines],
        "next": str(shown[-1].row_id) if has_more else "",
    }


@get(PATH, guards=READERS)
@reading
def show_chat_to_staff(
    session: Session, number: int, actor: Signed, desk: AtDesk
) -> dict[str, Any]:
    """With its newest messages."""
    chat = find_chat(session, actor, number)
    return open_chat_document(open_chat(session, actor, chat, desk))


class ChatAssignment(Body):
    """`login` None: I take it. Else I hand over what I have, with "" to those who wait; who leads
    the shift gives what waits to this agent.
    """

    login: str | None = None


class ChatText(Body):
    content: str
    echo_id: str = ""


class ChatTicket(Body):
    """What the form of a ticket says; what is left out is the contact's own."""

    text: str = ""
    title: str = ""
    address: str = ""
    district: str = ""
    caller: str = ""
    phone: str = ""
    request_type: str = ""
    category: str = ""
    hide: bool = False


class ChatClosing(Body):
    outcome: str
    summary: str = ""
    cites: list[str] = msgspec.field(default_factory=list)


@post(f"{PATH}/assignments", guards=HANDERS)
@writing
def assign_chat(
    session: Session, number: int, actor: Signed, desk: AtDesk, data: ChatAssignment
) -> dict[str, Any]:
    chat = find_chat(session, actor, number, locked=True)
    if data.login is None:
        take(session, actor, chat, desk)
    else:
        assign(session, actor, chat, desk, to=data.login.strip())
    return _one(session, actor, chat, desk)


@post(f"{PATH}/messages", guards=AGENTS)
@writing
def answer_chat(
    session: Session, number: int, actor: Signed, desk: AtDesk, data: ChatText
) -> dict[str, Any]:
    """The same `echo_id` again gives the same message."""
    chat = find_chat(session, actor, number, locked=True)
    row = reply(session, actor, chat, desk, text=data.content, client_id=data.echo_id[:100])
    return {"id": row.row_id, "kind": row.kind, "at": row.at}


@post(f"{PATH}/notes", guards=HANDERS)
@writing
def note_on_chat(
    session: Session, number: int, actor: Signed, desk: AtDesk, data: ChatText
) -> dict[str, Any]:
    chat = find_chat(session, actor, number, locked=True)
    row = add_note(session, actor, chat, desk, text=data.content)
    return {"id": row.row_id, "kind": row.kind, "at": row.at}


@post(f"{PATH}/tickets", guards=AGENTS)
@writing
def register_chat_ticket(
    session: Session, number: int, actor: Signed, desk: AtDesk, data: ChatTicket
) -> dict[str, Any]:
    """The ticket of this chat: made once, the same afterwards."""
    chat = find_chat(session, actor, number, locked=True)
    fields = {name: getattr(data, name) for name in data.__struct_fields__ if name != "hide"}
    fields |= {"hide_shown": "yes", "hide": "yes"} if data.hide else {}
    receipt = register(session, actor, chat, desk, fields=fields)
    return {"ticket_no": receipt.no, "query_code": receipt.query_code, "created": receipt.created}


@post(f"{PATH}/closings", guards=AGENTS)
@writing
def close_chat(
    session: Session, number: int, actor: Signed, desk: AtDesk, data: ChatClosing
) -> dict[str, Any]:
    """`outcome` is answered, ticket or abandoned."""
    chat = find_chat(session, actor, number, locked=True)
    cites = tuple(data.cites)
    close(session, actor, chat, desk, outcome=data.outcome, summary=data.summary, cites=cites)
    return _one(session, actor, chat, desk)


def _one(session: Session, actor: Actor, chat: ChatConversation, desk: Any) -> dict[str, Any]:
    (line,) = chat_lines(session, actor, [chat], desk)
    return chat_document(line)


route_handlers = [
    list_chats_of_staff,
    show_chat_to_staff,
    assign_chat,
    answer_chat,
    note_on_chat,
    register_chat_ticket,
    close_chat,
]
