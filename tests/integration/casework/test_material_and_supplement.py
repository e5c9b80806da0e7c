from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from hotline.casework import caller_steps, dispatch, handling, merge, missing_material, parting
from hotline.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from hotline.domain.models import Comment, Notice, PauseRow
from hotline.domain.roles import CALLER
from hotline.domain.time.deadlines import Clock
from hotline.reading.progress import progress_of
from hotline.reading.why_due import why_due
from tests.support.path import ANSWER, accepted, dispatched, in_progress, registered, replied

DUE = datetime(2026, 3, 16, 17, 30)
THURSDAY = datetime(2026, 3, 12, 10, 0)
LATER = datetime(2026, 3, 19, 17, 30)


def waiting(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    missing_material.request_material(
        session, cast.street_clerk, ticket, desk, items="房产证复印件；施工许可照片"
    )
    return ticket


def test_the_clock_stands_still_until_the_caller_supplies_what_is_missing(session, desk, cast):
    ticket = waiting(session, desk, cast)
    assert (ticket.status, ticket.clock, ticket.due_at) == (
        "in_progress",
        "look",
        datetime(2026, 3, 24, 23, 59, 59),
    )
    caller_steps.supplement(session, CALLER, ticket, desk.at(THURSDAY), text="材料已上传")
    assert (ticket.clock, ticket.due_handle, ticket.due_at) == ("handle", LATER, LATER)
    session.flush()
    pause = session.exec(select(PauseRow).where(PauseRow.ticket_id == ticket.id)).one()
    assert (pause.kind, pause.begin, pause.end, pause.approved_by) == (
        "material",
        desk.now(),
        THURSDAY,
        "street_clerk",
    )


def test_the_caller_reads_what_is_missing_until_they_supplied_it(session, desk, cast):
    ticket = waiting(session, desk, cast)
    assert progress_of(session, ticket, desk).material_wanted == "房产证复印件；施工许可照片"
    caller_steps.supplement(session, CALLER, ticket, desk, text="材料已上传")
    assert progress_of(session, ticket, desk).material_wanted == ""


def test_missing_material_is_told_once_and_whole(session, desk, cast):
    ticket = waiting(session, desk, cast)
    caller_steps.supplement(session, CALLER, ticket, desk, text="材料已上传")
    with pytest.raises(Conflict, match="一次性"):
        missing_material.request_material(
            session, cast.street_clerk, ticket, desk, items="还差身份证"
        )


def test_an_answer_ends_the_waiting_too(session, desk, cast):
    ticket = waiting(session, desk, cast)
    handling.reply(session, cast.street_clerk, ticket, desk.at(THURSDAY), answer=ANSWER)
    assert (ticket.paused_at, ticket.due_handle) == (None, LATER)


def test_a_supplement_is_kept_as_the_caller_s_words_and_moves_nothing_else(session, desk, cast):
    ticket = dispatched(session, desk, cast)
    due = ticket.due_at
    caller_steps.supplement(session, cast.agent, ticket, desk, text="车牌为示A12345")
    session.flush()
    row = session.exec(select(Comment).where(Comment.ticket_id == ticket.id)).one()
    assert (row.audience, row.by, ticket.status, ticket.due_at) == (
        "caller",
        "agent",
        "dispatched",
        due,
    )


def test_urges_are_counted_and_make_no_new_ticket(session, desk, cast):
    ticket = accepted(session, desk, cast)
    for _ in range(3):
        caller_steps.caller_urge(session, CALLER, ticket, desk, reason="怎么还没处理")
    assert (ticket.urges, ticket.status) == (3, "accepted")


def test_words_are_needed_and_not_without_end(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    for text, message in ((" ", "补充内容"), ("长" * 2001, "2001 个字")):
        with pytest.raises(InvalidInput, match=message):
            caller_steps.supplement(session, CALLER, ticket, desk, text=text)
    for text, message in ((" ", "需补正的材料"), ("长" * 2001, "2001 个字")):
        with pytest.raises(InvalidInput, match=message):
            missing_material.request_material(session, cast.street_clerk, ticket, desk, items=text)
    assert not ticket.material


@pytest.mark.parametrize("person", ["stranger", "agent", "dispatcher", "reviewer", "leader"])
def test_only_the_holder_asks_for_material(session, desk, cast, person):
    with pytest.raises(NotAllowed):
        missing_material.request_material(
            session, getattr(cast, person), in_progress(session, desk, cast), desk, items="材料"
        )


@pytest.mark.parametrize("person", ["street_clerk", "reviewer", "leader", "stranger"])
def test_only_the_caller_and_who_speaks_for_them_supplements_and_urges(session, desk, cast, person):
    ticket, actor = in_progress(session, desk, cast), getattr(cast, person)
    with pytest.raises(NotAllowed):
        caller_steps.supplement(session, actor, ticket, desk, text="情况")
    with pytest.raises(NotAllowed):
        caller_steps.caller_urge(session, actor, ticket, desk, reason="情况")


def test_material_is_asked_for_after_signing_and_before_the_answer(session, desk, cast):
    for ticket in (dispatched(session, desk, cast), replied(session, desk, cast)):
        with pytest.raises(IllegalTransition):
            missing_material.request_material(
                session, cast.street_clerk, ticket, desk, items="材料"
            )


def test_a_returned_ticket_that_waited_for_material_ends_with_its_pause(session, desk, cast):
    ticket = waiting_returned(session, desk, cast)
    dispatch.answer(session, cast.dispatcher, ticket, desk, text="您可携带材料到窗口办理。")
    assert (ticket.status, ticket.paused_at, ticket.due_look) == ("answered", None, None)


def test_a_merged_ticket_keeps_what_its_pause_covered(session, desk, cast):
    ticket, parent = waiting_returned(session, desk, cast), registered(session, desk, cast)
    later = desk.at(desk.now() + timedelta(days=2))
    merge.merge(session, cast.dispatcher, ticket, later, parent=parent, reason="同一问题")
    assert ticket.paused_at is None
    parting.unmerge(session, cast.dispatcher, ticket, later, reason="不是同一问题")
    why = why_due(session, ticket, later, clock=Clock.HANDLE)
    assert why.legs[-1].result.due == ticket.due_handle
    assert why.legs[-1].result.pauses


def waiting_returned(session, desk, cast):
    """Material was asked for before the unit gave the ticket back."""
    ticket = accepted(session, desk, cast)
    missing_material.request_material(session, cast.street_clerk, ticket, desk, items="房产证")
    handling.ask_return(
        session,
        cast.street_clerk,
        ticket,
        desk,
        code="not_our_duty",
        reason="不属职责",
        basis="目录",
    )
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="")
    return ticket


def test_a_danger_in_later_words_comes_first_and_is_told_at_once(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    caller_steps.supplement(
        session, CALLER, ticket, desk, text="我老公拿刀要砍我，我锁在厕所，救命"
    )
    session.flush()
    receivers = session.exec(select(Notice.receiver).where(Notice.kind == "danger")).all()

    assert (ticket.urgency, ticket.danger, ticket.priority) == ("critical", "violence", 0)
    assert ticket.alarm
    assert {"role:dispatcher", "role:supervisor", f"unit:{ticket.unit}"} <= set(receivers)


def test_ordinary_later_words_raise_no_alarm(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    before = (ticket.urgency, ticket.danger, ticket.alarm)
    caller_steps.supplement(session, CALLER, ticket, desk, text="补充：是三号楼东边那盏灯")

    assert (ticket.urgency, ticket.danger, ticket.alarm) == before
