from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import func, select

from analytics.periods import period
from analytics.search.base import Query
from hotline.casework import (
    arbitration,
    call_back,
    caller_steps,
    cycles,
    dispatch,
    extension,
    handling,
    merge,
    parting,
    review,
    suspension,
    withdrawal,
)
from hotline.casework.call_back import CallAttempt
from hotline.casework.rating import open_token
from hotline.domain.models import Comment, CycleFigures, Notice, SupervisionOrder, Ticket
from hotline.domain.outcomes import Audience
from hotline.domain.time.deadlines import Clock
from hotline.domain.vocabulary import priority_of
from hotline.reading.handling_clock import due_of_rows
from hotline.reading.progress import progress_of
from hotline.reading.rates import rates_of
from hotline.reading.why_due import why_due
from hotline.storage.history import history_of
from hotline.storage.index.columns import condition
from hotline.storage.score_counts import CountSpan, count_for_scores
from hotline.supervision.orders import issue, lift
from tests.support.path import ANSWER, accepted, dispatched, in_progress, registered, replied
from tests.support.rules import with_callback

# What a step itself moves on a ticket, and the clocks of who has it again.
OF_THE_STEP = {"version", "head", "watch_at", "amber_at"}
OF_THE_CLOCKS = {
    *("due_callback", "due_at", "clock"),
}
SOLVED = CallAttempt(way="phone", reached=True, solved=True, rating=5)
UNSOLVED = CallAttempt(way="phone", reached=True, solved=False, rating=3, reason="未解决")
ACCUSED = "YS-ZF"
GAS = "东湖区府前街3号楼道全是煤气味，阀门嘶嘶地响，一楼没人开门"


def later(desk, **length):
    return desk.at(desk.now() + timedelta(**length))


def join(session, desk, cast, ticket, parent):
    merge.merge(session, cast.dispatcher, ticket, desk, parent=parent, reason="同一工地")


def part(session, desk, cast, ticket):
    parting.unmerge(session, cast.dispatcher, ticket, desk, reason="地点不同")


def test_the_leading_ticket_takes_the_stricter_urgency_and_the_earlier_promise(session, desk, cast):
    ticket = in_progress(session, desk, cast, urgency="urgent")
    ticket.is_red, ticket.alarm = True, "堵路"
    parent = in_progress(session, later(desk, days=3), cast)
    assert (parent.urgency, parent.due_handle > ticket.due_handle) == ("normal", True)
    join(session, later(desk, days=3), cast, ticket, parent)
    assert (parent.urgency, parent.priority, parent.is_red) == ("urgent", 1, True)
    assert (parent.alarm, parent.due_handle) == ("堵路", ticket.due_handle)
    assert parent.due_at == ticket.due_handle


def test_the_leading_ticket_keeps_what_is_stricter_already(session, desk, cast):
    parent = in_progress(session, desk, cast, urgency="critical")
    ticket = in_progress(session, later(desk, days=3), cast)
    promised = parent.due_handle
    join(session, later(desk, days=3), cast, ticket, parent)
    assert (parent.urgency, parent.due_handle, parent.own) == ("critical", promised, {})


def test_the_first_call_is_due_by_the_stricter_of_two_limits_until_they_part(session, desk, cast):
    parent = accepted(session, desk, cast)
    own, now = parent.due_contact, later(desk, minutes=30)
    ticket = registered(session, now, cast, urgency="critical")
    join(session, now, cast, ticket, parent)
    assert (parent.urgency, parent.clock) == ("critical", "contact")
    assert parent.due_at == parent.due_contact < min(own, parent.due_handle)
    part(session, now, cast, ticket)
    assert (parent.due_contact, parent.clock, parent.own) == (own, "contact", {})


def test_the_earlier_first_call_that_nobody_made_binds_the_leading_ticket(session, desk, cast):
    ticket = accepted(session, desk, cast)
    now = later(desk, hours=3)
    parent = accepted(session, now, cast)
    join(session, now, cast, ticket, parent)
    assert parent.due_contact == ticket.due_contact
    called = in_progress(session, desk, cast)
    other = accepted(session, later(desk, hours=4), cast)
    own = other.due_contact
    join(session, later(desk, hours=4), cast, called, other)
    assert other.due_contact == own


@pytest.mark.parametrize("apart", [False, True])
def test_a_danger_that_joins_a_running_ticket_starts_its_first_call_anew(
    session, desk, cast, apart
):
    parent, now = in_progress(session, desk, cast), later(desk, days=1)
    before = (parent.due_contact, parent.contacted_at, parent.clock, parent.due_at)
    ticket = registered(session, now, cast, text=GAS)
    join(session, now, cast, ticket, parent)
    assert (parent.danger, parent.urgency, parent.priority) == ("gas", "critical", 0)
    assert (parent.clock, parent.due_at) == ("contact", ticket.due_contact)
    receivers = {"unit:990102001", "role:dispatcher", "role:supervisor"}
    assert set(told(session, parent, "danger")) == receivers
    if apart:
        part(session, now, cast, ticket)
        assert (parent.due_contact, parent.contacted_at, parent.clock, parent.due_at) == before
        return
    soon = now.at(now.now() + timedelta(minutes=5))
    handling.contact(session, cast.street_clerk, parent, soon, way="phone", note="已到场")
    assert (parent.clock, parent.contacted_at) == ("handle", soon.now())
    another = registered(session, later(desk, days=2), cast)
    join(session, later(desk, days=2), cast, another, parent)
    assert (parent.clock, parent.contacted_at) == ("handle", soon.now())


def test_a_danger_that_joins_what_waits_for_its_dispatch_is_called_as_soon(session, desk, cast):
    parent, ticket = registered(session, desk, cast), registered(session, desk, cast, text=GAS)
    join(session, desk, cast, ticket, parent)
    dispatch.dispatch(
        session, cast.dispatcher, parent, later(desk, minutes=9), unit="990102001", reason="属地"
    )
    assert parent.due_contact == ticket.due_contact


def test_a_danger_in_later_words_starts_the_first_call_anew(session, desk, cast):
    ticket, now = in_progress(session, desk, cast), later(desk, days=1)
    caller_steps.supplement(session, cast.caller, ticket, now, text=GAS)
    assert (ticket.danger, ticket.clock) == ("gas", "contact")
    handling.contact(session, cast.street_clerk, ticket, now, way="phone", note="已通话")
    assert (ticket.clock, ticket.contacted_at) == ("handle", now.now())


@pytest.mark.parametrize("bring", [registered, dispatched, accepted, in_progress, replied])
@pytest.mark.parametrize("child", [registered, accepted, in_progress])
def test_a_danger_told_on_a_merged_ticket_goes_with_it_when_they_part(
    session, desk, cast, bring, child
):
    parent, ticket = bring(session, desk, cast), child(session, desk, cast)
    before, now = values_of(parent), later(desk, days=1)
    join(session, desk, cast, ticket, parent)
    caller_steps.supplement(session, cast.caller, ticket, now, text=GAS)
    soon = now.now() + timedelta(hours=1)
    assert (parent.danger, parent.urgency, parent.priority) == ("gas", "critical", 0)
    assert parent.due_at is not None
    assert parent.due_at <= now.now() + timedelta(hours=2)
    assert parent.due_handle is None or now.now() < parent.due_handle
    part(session, later(desk, days=1, minutes=5), cast, ticket)
    assert differing({parent.no: before}, parent) <= OF_THE_STEP
    assert (ticket.danger, ticket.urgency, ticket.contacted_at) == ("gas", "critical", None)
    assert ticket.due_contact <= soon


def told(session, ticket, kind):
    session.flush()
    query = select(Notice.receiver).where(Notice.ticket_no == ticket.no, Notice.kind == kind)
    return list(session.exec(query))


def test_a_promise_made_to_a_merged_caller_binds_a_ticket_that_is_dispatched_later(
    session, desk, cast
):
    ticket = in_progress(session, desk, cast)
    now = later(desk, days=3)
    parent = registered(session, now, cast)
    join(session, now, cast, ticket, parent)
    assert parent.due_handle == ticket.due_handle
    part(session, now, cast, ticket)
    assert parent.due_handle is None
    usual = now.due(Clock.HANDLE, parent, parent.created_at)[0]
    join(session, now, cast, ticket, parent)
    dispatch.dispatch(session, cast.dispatcher, parent, now, unit="S-CG", reason="归口")
    part(session, now, cast, ticket)
    assert parent.due_handle == usual


def test_an_urgent_report_that_joins_an_older_ticket_does_not_make_it_late_at_once(
    session, desk, cast
):
    parent, now = in_progress(session, desk, cast), later(desk, days=2)
    ticket = registered(session, now, cast, urgency="critical")
    join(session, now, cast, ticket, parent)
    assert parent.urgency == "critical"
    assert parent.due_handle == now.due(Clock.HANDLE, ticket, ticket.created_at)[0] > now.now()
    assert due_of_rows(session, parent, now).due == parent.due_handle


def test_what_moves_the_leading_clock_moves_the_promise_of_the_others_with_it(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    now = later(desk, days=3)
    parent = in_progress(session, now, cast)
    join(session, now, cast, ticket, parent)
    extension.ask_extension(
        session, cast.street_clerk, parent, now, limit="2wd", reason="等待检测", basis="规定"
    )
    extension.grant_extension(session, cast.supervisor, parent, now, note="同意")
    assert parent.due_handle > ticket.due_handle
    assert due_of_rows(session, parent, now).due == parent.due_handle


def test_why_the_leading_ticket_is_due_is_told_by_the_promise_that_binds_it(session, desk, cast):
    ticket, now = in_progress(session, desk, cast), later(desk, days=3)
    parent = in_progress(session, now, cast)
    join(session, now, cast, ticket, parent)
    legs = why_due(session, parent, now, clock=Clock.HANDLE).legs
    assert (legs[0].start, legs[-1].result.due) == (ticket.created_at, parent.due_handle)


def test_after_a_rework_an_old_promise_binds_nobody(session, desk, cast):
    ticket = in_progress(session, desk, cast)
    now = later(desk, days=3)
    parent = replied(session, now, cast)
    join(session, now, cast, ticket, parent)
    review.pass_review(session, cast.reviewer, parent, now)
    much_later = later(desk, days=20)
    cycles.rework(session, cast.reviewer, parent, much_later, reason="未解决")
    assert due_of_rows(session, parent, much_later).due == parent.due_handle > much_later.now()


def test_urges_of_all_callers_are_counted_and_taken_off_again(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), dispatched(session, desk, cast)
    for urged in (parent, ticket, ticket):
        caller_steps.caller_urge(session, cast.caller, urged, desk, reason="")
    join(session, desk, cast, ticket, parent)
    caller_steps.caller_urge(session, cast.caller, ticket, desk, reason="")
    assert (parent.urges, ticket.urges) == (4, 3)
    part(session, desk, cast, ticket)
    assert (parent.urges, ticket.urges) == (1, 3)


def test_a_supplement_of_a_merged_caller_is_written_once_on_their_own_ticket(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = dispatched(session, desk, cast, identity="hidden")
    join(session, desk, cast, ticket, parent)
    caller_steps.supplement(session, cast.caller, ticket, desk, text="我是王小明，昨夜又施工")
    session.flush()
    rows = session.exec(select(Comment).where(Comment.audience == Audience.CALLER)).all()
    assert [row.ticket_id for row in rows] == [ticket.id]
    entry = history_of(session, parent)[-1]
    assert (entry.action, entry.details) == ("supplement", {"ticket": ticket.no})


def test_an_order_on_a_merged_ticket_goes_on_to_who_handles_the_leading_one(session, desk, cast):
    parent = in_progress(session, desk, cast)
    ticket = dispatched(session, desk, cast, unit="S-CG")
    order = issue(session, cast.supervisor, ticket, desk, level="written", demand="三日内说明")
    join(session, desk, cast, ticket, parent)
    assert (order.unit, order.closed_at, parent.supervision) == ("990102001", None, "written")
    part(session, desk, cast, ticket)
    assert (order.unit, parent.supervision, ticket.supervision) == ("S-CG", "", "written")


@pytest.mark.parametrize("clock", ["", "dispatch"])
def test_an_order_to_the_dispatcher_goes_on_too_but_for_why_the_dispatch_is_late(
    session, desk, cast, clock
):
    parent, ticket = in_progress(session, desk, cast), registered(session, desk, cast)
    order = issue(session, cast.supervisor, ticket, desk, level="written", demand="三日内说明")
    order.clock = clock
    join(session, desk, cast, ticket, parent)
    assert (order.unit, order.role) == (("S-12345", "dispatcher") if clock else ("990102001", ""))
    part(session, desk, cast, ticket)
    assert (order.unit, order.role) == ("S-12345", "dispatcher")


def test_the_leading_ticket_is_under_supervision_until_the_order_of_the_merged_one_is_lifted(
    session, desk, cast
):
    parent = in_progress(session, desk, cast)
    ticket = dispatched(session, desk, cast)
    order = issue(session, cast.supervisor, ticket, desk, level="site", demand="现场办理")
    own = issue(session, cast.supervisor, parent, desk, level="written", demand="说明")
    join(session, desk, cast, ticket, parent)
    assert parent.supervision == "site"
    lift(session, cast.supervisor, ticket, desk, order=order, note="已到现场")
    assert (parent.supervision, ticket.supervision) == ("written", "")
    lift(session, cast.supervisor, parent, desk, order=own, note="已说明")
    assert parent.supervision == ""


def test_when_the_matter_has_ended_orders_stand_on_their_own_tickets_again(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), dispatched(session, desk, cast)
    issue(session, cast.supervisor, ticket, desk, level="written", demand="说明")
    join(session, desk, cast, ticket, parent)
    handling.reply(session, cast.street_clerk, parent, desk, answer=ANSWER)
    review.pass_review(session, cast.reviewer, parent, desk)
    call_back.call_back(session, cast.reviewer, parent, desk, attempt=SOLVED)
    assert (parent.supervision, ticket.supervision) == ("", "written")


def test_what_was_in_arbitration_before_any_unit_had_it_is_there_again(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), registered(session, desk, cast)
    arbitration.refer_arbitration(session, cast.supervisor, ticket, desk, reason="职责交叉")
    join(session, desk, cast, ticket, parent)
    part(session, desk, cast, ticket)
    assert (ticket.status, ticket.unit, ticket.clock) == ("arbitration", "", "dispatch")


def test_an_urge_about_a_merged_ticket_reaches_who_handles_the_leading_one(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), dispatched(session, desk, cast, unit="S-CG")
    join(session, desk, cast, ticket, parent)
    order = issue(session, cast.supervisor, ticket, desk, level="urge", demand="请抓紧")
    assert (order.ticket_no, order.unit) == (parent.no, "990102001")


@pytest.mark.parametrize("merged", [False, True])
def test_orders_end_when_the_caller_takes_the_matter_back(session, desk, cast, merged):
    parent = in_progress(session, desk, cast)
    ticket = in_progress(session, desk, cast)
    order = issue(session, cast.supervisor, ticket, desk, level="written", demand="说明")
    if merged:
        join(session, desk, cast, ticket, parent)
    withdrawal.withdraw(session, cast.agent, ticket, desk, reason="已解决")
    assert (order.closed_at, order.closed_by, ticket.supervision) == (desk.now(), "system", "")
    assert "撤回" in order.closing
    assert parent.supervision == ""


def test_a_matter_that_is_late_is_late_once(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), in_progress(session, desk, cast)
    join(session, desk, cast, ticket, parent)
    late = later(desk, days=60)
    handling.reply(session, cast.street_clerk, parent, late, answer=ANSWER)
    review.pass_review(session, cast.reviewer, parent, late)
    call_back.call_back(session, cast.reviewer, parent, late, attempt=SOLVED)
    session.flush()
    figures = session.exec(select(CycleFigures).order_by(CycleFigures.id)).all()
    assert [(row.ticket_id, row.late) for row in figures] == [(parent.id, True)]
    call_back.call_back(session, cast.reviewer, ticket, late, attempt=SOLVED)
    session.flush()
    figures = session.exec(select(CycleFigures).order_by(CycleFigures.id)).all()
    assert [(row.ticket_id, row.late) for row in figures] == [(parent.id, True), (ticket.id, False)]


@pytest.mark.parametrize("closed", [False, True])
def test_scores_and_rates_count_a_late_matter_of_three_callers_once(session, desk, cast, closed):
    parent, late = in_progress(session, desk, cast), later(desk, days=60)
    for bring, unit in ((in_progress, "990102001"), (dispatched, "S-CG")):
        join(session, desk, cast, bring(session, desk, cast, unit=unit), parent)
    if closed:
        handling.reply(session, cast.street_clerk, parent, late, answer=ANSWER)
        review.pass_review(session, cast.reviewer, parent, late)
        call_back.call_back(session, cast.reviewer, parent, late, attempt=SOLVED)
        session.flush()
        first, second = session.exec(select(Ticket).where(Ticket.merged_into == parent.no)).all()
        call_back.call_back(session, cast.reviewer, first, late, attempt=SOLVED)
        call_back.call_back(session, cast.reviewer, second, late, attempt=UNSOLVED)
    session.flush()
    span = CountSpan(datetime(2026, 3, 1), datetime(2026, 4, 1), late.now())
    counts = count_for_scores(session, span)
    assert {
        unit: own["overdue"] for unit, own in counts.items() if own.get("overdue", (0,))[0]
    } == {"990102001": (1, 0)}
    march = period(date(2026, 3, 1), date(2026, 3, 31), late.now())
    table = rates_of(session, cast.supervisor, late, query=Query(), period=march)
    for rates in (table.total, table.units["990102001"]):
        assert (rates["on_time"].part, rates["on_time"].whole) == (0, 1)
    marked = session.exec(select(func.count()).where(condition("late", ("yes",)))).one()
    assert marked == closed


def test_each_caller_of_a_matter_is_called_back_and_rates_for_themselves(session, desk, cast):
    parent = replied(session, desk, cast)
    tickets = [registered(session, desk, cast, phone=f"1390013900{n}") for n in range(2)]
    for ticket in tickets:
        join(session, desk, cast, ticket, parent)
    review.pass_review(session, cast.reviewer, parent, desk)
    call_back.call_back(session, cast.reviewer, parent, desk, attempt=SOLVED)
    content, unhappy = tickets
    for ticket in tickets:
        assert (ticket.status, ticket.unit, ticket.clock) == ("callback", parent.unit, "callback")
        assert ticket.public_reply == ANSWER.public_answer
        assert open_token(session, ticket, desk)
    call_back.call_back(session, cast.reviewer, content, desk, attempt=SOLVED)
    call_back.call_back(session, cast.reviewer, unhappy, desk, attempt=UNSOLVED)
    assert (content.status, content.rating, parent.rating) == ("closed", 5, 5)
    assert (unhappy.status, unhappy.unit, unhappy.cycle) == ("in_progress", parent.unit, 2)
    session.flush()
    figures = session.exec(select(CycleFigures.ticket_id, CycleFigures.ending)).all()
    assert sorted((row, str(ending)) for row, ending in figures) == [
        (parent.id, "closed"),
        (content.id, "merged"),
        (unhappy.id, "merged"),
    ]


def test_whom_the_draw_does_not_call_may_rate_by_link_only(session, desk, cast):
    rules = with_callback(desk, share=0.0, everyone=frozenset(), at_least=0)
    parent, ticket = replied(session, desk, cast), registered(session, desk, cast)
    join(session, desk, cast, ticket, parent)
    review.pass_review(session, cast.reviewer, parent, desk)
    call_back.call_back(session, cast.reviewer, parent, rules, attempt=SOLVED)
    assert ticket.status == "closed"
    assert open_token(session, ticket, rules)


def test_progress_tells_a_caller_what_they_said_themselves_and_nothing_of_others(
    session, desk, cast
):
    parent, ticket = in_progress(session, desk, cast), registered(session, desk, cast)
    join(session, desk, cast, ticket, parent)
    caller_steps.supplement(session, cast.caller, ticket, desk, text="又施工了")
    caller_steps.caller_urge(session, cast.caller, ticket, desk, reason="")
    caller_steps.caller_urge(session, cast.caller, parent, desk, reason="")
    session.flush()
    for own, expected in ((parent, ["caller_urge"]), (ticket, ["supplement", "caller_urge"])):
        progress = progress_of(session, own, desk)
        steps = [step.action for step in progress.steps]
        assert [step for step in steps if step in ("supplement", "caller_urge")] == expected
        assert progress.urges == 1


def test_a_reworked_ticket_stands_alone_again(session, desk, cast):
    parent = replied(session, desk, cast)
    ticket = registered(session, desk, cast)
    join(session, desk, cast, ticket, parent)
    review.pass_review(session, cast.reviewer, parent, desk)
    call_back.call_back(session, cast.reviewer, parent, desk, attempt=SOLVED)
    assert ticket.status == "callback"
    cycles.rework(session, cast.reviewer, ticket, desk, reason="本户问题未解决")
    assert ticket.merged_into == ""


def values_of(ticket):
    return {name: getattr(ticket, name) for name in Ticket.model_fields}


def orders_of(session):
    session.flush()
    orders = session.exec(select(SupervisionOrder).order_by(SupervisionOrder.id))
    return [(order.number, order.unit, order.role, order.closed_at) for order in orders]


REPORTS = st.fixed_dictionaries(
    {
        "urgency": st.sampled_from(["normal", "urgent", "critical"]),
        "secrecy": st.sampled_from(["open", "private"]),
        "identity": st.sampled_from(["real", "hidden"]),
        "bring": st.sampled_from([registered, dispatched, accepted, in_progress, replied]),
        "days": st.integers(0, 4),
        "is_red": st.booleans(),
        "danger": st.sampled_from(["", "gas", "fire"]),
        "alarm": st.sampled_from(["", "燃气", "堵路、燃气"]),
        "accused": st.sampled_from([[], ["S-MZ"], ["S-MZ", "S-WJ"]]),
        "urges": st.integers(0, 2),
        "order": st.booleans(),
    }
)


def brought(session, desk, cast, report):
    wishes = {name: report[name] for name in ("urgency", "secrecy", "identity")}
    now = later(desk, days=report["days"])
    ticket = report["bring"](session, now, cast, **wishes)
    for name in ("is_red", "danger", "alarm", "accused", "urges"):
        setattr(ticket, name, report[name])
    ticket.priority = priority_of(ticket.urgency, is_red=ticket.is_red)
    session.flush()
    if report["order"]:
        issue(session, cast.supervisor, ticket, now, level="written", demand="请说明")
    return ticket


def test_what_is_undone_all_comes_back(session, desk, cast):
    @given(st.lists(REPORTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
    @settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def holds(reports, chance):
        with session.begin_nested() as savepoint:
            _merge_and_part(session, desk, cast, reports, chance)
            savepoint.rollback()

    holds()


def _merge_and_part(session, desk, cast, reports, chance):
    parent, *children = [brought(session, desk, cast, report) for report in reports]
    before = {ticket.no: values_of(ticket) for ticket in (parent, *children)}
    orders, now = orders_of(session), later(desk, days=5)
    for ticket in children:
        join(session, now, cast, ticket, parent)
    apart = list(children)
    chance.shuffle(apart)
    for ticket in apart:
        part(session, now, cast, ticket)
    assert differing(before, parent) <= OF_THE_STEP
    for ticket in children:
        assert differing(before, ticket) <= OF_THE_STEP | OF_THE_CLOCKS
    assert orders_of(session) == orders


def differing(before, ticket):
    old, new = before[ticket.no], values_of(ticket)
    return {name for name in old if old[name] != new[name]}


def test_a_pause_of_the_leading_ticket_is_not_lost_when_they_part(session, desk, cast):
    parent, ticket = in_progress(session, desk, cast), in_progress(session, desk, cast)
    join(session, desk, cast, ticket, parent)
    suspension.ask_suspension(
        session,
        cast.street_clerk,
        parent,
        desk,
        reason="等汛期",
        basis="规定",
        until=later(desk, days=9).now(),
    )
    suspension.suspend(session, cast.supervisor, parent, desk, note="同意")
    suspension.resume(session, cast.supervisor, parent, later(desk, days=7), reason="可办")
    part(session, later(desk, days=7), cast, ticket)
    assert parent.due_handle == due_of_rows(session, parent, desk).due > ticket.due_handle
