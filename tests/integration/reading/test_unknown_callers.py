"""One rule for callers without a number, wherever different callers are counted."""

from datetime import datetime, timedelta

import pytest

from analytics.alarms.gatherings import gatherings
from analytics.alarms.warning import Event
from analytics.callers import different_callers
from analytics.hotspots.issue import people
from analytics.hotspots.report import Report
from hotline.casework.merged_tickets import callers_of
from hotline.domain.models import Caller, Ticket
from hotline.domain.roles import SYSTEM
from hotline.storage.crowds import callers_by_place

START = datetime(2026, 3, 2, 8, 0)
# Keys of the callers of a place's reports -> how many people that are, by hand.
CALLERS = [([1, 1, 1], 1), ([1, 2, None], 3), ([None, None], 2), ([1, None, 1, None, None], 4)]


@pytest.mark.parametrize(("callers", "people_of"), CALLERS)
def test_each_unknown_caller_is_one_more(callers, people_of):
    assert different_callers(callers) == people_of
    reports = [
        Report(str(n), START, "", "", caller=str(key or "")) for n, key in enumerate(callers)
    ]
    assert people(reports) == people_of
    tickets = [Ticket(caller_id=key) for key in callers]
    assert callers_of(tickets[0], tickets[1:]) == people_of


@pytest.mark.parametrize(("callers", "people_of"), CALLERS)
def test_the_database_counts_the_same(session, callers, people_of):
    session.add_all(Caller(id=key, created_at=START) for key in {1, 2})
    session.flush()
    session.add_all(_ticket(number, key) for number, key in enumerate(callers))
    session.flush()
    until = START + timedelta(days=1)
    counted = callers_by_place(
        session, SYSTEM, places=["翠竹苑"], since=START, until=until, filters={}
    )
    assert counted == {"翠竹苑": people_of}


def _ticket(number, caller):
    return Ticket(
        no=str(number),
        status="triage",
        channel="phone",
        title="",
        content="",
        request_type="help",
        urgency="normal",
        place="翠竹苑",
        caller_id=caller,
        reported_at=START + timedelta(hours=number),
        created_at=START,
    )


def test_five_who_gave_no_number_are_a_crowd():
    events = [
        Event(f"e{hour}", START + timedelta(hours=hour), "噪声", "翠竹苑", "") for hour in range(5)
    ]
    assert [warning.kind for warning in gatherings(events)].count("crowd") == 1
