"""Chatwoot's application API, by which programs of staff list, answer, assign and close chats.

A program shows the token of `POST /api/v1/sessions` as `api_access_token`. There is one account;
who sees and does what is as on our own pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Request, get
from sqlmodel import Session

from hotline.chats.documents import seconds
from hotline.chats.viewing import chat_lines, shown_messages, shown_rows
from hotline.desk.desk import Desk
from hotline.domain.chats.permissions import READS_CHATS
from hotline.domain.chats.states import LIVE, ChatState
from hotline.domain.errors import InvalidInput
from hotline.domain.models import ChatConversation
from hotline.domain.roles import Actor
from hotline.storage.chat_lists import ChatFilter, chats_by_page, count_chats, find_chat
from hotline.storage.chat_messages import count_unread, newest_messages
from hotline.web.api.chatwoot_people import AT, FOR_CLIENTS, check_account, view_of
from hotline.web.chats import in_reading
from hotline.web.dependencies import AtDesk, Data, Signed
from hotline.web.guards import only
from hotline.web.reading.chatwoot_documents import chat_of_staff, message_of_staff
from hotline.web.site import site_of

READERS = [only(*READS_CHATS)]
CHAT = AT + "/conversations/{number:int}"
STATES: Mapping[str, frozenset[ChatState]] = {
    "open": LIVE - {ChatState.MACHINE},
    "pending": frozenset({ChatState.MACHINE}),
    "resolved": frozenset({ChatState.CLOSED}),
    "snoozed": frozenset(),
    "all": frozenset(ChatState),
}
ASSIGNEES = ("all", "me", "unassigned")
PAGE, MOST_PAGES, MOST_COUNTED = 25, 200, 1_000
UNKNOWN = ("labels", "labels[]", "team_id", "q")


@get(AT + "/conversations", guards=READERS, opt=FOR_CLIENTS)
async def list_conversations(
    request: Request[Any, Any, Any], office: int, actor: Signed, database: Data, desk: AtDesk
) -> dict[str, Any]:
    """`status`, `assignee_type`, `inbox_id`, `page` (25 each); newest first."""
    chosen, number = read_filter(request, office, actor), _number(request, "page", 1, MOST_PAGES)
    site = site_of(request).origin

    def look(session: Session) -> dict[str, Any]:
        skip = (number - 1) * PAGE
        rows = chats_by_page(session, actor, chosen, skip=skip, limit=PAGE)
        documents = conversation_documents(session, actor, rows, desk, site)
        meta = counts(session, actor, chosen) | {"current_page": number}
        return {"data": {"meta": meta, "payload": documents}}

    return await in_reading(database, look)


@get(AT + "/conversations/meta", guards=READERS, opt=FOR_CLIENTS)
async def count_conversations(
    request: Request[Any, Any, Any], office: int, actor: Signed, database: Data
) -> dict[str, Any]:
    """How many are mine, nobody's, somebody's and there at all; each counted up to a thousand."""
    chosen = read_filter(request, office, actor)
    return await in_reading(database, lambda session: {"meta": counts(session, actor, chosen)})


@get(CHAT, guards=READERS, opt=FOR_CLIENTS)
async def show_conversation(
    request: Request[Any, Any, Any],
    office: int,
    number: int,
    actor: Signed,
    database: Data,
    desk: AtDesk,
) -> dict[str, Any]:
    check_account(office)
    site = site_of(request).origin
    return await in_reading(
        database,
        lambda session: one(session, actor, find_chat(session, actor, number), desk, site),
    )


@get(CHAT + "/messages", guards=READERS, opt=FOR_CLIENTS)
async def list_conversation_messages(
    request: Request[Any, Any, Any],
    office: int,
    number: int,
    actor: Signed,
    database: Data,
    desk: AtDesk,
    before: int = 0,
) -> dict[str, Any]:
    """The newest, oldest of them first; `before` is an id."""
    check_account(office)
    site = site_of(request).origin

    def look(session: Session) -> dict[str, Any]:
        (line,) = chat_lines(session, actor, [find_chat(session, actor, number)], desk)
        shown = shown_messages(session, line, desk, before=before) if line.sees_ticket else []
        view = view_of(session, [line], shown, desk, site)
        return {
            "meta": {"labels": [], "contact_last_seen_at": seconds(line.chat.contact_read_at)},
            "payload": [message_of_staff(row, line, view) for row in shown],
        }

    return await in_reading(database, look)


def conversation_documents(
    session: Session, actor: Actor, rows: Sequence[ChatConversation], desk: Desk, site: str
) -> list[dict[str, Any]]:
    """Each with its last message, as this reader may see them."""
    lines, ids = chat_lines(session, actor, rows, desk), [row.row_id for row in rows]
    newest, unread = newest_messages(session, ids), count_unread(session, ids)
    shown = [
        shown_rows(session, line, desk, rows=[newest[line.chat.row_id]])
        if line.sees_ticket and line.chat.row_id in newest
        else []
        for line in lines
    ]
    view = view_of(session, lines, [row for each in shown for row in each], desk, site)
    return [
        chat_of_staff(line, view, each, unread.get(line.chat.row_id, 0))
        for line, each in zip(lines, shown, strict=True)
    ]


def one(
    session: Session, actor: Actor, chat: ChatConversation, desk: Desk, site: str
) -> dict[str, Any]:
    return conversation_documents(session, actor, [chat], desk, site)[0]


def counts(session: Session, actor: Actor, chosen: ChatFilter) -> dict[str, int]:
    states, inbox = chosen.states, chosen.inbox_id
    numbers = [
        count_chats(session, actor, ChatFilter(states, agent, inbox), most=MOST_COUNTED)
        for agent in (actor.login, "", None)
    ]
    mine, nobody, every = numbers
    return {
        "mine_count": mine,
        "unassigned_count": nobody,
        "assigned_count": every - nobody,
        "all_count": every,
    }


def read_filter(request: Request[Any, Any, Any], office: int, actor: Actor) -> ChatFilter:
    """Raises InvalidInput for what cannot be asked: nothing is listed that was filtered by less."""
    check_account(office)
    query = request.query_params
    if unknown := [name for name in UNKNOWN if query.get(name)]:
        raise InvalidInput(f"不能按 {unknown[0]} 筛选", field=unknown[0], remedy="请去掉这个条件")
    status, assignee = query.get("status", "open"), query.get("assignee_type", "all")
    if status not in STATES:
        raise InvalidInput("status 不可用", field="status", remedy=f"可用：{'、'.join(STATES)}")
    if assignee not in ASSIGNEES:
        raise InvalidInput(
            "assignee_type 不可用", field="assignee_type", remedy=f"可用：{'、'.join(ASSIGNEES)}"
        )
    agent = {"me": actor.login, "unassigned": ""}.get(assignee)
    return ChatFilter(STATES[status], agent, _number(request, "inbox_id", 0, 2**31 - 1))


def _number(request: Request[Any, Any, Any], name: str, usual: int, most: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return usual
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else -1
    if not usual <= number <= most:
        raise InvalidInput(f"{name} 不可用", field=name, remedy=f"应为 {usual} 至 {most} 的整数")
    return number


route_handlers = [
    list_conversations,
    count_conversations,
    show_conversation,
    list_conversation_messages,
]
