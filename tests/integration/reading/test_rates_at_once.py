"""Statements of rates are kept from one question to the next, figures never."""

from datetime import date, datetime, timedelta

from sqlalchemy import update

from analytics.periods import period
from analytics.search.base import Query
from hotline.casework import call_back
from hotline.casework.call_back import CallAttempt
from hotline.domain.models import CycleFigures
from hotline.reading.rates import total_rates
from tests.support.path import in_callback

NAMES = ("sign", "on_time", "solved", "reworked")
GOOD = CallAttempt("phone", True, solved=True, rating=5, contacted_by_unit=True)
MARCH = period(date(2026, 3, 1), date(2026, 3, 31), datetime(2026, 6, 1))
NOW = datetime(2026, 6, 1, 9)


def wholes(session, actor, desk, *, span=MARCH, **filters):
    session.flush()
    query = Query(filters=filters)
    rates, _ = total_rates(session, actor, desk.at(NOW), query=query, period=span, names=NAMES)
    return tuple(rates[name].whole for name in NAMES)


def closed(session, desk, cast):
    ticket = in_callback(session, desk, cast)
    call_back.call_back(session, cast.reviewer, ticket, desk, attempt=GOOD)
    return ticket


def test_a_correction_of_an_old_ticket_shows_in_the_next_answer(session, desk, cast):
    ticket, other = closed(session, desk, cast), closed(session, desk, cast)
    assert wholes(session, cast.leader, desk) == (2, 2, 2, 2)

    moved = update(CycleFigures).where(CycleFigures.ticket_id == ticket.id)
    limit = ticket.due_handle
    session.execute(moved.values(due_handle=datetime(2026, 4, 9)))
    assert wholes(session, cast.leader, desk) == (2, 1, 2, 2)

    other.secrecy = "confidential"
    assert wholes(session, cast.leader, desk) == (1, 0, 1, 1)

    session.execute(moved.values(due_handle=limit))
    ticket.district = "990199"
    assert wholes(session, cast.leader, desk, district=("990199",)) == (1, 1, 1, 1)
    assert wholes(session, cast.leader, desk, district=("990198",)) == (0, 0, 0, 0)


def test_each_span_and_reader_is_counted_by_its_own_bounds(session, desk, cast):
    closed(session, desk, cast).secrecy = "confidential"
    closed(session, desk, cast)
    earlier = period(MARCH.since.date() - timedelta(days=31), date(2026, 2, 28), NOW)

    assert wholes(session, cast.leader, desk) == (1, 1, 1, 1)
    assert wholes(session, cast.leader, desk, span=earlier) == (0, 0, 0, 0)
    assert wholes(session, cast.supervisor, desk) == (2, 2, 2, 2)
    assert wholes(session, cast.leader, desk) == (1, 1, 1, 1)
