"""Agents go home; whoever chats with them is not left without a word, and every chat ends."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from hotline.chats.calling import answer_waiting_too_long
from hotline.chats.handling import reply, take
from hotline.chats.presence import note_presence
from hotline.chats.unanswered import (
    answer_for_silent_agents,
    end_left_chats,
    tell_broken_promises,
)
from hotline.domain.chats.states import ChatOutcome, ChatState
from hotline.domain.models import ChatContact, Notice
from hotline.storage.chats import messages_of
from tests.support.chats import a_contact, chat_of, texts_of, write

WAIT, IDLE = timedelta(minutes=3), timedelta(minutes=30)


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(desk):
    return Clock(desk.now())


@pytest.fixture
def at(desk, clock):
    """The same desk, whose time goes on with `clock`."""
    return replace(desk, now=clock)


@pytest.fixture
def chat(session, at, cast):
    chat = chat_of(session, write(session, a_contact(session, at), at, "人工"))
    note_presence(session, cast.agent, at)
    take(session, cast.agent, chat, at)
    return chat


def last(session, chat, desk):
    return texts_of(session, chat, desk)[-1]


def test_a_chat_whose_agent_has_gone_home_goes_back_to_those_who_wait(session, at, clock, chat):
    clock.now += WAIT
    assert answer_for_silent_agents(session, at) == 1
    assert (chat.state, chat.agent) == (ChatState.WAITING, "")
    assert "重新排队" in last(session, chat, at)
    clock.now += WAIT
    answer_waiting_too_long(session, at)
    assert chat.state == ChatState.MESSAGE
    assert "前回复您" in last(session, chat, at)


def test_an_agent_who_is_there_keeps_the_chat_and_the_contact_hears_once_that_it_goes_on(
    session, at, clock, chat, cast
):
    clock.now += WAIT
    note_presence(session, cast.agent, at)
    assert answer_for_silent_agents(session, at) == 1
    assert (chat.state, chat.agent) == (ChatState.OPEN, "agent")
    assert "正在为您查询" in last(session, chat, at)
    count = len(messages_of(session, chat.row_id))
    assert answer_for_silent_agents(session, at) == 0
    assert len(messages_of(session, chat.row_id)) == count
    clock.now += IDLE
    note_presence(session, cast.agent, at)
    assert answer_for_silent_agents(session, at) == 1
    assert chat.state == ChatState.WAITING


def test_who_was_answered_waits_for_nothing_until_they_write_again(session, at, clock, chat, cast):
    reply(session, cast.agent, chat, at, text="已登记，请放心。")
    clock.now += 2 * WAIT
    assert answer_for_silent_agents(session, at) == 0
    write(session, session.get_one(ChatContact, chat.contact_id), at, "那什么时候来修")
    clock.now += WAIT
    assert answer_for_silent_agents(session, at) == 1
    assert chat.state == ChatState.WAITING


def test_after_hours_the_chat_of_an_agent_becomes_a_message(session, at, clock, chat):
    clock.now = clock.now.replace(hour=23)
    assert answer_for_silent_agents(session, at) == 1
    assert (chat.state, chat.agent) == (ChatState.MESSAGE, "")
    assert chat.promised_at > clock.now
    assert "已转为留言" in last(session, chat, at)


def test_a_chat_that_was_answered_and_left_by_both_ends(session, at, clock, chat, cast):
    reply(session, cast.agent, chat, at, text="这件事归街道管。")
    clock.now += IDLE + timedelta(minutes=1)
    note_presence(session, cast.agent, at)
    assert end_left_chats(session, at) == 0
    clock.now += timedelta(minutes=5)
    assert end_left_chats(session, at) == 1
    assert (chat.state, chat.outcome) == (ChatState.CLOSED, ChatOutcome.ABANDONED)
    assert "自动结束" in last(session, chat, at)


def test_a_broken_promise_is_told_to_contact_and_supervisors_once(session, at, clock, chat):
    clock.now = clock.now.replace(hour=23)
    answer_for_silent_agents(session, at)
    clock.now = chat.promised_at
    assert tell_broken_promises(session, at) == 0
    clock.now += timedelta(seconds=1)
    assert tell_broken_promises(session, at) == 1
    assert tell_broken_promises(session, at) == 0
    notices = session.exec(select(Notice).where(Notice.kind == "chat_late")).all()
    assert [row.receiver for row in notices] == ["role:supervisor"]
    assert "没有在承诺的时间前" in last(session, chat, at)


def test_a_promise_is_not_put_off_by_who_takes_the_message_and_goes(session, at, clock, chat, cast):
    clock.now = clock.now.replace(hour=23)
    answer_for_silent_agents(session, at)
    promise = chat.promised_at
    clock.now = promise - timedelta(hours=2)
    take(session, cast.agent, chat, at)
    clock.now += WAIT
    answer_for_silent_agents(session, at)
    clock.now += WAIT
    answer_waiting_too_long(session, at)
    assert (chat.state, chat.promised_at) == (ChatState.MESSAGE, promise)


def test_who_writes_again_to_a_message_hears_once_that_the_promise_holds(session, at, clock, chat):
    clock.now = clock.now.replace(hour=23)
    answer_for_silent_agents(session, at)
    contact = session.get_one(ChatContact, chat.contact_id)
    count = len(messages_of(session, chat.row_id))
    write(session, contact, at, "在吗")
    assert len(messages_of(session, chat.row_id)) == count + 1
    clock.now += IDLE
    write(session, contact, at, "还有人吗")
    assert "会在" in last(session, chat, at)
    write(session, contact, at, "喂")
    assert last(session, chat, at) == "incoming: 喂"


def test_a_city_that_says_nothing_of_broken_promises_has_its_supervisors_told(
    session, at, clock, chat
):
    silent = replace(at.city, notices=())
    clock.now = clock.now.replace(hour=23)
    answer_for_silent_agents(session, at)
    clock.now = chat.promised_at + timedelta(seconds=1)
    tell_broken_promises(session, replace(at, city=silent))
    assert session.exec(select(Notice.receiver).where(Notice.kind == "chat_late")).all() == [
        "role:supervisor"
    ]
