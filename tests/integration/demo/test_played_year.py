"""The played year: true histories, every desk with work, shares as in real centres."""

from collections import Counter, defaultdict
from itertools import pairwise

from sqlmodel import col, select

from hotline.demo.warning_lives import UNREAD
from hotline.demo.year import HALTS
from hotline.domain.models import (
    Application,
    CallbackPlan,
    CallCheck,
    Notice,
    PhoneCall,
    RaisedWarning,
    Seat,
    SupervisionOrder,
    WarningStep,
)
from hotline.domain.outcomes import KnowledgeKind
from hotline.domain.roles import Role
from hotline.domain.statuses import Status
from hotline.domain.time.clocks import is_late
from hotline.domain.warnings import WarningAction, WarningState
from hotline.storage.announced import announced
from hotline.storage.history import verify_chain
from hotline.storage.knowledge import steps_of
from tests.integration.demo.conftest import COUNT, END, play


def test_every_contact_is_a_ticket_with_a_number_of_its_day(year):
    assert len(year.tickets) == COUNT
    assert all(ticket.no.startswith(f"{ticket.created_at:%y%m%d}") for ticket in year.tickets)
    assert len({ticket.no for ticket in year.tickets}) == COUNT


def lots_of(year):
    """Who of the year's callers was to be called, and why."""
    with year.database.reading() as session:
        return session.exec(select(CallbackPlan.why).order_by(col(CallbackPlan.id))).all()


def rows_of(year):
    return [ticket.model_dump() for ticket in year.tickets]


def test_the_same_seed_plays_the_same_year_under_any_key(year, sqlite_template, tmp_path):
    again = play(
        sqlite_template,
        tmp_path,
        seed=7,
        key="another key of another folder, longer than it must be",
    )
    lots, same_lots = lots_of(year), lots_of(again)
    again.database.close()
    assert [entry.digest for entry in again.history] == [entry.digest for entry in year.history]
    assert rows_of(again) == rows_of(year)
    assert len(lots) > 100
    assert same_lots == lots


def test_tickets_stand_in_the_order_of_time_within_the_year(year):
    times = [ticket.created_at for ticket in year.tickets]
    assert times == sorted(times)
    assert (END - times[0]).days <= 426
    assert times[-1] < END


def test_no_history_is_broken_and_nothing_happens_after_the_end(year):
    chains = defaultdict(list)
    for entry in year.history:
        chains[entry.ticket_id].append(entry)
    assert [fault for chain in chains.values() for fault in verify_chain(chain)] == []
    assert all(
        entry.at <= later.at for chain in chains.values() for entry, later in pairwise(chain)
    )
    assert max(entry.at for entry in year.history) < END


def test_every_desk_has_something_to_do_today(year):
    counts = Counter(ticket.status for ticket in year.tickets)
    for status in HALTS:
        assert counts[status], f"nothing is {status}"


def test_applications_orders_and_calls_are_there_open_and_done(year):
    with year.database.reading() as session:
        applications = session.exec(select(Application)).all()
        orders = session.exec(select(SupervisionOrder).where(SupervisionOrder.level == "written"))
        closed = [order.closed_at for order in orders]
        calls = Counter(call.state for call in session.exec(select(PhoneCall)))
    assert {row.kind for row in applications} == {"extension", "suspension"}
    assert {row.decided_at is None for row in applications} == {True, False}
    assert len(closed) >= 3
    assert any(closed)
    assert calls["answered"] > calls["abandoned"] + calls["missed"] > 0
    assert sum(call_ticket_is_there(year)) == calls["answered"]


def test_calls_that_were_drawn_are_checked_by_reviewers_and_no_seat_is_left_in_the_middle(year):
    with year.database.reading() as session:
        checks = session.exec(select(CallCheck).where(col(CallCheck.checked_at).is_not(None))).all()
        seats = session.exec(select(Seat.state)).all()
    assert all(check.checked_at < END and 0 <= check.score <= 100 for check in checks)
    assert {check.checked_by.rstrip("0123456789") for check in checks} <= {"reviewer"}
    assert set(seats) == {"away"}


def call_ticket_is_there(year):
    with year.database.reading() as session:
        calls = session.exec(select(PhoneCall).where(col(PhoneCall.answered_at).is_not(None)))
        return [call.ticket_id is not None for call in calls]


def test_warnings_were_raised_and_lived_on_before_the_end(year):
    with year.database.reading() as session:
        warnings = session.exec(select(RaisedWarning)).all()
        steps = session.exec(select(WarningStep).order_by(col(WarningStep.id))).all()
        unread = session.exec(select(Notice).where(col(Notice.read_at).is_(None))).all()
    states = {warning.state for warning in warnings}
    assert {WarningState.CLOSED} <= states
    assert {warning.verdict for warning in warnings} >= {"confirmed"}
    assert {WarningAction.ASSIGN, WarningAction.MEASURE} <= {step.action for step in steps}
    assert all(step.at < END for step in steps)
    lives = defaultdict(list)
    for step in steps:
        lives[step.warning_id].append(step.at)
    assert all(moments == sorted(moments) for moments in lives.values())
    assert unread
    assert min(notice.at for notice in unread) >= END - UNREAD


def test_about_half_of_the_contacts_end_on_the_line(year):
    ended = sum(ticket.status == Status.ANSWERED for ticket in year.tickets)
    assert 0.25 < ended / COUNT < 0.6


def test_units_return_some_tickets_and_are_late_with_some(year):
    dispatched = [ticket for ticket in year.tickets if ticket.dispatched_at]
    returns = sum(entry.action == "ask_return" for entry in year.history)
    assert 0.01 < returns / len(dispatched) < 0.12
    assert 0.01 < sum(map(is_late, dispatched)) / len(dispatched) < 0.2


def test_callers_rate_and_some_send_it_back(year):
    ratings = Counter(ticket.rating for ticket in year.tickets if ticket.rating)
    assert set(ratings) == {1, 2, 3, 4, 5}
    assert ratings[4] + ratings[5] > ratings[1] + ratings[2]
    assert any(entry.action == "rework" for entry in year.history)
    assert any(entry.action == "reject" for entry in year.history)


def test_who_acts_is_on_the_staff_and_clerks_act_for_their_unit(year):
    logins = {person.login: person for person in year.crew.staff}
    for entry in year.history:
        assert entry.actor in logins or entry.actor == "system"
        if entry.action in ("accept", "reply"):
            assert logins[entry.actor].unit == entry.from_unit
    assert set(year.crew.by_role) == set(Role) - {Role.SYSTEM, Role.CALLER}
    assert set(year.crew.clerks) == set(year.desk.city.units)


def test_difficulties_were_published_by_two_with_what_followed(year):
    with year.database.reading() as session:
        known, _ = announced(session, KnowledgeKind.EXPOSURE, END.date())
        steps = [step for entry, _ in known for step in steps_of(session, entry)]
    assert len(known) == 3
    assert all(version.guide["followups"] for _, version in known)
    writers = {step.by for step in steps if step.action == "draft"}
    publishers = {step.by for step in steps if step.action == "publish"}
    assert writers
    assert publishers
    assert not writers & publishers
    assert max(step.at for step in steps) <= END


def test_what_was_asked_and_answered_was_published_by_two(year):
    with year.database.reading() as session:
        known, _ = announced(session, KnowledgeKind.REPLY, END.date())
        steps = [step for entry, _ in known for step in steps_of(session, entry)]
    assert len(known) == 5
    assert all(version.guide["asked"] and version.guide["replied"] for _, version in known)
    by = {name: {step.by for step in steps if step.action == name} for name in ("draft", "publish")}
    assert all(by.values())
    assert not by["draft"] & by["publish"]


def test_on_days_off_fewer_people_work_and_not_nobody(year):
    works = ("dispatch", "accept", "reply", "call_back", "pass_review")
    steps = [entry for entry in year.history if entry.action in works and entry.actor != "system"]
    days = Counter(entry.at.weekday() for entry in steps)
    weekend, week = (days[5] + days[6]) / 2, sum(days[day] for day in range(5)) / 5
    assert 0.08 * week < weekend < 0.6 * week
    assert {entry.action for entry in steps if entry.at.weekday() == 6} == set(works)


def test_what_many_callers_report_is_merged_and_answered_together(year):
    merged = [entry for entry in year.history if entry.action == "merge"]
    assert len(merged) > 5
    answered = {entry.ticket_id for entry in year.history if entry.action == "answer_along"}
    ended = {entry.ticket_id for entry in year.history if entry.action == "close"}
    assert {entry.ticket_id for entry in merged} & (answered | ended)
    leading = {ticket.no for ticket in year.tickets if ticket.group_size > 1}
    assert {ticket.merged_into for ticket in year.tickets if ticket.merged_into} <= leading
