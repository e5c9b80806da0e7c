"""Who must know of a danger hears at once what becomes of it, and nothing twice."""

import pytest
from sqlmodel import col, select

from hotline.casework import dispatch, handling, merge, parting, recall, review
from hotline.casework.caller_steps import caller_urge, supplement
from hotline.casework.receive import receive
from hotline.casework.take_call import Ending, take_call
from hotline.demo.batch_session import BatchSession
from hotline.domain.models import Notice, Ticket
from hotline.domain.roles import Actor, Role
from tests.support.path import accepted, in_progress, registered, replied, ticket_of
from tests.support.reports import a_report

GAS = "东湖区府前街 8 号楼道煤气漏了，味道很大，有人头晕。"
GAS_WORKS, FIRE, SAFETY, STREET = "G-RQ", "S-XFJ", "S-YJ", "990102001"


def in_danger(session, desk, cast):
    report = a_report(now=desk.now(), text=GAS, title="", category="")
    return ticket_of(session, receive(session, cast.agent, report, desk))


def heard(session, ticket, *, after=0):
    """By unit, in the order of time."""
    session.flush()
    query = select(Notice).where(Notice.ticket_no == ticket.no, col(Notice.id) > after)
    rows = session.exec(query.order_by(col(Notice.id))).all()
    kinds = {}
    for row in rows:
        if row.receiver.startswith("unit:"):
            kinds.setdefault(row.receiver.removeprefix("unit:"), []).append(str(row.kind))
    return kinds, (rows[-1].id if rows else after)


def test_an_undone_dispatch_of_a_danger_is_told_loudly_and_once(session, desk, cast):
    ticket = in_danger(session, desk, cast)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=STREET, reason="属地")
    _, last = heard(session, ticket)
    recall.undo(session, cast.dispatcher, ticket, desk)
    again, last = heard(session, ticket, after=last)
    assert again == {
        STREET: ["danger_elsewhere"],
        **{unit: ["danger_ahead"] for unit in (GAS_WORKS, FIRE, SAFETY)},
    }
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=GAS_WORKS, reason="归口")
    now, _ = heard(session, ticket, after=last)
    assert now == {
        GAS_WORKS: ["danger"],
        **{unit: ["danger_elsewhere"] for unit in (FIRE, SAFETY)},
    }


def test_a_recalled_danger_puts_the_units_of_the_plan_on_their_feet_again(session, desk, cast):
    ticket = in_danger(session, desk, cast)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=GAS_WORKS, reason="归口")
    _, last = heard(session, ticket)
    recall.recall(session, cast.dispatcher, ticket, desk, reason="地址有误")
    again, _ = heard(session, ticket, after=last)
    assert again == {unit: ["danger_ahead"] for unit in (GAS_WORKS, FIRE, SAFETY)}


def test_an_undone_move_of_a_danger_says_danger_and_not_given_back(session, desk, cast):
    ticket = in_danger(session, desk, cast)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=GAS_WORKS, reason="归口")
    clerk = Actor(login="gas", role=Role.CLERK, unit=GAS_WORKS, units=frozenset({GAS_WORKS}))
    handling.accept(session, clerk, ticket, desk)
    _, last = heard(session, ticket)
    recall.move(session, cast.supervisor, ticket, desk, unit=STREET, reason="属地")
    moved, last = heard(session, ticket, after=last)
    assert moved == {GAS_WORKS: ["danger_elsewhere"], STREET: ["danger"]}
    recall.undo(session, cast.supervisor, ticket, desk)
    back, _ = heard(session, ticket, after=last)
    assert back == {GAS_WORKS: ["danger"], STREET: ["danger_elsewhere"]}


def test_when_a_danger_parts_from_a_ticket_its_units_stand_down_there(session, desk, cast):
    parent, ticket = registered(session, desk, cast), registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    supplement(session, cast.caller, ticket, desk, text=GAS)
    ahead, last = heard(session, parent)
    assert ahead == {unit: ["danger_ahead"] for unit in (GAS_WORKS, FIRE, SAFETY)}
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")
    assert heard(session, parent, after=last)[0] == {
        unit: ["danger_elsewhere"] for unit in (GAS_WORKS, FIRE, SAFETY)
    }
    assert heard(session, ticket)[0] == ahead


@pytest.mark.parametrize("later", [False, True])
def test_the_first_call_of_a_danger_is_due_until_somebody_was_reached(session, desk, cast, later):
    ticket = in_progress(session, desk, cast) if later else accepted(session, desk, cast)
    supplement(session, cast.caller, ticket, desk, text=GAS)
    due = ticket.due_contact
    before = len(of_centre(session, ticket))
    handling.contact(session, cast.street_clerk, ticket, desk, way="none", note="无人接听")
    assert (ticket.clock, ticket.due_at, ticket.contacted_at) == ("contact", due, None)
    assert len(of_centre(session, ticket)) == before + 2
    handling.contact(session, cast.street_clerk, ticket, desk, way="visit", note="已到场")
    assert (ticket.clock, ticket.contacted_at) == ("handle", desk.now())


def test_without_a_danger_whoever_cannot_be_called_keeps_no_clock_running(session, desk, cast):
    ticket = accepted(session, desk, cast)
    handling.contact(session, cast.street_clerk, ticket, desk, way="none", note="未留电话")
    assert (ticket.clock, ticket.contacted_at) == ("handle", None)


def of_centre(session, ticket):
    session.flush()
    query = select(Notice).where(Notice.ticket_no == ticket.no, Notice.kind == "danger")
    return [row for row in session.exec(query) if row.receiver.startswith("role:")]


@pytest.mark.parametrize("merged", [False, True])
def test_a_danger_in_the_words_of_an_urge_is_heard_as_in_a_supplement(session, desk, cast, merged):
    ticket = parent = in_progress(session, desk, cast)
    if merged:
        ticket = registered(session, desk, cast)
        merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    caller_urge(session, cast.caller, ticket, desk, reason=GAS)
    assert (parent.danger, parent.urgency, parent.clock) == ("gas", "critical", "contact")
    assert (ticket.urges, parent.urges) == (1, 1)
    assert "danger" in heard(session, parent)[0][STREET]
    assert len(of_centre(session, parent)) == 2


def test_units_that_stand_by_for_a_danger_stand_by_for_the_ticket_it_is_merged_into(
    session, desk, cast
):
    parent, ticket = in_progress(session, desk, cast), in_danger(session, desk, cast)
    _, last = heard(session, ticket)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    assert heard(session, ticket, after=last)[0] == {}
    leading = heard(session, parent, after=last)[0]
    assert leading == {
        STREET: ["danger"],
        **{unit: ["danger_ahead"] for unit in (GAS_WORKS, FIRE, SAFETY)},
    }
    assert unread_alarms(session, ticket) == set()


def test_a_unit_that_had_a_danger_hears_that_it_was_merged_away_and_stays_ready(
    session, desk, cast
):
    parent, ticket = in_progress(session, desk, cast), in_danger(session, desk, cast)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=GAS_WORKS, reason="归口")
    _, last = heard(session, ticket)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    assert heard(session, ticket, after=last)[0] == {GAS_WORKS: ["merged_away"]}
    assert heard(session, parent, after=last)[0] == {
        STREET: ["danger"],
        GAS_WORKS: ["danger_ahead"],
    }


def test_the_centre_hears_once_that_a_leading_ticket_became_dangerous(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), in_danger(session, desk, cast)
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    receivers = {"role:dispatcher", "role:supervisor"}
    assert {notice.receiver for notice in of_centre(session, parent)} == receivers
    again = in_danger(session, desk, cast)
    merge.merge(session, cast.dispatcher, again, desk, parent=parent, reason="同一事")
    assert len(of_centre(session, parent)) == 2


@pytest.mark.parametrize(("point", "also"), [(registered, {}), (in_progress, {STREET: ["joined"]})])
def test_who_stands_down_at_a_merge_hears_that_it_is_over_and_nobody_of_them_of_the_leading_ticket(
    session, desk, cast, point, also
):
    """Whether or not somebody has the leading ticket: only a dispatcher lets them stand down."""
    parent, ticket = point(session, desk, cast), in_danger(session, desk, cast)
    _, last = heard(session, ticket)
    over = {"parent": parent, "reason": "险情已排除", "standby": "stand_down"}
    merge.merge(session, cast.dispatcher, ticket, desk, **over)
    away = heard(session, ticket, after=last)[0]
    assert away == {unit: ["danger_elsewhere"] for unit in (GAS_WORKS, FIRE, SAFETY)}
    assert heard(session, parent, after=last)[0] == also


@pytest.mark.parametrize("merged", [False, True])
def test_a_danger_told_later_puts_the_other_units_of_the_plan_on_their_feet(
    session, desk, cast, merged
):
    ticket = parent = in_progress(session, desk, cast)
    if merged:
        ticket = registered(session, desk, cast)
        merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    _, last = heard(session, parent)
    supplement(session, cast.caller, ticket, desk, text=GAS)
    assert heard(session, parent, after=last)[0] == {
        **{unit: ["danger_ahead"] for unit in (GAS_WORKS, FIRE, SAFETY)},
        STREET: ["danger", "supplement"],
    }
    other = registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, other, desk, parent=parent, reason="同一事")
    later, _ = heard(session, parent, after=last)
    assert all("danger_elsewhere" not in kinds for kinds in later.values())


def test_no_alarm_of_a_danger_stays_unread_with_a_unit_that_lost_it(session, desk, cast):
    ticket = in_danger(session, desk, cast)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=STREET, reason="属地")
    session.flush()
    assert unread_alarms(session, ticket) == {STREET}
    recall.recall(session, cast.dispatcher, ticket, desk, reason="地址有误")
    assert unread_alarms(session, ticket) == {GAS_WORKS, FIRE, SAFETY}


def test_who_supports_a_matter_hears_that_a_danger_parted_from_it(session, desk, cast):
    parent, ticket = registered(session, desk, cast), in_danger(session, desk, cast)
    dispatch.dispatch(
        session, cast.dispatcher, parent, desk, unit=STREET, co_units=["S-CG"], reason="属地"
    )
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一事")
    assert {STREET, "S-CG"} <= unread_alarms(session, parent)
    _, last = heard(session, parent)
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")
    news, _ = heard(session, parent, after=last)
    assert (news[STREET], news["S-CG"]) == (["parted"], ["parted"])
    assert unread_alarms(session, parent) == set()


def unread_alarms(session, ticket):
    """The units that have one."""
    session.flush()
    query = select(Notice).where(Notice.ticket_no == ticket.no, col(Notice.read_at).is_(None))
    rows = session.exec(query.where(col(Notice.kind).in_(["danger", "danger_ahead"])))
    receivers = [row.receiver for row in rows]
    return {name.removeprefix("unit:") for name in receivers if name.startswith("unit:")}


def test_when_the_answer_to_a_danger_has_passed_nobody_stands_by_any_more(session, desk, cast):
    ticket = replied(session, desk, cast)
    supplement(session, cast.caller, ticket, desk, text=GAS)
    _, last = heard(session, ticket)
    review.pass_review(session, cast.reviewer, ticket, desk)
    assert heard(session, ticket, after=last)[0] == {
        unit: ["danger_elsewhere"] for unit in (GAS_WORKS, FIRE, SAFETY)
    }
    assert unread_alarms(session, ticket) == {STREET}


def alarms(session, ticket, receiver):
    """What one receiver has of a danger and has not read."""
    session.flush()
    query = select(Notice).where(Notice.ticket_no == ticket.no, Notice.receiver == receiver)
    rows = session.exec(query.where(col(Notice.read_at).is_(None)).order_by(col(Notice.id)))
    return [str(row.kind) for row in rows if str(row.kind).startswith("danger")]


def test_nobody_has_two_unread_alarms_of_one_danger(session, desk, cast):
    ticket = in_danger(session, desk, cast)
    assert alarms(session, ticket, f"unit:{GAS_WORKS}") == ["danger_ahead"]
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=GAS_WORKS, reason="归口")
    assert alarms(session, ticket, f"unit:{GAS_WORKS}") == ["danger"]
    recall.undo(session, cast.dispatcher, ticket, desk)
    assert alarms(session, ticket, f"unit:{GAS_WORKS}") == ["danger_ahead"]


def test_a_danger_that_is_sent_to_its_unit_as_it_is_taken_down_alarms_each_unit_once(
    session, desk, cast
):
    report = a_report(now=desk.now(), text=GAS, title="", category="")
    ending = Ending("dispatch", unit=GAS_WORKS)
    receipt = take_call(session, cast.agent, report, desk, ending=ending)
    ticket = ticket_of(session, receipt)
    assert (ticket.unit, ticket.co_units) == (GAS_WORKS, [])
    assert heard(session, ticket)[0] == {
        GAS_WORKS: ["danger"],
        **{unit: ["danger_ahead"] for unit in (FIRE, SAFETY)},
    }


def test_who_gets_a_danger_back_hears_so_though_they_heard_before(session, desk, cast):
    ticket = in_danger(session, desk, cast)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=STREET, reason="属地")
    grounds = {"code": "not_our_duty", "reason": "非本单位职责", "basis": "派单目录"}
    handling.ask_return(session, cast.street_clerk, ticket, desk, **grounds)
    dispatch.grant_return(session, cast.dispatcher, ticket, desk, note="同意")
    _, last = heard(session, ticket)
    dispatch.dispatch(session, cast.dispatcher, ticket, desk, unit=STREET, reason="仍属属地")
    assert heard(session, ticket, after=last)[0][STREET] == ["danger"]


def test_more_words_of_a_danger_that_nobody_has_answered_yet_are_a_quiet_line(session, desk, cast):
    ticket = accepted(session, desk, cast)
    supplement(session, cast.caller, ticket, desk, text=GAS)
    _, last = heard(session, ticket)
    centre = len(of_centre(session, ticket))
    supplement(session, cast.caller, ticket, desk, text=GAS)
    assert heard(session, ticket, after=last)[0] == {STREET: ["supplement"]}
    assert len(of_centre(session, ticket)) == centre
    query = select(Notice.receiver).where(
        Notice.ticket_no == ticket.no, Notice.kind == "supplement", col(Notice.id) > last
    )
    assert set(session.exec(query)) == {f"unit:{STREET}", "role:dispatcher", "role:supervisor"}


def test_words_of_danger_after_somebody_was_reached_are_an_alarm_again(session, desk, cast):
    ticket = accepted(session, desk, cast)
    supplement(session, cast.caller, ticket, desk, text=GAS)
    handling.contact(session, cast.street_clerk, ticket, desk, way="phone", note="已通话")
    _, last = heard(session, ticket)
    centre = len(of_centre(session, ticket))
    supplement(session, cast.caller, ticket, desk, text=GAS)
    again = heard(session, ticket, after=last)[0]
    assert again[STREET] == ["danger", "supplement"]
    assert len(of_centre(session, ticket)) == centre + 2


def test_another_danger_is_an_alarm_of_its_own(session, desk, cast):
    ticket = accepted(session, desk, cast)
    supplement(session, cast.caller, ticket, desk, text=GAS)
    _, last = heard(session, ticket)
    supplement(session, cast.caller, ticket, desk, text="他拿刀追着我砍，我躲在厕所里，快来救我")
    assert heard(session, ticket, after=last)[0][STREET] == ["danger", "supplement"]


def merged_and_stood_down(session, desk, cast):
    """A ticket that nobody has, into which a danger was merged that is over."""
    parent, ticket = registered(session, desk, cast), in_danger(session, desk, cast)
    grounds = {"parent": parent, "reason": "险情已排除", "standby": "stand_down"}
    merge.merge(session, cast.dispatcher, ticket, desk, **grounds)
    return parent, ticket


@pytest.mark.parametrize("point", [registered, in_progress])
def test_a_danger_that_is_over_does_not_come_to_the_leading_ticket(session, desk, cast, point):
    parent, ticket = point(session, desk, cast), in_danger(session, desk, cast)
    before = (parent.urgency, parent.danger, parent.alarm, parent.due_contact, parent.clock)
    grounds = {"parent": parent, "reason": "险情已排除", "standby": "stand_down"}
    merge.merge(session, cast.dispatcher, ticket, desk, **grounds)
    after = (parent.urgency, parent.danger, parent.alarm, parent.due_contact, parent.clock)
    assert after == before
    assert not {"danger", "danger_ahead"} & {
        k for ks in heard(session, parent)[0].values() for k in ks
    }
    supplement(session, cast.caller, ticket, desk, text=GAS)
    assert (parent.urgency, parent.danger) == ("critical", "gas")


def test_who_has_stood_down_is_not_alarmed_by_what_else_becomes_of_the_ticket(session, desk, cast):
    parent, ticket = merged_and_stood_down(session, desk, cast)
    _, last = heard(session, parent)
    other = registered(session, desk, cast)
    merge.merge(session, cast.dispatcher, other, desk, parent=parent, reason="同一事")
    dispatch.dispatch(session, cast.dispatcher, parent, desk, unit=STREET, reason="属地")
    recall.recall(session, cast.dispatcher, parent, desk, reason="地址有误")
    assert set(heard(session, parent, after=last)[0]) == {STREET}
    assert of_centre(session, parent) == []
    _, last = heard(session, ticket)
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")
    assert heard(session, ticket, after=last)[0] == {}


@pytest.mark.parametrize("teller", ["its caller", "a report that joins"])
def test_new_words_of_danger_put_who_stood_down_on_their_feet_again(session, desk, cast, teller):
    parent, ticket = merged_and_stood_down(session, desk, cast)
    _, last = heard(session, parent)
    if teller == "its caller":
        supplement(session, cast.caller, ticket, desk, text=GAS)
    else:
        other = in_danger(session, desk, cast)
        merge.merge(session, cast.dispatcher, other, desk, parent=parent, reason="同一事")
    assert heard(session, parent, after=last)[0] == {
        unit: ["danger_ahead"] for unit in (GAS_WORKS, FIRE, SAFETY)
    }


def test_a_danger_is_told_once_also_where_rows_are_written_later(session, desk, cast):
    ticket = in_danger(session, desk, cast)
    _, last = heard(session, ticket)
    batch = BatchSession(session)
    same = batch.get_one(Ticket, ticket.row_id)
    batch.begin_step()
    dispatch.dispatch(batch, cast.dispatcher, same, desk, unit=GAS_WORKS, reason="归口")
    batch.flush()
    assert heard(session, ticket, after=last)[0] == {
        GAS_WORKS: ["danger"],
        **{unit: ["danger_elsewhere"] for unit in (FIRE, SAFETY)},
    }
