"""Calls of which no end is told."""

from datetime import timedelta

from sqlmodel import select

from hotline.calls.record import record_event
from hotline.calls.silence import end_silent_calls
from hotline.domain.calls.events import CallEvent, CallEventKind
from hotline.domain.models import PhoneCall, Ringback
from tests.conftest import MONDAY, desk_of

NEW, ANSWER, HANGUP = CallEventKind
HOUR = timedelta(hours=1)


def tell(database, desk, kind, call_id, after=timedelta(0), **fields):
    event = CallEvent(call_id=call_id, kind=kind, at=MONDAY + after, **fields)
    with database.writing() as session:
        record_event(session, event, desk, source="pbx")


def end(database, desk, after):
    with database.writing() as session:
        return end_silent_calls(session, desk.at(MONDAY + after))


def states(database):
    with database.reading() as session:
        calls = session.exec(select(PhoneCall).order_by(PhoneCall.id)).all()
    return [(str(call.state), call.cause, call.talked) for call in calls]


def test_a_call_without_a_number_does_not_ring_for_ever_and_says_why_it_ended(each_database):
    desk = desk_of(each_database)
    tell(each_database, desk, NEW, "anonymous")
    assert end(each_database, desk, HOUR) == 0
    assert end(each_database, desk, HOUR + timedelta(seconds=1)) == 1
    assert states(each_database) == [("missed", "noEnd", None)]
    assert end(each_database, desk, 2 * HOUR) == 0
    with each_database.reading() as session:
        assert session.exec(select(Ringback)).all() == []


def test_who_talks_for_long_is_left_alone_and_a_hang_up_that_comes_late_counts(database):
    desk = desk_of(database)
    tell(database, desk, NEW, "long", caller="13800001234")
    tell(database, desk, ANSWER, "long", answering="8001")
    assert end(database, desk, 3 * HOUR) == 0
    assert end(database, desk, 5 * HOUR) == 1
    assert states(database) == [("answered", "noEnd", None)]
    tell(database, desk, HANGUP, "long", 6 * HOUR, cause="16")
    assert states(database) == [("answered", "normalClearing", 6 * 3600)]


def test_a_call_whose_events_are_gone_ends_too(database):
    desk = desk_of(database)
    tell(database, desk, NEW, "old", caller="13800001234")
    with database.writing() as session:
        session.exec(select(PhoneCall)).one().events = None
    assert end(database, desk, 48 * HOUR) == 1
    assert states(database) == [("missed", "noEnd", None)]
    with database.reading() as session:
        assert session.exec(select(PhoneCall)).one().started_at == MONDAY
