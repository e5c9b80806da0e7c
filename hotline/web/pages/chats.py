"""The desk for chats: the queue, the chat that is open, what stands beside it."""

from typing import Any

from litestar import Response, get
from sqlmodel import Session

from hotline.chats.presence import people_there, takes_chats
from hotline.chats.proposals import proposals_for, words_for_proposals
from hotline.chats.signs import note_agent_read
from hotline.chats.viewing import chat_lines, open_chat
from hotline.desk.desk import Desk
from hotline.domain.chats.permissions import READS_ALL_CHATS, READS_CHATS, TAKES_CHATS
from hotline.domain.chats.states import ChatState
from hotline.domain.errors import HotlineError, InvalidInput, NotFound
from hotline.domain.models import ChatAttachment, ChatConversation, ChatMessage
from hotline.domain.roles import Actor
from hotline.storage.chat_lists import (
    chats_of_agent,
    closed_chats,
    find_chat,
    open_chats,
    queued_chats,
)
from hotline.web.chats import note_page
from hotline.web.dependencies import AtDesk, Data, Signed, Stores, reading
from hotline.web.guards import only
from hotline.web.pages.forms import Form
from hotline.web.pages.layout import PageRequest, page
from hotline.web.pages.threads import in_thread
from hotline.web.pages.typing_aids import phrases_of
from hotline.web.problems import problem_of
from hotline.web.reading.delivery_filters import read_number
from hotline.web.sessions import BY_ITSELF
from hotline.web.uploads import as_file

READERS = [only(*READS_CHATS)]
AGENTS = [only(*TAKES_CHATS)]
SHOWN = 50


@get("/chats", guards=READERS)
@reading
def show_desk(session: Session, request: PageRequest, actor: Signed, desk: AtDesk) -> Response[str]:
    return desk_page(session, request, actor, desk)


@get("/chats/{number:int}", guards=READERS)
@in_thread
def show_chat_on_desk(
    request: PageRequest, number: int, actor: Signed, database: Data, desk: AtDesk
) -> Response[str]:
    """Whoever has it has read it by that."""
    with database.reading() as session:
        chat = find_chat(session, actor, number)
        is_news = chat.agent == actor.login and (
            chat.agent_read_at is None or chat.agent_read_at < chat.last_at
        )
    if is_news:
        with database.writing(waits=False) as session:
            note_agent_read(session, actor, find_chat(session, actor, number, locked=True), desk)
    with database.reading() as session:
        return desk_page(session, request, actor, desk, chat=find_chat(session, actor, number))


@get("/chats/queue", guards=READERS, opt={BY_ITSELF: True})
@in_thread
def show_queue(request: PageRequest, actor: Signed, database: Data, desk: AtDesk) -> Response[str]:
    """A fragment; where no stream comes through, pages ask for it instead."""
    note_page(database, actor, desk)
    with database.reading() as session:
        return page(request, "_chat_queue.html", desk, **queue_of(session, actor, desk))


@get("/chats/{number:int}/messages", guards=READERS, opt={BY_ITSELF: True})
@in_thread
def show_messages(
    request: PageRequest, number: int, actor: Signed, database: Data, desk: AtDesk
) -> Response[str]:
    """A fragment."""
    with database.reading() as session:
        opened = open_chat(session, actor, find_chat(session, actor, number), desk)
    if opened.line.is_unread and opened.line.chat.agent == actor.login:
        with database.writing(waits=False) as session:
            note_agent_read(session, actor, find_chat(session, actor, number, locked=True), desk)
    return page(request, "_chat_messages.html", desk, opened=opened)


@get("/chats/{number:int}/hints", guards=AGENTS, opt={BY_ITSELF: True})
@reading
def show_proposals(
    session: Session, request: PageRequest, number: int, actor: Signed, desk: AtDesk
) -> Response[str]:
    """A fragment: category, unit, knowledge."""
    chat = find_chat(session, actor, number)
    text = words_for_proposals(session, chat, desk) if chat.agent == actor.login else ""
    return page(
        request, "_chat_hints.html", desk, chat=chat, hints=proposals_for(session, text, desk)
    )


@get("/chats/closed", guards=READERS)
@reading
def list_closed(
    session: Session, request: PageRequest, actor: Signed, desk: AtDesk
) -> Response[str]:
    """Newest first; agents see their own."""
    text = request.query_params.get("after", "")
    after = read_number(text)
    if text and not after:
        raise InvalidInput(f"“{text[:40]}”不是页码位置", field="after", remedy="请从“下一页”进入")
    rows = closed_chats(session, actor, after=after, limit=SHOWN + 1)
    lines = chat_lines(session, actor, rows[:SHOWN], desk)
    following = rows[SHOWN - 1].row_id if len(rows) > SHOWN else 0
    return page(request, "chats_closed.html", desk, lines=lines, next=following)


@get("/chats/files/{number:int}", guards=AGENTS)
@in_thread
def download_chat_file(
    number: int, actor: Signed, database: Data, desk: AtDesk, files: Stores
) -> Response[bytes]:
    """For who talks with its sender."""
    with database.reading() as session:
        row = session.get(ChatAttachment, number)
        message = session.get(ChatMessage, row.message_id) if row else None
        if row is None or message is None:
            raise NotFound("没有这个附件", remedy="请从会话进入")
        chat = find_chat(session, actor, message.conversation_id)
        (line,) = chat_lines(session, actor, [chat], desk)
    if not line.is_open:
        raise NotFound("没有这个附件", remedy="请从会话进入")
    return as_file(row.name, row.media_type, row.key, files)


def desk_page(
    session: Session,
    request: PageRequest,
    actor: Actor,
    desk: Desk,
    *,
    chat: ChatConversation | None = None,
    form: Form | None = None,
    error: HotlineError | None = None,
) -> Response[str]:
    opened = open_chat(session, actor, chat, desk) if chat else None
    return page(
        request,
        "chats.html",
        desk,
        status=problem_of(error).status if error else 200,
        opened=opened,
        refused=form,
        Form=Form,
        is_own=bool(chat and chat.agent == actor.login and chat.state == ChatState.OPEN),
        may_take=bool(chat and actor.role in TAKES_CHATS and _is_takeable(chat)),
        phrases=phrases_of(desk.city.phrases),
        **queue_of(session, actor, desk),
    )


def queue_of(session: Session, actor: Actor, desk: Desk) -> dict[str, Any]:
    """The two lists of the desk: what waits, and one's own; those who lead see everybody's."""
    leads = actor.role in READS_ALL_CHATS
    own = open_chats(session, limit=SHOWN) if leads else chats_of_agent(session, actor.login)
    return {
        "waiting": chat_lines(session, actor, queued_chats(session, limit=SHOWN), desk),
        "own": chat_lines(session, actor, own, desk),
        "leads": leads,
        "at_once": desk.city.settings.chats.at_once,
        "people": people_there(session, desk),
        "takes": takes_chats(session, actor),
    }


def _is_takeable(chat: ChatConversation) -> bool:
    return chat.state in (ChatState.WAITING, ChatState.MESSAGE, ChatState.MACHINE)


route_handlers = [
    show_desk,
    show_chat_on_desk,
    show_queue,
    show_messages,
    show_proposals,
    list_closed,
    download_chat_file,
]
