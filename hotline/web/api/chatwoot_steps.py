"""Chatwoot's application API: what programs of staff do with chats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Request, patch, post
from litestar.concurrency import sync_to_thread
from sqlmodel import Session

from hotline.chats.assigning import assign, resolve, take_to_answer
from hotline.chats.handling import add_note, reply, take
from hotline.chats.hearing import check_client_id
from hotline.chats.messages import cannot, check_content
from hotline.chats.signs import note_agent_read, show_typing
from hotline.chats.viewing import chat_lines, shown_rows
from hotline.desk.desk import Desk
from hotline.domain.attachments import File
from hotline.domain.chats.permissions import LEADS_SHIFT, TAKES_CHATS
from hotline.domain.chats.states import ChatState
from hotline.domain.errors import InvalidInput, NotFound
from hotline.domain.models import ChatConversation, ChatMessage
from hotline.domain.roles import Actor
from hotline.storage.chat_lists import find_chat
from hotline.storage.files import Stored
from hotline.web.api.bodies import read_form_or_mapping, read_mapping
from hotline.web.api.chatwoot import CHAT, one
from hotline.web.api.chatwoot_people import FOR_CLIENTS, check_account, login_of, view_of
from hotline.web.chats import LARGEST_FORM, in_writing, kept
from hotline.web.dependencies import AtDesk, Data, Signed, Stores
from hotline.web.guards import only
from hotline.web.reading.chatwoot_documents import message_of_staff
from hotline.web.site import site_of

AGENTS = [only(*TAKES_CHATS)]
HANDERS = [only(*TAKES_CHATS, *LEADS_SHIFT)]


@dataclass(frozen=True)
class StaffMessage:
    """What a program of staff sends; `echo` is its own name for it, "" for none."""

    text: str
    echo: str
    files: Sequence[File]
    is_private: bool


@patch(CHAT, guards=HANDERS, opt=FOR_CLIENTS)
async def change_conversation(
    request: Request[Any, Any, Any],
    office: int,
    number: int,
    actor: Signed,
    database: Data,
    desk: AtDesk,
) -> dict[str, Any]:
    """`assignee_id` (null: nobody) and `status`, in this order."""
    check_account(office)
    data, site = await read_mapping(request), site_of(request).origin
    unknown = [name for name in data if name not in ("assignee_id", "status")]
    if unknown or not data:
        raise InvalidInput(
            "可改的只有 assignee_id 和 status", field=(unknown or ["(正文)"])[0][:40]
        )

    def change(session: Session) -> dict[str, Any]:
        chat = find_chat(session, actor, number, locked=True)
        if "assignee_id" in data:
            assign(session, actor, chat, desk, to=login_of(session, data["assignee_id"]))
        if "status" in data:
            change_status(session, actor, chat, desk, data)
        session.flush()
        return one(session, actor, chat, desk, site)

    return await in_writing(database, change)


@post(CHAT + "/toggle_status", guards=AGENTS, status_code=200, opt=FOR_CLIENTS)
async def toggle_conversation(
    request: Request[Any, Any, Any],
    office: int,
    number: int,
    actor: Signed,
    database: Data,
    desk: AtDesk,
) -> dict[str, Any]:
    """`status` resolved ends it, with `summary` as what the caller was answered; open takes it."""
    check_account(office)
    data = await read_mapping(request)

    def change(session: Session) -> dict[str, Any]:
        chat = find_chat(session, actor, number, locked=True)
        change_status(session, actor, chat, desk, data)
        status = "resolved" if chat.state == ChatState.CLOSED else "open"
        state = {"success": True, "current_status": status, "conversation_id": number}
        return {"meta": {}, "payload": state | {"conversation_status": status}}

    return await in_writing(database, change)


@post(
    CHAT + "/messages",
    guards=HANDERS,
    status_code=200,
    opt=FOR_CLIENTS,
    request_max_body_size=LARGEST_FORM,
)
async def write_conversation_message(
    request: Request[Any, Any, Any],
    office: int,
    number: int,
    actor: Signed,
    database: Data,
    desk: AtDesk,
    files: Stores,
) -> dict[str, Any]:
    """`content`, or a form with `attachments[]`; with `private` a note. Who answers what nobody
    has, has it by that. The same `echo_id` again gives the same message.
    """
    check_account(office)
    sent, site = await _read_message(request, desk), site_of(request).origin

    def write() -> dict[str, Any]:
        with kept(files, sent.files) as stored, database.writing() as session:
            chat = find_chat(session, actor, number, locked=True)
            row = _write(session, actor, chat, desk, sent, stored)
            (line,) = chat_lines(session, actor, [chat], desk)
            shown = shown_rows(session, line, desk, rows=[row])
            return message_of_staff(shown[0], line, view_of(session, [line], shown, desk, site))

    return await sync_to_thread(write)


@post(CHAT + "/assignments", guards=HANDERS, status_code=200, opt=FOR_CLIENTS)
async def assign_conversation(
    request: Request[Any, Any, Any],
    office: int,
    number: int,
    actor: Signed,
    database: Data,
    desk: AtDesk,
) -> dict[str, Any]:
    """`assignee_id`, null or 0 for nobody; answers who has it now."""
    check_account(office)
    data, site = await read_mapping(request), site_of(request).origin
    if "assignee_id" not in data:
        raise InvalidInput("缺少 assignee_id", field="assignee_id", remedy="话务员编号见 agents")

    def change(session: Session) -> dict[str, Any]:
        chat = find_chat(session, actor, number, locked=True)
        assign(session, actor, chat, desk, to=login_of(session, data["assignee_id"]))
        session.flush()
        return one(session, actor, chat, desk, site)["meta"]["assignee"] or {}

    return await in_writing(database, change)


@post(CHAT + "/{sign:str}", guards=AGENTS, status_code=200, opt=FOR_CLIENTS)
async def note_sign(
    request: Request[Any, Any, Any],
    office: int,
    number: int,
    sign: str,
    actor: Signed,
    database: Data,
    desk: AtDesk,
) -> dict[str, Any]:
    """toggle_typing_status (`typing_status` on or off) and update_last_seen."""
    check_account(office)
    if sign not in ("toggle_typing_status", "update_last_seen"):
        raise NotFound(f"没有“{sign[:40]}”这个接口", remedy="可用的接口见 /schema/openapi.json")
    typing = (await read_mapping(request)).get("typing_status") if sign[0] == "t" else None

    def note(session: Session) -> dict[str, Any]:
        chat = find_chat(session, actor, number, locked=True)
        if sign == "update_last_seen":
            note_agent_read(session, actor, chat, desk)
        else:
            show_typing(session, chat, desk, typing=typing, by=actor.login)
        return {}

    return await in_writing(database, note, waits=False)


async def _read_message(request: Request[Any, Any, Any], desk: Desk) -> StaffMessage:
    """Raises InvalidInput."""
    data, files = await read_form_or_mapping(request, desk)
    if data.get("message_type", "outgoing") not in ("outgoing", 1):
        raise InvalidInput(
            "话务员只能发 outgoing 消息", field="message_type", remedy="请去掉 message_type"
        )
    if not files and any(name.startswith("attachments") for name in data):
        raise InvalidInput(
            "附件没有收下", field="attachments", remedy="请用 multipart/form-data 的 attachments[]"
        )
    is_private = data.get("private") in (True, "true")
    if is_private and files:
        raise InvalidInput("备注不能带附件", field="attachments", remedy="请作为消息发送")
    text = check_content(data.get("content"), has_files=bool(files))
    return StaffMessage(text, check_client_id(data.get("echo_id")), files, is_private)


def _write(
    session: Session,
    actor: Actor,
    chat: ChatConversation,
    desk: Desk,
    sent: StaffMessage,
    stored: Sequence[Stored],
) -> ChatMessage:
    if sent.is_private:
        return add_note(session, actor, chat, desk, text=sent.text)
    if actor.role in TAKES_CHATS:
        take_to_answer(session, actor, chat, desk)
    args = (session, actor, chat, desk)
    return reply(*args, text=sent.text, client_id=sent.echo[:100], files=stored)


def change_status(
    session: Session, actor: Actor, chat: ChatConversation, desk: Desk, data: Mapping[str, Any]
) -> None:
    """Raises InvalidInput for a status that chats have not, Conflict for one that has ended."""
    status, summary = data.get("status", "resolved"), data.get("summary", "")
    if status == "resolved":
        resolve(session, actor, chat, desk, summary=summary if isinstance(summary, str) else "")
    elif status == "open":
        if chat.state == ChatState.CLOSED:
            raise cannot(chat, "重新打开")
        if chat.agent == "":
            take(session, actor, chat, desk)
    else:
        raise InvalidInput(
            "status 不可用", field="status", remedy="请用 open（接入）或 resolved（结束）"
        )


route_handlers = [
    change_conversation,
    toggle_conversation,
    write_conversation_message,
    assign_conversation,
    note_sign,
]
