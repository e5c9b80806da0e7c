"""The machine answers first and never pretends; a person takes over; a chat ends as what it was."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework.receive import receive
from hotline.chats.handling import add_note, close, hand_over, register, reply, take
from hotline.chats.messages import text_of
from hotline.chats.presence import note_presence
from hotline.chats.proposals import proposals_for
from hotline.chats.signs import leave_chat
from hotline.chats.submitting import rate_chat
from hotline.city.danger import usual_plan
from hotline.domain.chats.states import ChatMessageKind, ChatOutcome, ChatState
from hotline.domain.errors import Conflict, InvalidInput, NotAllowed
from hotline.domain.models import Attachment, Comment, Notice, Staff, Ticket
from hotline.domain.roles import Actor, Role
from hotline.domain.statuses import Status
from hotline.storage.chat_lists import queued_chats
from hotline.storage.chats import messages_of
from hotline.storage.files import Stored
from tests.support.chats import SATURDAY_NIGHT, a_contact, an_inbox, chat_of, texts_of, write
from tests.support.knowledge import ANSWER, published
from tests.support.reports import a_report

LAMP = "幸福路18号门口的路灯坏了三天，晚上很黑，请派人修。"


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


@pytest.fixture
def contact(session, desk):
    return a_contact(session, desk)


def last(session, chat, desk):
    row = messages_of(session, chat.row_id, limit=1)[0]
    return row, text_of(row, desk.vault)


def test_the_first_words_of_the_machine_say_that_it_is_one(session, desk, contact):
    chat = chat_of(session, write(session, contact, desk, "你好"))
    row, text = last(session, chat, desk)
    assert (row.kind, chat.state) == (ChatMessageKind.MACHINE, ChatState.MACHINE)
    assert "机器自动回复" in text
    assert row.extra["choices"][0] == "人工"


@pytest.mark.parametrize("text", ["人工", "转 人工 服务", "我要找真人", "给我转接话务员", "人工！"])
def test_who_asks_for_a_person_gets_one(session, desk, contact, text):
    chat = chat_of(session, write(session, contact, desk, text))
    assert chat.state == ChatState.WAITING


def test_who_is_not_understood_twice_gets_a_person(session, desk, contact):
    chat = chat_of(session, write(session, contact, desk, "嗯嗯"))
    write(session, contact, desk, "啊啊")
    assert chat.state == ChatState.WAITING


def test_danger_goes_to_a_person_and_shows_the_numbers_also_while_a_person_has_the_chat(
    session, desk, contact, cast
):
    fire = "我家着火了，楼道里全是烟，快来人！"
    chat = chat_of(session, write(session, contact, desk, fire))
    assert (chat.state, chat.danger) == (ChatState.WAITING, "fire")
    warnings = [row for row in messages_of(session, chat.row_id) if "phones" in row.extra]
    assert "119" in warnings[0].extra["phones"]
    take(session, cast.agent, chat, desk)
    write(session, contact, desk, fire)
    assert "119" in last(session, chat, desk)[0].extra["phones"]


@pytest.mark.parametrize("kind", ["life", "violence", "water", "trapped", "usual"])
def test_in_danger_the_machine_says_nothing_that_only_a_person_can(session, desk, contact, kind):
    plan = desk.city.danger_plans.get(kind) or usual_plan("life")
    assert not re.search("我|挂电话|请人过去|按键", plan.printed)
    assert not plan.printed or plan.printed[-1] in "。？！"
    chat = chat_of(session, write(session, contact, desk, "我不想活了"))
    warning = next(row for row in messages_of(session, chat.row_id) if "phones" in row.extra)
    assert text_of(warning, desk.vault).endswith("12356。这是机器自动回复。")


def test_a_chat_in_danger_stands_first_and_the_shift_is_told_once(session, desk):
    inbox = an_inbox(session, desk)
    night = desk.at(SATURDAY_NIGHT)
    first = chat_of(session, write(session, a_contact(session, desk, inbox, "c-1"), desk, "人工"))
    contact = a_contact(session, desk, inbox, "c-2")
    chat = chat_of(session, write(session, contact, night, "我不想活了"))
    write(session, contact, night, "我不想活了，站在楼顶")
    assert (first.state, chat.state) == (ChatState.WAITING, ChatState.MESSAGE)
    assert queued_chats(session) == [chat, first]
    notices = session.exec(select(Notice).where(Notice.kind == "chat_danger")).all()
    assert sorted(row.receiver for row in notices) == ["role:agent", "role:supervisor"]


def test_the_place_that_is_told_is_that_of_the_desks_order(session, desk):
    def call(source, text):
        contact = a_contact(session, desk, inbox, source)
        return chat_of(session, write(session, contact, desk, text))

    inbox = an_inbox(session, desk)
    message = call("c-0", "人工")
    message.state = ChatState.MESSAGE
    waiting = [call(f"c-{number}", "人工") for number in (1, 2)]
    urgent = [call(f"c-{number}", "我不想活了") for number in (3, 4)]
    last_one = call("c-5", "人工")
    assert queued_chats(session) == [*urgent, *waiting, last_one, message]
    shown = [texts_of(session, chat, desk)[-1] for chat in (*waiting, *urgent, last_one)]
    places = [re.findall(r"前面还有 (\d+) 位", text) for text in shown]
    assert places == [[], ["1"], [], ["1"], ["4"]]
    assert all("正在为您转接人工" in text for text in shown)


@pytest.mark.parametrize("pressed", ["我要投诉", "我要反映问题", "转诉求", "我要提交诉求。"])
def test_who_was_asked_what_it_is_about_and_tells_it_has_a_ticket(session, desk, contact, pressed):
    chat = chat_of(session, write(session, contact, desk, pressed))
    assert chat.ticket_id is None
    assert "还不知道您要反映什么" in texts_of(session, chat, desk)[-1]
    write(session, contact, desk, "幸福路12号楼下烧烤店半夜油烟很大")
    ticket = session.get_one(Ticket, chat.ticket_id)
    assert ticket.content == "幸福路12号楼下烧烤店半夜油烟很大"


def test_a_complaint_in_a_few_words_is_asked_for_more_before_it_is_registered(
    session, desk, contact
):
    chat = chat_of(session, write(session, contact, desk, "我要投诉物业不作为"))
    assert chat.ticket_id is None
    assert "在哪里" in texts_of(session, chat, desk)[-1]
    write(session, contact, desk, "幸福小区3栋，三个月不打扫楼道")
    ticket = session.get_one(Ticket, chat.ticket_id)
    assert "物业不作为" in ticket.content
    assert "幸福小区3栋" in ticket.content


def test_who_wants_to_add_nothing_has_a_ticket_of_few_words(session, desk, contact):
    chat = chat_of(session, write(session, contact, desk, "我要投诉物业不作为"))
    write(session, contact, desk, "转诉求")
    assert "物业不作为" in session.get_one(Ticket, chat.ticket_id).content


def test_what_a_contact_says_after_the_ticket_is_added_to_it_at_once(session, desk, contact):
    chat = chat_of(session, write(session, contact, desk, f"我要投诉，{LAMP}"))
    ticket = session.get_one(Ticket, chat.ticket_id)
    write(session, contact, desk, "补充一点：旁边那盏也不亮")
    assert f"已补充到您的诉求 {ticket.no}" in texts_of(session, chat, desk)[-1]
    own = select(Comment.text).where(Comment.ticket_id == ticket.id, Comment.audience == "caller")
    assert session.exec(own).all() == ["补充一点：旁边那盏也不亮"]


def test_the_knowledge_base_answers_with_its_source_and_hears_whether_it_helped(
    session, desk, contact, cast
):
    entry = published(session, desk, cast)
    chat = chat_of(session, write(session, contact, desk, "租房子能提取住房公积金吗"))
    row, text = last(session, chat, desk)
    assert ANSWER in text
    assert "《租房提取住房公积金》" in text
    assert "机器" in text
    assert row.extra["sources"][0]["code"] == entry.code
    write(session, contact, desk, "有用")
    assert (entry.hits, chat.state) == (1, ChatState.MACHINE)
    write(session, contact, desk, "租房子能提取住房公积金吗")
    write(session, contact, desk, "没用")
    assert "人工" in last(session, chat, desk)[0].extra["choices"]
    assert entry.hits == 1


def test_beside_a_danger_the_desk_shows_no_ready_answers(session, desk, cast):
    published(session, desk, cast)
    question = "租房子能提取住房公积金吗"
    assert proposals_for(session, question, desk).known
    assert not proposals_for(session, f"{question}？出租屋煤气泄漏了，有人晕倒，救命！", desk).known


def test_progress_is_told_to_who_has_number_and_code(session, desk, contact, cast):
    receipt = receive(session, cast.agent, a_report(), desk)
    session.flush()
    chat = chat_of(session, write(session, contact, desk, "查进度"))
    assert "13 位流水号" in last(session, chat, desk)[1]
    write(session, contact, desk, receipt.no)
    assert "提取码" in last(session, chat, desk)[1]
    write(session, contact, desk, receipt.query_code)
    text = last(session, chat, desk)[1]
    assert receipt.no in text
    assert "承诺" in text
    write(session, contact, desk, f"{receipt.no} {receipt.query_code}")
    assert last(session, chat, desk)[1] == text


def test_a_number_that_is_written_in_two_parts_is_one(session, desk, contact, cast):
    receipt = receive(session, cast.agent, a_report(), desk)
    session.flush()
    text = f"查进度 {receipt.no[:6]} {receipt.no[6:]}，提取码 {receipt.query_code}"
    assert (
        receipt.no in last(session, chat_of(session, write(session, contact, desk, text)), desk)[1]
    )


def test_a_wrong_code_tells_nothing_and_the_tries_come_to_an_end(session, desk, contact, cast):
    receipt = receive(session, cast.agent, a_report(), desk)
    session.flush()
    wrong = "000000" if receipt.query_code != "000000" else "111111"
    chat = chat_of(session, write(session, contact, desk, f"{receipt.no} {wrong}"))
    assert last(session, chat, desk)[1].startswith("流水号或提取码不正确")
    for _ in range(6):
        write(session, contact, desk, f"{receipt.no} {wrong}")
    write(session, contact, desk, f"{receipt.no} {receipt.query_code}")
    assert "15 分钟后再试" in last(session, chat, desk)[1]


def test_an_agent_takes_answers_notes_and_hands_over(session, desk, contact, cast):
    chat = chat_of(session, write(session, contact, desk, "人工"))
    with pytest.raises(Conflict):
        reply(session, cast.agent, chat, desk, text="您好")
    take(session, cast.agent, chat, desk)
    take(session, cast.agent, chat, desk)
    first = reply(session, cast.agent, chat, desk, text="您好", client_id="1")
    assert reply(session, cast.agent, chat, desk, text="您好", client_id="1").id == first.id
    add_note(session, cast.agent, chat, desk, text="此人着急")
    with pytest.raises(Conflict):
        take(session, cast.dispatcher, chat, desk)
    with pytest.raises(InvalidInput):
        hand_over(session, cast.agent, chat, desk, to="nobody-here")
    hand_over(session, cast.agent, chat, desk, to="")
    assert (chat.state, chat.agent) == (ChatState.WAITING, "")
    take(session, cast.dispatcher, chat, desk)
    with pytest.raises(Conflict):
        reply(session, cast.agent, chat, desk, text="还在吗")
    notes = messages_of(session, chat.row_id, for_contact=True, limit=99)
    assert ChatMessageKind.NOTE not in {row.kind for row in notes}


def test_nobody_has_more_chats_than_the_city_lets_them(session, desk, cast):
    inbox = an_inbox(session, desk)
    contacts = [a_contact(session, desk, inbox, source=f"c{number}") for number in range(4)]
    chats = [chat_of(session, write(session, contact, desk, "人工")) for contact in contacts]
    for chat in chats[:3]:
        take(session, cast.agent, chat, desk)
    with pytest.raises(Conflict):
        take(session, cast.agent, chats[3], desk)
    take(session, cast.dispatcher, chats[3], desk)


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.ADMIN, Role.AUDITOR])
def test_who_talks_with_nobody_takes_no_chat(session, desk, contact, role):
    chat = chat_of(session, write(session, contact, desk, "人工"))
    with pytest.raises(NotAllowed):
        take(session, Actor("x", role), chat, desk)


def test_a_chat_becomes_one_ticket_for_who_has_it(session, desk, contact, cast):
    chat = chat_of(session, write(session, contact, desk, "人工"))
    write(session, contact, desk, LAMP)
    take(session, cast.agent, chat, desk)
    first = register(session, cast.agent, chat, desk, fields={"address": "幸福路 18 号"})
    with pytest.raises(Conflict):
        register(session, cast.dispatcher, chat, desk, fields={})
    again = register(session, cast.agent, chat, desk, fields={"text": "另一件别的事情"})
    assert (again.no, again.query_code, again.created) == (first.no, first.query_code, False)
    ticket = session.exec(select(Ticket)).one()
    assert (ticket.channel, ticket.content) == ("chat", LAMP)
    transcript = "".join(row.text for row in session.exec(select(Comment)))
    assert LAMP in transcript
    assert first.query_code in last(session, chat, desk)[1]
    with pytest.raises(Conflict, match="已经转成诉求"):
        close(session, cast.agent, chat, desk, outcome="answered", summary="已修好。")
    close(session, cast.agent, chat, desk, outcome="ticket", summary="")
    assert (chat.state, chat.outcome) == (ChatState.CLOSED, ChatOutcome.TICKET)


def test_an_answered_chat_counts_as_answered_at_once(session, desk, contact, cast):
    chat = chat_of(session, write(session, contact, desk, "人工"))
    write(session, contact, desk, "医保卡丢了在哪里补办？")
    take(session, cast.agent, chat, desk)
    with pytest.raises(InvalidInput):
        close(session, cast.agent, chat, desk, outcome="answered", summary=" ")
    close(session, cast.agent, chat, desk, outcome="answered", summary="带身份证到区服务大厅补办。")
    ticket = session.exec(select(Ticket)).one()
    assert (ticket.status, ticket.public_reply) == (Status.ANSWERED, "带身份证到区服务大厅补办。")
    with pytest.raises(Conflict):
        close(session, cast.agent, chat, desk, outcome="abandoned", summary="")


def test_an_abandoned_chat_makes_no_ticket(session, desk, contact, cast):
    chat = chat_of(session, write(session, contact, desk, "人工"))
    take(session, cast.agent, chat, desk)
    with pytest.raises(Conflict):
        close(session, cast.agent, chat, desk, outcome="ticket", summary="")
    close(session, cast.agent, chat, desk, outcome="abandoned", summary="")
    assert session.exec(select(Ticket)).all() == []


def test_a_contact_makes_a_ticket_of_what_they_said(session, desk, contact):
    chat = chat_of(session, write(session, contact, desk, "转诉求"))
    assert "先写明" in last(session, chat, desk)[1]
    write(session, contact, desk, LAMP)
    write(session, contact, desk, "转诉求")
    ticket = session.exec(select(Ticket)).one()
    assert (ticket.content, chat.ticket_id) == (LAMP, ticket.id)
    write(session, contact, desk.at(desk.now() + timedelta(seconds=1)), "转诉求")
    assert len(session.exec(select(Ticket)).all()) == 1
    assert any(ticket.no in text for text in texts_of(session, chat, desk))


def test_what_units_read_of_a_chat_opens_no_other_ticket(session, desk, contact, cast):
    other = receive(session, cast.agent, a_report(), desk)
    session.flush()
    chat = chat_of(session, write(session, contact, desk, f"{other.no} {other.query_code}"))
    write(session, contact, desk, "查进度")
    write(session, contact, desk, other.no)
    write(session, contact, desk, f"提取码是{other.query_code}")
    write(session, contact, desk, LAMP + "修理费要120000元。")
    write(session, contact, desk, "人工")
    take(session, cast.agent, chat, desk)
    register(session, cast.agent, chat, desk, fields={})
    ticket = session.get_one(Ticket, chat.ticket_id)
    transcript = "".join(row.text for row in session.exec(select(Comment)))
    for text in (transcript, ticket.content):
        assert other.query_code not in text
        assert "承诺" not in text
        assert "120000元" in text
    assert other.no not in ticket.content


def test_what_is_said_and_sent_after_the_registration_reaches_the_ticket(
    session, desk, contact, cast
):
    chat = chat_of(session, write(session, contact, desk, LAMP))
    write(session, contact, desk, "转诉求")
    ticket = session.get_one(Ticket, chat.ticket_id)
    assert LAMP in session.exec(select(Comment)).one().text
    write(session, contact, desk, "人工")
    take(session, cast.agent, chat, desk)
    photo = Stored("灯.png", "image/png", 10, "d" * 64, "key-1")
    write(session, contact, desk, "灯杆编号是 A-17，旁边是幼儿园。", files=[photo])
    close(session, cast.agent, chat, desk, outcome="ticket", summary="")
    _, rest = session.exec(select(Comment).order_by(Comment.id)).all()
    assert "灯杆编号是 A-17" in rest.text
    assert LAMP not in rest.text
    assert desk.vault.codes_of(ticket.no)[0] not in rest.text
    assert session.exec(select(Attachment)).one().ticket_id == ticket.id


def test_chats_are_handed_to_who_takes_them_and_their_contacts_are_told(session, desk, cast):
    other = cast.dispatcher
    session.add(
        Staff(login=other.login, name="李", role=other.role, password="x", created_at=desk.now())
    )
    inbox = an_inbox(session, desk)
    contacts = [a_contact(session, desk, inbox, source=f"c{number}") for number in range(4)]
    chats = [chat_of(session, write(session, contact, desk, "人工")) for contact in contacts]
    take(session, cast.agent, chats[0], desk)
    note_presence(session, cast.dispatcher, desk, takes=False)
    with pytest.raises(Conflict, match="暂停"):
        hand_over(session, cast.agent, chats[0], desk, to=cast.dispatcher.login)
    note_presence(session, cast.dispatcher, desk, takes=True)
    hand_over(session, cast.agent, chats[0], desk, to=cast.dispatcher.login)
    assert "另一位话务员" in last(session, chats[0], desk)[1]
    for chat in chats[1:3]:
        take(session, cast.dispatcher, chat, desk)
    take(session, cast.agent, chats[3], desk)
    with pytest.raises(Conflict, match="正在接待"):
        hand_over(session, cast.agent, chats[3], desk, to=cast.dispatcher.login)
    hand_over(session, cast.agent, chats[3], desk, to="")
    assert "重新排队" in last(session, chats[3], desk)[1]


def test_only_what_has_ended_is_rated(session, desk, contact):
    chat = chat_of(session, write(session, contact, desk))
    with pytest.raises(Conflict):
        rate_chat(session, chat, desk, rating=5)
    leave_chat(session, chat, desk)
    rate_chat(session, chat, desk, rating=5)
    assert chat.rating == 5


def test_who_asks_in_danger_not_to_be_called_is_answered_in_writing(session, desk):
    inbox = an_inbox(session, desk)
    contact = a_contact(session, desk, inbox, "c-1")
    write(session, contact, desk, "他拿刀堵在门口要杀我，我躲在柜子里，别打电话过来")
    session.flush()
    kinds = {str(row.kind) for row in session.exec(select(Notice))}
    assert ("chat_danger_no_call" in kinds, "chat_danger" in kinds) == (True, False)
    rule = desk.city.notice_rules["chat_danger_no_call"]
    assert ("请勿直接回拨" in rule.text, "电话联系" in rule.text) == (True, False)
