"""While a unit waits for a decision it may go on, and a late centre never makes it late."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from hotline.casework import applications, extension, handling, missing_material, suspension
from hotline.domain.errors import Conflict, IllegalTransition, NotAllowed
from hotline.domain.models import Application, Notice, PauseRow
from hotline.domain.time.clocks import is_late
from hotline.domain.time.counting import working_seconds_between
from hotline.supervision.receivers import holder_of
from tests.support.path import ANSWER, in_progress

WHY = {"reason": "需专业检测", "basis": "热线办法第二十条"}
DUE = datetime(2026, 3, 16, 17, 30)
DECIDE_BY = datetime(2026, 3, 10, 17, 30)
LATE = datetime(2026, 3, 12, 10, 0)


def asked_for_more(session, desk, cast, *, at=None):
    ticket = in_progress(session, desk, cast)
    desk = desk.at(at) if at else desk
    extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="2wd", **WHY)
    return ticket


def asked_to_suspend(session, desk, cast, until):
    ticket = in_progress(session, desk, cast)
    suspension.ask_suspension(session, cast.street_clerk, ticket, desk, until=until, **WHY)
    return ticket


def notices(session, ticket):
    """Of what happened after the ticket was sent to its units."""
    query = select(Notice).where(
        Notice.ticket_no == ticket.no, col(Notice.kind).not_in(["new_ticket", "supporting"])
    )
    return [(row.receiver, str(row.kind)) for row in session.exec(query.order_by(col(Notice.id)))]


def test_the_centre_holds_the_ticket_while_it_has_to_decide(session, desk, cast):
    ticket = asked_for_more(session, desk, cast)
    assert (ticket.clock, ticket.due_at) == ("decide", DECIDE_BY)
    assert holder_of(ticket, desk, ticket.clock) == ("S-12345", "dispatcher")
    extension.refuse_extension(session, cast.supervisor, ticket, desk, note="可按期完成")
    assert (ticket.clock, ticket.due_at, ticket.due_decide) == ("handle", DUE, None)


def test_both_sides_are_told(session, desk, cast):
    ticket = asked_for_more(session, desk, cast)
    of_asking = [("role:dispatcher", "applied"), ("role:supervisor", "applied")]
    assert notices(session, ticket) == of_asking
    extension.grant_extension(session, cast.supervisor, ticket, desk, note="")
    assert notices(session, ticket) == [*of_asking, ("unit:990102001", "application_granted")]
    ticket = asked_for_more(session, desk, cast)
    extension.refuse_extension(session, cast.supervisor, ticket, desk, note="不急")
    assert notices(session, ticket) == [*of_asking, ("unit:990102001", "application_refused")]


def test_meanwhile_the_unit_may_contact_and_reply(session, desk, cast):
    ticket = asked_for_more(session, desk, cast)
    handling.contact(session, cast.street_clerk, ticket, desk, way="phone", note="已说明")
    assert ticket.status == "extension_requested"
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    assert (ticket.status, ticket.due_decide) == ("replied", None)
    row = session.exec(select(Application).where(Application.ticket_id == ticket.id)).one()
    assert row.decision == "lapsed"


def test_a_reply_ends_an_application_for_suspension_too(session, desk, cast):
    ticket = asked_to_suspend(session, desk, cast, desk.now() + timedelta(days=20))
    handling.reply(session, cast.street_clerk, ticket, desk, answer=ANSWER)
    with pytest.raises(Conflict):
        applications.find_undecided(
            session,
            cast.supervisor,
            ticket,
            application=applications.SUSPENSION,
            action="comment",
        )


@pytest.mark.parametrize("kind", ["extension", "suspension"])
def test_the_unit_takes_its_application_back_and_goes_on(session, desk, cast, kind):
    if kind == "extension":
        ticket = asked_for_more(session, desk, cast)
    else:
        ticket = asked_to_suspend(session, desk, cast, desk.now() + timedelta(days=20))
    with pytest.raises(NotAllowed):
        applications.retract(session, cast.supervisor, ticket, desk, reason="")
    applications.retract(session, cast.street_clerk, ticket, desk, reason="已可办结")
    assert (ticket.status, ticket.clock, ticket.due_at) == ("in_progress", "handle", DUE)
    with pytest.raises(Conflict, match="没有待决定"):
        applications.retract(session, cast.street_clerk, ticket, desk, reason="")
    extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="1wd", **WHY)


def test_one_application_is_decided_before_the_next(session, desk, cast):
    ticket = asked_to_suspend(session, desk, cast, desk.now() + timedelta(days=20))
    with pytest.raises(IllegalTransition):
        extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="1wd", **WHY)


def test_two_applications_of_before_the_status_are_still_decided_one_by_one(session, desk, cast):
    ticket = asked_to_suspend(session, desk, cast, desk.now() + timedelta(days=20))
    ticket.status = "in_progress"
    with pytest.raises(Conflict, match="挂账申请尚未决定"):
        extension.ask_extension(session, cast.street_clerk, ticket, desk, limit="1wd", **WHY)
    suspension.suspend(session, cast.supervisor, ticket, desk, note="")
    assert ticket.status == "suspended"


def test_decided_in_time_the_clock_went_on(session, desk, cast):
    ticket = asked_for_more(session, desk, cast)
    in_time = desk.at(DECIDE_BY)
    extension.refuse_extension(session, cast.supervisor, ticket, in_time, note="可按期完成")
    assert ticket.due_handle == DUE


def test_refused_late_the_clock_stood_still_from_the_asking_on(session, desk, cast):
    ticket = asked_for_more(session, desk, cast)
    extension.refuse_extension(session, cast.supervisor, ticket, desk.at(LATE), note="不急")
    row = session.exec(select(PauseRow).where(PauseRow.ticket_id == ticket.id)).one()
    assert (row.kind, row.begin, row.end) == ("decision", desk.now(), LATE)
    assert ticket.due_handle == datetime(2026, 3, 19, 17, 30)


def test_granted_late_the_extension_comes_on_top(session, desk, cast):
    ticket = asked_for_more(session, desk, cast)
    extension.grant_extension(session, cast.supervisor, ticket, desk.at(LATE), note="")
    assert ticket.due_handle == datetime(2026, 3, 23, 17, 30)


def test_asked_in_the_last_minute_and_refused_after_it_the_minute_is_left(session, desk, cast):
    ticket = asked_for_more(session, desk, cast, at=DUE - timedelta(minutes=1))
    morning = desk.at(datetime(2026, 3, 17, 10, 0))
    extension.refuse_extension(session, cast.supervisor, ticket, morning, note="不急")
    assert ticket.due_handle == datetime(2026, 3, 17, 10, 1)


def test_a_reply_while_a_late_centre_decides_is_in_time(session, desk, cast):
    ticket = asked_for_more(session, desk, cast)
    after = desk.at(DUE + timedelta(days=2))
    handling.reply(session, cast.street_clerk, ticket, after, answer=ANSWER)
    assert not is_late(ticket)


def test_taking_back_gains_nothing_unless_the_centre_was_late(session, desk, cast):
    quick = asked_for_more(session, desk, cast, at=DUE - timedelta(minutes=1))
    next_day = desk.at(DUE + timedelta(hours=20))
    applications.retract(session, cast.street_clerk, quick, next_day, reason="")
    assert quick.due_handle == DUE
    patient = asked_for_more(session, desk, cast)
    applications.retract(session, cast.street_clerk, patient, desk.at(LATE), reason="")
    assert patient.due_handle == datetime(2026, 3, 19, 17, 30)


def test_time_that_stood_still_for_missing_material_is_given_back_once(session, desk, cast):
    ticket = asked_to_suspend(session, desk, cast, desk.now() + timedelta(days=20))
    tuesday = desk.at(datetime(2026, 3, 10, 9, 0))
    missing_material.request_material(session, cast.street_clerk, ticket, tuesday, items="房产证")
    suspension.refuse_suspension(session, cast.supervisor, ticket, desk.at(LATE), note="不符合")
    rows = session.exec(select(PauseRow).where(PauseRow.ticket_id == ticket.id)).all()
    spans = sorted((row.begin, row.end) for row in rows)
    assert spans[0] == (desk.now(), tuesday.now())
    assert spans[1] == (tuesday.now(), None)


def test_a_long_suspension_needs_a_second_person(session, desk, cast):
    long = asked_to_suspend(session, desk, cast, desk.now() + timedelta(days=31))
    suspension.suspend(session, cast.dispatcher, long, desk, note="情况属实")
    assert (long.status, long.clock) == ("suspension_requested", "decide")
    assert sorted(notices(session, long)[-2:]) == [
        ("role:dispatcher", "endorsed"),
        ("role:supervisor", "endorsed"),
    ]
    with pytest.raises(NotAllowed, match="本人"):
        suspension.suspend(session, cast.dispatcher, long, desk, note="")
    suspension.suspend(session, cast.supervisor, long, desk, note="同意")
    assert long.status == "suspended"


def test_thirty_days_are_approved_by_one_and_the_next_thirty_by_two(session, desk, cast):
    ticket = asked_to_suspend(session, desk, cast, desk.now() + timedelta(days=30))
    suspension.suspend(session, cast.dispatcher, ticket, desk, note="")
    assert ticket.status == "suspended"
    later = desk.at(desk.now() + timedelta(days=20))
    suspension.resume(session, cast.dispatcher, ticket, later, reason="恢复")
    until = later.now() + timedelta(days=20)
    suspension.ask_suspension(session, cast.street_clerk, ticket, later, until=until, **WHY)
    suspension.suspend(session, cast.dispatcher, ticket, later, note="")
    assert ticket.status == "suspension_requested"


HOURS = st.integers(0, 24 * 12)
WAYS = st.sampled_from(["refuse", "grant", "reply"])


@given(hours_before=st.integers(0, 24 * 7), waited=HOURS, way=WAYS)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_whenever_the_centre_decides_the_unit_keeps_the_time_that_it_had(
    session, desk, cast, hours_before, waited, way
):
    """Decided late, by its limit or by the unit's, it leaves at least what was left."""
    ticket = in_progress(session, desk, cast)
    at = desk.at(desk.now() + timedelta(hours=hours_before))
    if at.now() > ticket.due_handle:
        return
    had = working_seconds_between(desk.calendar, at.now(), ticket.due_handle)
    extension.ask_extension(session, cast.street_clerk, ticket, at, limit="2wd", **WHY)
    limit = min(ticket.due_decide, ticket.due_handle)
    then = desk.at(at.now() + timedelta(hours=waited))
    if way == "reply":
        handling.reply(session, cast.street_clerk, ticket, then, answer=ANSWER)
        assert not is_late(ticket)
        return
    decide = extension.grant_extension if way == "grant" else extension.refuse_extension
    decide(session, cast.supervisor, ticket, then, note="已核")
    left = working_seconds_between(desk.calendar, then.now(), ticket.due_handle)
    if then.now() > limit:
        assert left >= had
    assert ticket.due_handle >= then.now()
