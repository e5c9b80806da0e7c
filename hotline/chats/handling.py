"""What agents do with chats: take one, answer, note, hand over, end."""

from collections.abc import Sequence

from sqlmodel import Session

from hotline.casework.receive import Receipt
from hotline.chats.conversations import move, note_activity
from hotline.chats.messages import add_message, cannot, check_content, refuse_closed
from hotline.chats.presence import note_presence
from hotline.chats.ticket import add_rest_to_ticket, register_chat
from hotline.desk.desk import Desk
from hotline.desk.steps import check_length, choose_key, require_text
from hotline.domain.chats.permissions import LEADS_SHIFT, TAKES_CHATS
from hotline.domain.chats.states import (
    PUSHED,
    ChatMessageKind,
    ChatOutcome,
    ChatState,
    leads,
)
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import ChatConversation, ChatInbox, ChatMessage
from hotline.domain.roles import Actor, Role
from hotline.storage.chat_lists import count_open
from hotline.storage.chat_presence import presence_of
from hotline.storage.chats import message_of_own
from hotline.storage.files import Stored
from hotline.storage.staff import staff_of

OUTCOMES = {
    ChatOutcome.ANSWERED: "已答复",
    ChatOutcome.TICKET: "已转诉求",
    ChatOutcome.ABANDONED: "诉求人离开",
}
TAKEN = "话务员已接入，请讲。"
HANDED = "已为您转给另一位话务员，请继续讲。"
PUT_BACK = "话务员已为您重新排队，下一位话务员接入前请稍候。"
GOODBYE = "本次服务已结束，感谢您的来访。欢迎评价本次服务。"
LONGEST_SUMMARY = 2000


def take(session: Session, actor: Actor, conversation: ChatConversation, desk: Desk) -> None:
    """The agent has it from now on. Raises Conflict for one that somebody else has, or when they
    have as many as the city lets one person have.
    """
    _require_agent(actor)
    if conversation.state == ChatState.OPEN and conversation.agent == actor.login:
        return
    if not leads(conversation.state, ChatState.OPEN):
        raise _taken(conversation)
    most = desk.city.settings.chats.at_once
    if count_open(session, actor.login) >= most:
        raise Conflict(f"您正在接待 {most} 个会话", remedy="请先结束或转交一个")
    note_presence(session, actor, desk)
    news = f"{actor.login} 接入"
    _begin(session, actor, conversation, desk, agent=actor.login, action="接入", news=news)


def hand_over(
    session: Session, actor: Actor, conversation: ChatConversation, desk: Desk, *, to: str
) -> None:
    """To another agent, or with "" back to those who wait, as whom nobody has taken."""
    if actor.role not in LEADS_SHIFT:
        _require_own(actor, conversation)
    if conversation.state != ChatState.OPEN:
        raise cannot(conversation, "转交")
    to = to.strip()
    if to:
        if to != conversation.agent:
            _require_free(session, desk, to)
        conversation.agent = to
        session.add(conversation)
        text = f"{actor.login} 转交给 {to}"
    else:
        conversation.agent = ""
        move(session, conversation, desk, to=ChatState.WAITING, action="转交", by=actor.login)
        text = f"{actor.login} 放回等待"
    note_activity(session, conversation, desk, text=text, by=actor.login)
    news = HANDED if to else PUT_BACK
    add_message(session, conversation, desk, kind=ChatMessageKind.MACHINE, text=news)


def give(
    session: Session, actor: Actor, conversation: ChatConversation, desk: Desk, *, to: str
) -> None:
    """Who leads the shift gives what waits to an agent who is free."""
    if actor.role not in LEADS_SHIFT:
        raise Conflict("这个会话还没有人接入", remedy="请先接入，再转交；指派由督办员办理")
    if not leads(conversation.state, ChatState.OPEN):
        raise _taken(conversation)
    _require_free(session, desk, to)
    news = f"{actor.login} 指派给 {to}"
    _begin(session, actor, conversation, desk, agent=to, action="指派", news=news)


def _begin(
    session: Session,
    actor: Actor,
    conversation: ChatConversation,
    desk: Desk,
    *,
    agent: str,
    action: str,
    news: str,
) -> None:
    """`agent` has it from now on; `news` is what staff read of that."""
    conversation.agent = agent
    conversation.taken_at = conversation.taken_at or desk.now()
    move(session, conversation, desk, to=ChatState.OPEN, action=action, by=actor.login)
    note_activity(session, conversation, desk, text=news, by=actor.login)
    add_message(session, conversation, desk, kind=ChatMessageKind.MACHINE, text=TAKEN)


def _require_free(session: Session, desk: Desk, login: str) -> None:
    """Raises InvalidInput for who takes no chats at all, Conflict for who takes none now or has as
    many as one person may.
    """
    person = staff_of(session, login)
    if person is None or person.role not in TAKES_CHATS or not person.active:
        raise InvalidInput(
            f"“{login[:40]}”不能接待会话", field="login", remedy="请填启用的话务员或派单员账号"
        )
    presence = presence_of(session, login)
    if presence and not presence.takes:
        raise Conflict(f"“{login}”已暂停接待", remedy="请转交给其他人，或放回等待")
    most = desk.city.settings.chats.at_once
    if count_open(session, login) >= most:
        raise Conflict(f"“{login}”正在接待 {most} 个会话", remedy="请转交给其他人，或放回等待")


def reply(
    session: Session,
    actor: Actor,
    conversation: ChatConversation,
    desk: Desk,
    *,
    text: str,
    client_id: str = "",
    files: Sequence[Stored] = (),
) -> ChatMessage:
    """What the contact reads. The same `client_id` again gives the same message."""
    _require_own(actor, conversation)
    text = check_content(text, has_files=bool(files))
    if client_id and (known := message_of_own(session, conversation, _own(actor, client_id))):
        return known
    refuse_closed(conversation)
    if files and session.get_one(ChatInbox, conversation.inbox_id).kind in PUSHED:
        raise Conflict("公众号的会话不能发附件，这一条没有发出", remedy="请只发文字")
    note_presence(session, actor, desk)
    conversation.replied_at = conversation.replied_at or desk.now()
    conversation.agent_read_at = desk.now()
    return add_message(
        session,
        conversation,
        desk,
        kind=ChatMessageKind.OUTGOING,
        text=text,
        by=actor.login,
        client_id=_own(actor, client_id) if client_id else None,
        files=files,
    )


def add_note(
    session: Session, actor: Actor, conversation: ChatConversation, desk: Desk, *, text: str
) -> ChatMessage:
    """What only staff read."""
    _require_agent(actor, LEADS_SHIFT)
    text = check_length(check_content(text), "content", "备注")
    return add_message(
        session, conversation, desk, kind=ChatMessageKind.NOTE, text=text, by=actor.login
    )


def register(
    session: Session,
    actor: Actor,
    conversation: ChatConversation,
    desk: Desk,
    *,
    fields: dict[str, str],
) -> Receipt:
    """The ticket of this chat, for who has it; pressed twice, they get the same one."""
    _require_own(actor, conversation)
    if conversation.ticket_id is None:
        refuse_closed(conversation)
    return register_chat(session, actor, conversation, desk, fields=fields)


def close(
    session: Session,
    actor: Actor,
    conversation: ChatConversation,
    desk: Desk,
    *,
    outcome: str,
    summary: str,
    cites: tuple[str, ...] = (),
) -> None:
    """End it: answered makes a ticket that was answered at once, with the summary as its answer;
    ticket needs that one was made, after which it is no longer answered.
    """
    names = {str(key): name for key, name in OUTCOMES.items()}
    chosen = ChatOutcome(choose_key(names, outcome, "outcome", "结果"))
    _require_own(actor, conversation)
    refuse_closed(conversation)
    needs = chosen == ChatOutcome.ANSWERED
    summary = require_text(summary, "summary", "小结") if needs else summary.strip()
    summary = check_length(summary, "summary", "小结", LONGEST_SUMMARY)
    if chosen == ChatOutcome.TICKET and conversation.ticket_id is None:
        raise Conflict("这个会话还没有转成诉求", remedy="请先登记诉求，或选择其他结果")
    if chosen == ChatOutcome.ANSWERED:
        if conversation.ticket_id:
            raise Conflict(
                "这个会话已经转成诉求，不能按“已答复”结束",
                remedy="结果请选“已转诉求”；答复请在工单上办理",
            )
        register_chat(session, actor, conversation, desk, fields={}, answer=summary, cites=cites)
    add_rest_to_ticket(session, conversation, desk)
    conversation.outcome = chosen
    conversation.summary = desk.vault.encrypt(summary)
    add_message(session, conversation, desk, kind=ChatMessageKind.MACHINE, text=GOODBYE)
    move(session, conversation, desk, to=ChatState.CLOSED, action="结束", by=actor.login)


def _own(actor: Actor, client_id: str) -> str:
    """Ids of staff never meet those of contacts."""
    return f"staff:{actor.login}:{client_id}"


def _require_agent(actor: Actor, others: frozenset[Role] = frozenset()) -> None:
    if actor.role not in TAKES_CHATS | others:
        raise NotAllowed("只有接待会话的岗位可以操作", remedy="请由话务员或派单员办理")


def _require_own(actor: Actor, conversation: ChatConversation) -> None:
    _require_agent(actor)
    if conversation.agent != actor.login:
        raise _taken(conversation)


def _taken(conversation: ChatConversation) -> Conflict:
    if conversation.state == ChatState.CLOSED:
        return Conflict("这个会话已经结束", remedy="请刷新会话列表")
    who = f"由“{conversation.agent}”接待" if conversation.agent else "还没有人接入"
    return Conflict(f"这个会话{who}", remedy="请先接入，或请接待人转交")
