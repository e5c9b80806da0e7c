"""A person is called for; nobody is left without a word: who is not there is said at once, and when
an answer comes instead.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.chats.conversations import move, note_activity
from hotline.chats.messages import add_message
from hotline.chats.ticket import add_rest_to_ticket
from hotline.desk.desk import Desk
from hotline.domain.chats.hours import next_opening
from hotline.domain.chats.states import ChatMessageKind, ChatState
from hotline.domain.models import ChatConversation, ChatMessage
from hotline.domain.time.deadlines import Clock
from hotline.domain.time.working_time import due
from hotline.storage.chat_lists import count_before, quiet_chats, waiting_chats
from hotline.storage.chats import messages_of

WAIT, BEFORE = "正在为您转接人工，{before}请稍候。这是自动回复。", "您前面还有 {before} 位，"
LATE = "让您久等了，话务员都在忙。您的话已转为留言，我们会在{promise} 前回复您，请留意本窗口。"
CLOSED = "现在不在人工服务时间，{opening} 恢复人工。您的话已转为留言，我们会在{promise} 前回复您。"
IN_DANGER = "现在不在人工服务时间，已通知值班人员，会尽快在本窗口回复您。"
RECEIVED = "已收到您的留言，现在没有人接待，我们会{when}回复您。这是自动回复。"
URGENT = "紧急情况请直接拨打 110、119、120，其他诉求也可拨打 12345。"


def call_person(session: Session, conversation: ChatConversation, desk: Desk) -> None:
    """The chat waits for a person, or becomes a message out of hours."""
    opening = opening_of(desk)
    if opening:
        promise = become_message(session, conversation, desk)
        text = CLOSED.format(opening=show_moment(opening, desk.now()), promise=promise)
        text = (IN_DANGER if conversation.danger else text) + URGENT
        answer_by_machine(session, conversation, desk, text=text)
        return
    move(session, conversation, desk, to=ChatState.WAITING, action="转人工")
    tell_place(session, conversation, desk)


def tell_place(session: Session, conversation: ChatConversation, desk: Desk) -> None:
    """How many are taken before this one."""
    before = count_before(session, conversation)
    text = WAIT.format(before=BEFORE.format(before=before) if before else "")
    answer_by_machine(session, conversation, desk, text=text)


def repeat_promise(
    session: Session,
    conversation: ChatConversation,
    desk: Desk,
    *,
    message: ChatMessage,
    always: bool,
) -> None:
    """Who writes again long after the promise hears that it holds; in one go they hear it once,
    unless they ask.
    """
    before = messages_of(
        session, conversation.row_id, before=message.row_id, for_contact=True, limit=1
    )
    quiet = timedelta(minutes=desk.city.settings.chats.idle_minutes)
    if before and not always and desk.now() - before[-1].at < quiet:
        return
    promise, now = conversation.promised_at, desk.now()
    when = f"在{as_promised(promise, now)} 前" if promise and promise > now else "尽快"
    answer_by_machine(session, conversation, desk, text=RECEIVED.format(when=when))


def answer_waiting_too_long(session: Session, desk: Desk, *, limit: int = 100) -> int:
    """Whoever has waited for the time of the pack is told until when they get an answer."""
    rules = desk.city.settings.chats
    last = desk.now() - timedelta(minutes=rules.wait_minutes)
    late = [
        row
        for row in waiting_chats(session, limit=limit)
        if row.state == ChatState.WAITING and row.waiting_at and row.waiting_at <= last
    ]
    for row in late:
        promise = become_message(session, row, desk)
        answer_by_machine(session, row, desk, text=LATE.format(promise=promise) + URGENT)
    return len(late)


def end_quiet_chats(session: Session, desk: Desk, *, limit: int = 100) -> int:
    """Chats with the machine in which nothing was said for long: its answers were enough, or the
    contact has gone.
    """
    before = desk.now() - timedelta(minutes=desk.city.settings.chats.idle_minutes)
    rows = quiet_chats(session, ChatState.MACHINE, before, limit=limit)
    for row in rows:
        add_rest_to_ticket(session, row, desk)
        move(session, row, desk, to=ChatState.CLOSED, action="结束")
    return len(rows)


def become_message(session: Session, conversation: ChatConversation, desk: Desk) -> str:
    """Until when an answer is promised, as it is shown; a promise from before stays."""
    now = desk.now()
    conversation.promised_at = promised = _promised(conversation, desk)
    move(session, conversation, desk, to=ChatState.MESSAGE, action="转留言")
    promise = as_promised(promised, now)
    note_activity(session, conversation, desk, text=f"已转为留言，承诺{promise} 前回复")
    return promise


def hurry(conversation: ChatConversation, desk: Desk) -> None:
    """The answer that a contact was promised comes as soon as in danger."""
    if conversation.state == ChatState.MESSAGE:
        conversation.promised_at = _promised(conversation, desk)


def _promised(conversation: ChatConversation, desk: Desk) -> datetime:
    """By the promise of the pack, in danger by the limit of a first call; never later than what was
    promised before.
    """
    now, limits = desk.now(), [desk.city.settings.chats.promise]
    if conversation.danger:
        first_call = desk.deadlines.limit(Clock.CONTACT, request_type="help", urgency="critical")
        limits += [first_call] if first_call else []
    ends = [due(now, limit, desk.calendar).due for limit in limits]
    earlier = conversation.promised_at
    return min([*ends, earlier] if earlier and earlier > now else ends)


def opening_of(desk: Desk) -> datetime | None:
    """When people answer again; None while they do."""
    rules = desk.city.settings.chats
    return next_opening(desk.now(), rules.hours, desk.calendar, every_day=rules.every_day)


def answer_by_machine(
    session: Session, conversation: ChatConversation, desk: Desk, *, text: str
) -> None:
    add_message(session, conversation, desk, kind=ChatMessageKind.MACHINE, text=text)


def as_promised(moment: datetime, now: datetime) -> str:
    """The moment as it stands behind a word: with a blank before a digit, without before 明天."""
    shown = show_moment(moment, now)
    return f" {shown}" if shown[0].isdigit() else shown


def show_moment(moment: datetime, now: datetime) -> str:
    """8:00, 明天 8:00, 3月12日 8:00."""
    clock = f"{moment.hour}:{moment.minute:02d}"
    days = (moment.date() - now.date()).days
    if days == 0:
        return clock
    return f"明天 {clock}" if days == 1 else f"{moment.month}月{moment.day}日 {clock}"
