"""Every moment that a rule or the calendar gives is given anew when these change."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import DateTime, update
from sqlmodel import SQLModel, col, select

import hotline.domain.models  # noqa: F401
from hotline.casework import (
    call_back,
    extension,
    handling,
    missing_material,
    pass_down,
    suspension,
)
from hotline.casework.call_back import CallAttempt
from hotline.domain.models import (
    WATCH_NOW,
    Application,
    Assignment,
    CallbackPlan,
    Rectification,
    SupervisionOrder,
    Ticket,
)
from hotline.domain.time.limits import parse_limit
from hotline.operation.computed_moments import COMPUTED
from hotline.operation.recompute import recompute
from hotline.supervision import orders
from tests.integration.city.test_loading import edited
from tests.support.path import dispatched, in_callback, in_progress
from tests.support.rules import with_callback

# Moments at which something happened, was said by a person, or belongs to the installation and not
# to the city, each written down by hand: who adds a column decides where it belongs.
HAPPENED = {
    "at", "created_at", "updated_at", "reported_at", "occurred_at", "dispatched_at", "accepted_at",
    "contacted_at", "replied_at", "closed_at", "paused_at", "cycle_started_at", "asked_at",
    "decided_at", "opinion_at", "ended_at", "started_at", "reviewed_at", "opened_at", "answered_at",
    "checked_at", "warned_at", "made_at", "used_at", "issued_at", "read_at",
    "sent_at", "processed_at",
    "published_at", "loaded_at", "begin", "end", "withdrawn_at", "endorsed_at", "since",
    "appealed_at", "drawn_at", "began_at", "good_at", "changed_at", "last_at", "first_at",
    "compared_at", "lifted_at", "handled_at", "taken_at", "wrapped_at", "done_at",
    "last_sign_in_at", "seen_at", "raised_at", "again_at", "joined_at",
    "heard_at", "agent_read_at", "contact_read_at", "waiting_at", "hooked_at",
    "unanswered_at", "reminded_at", "drafted_at", "told_at",
}  # fmt: skip
BY_HAND = {
    "chore_run.next_at",
    "delivery.next_at",
    # Told to the contact in words.
    "chat_conversation.promised_at",
    "wechat_account.token_until",
    "staffsession.expires_at",
    "used_note.expires_at",
    "application.new_due",
    "cycle_figures.due_contact",
    "cycle_figures.due_handle",
    "cycle_figures.due_sign",
    "history_entry.new_due",
    "history_entry.old_due",
    "number_mark.until",
    "pause.until",
    "supervision_order.clock_due",
}
STREET = "990102001"


def test_no_computed_moment_is_missing_from_the_list():
    columns = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, DateTime) and column.name not in HAPPENED
    }
    computed = {f"{table}.{name}" for table, names in COMPUTED.items() for name in names}
    assert computed <= columns
    assert columns - computed - BY_HAND == set()


BAD = CallAttempt("phone", True, solved=True, rating=1, contacted_by_unit=True, reasons=("speed",))
GROUNDS = {"reason": "情况复杂", "basis": "办法"}


@pytest.fixture
def numbers(each_database, desk, cast):
    """A ticket for every kind of computed moment, on a Monday at ten; numbers by what they are."""
    nobody = with_callback(desk, everyone=(), share=0, at_least=0)
    street, now = cast.street_clerk, desk.now()
    with each_database.writing() as session:
        tickets = {"uncalled": in_callback(session, nobody, cast)}
        tickets["rated"] = in_callback(session, desk, cast)
        call_back.call_back(session, cast.reviewer, tickets["rated"], desk, attempt=BAD)
        material = tickets["material"] = in_progress(session, desk, cast)
        missing_material.request_material(session, street, material, desk, items="照片")
        suspended = tickets["suspended"] = in_progress(session, desk, cast)
        until = now + timedelta(days=29)
        suspension.ask_suspension(session, street, suspended, desk, until=until, **GROUNDS)
        suspension.suspend(session, cast.supervisor, suspended, desk, note="")
        applied = tickets["applied"] = in_progress(session, desk, cast)
        extension.ask_extension(session, street, applied, desk, limit="2wd", **GROUNDS)
        for name, limit in (("below", "2wd"), ("below without a limit", "")):
            ticket = tickets[name] = dispatched(session, desk, cast, unit="DH-ZF")
            handling.accept(session, cast.district_clerk, ticket, desk)
            grounds = {"unit": STREET, "limit": limit, "reason": "请属地办理"}
            pass_down.pass_down(session, cast.district_clerk, ticket, desk, **grounds)
        ordered = tickets["ordered"] = in_progress(session, desk, cast)
        for until in (None, datetime(2026, 3, 20, 12, 0)):
            order = {"level": "written", "demand": "请办结", "until": until}
            orders.issue(session, cast.supervisor, ordered, desk, **order)
        return {name: ticket.no for name, ticket in tickets.items()}


def moments(database, numbers):
    """What the tables hold, by what it is."""
    with database.reading() as session:
        by_no = {ticket.no: ticket for ticket in session.exec(select(Ticket))}
        tickets = {name: by_no[no] for name, no in numbers.items()}

        def row(table, name):
            query = select(table).where(table.ticket_id == tickets[name].id).order_by(table.id)
            return session.exec(query).all()

        usual, by_person = row(SupervisionOrder, "ordered")
        [application] = row(Application, "applied")
        return {
            "look at what is suspended": tickets["suspended"].due_look,
            "look at what lacks material": tickets["material"].due_look,
            "decision": tickets["applied"].due_decide,
            "decision on the application": application.due_decide,
            "extension asked until": application.until,
            "extension asked from": application.old_due,
            "unit below": tickets["below"].due_unit,
            "its assignment": row(Assignment, "below")[-1].due_at,
            "unit below without a limit": tickets["below without a limit"].due_unit,
            "order": usual.due_at,
            "order with a date": by_person.due_at,
            "rectification": row(Rectification, "rated")[0].due_at,
            "closing of what nobody calls about": row(CallbackPlan, "uncalled")[0].closes_at,
            "its clock": tickets["uncalled"].due_callback,
            "link to rate": row(CallbackPlan, "uncalled")[0].expires_at,
        }


# A holiday on the Tuesday after that Monday: each of these ends a working day later, and no other.
MOVED = {
    "decision": "2026-03-11T17:30",
    "decision on the application": "2026-03-11T17:30",
    "extension asked from": "2026-03-17T17:30",
    "extension asked until": "2026-03-19T17:30",
    "unit below": "2026-03-12T17:30",
    "its assignment": "2026-03-12T17:30",
    "unit below without a limit": "2026-03-17T17:30",
    "order": "2026-03-13T17:30",
    "rectification": "2026-03-17T17:30",
}
# Other settings of the city: what is counted in days of the calendar moves by them.
RESET = {
    "look at what is suspended": "2026-03-19T23:59:59",
    "look at what lacks material": "2026-03-29T23:59:59",
    "decision": "2026-03-12T17:30",
    "decision on the application": "2026-03-12T17:30",
    "rectification": "2026-03-10T17:30",
    "closing of what nobody calls about": "2026-03-16T23:59:59",
    "its clock": "2026-03-16T23:59:59",
    "link to rate": "2026-03-19T23:59:59",
}


def with_other_settings(city):
    rules = replace(
        city.settings.callback, unsampled_wait=parse_limit("7cd"), link=parse_limit("10cd")
    )
    settings = replace(
        city.settings,
        look_every=parse_limit("10cd"),
        material_wait=parse_limit("20cd"),
        decide_within=parse_limit("3wd"),
        rectify_within=parse_limit("1wd"),
        callback=rules,
    )
    return replace(city, settings=settings)


def with_a_holiday(city):
    head = "date,working,frames,note\n"
    return edited(city, "calendar.csv", head, f"{head}2026-03-10,no,,示例休息\n")


@pytest.mark.parametrize(
    ("change", "moved"), [(with_a_holiday, MOVED), (with_other_settings, RESET)]
)
def test_every_moment_that_rests_on_what_changed_is_given_anew(
    each_database, desk, demo_city, numbers, change, moved
):
    before, city = moments(each_database, numbers), change(demo_city)
    assert recompute(each_database, desk).rows == {}
    other = replace(desk, city=city, calendar=city.calendar, deadlines=city.deadline_table)
    preview = recompute(each_database, other, dry_run=True)
    assert moments(each_database, numbers) == before
    done = recompute(each_database, other)
    assert (preview.rows, preview.changed) == (done.rows, done.changed)
    expected = before | {name: datetime.fromisoformat(at) for name, at in moved.items()}
    assert moments(each_database, numbers) == expected
    assert recompute(each_database, other).rows == {}


def test_a_new_ladder_is_looked_at_by_the_worker(each_database, desk, numbers):
    """Where no limit moves, amber and the rungs may."""
    with each_database.writing() as session:
        session.execute(update(Ticket).values(watch_at=datetime(2027, 1, 1)))
    recompute(each_database, desk)
    with each_database.reading() as session:
        tickets = session.exec(select(Ticket).where(col(Ticket.due_at).is_not(None))).all()
        assert {ticket.watch_at for ticket in tickets} == {WATCH_NOW}
