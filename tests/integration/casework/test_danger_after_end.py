"""A danger in the last words of a caller does not end with their matter."""

import pytest
from sqlmodel import col, select

from hotline.casework import dispatch, rating
from hotline.casework.call_back import CallAttempt, call_back
from hotline.casework.caller_rating import RatingContent
from hotline.casework.caller_steps import caller_urge, supplement
from hotline.casework.withdrawal import withdraw
from hotline.domain.errors import IllegalTransition
from hotline.domain.models import Comment, Notice, Ticket
from hotline.domain.roles import CALLER
from hotline.storage.history import history_of, verify_chain
from tests.support.path import dispatched, in_callback, in_progress, registered

ROOF = "不用你们管了，我已经在楼顶了，这就跳下去"
FAINTED = "我老伴在家晕倒了没呼吸，快派人来"


def told(session, ticket):
    session.flush()
    rows = session.exec(select(Notice).where(Notice.ticket_no == ticket.no))
    return {(row.receiver, str(row.kind)) for row in rows}


def newest(session) -> Ticket:
    session.flush()
    return session.exec(select(Ticket).order_by(col(Ticket.id).desc()).limit(1)).one()


@pytest.mark.parametrize("bring", [registered, dispatched, in_progress])
def test_words_of_danger_withdraw_nothing_and_somebody_has_to_call(session, desk, cast, bring):
    ticket = bring(session, desk, cast)
    status = ticket.status
    withdraw(session, cast.caller, ticket, desk, reason=ROOF)
    assert (ticket.status, ticket.danger, ticket.urgency) == (status, "life", "critical")
    assert ticket.due_contact is not None
    plan = desk.city.danger_plans["life"].units
    assert {("role:dispatcher", "danger"), (f"unit:{plan[0]}", "danger_ahead")} <= told(
        session, ticket
    )


def test_of_a_danger_in_the_rating_of_a_direct_answer_there_is_a_new_ticket(session, desk, cast):
    ticket = registered(session, desk, cast, phone="13800138000")
    dispatch.answer(session, cast.agent, ticket, desk, text="可到政务服务中心办理。")
    content = RatingContent(1, False, ("outcome",), FAINTED)
    rating.rate(session, CALLER, ticket, desk, content=content)
    opened = newest(session)
    assert (ticket.status, opened.status, opened.urgency) == ("answered", "triage", "critical")
    assert (opened.caller_id, opened.first_matter) == (ticket.caller_id, ticket.no)
    assert (bool(opened.danger), bool(opened.due_contact)) == (True, True)
    plan = desk.city.danger_plans[opened.danger].units
    assert (f"unit:{plan[0]}", "danger_ahead") in told(session, opened)
    assert verify_chain(history_of(session, ticket)) == []


def test_a_danger_in_a_rating_that_reopens_the_ticket_stands_on_it(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    content = RatingContent(1, False, ("outcome",), FAINTED)
    rating.rate(session, CALLER, ticket, desk, content=content)
    assert newest(session) is ticket
    assert (ticket.status, ticket.urgency, ticket.clock) == ("in_progress", "critical", "contact")
    assert ("unit:990102001", "danger") in told(session, ticket)


@pytest.mark.parametrize("verb", [supplement, caller_urge, withdraw])
def test_after_the_end_words_of_danger_are_a_new_ticket(session, desk, cast, verb):
    ticket = registered(session, desk, cast)
    dispatch.answer(session, cast.agent, ticket, desk, text="可到政务服务中心办理。")
    name = "text" if verb is supplement else "reason"
    verb(session, CALLER, ticket, desk, **{name: ROOF})
    opened = newest(session)
    assert (opened.no != ticket.no, opened.status, opened.danger) == (True, "triage", "life")
    assert ("role:dispatcher", "danger") in told(session, opened)
    with pytest.raises(IllegalTransition):
        verb(session, CALLER, ticket, desk, **{name: "路灯还是没有修"})


def test_whom_the_ended_ticket_accuses_hears_nothing_of_the_new_one(session, desk, cast):
    ticket = registered(session, desk, cast)
    dispatch.answer(session, cast.agent, ticket, desk, text="可到政务服务中心办理。")
    first, *others = desk.city.danger_plans["life"].units
    ticket.accused = [first]
    supplement(session, CALLER, ticket, desk, text=ROOF)
    opened = newest(session)
    receivers = {receiver for receiver, _ in told(session, opened)}
    assert first in opened.accused
    assert f"unit:{first}" not in receivers
    assert f"unit:{others[0]}" in receivers


def heard(**changes):
    usual = {"way": "phone", "reached": True, "solved": True, "rating": 5}
    return CallAttempt(**usual | changes)


LEAP = "诉求人电话里哭，说这就从阳台翻出去，不活了"


def test_a_danger_in_the_note_of_a_call_back_that_ends_the_matter_is_a_new_ticket(
    session, desk, cast
):
    ticket = in_callback(session, desk, cast)
    call_back(session, cast.reviewer, ticket, desk, attempt=heard(note=LEAP))
    opened = newest(session)
    assert (ticket.status, opened.no != ticket.no, opened.danger) == ("closed", True, "life")
    assert (opened.first_matter, opened.status) == (ticket.no, "triage")
    assert ("role:dispatcher", "danger") in told(session, opened)


def test_a_danger_in_the_note_of_a_call_back_that_reopens_stands_on_the_ticket(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    attempt = heard(solved=False, rating=1, reason="没人来", note=LEAP)
    call_back(session, cast.reviewer, ticket, desk, attempt=attempt)
    assert newest(session) is ticket
    assert (ticket.status, ticket.danger, ticket.urgency) == ("in_progress", "life", "critical")
    assert {("role:dispatcher", "danger"), ("unit:990102001", "danger")} <= told(session, ticket)
    rows = session.exec(select(Comment).where(Comment.ticket_id == ticket.id)).all()
    assert not any(LEAP in row.text for row in rows)


def test_a_danger_heard_where_the_caller_was_not_reached_raises_the_alarm(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    attempt = CallAttempt(way="phone", reached=False, note="邻居接的，说她喝了农药正在抽搐")
    call_back(session, cast.reviewer, ticket, desk, attempt=attempt)
    assert (ticket.status, ticket.urgency) == ("callback", "critical")
    assert ticket.danger
    assert ("role:dispatcher", "danger") in told(session, ticket)


@pytest.mark.parametrize("note", ["诉求人表示感谢", "路灯的事急死他了，现在好了"])
def test_a_harmless_note_of_a_call_back_alarms_nobody(session, desk, cast, note):
    ticket = in_callback(session, desk, cast)
    call_back(session, cast.reviewer, ticket, desk, attempt=heard(note=note))
    assert (newest(session) is ticket, ticket.status, ticket.danger) == (True, "closed", "")


@pytest.mark.parametrize(
    "reason",
    [
        "厨房燃气泄漏的阀门师傅已经换好了，不用来了，谢谢",
        "着火的垃圾桶已扑灭",
        "掉进河里的老人被人救上来了，没事了",
        "断了的高压线接好了",
    ],
)
def test_a_danger_that_is_over_withdraws_the_matter(session, desk, cast, reason):
    ticket = registered(session, desk, cast)
    withdraw(session, cast.caller, ticket, desk, reason=reason)
    assert (ticket.status, ticket.danger) == ("withdrawn", "")


@pytest.mark.parametrize(
    "reason",
    [
        "燃气公司说阀门换好了，屋里还是一股煤气，头晕",
        "掉进河里的孩子救上来了，没有呼吸",
        "处理好了，不用来了，我已经把煤气打开了",
        "火已经扑灭了，里面的人昏迷不醒",
        "你们再不修好煤气我就点了它",
    ],
)
def test_a_danger_that_lasts_beside_what_is_over_withdraws_nothing(session, desk, cast, reason):
    ticket = registered(session, desk, cast)
    status = ticket.status
    withdraw(session, cast.caller, ticket, desk, reason=reason)
    assert ticket.status == status
    assert ticket.danger
