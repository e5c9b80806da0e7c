"""May see = is listed = is counted = is found = opens, for every reader and every ticket."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from sqlmodel import Session, select

from analytics.search.base import Query, SearchEngine
from hotline.desk.steps import find_for_step
from hotline.domain.errors import NotFound
from hotline.domain.models import Assignment, SupervisionOrder, Ticket
from hotline.domain.permissions import can_see, can_see_order
from hotline.domain.roles import SYSTEM, Actor, Role
from hotline.reading.search import search
from hotline.storage.index.documents import documents_of
from hotline.storage.index.fallback import search_database
from hotline.storage.supervisions import OrderFilter, newest_orders, open_by_unit
from hotline.storage.ticket_counts import count_by_status, count_clocks
from hotline.storage.ticket_filters import TicketFilter
from hotline.storage.tickets import (
    count_tickets,
    find_ticket,
    most_urgent,
    newest_tickets,
    tickets_by_number,
)
from tests.conftest import EACH, MONDAY, kept_database
from tests.integration.search.conftest import BOTH, opened
from tests.support.tickets import facts

CENTRE, DISTRICT, STREET, OTHER = "S-12345", "DH-ZF", "990102001", "YS-ZF"
WHOLE, ALL = 1000, TicketFilter()


def centre(role: str, unit: str = "") -> Actor:
    return Actor(f"{role}{unit}", Role(role), unit, frozenset({unit} - {""}))


def clerk(unit: str, *below: str) -> Actor:
    return Actor(f"clerk-{unit}", Role.CLERK, unit, frozenset({unit, *below}))


ROLES = ("agent", "dispatcher", "reviewer", "supervisor", "leader", "admin")
READERS = (
    Actor("caller", Role("caller")),
    Actor("system", Role("system")),
    *(centre(role) for role in ROLES),
    *(centre(role, CENTRE) for role in ROLES),
    clerk(CENTRE),
    clerk(DISTRICT, STREET),
    clerk(STREET),
    clerk(OTHER),
    Actor("nobody", Role.CLERK),
)
ACCUSED = ([], [CENTRE], [STREET], [DISTRICT, STREET], [OTHER, CENTRE])
CO_UNITS = ([], [STREET], [OTHER], [CENTRE, OTHER])
MATTERS = tuple(
    product(("", CENTRE, DISTRICT, STREET, OTHER), CO_UNITS, ("open", "confidential"), ACCUSED)
)


@pytest.fixture(scope="module", params=EACH)
def session(request) -> Iterator[Session]:
    """The tickets are only read: stored once on each engine."""
    with kept_database(request) as database, database.writing() as session:
        yield session


@pytest.fixture(scope="module")
def tickets(session) -> list[Ticket]:
    """One ticket of every kind that the rule tells apart, stored."""
    rows = [
        Ticket(
            **facts(number, unit=unit, co_units=co_units, secrecy=secrecy, accused=accused)
            | {"clock": "handle", "due_at": MONDAY + timedelta(minutes=number)}
        )
        for number, (unit, co_units, secrecy, accused) in enumerate(MATTERS, 1)
    ]
    session.add_all(rows)
    session.flush()
    session.add_all(support for row in rows for support in supports(row))
    session.add_all(order(row) for row in rows if row.unit)
    session.flush()
    return rows


@pytest.fixture(scope="module", params=BOTH)
def engine(request, tickets, tmp_path_factory) -> Iterator[SearchEngine]:
    """The same tickets, indexed."""
    for engine in opened(request, tmp_path_factory.mktemp("sight")):
        engine.index(documents_of([row.model_dump() for row in tickets])[0])
        engine.refresh()
        yield engine


def supports(row: Ticket) -> list[Assignment]:
    return [
        Assignment(
            ticket_id=row.id, unit=unit, role="support", by="dispatcher", dispatched_at=MONDAY
        )
        for unit in row.co_units
    ]


def order(row: Ticket) -> SupervisionOrder:
    """To a unit that no longer has the ticket, so that the two rules differ."""
    return SupervisionOrder(
        level="urge",
        ticket_id=row.id,
        ticket_no=row.no,
        cycle=1,
        unit=OTHER if row.id % 2 else STREET,
        issued_by="supervisor",
        issued_at=MONDAY,
        demand="请抓紧办理",
    )


def opens(find, session, reader, ticket) -> bool:
    try:
        return find(session, reader, ticket.no) is ticket
    except NotFound:
        return False


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.login)
def test_what_may_be_seen_is_listed_and_counted_and_found_and_opens(
    session, engine, tickets, reader
):
    visible = {row.no for row in tickets if can_see(reader, row)}
    for walk in (newest_tickets, most_urgent):
        assert {row.no for row in walk(session, reader, ALL, limit=WHOLE).tickets} == visible
    assert {
        row.no for row in tickets_by_number(session, reader, [t.no for t in tickets])
    } == visible
    assert count_tickets(session, reader, ALL) == len(visible)
    assert sum(count_by_status(session, reader).values()) == len(visible)
    assert count_clocks(session, reader, ["dispatched"]).total() == len(visible)

    hits = search(session, engine, reader, Query(limit=100))
    assert (hits.total, hits.degraded) == (len(visible), False)
    hits = search_database(session, reader, Query(limit=100))
    assert hits.total == len(visible)
    assert {hit.no for hit in hits.hits} <= visible

    for find in (find_ticket, find_for_step):
        assert {row.no for row in tickets if opens(find, session, reader, row)} == visible


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.login)
def test_an_order_that_may_be_seen_is_listed(session, tickets, reader):
    by_id = {row.id: row for row in tickets}
    orders = session.exec(select(SupervisionOrder)).all()
    visible = [order for order in orders if can_see_order(reader, order, by_id[order.ticket_id])]
    listed = newest_orders(session, reader, OrderFilter(now=MONDAY), limit=WHOLE)
    assert {order.id for order in listed} == {order.id for order in visible}
    assert open_by_unit(session, reader) == Counter(order.unit for order in visible)


def test_a_complaint_about_the_centre_is_not_listed_to_its_own_staff(session, tickets):
    complaint = next(row for row in tickets if row.accused == [CENTRE] and row.unit == OTHER)
    numbers = [complaint.no]
    for role in ROLES:
        assert tickets_by_number(session, centre(role, CENTRE), numbers) == []
    assert tickets_by_number(session, centre("dispatcher"), numbers) == [complaint]


def test_who_stands_above_the_accused_unit_reads_the_complaint(session, tickets):
    complaint = next(row for row in tickets if row.accused == [STREET] and row.unit == DISTRICT)
    assert tickets_by_number(session, clerk(DISTRICT, STREET), [complaint.no]) == [complaint]
    assert tickets_by_number(session, clerk(STREET), [complaint.no]) == []


def test_a_caller_sees_no_ticket_by_role_and_the_application_every_ticket(session, tickets):
    caller = Actor("caller", Role("caller"))
    assert newest_tickets(session, caller, ALL, limit=WHOLE).tickets == []
    assert count_tickets(session, SYSTEM, ALL) == len(tickets) == 200
