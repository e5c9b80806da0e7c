"""Whoever has a chat with a person is not left without a word either: agents go home, are called
away, or never come to an answer that was promised.
"""

from datetime import timedelta

from sqlmodel import Session

from hotline.chats.calling import answer_by_machine, become_message, opening_of
from hotline.chats.conversations import move, note_activity
from hotline.chats.presence import LASTS
from hotline.chats.shift import tell_shift
from hotline.chats.ticket import add_rest_to_ticket
from hotline.desk.desk import Desk
from hotline.domain.chats.states import ChatOutcome, ChatState
from hotline.domain.models import ChatConversation
from hotline.domain.outcomes import NoticeKind
from hotline.storage.chat_lists import broken_promises, left_by_agents, unanswered_chats
from hotline.storage.chat_presence import absent_agents

STILL = "话务员正在为您查询，请再稍候。这是自动回复。"
BACK = "抱歉让您久等：接待您的话务员暂时离开，已为您重新排队，请稍候。这是自动回复。"
GONE = (
    "抱歉，接待您的话务员已经离开，现在没有人接待。您的话已转为留言，我们会在{promise} 前回复您。"
)
LATE = "抱歉，没有在承诺的时间前回复您，已报值班负责人督促，我们会尽快回复。这是自动回复。"
QUIET = "您有一段时间没有新消息，本次会话已自动结束。还有问题请直接发来。这是自动回复。"


def answer_for_silent_agents(session: Session, desk: Desk, *, limit: int = 100) -> int:
    """Who has waited for the time of the pack in a chat that a person has: they are told that it
    goes on; where the agent has gone, or is silent for long, the chat goes back to those who wait,
    or out of hours becomes a message.
    """
    rules, now = desk.city.settings.chats, desk.now()
    since, long_ago = (
        now - timedelta(minutes=minutes) for minutes in (rules.wait_minutes, rules.idle_minutes)
    )
    is_open = opening_of(desk) is None
    rows = unanswered_chats(session, since, long_ago, now - LASTS, is_open=is_open, limit=limit)
    absent = absent_agents(session, {row.agent for row in rows}, now - LASTS)
    for row in rows:
        is_long = row.unanswered_at is not None and row.unanswered_at <= long_ago
        if is_long or not is_open or row.agent in absent:
            _put_back(session, row, desk, is_open=is_open)
        else:
            answer_by_machine(session, row, desk, text=STILL)
            row.reminded_at = now
    return len(rows)


def end_left_chats(session: Session, desk: Desk, *, limit: int = 100) -> int:
    """Chats in which the person had the last word and nobody said anything for long, once that
    person has gone: while they are there they end it themselves.
    """
    rules, now = desk.city.settings.chats, desk.now()
    before, is_open = now - timedelta(minutes=rules.idle_minutes), opening_of(desk) is None
    rows = left_by_agents(session, before, now - LASTS, is_open=is_open, limit=limit)
    for row in rows:
        add_rest_to_ticket(session, row, desk)
        row.outcome = ChatOutcome.TICKET if row.ticket_id else ChatOutcome.ABANDONED
        answer_by_machine(session, row, desk, text=QUIET)
        move(session, row, desk, to=ChatState.CLOSED, action="结束")
    return len(rows)


def tell_broken_promises(session: Session, desk: Desk, *, limit: int = 100) -> int:
    """A promised answer that did not come is told to the contact and to whom notices.csv names, or
    where it names nobody to those who lead; once.
    """
    rows = broken_promises(session, desk.now(), limit=limit)
    for row in rows:
        answer_by_machine(session, row, desk, text=LATE)
        row.reminded_at = desk.now()
        tell_shift(session, desk, kind=NoticeKind.CHAT_LATE)
    return len(rows)


def _put_back(session: Session, row: ChatConversation, desk: Desk, *, is_open: bool) -> None:
    agent, row.agent = row.agent, ""
    note_activity(session, row, desk, text=f"{agent} 久未答复，放回等待")
    if is_open:
        move(session, row, desk, to=ChatState.WAITING, action="转交")
        answer_by_machine(session, row, desk, text=BACK)
    else:
        promise = become_message(session, row, desk)
        answer_by_machine(session, row, desk, text=GONE.format(promise=promise))
