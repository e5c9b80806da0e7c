"""A new row is written alike by a Session, one at a time, and by a Bulk, table by table."""

from datetime import datetime

import pytest
from sqlmodel import select

from hotline.domain.models import Assignment, HistoryEntry, Ticket
from hotline.storage.bulk import Bulk
from hotline.storage.rows import new_row

AT = datetime(2026, 3, 9, 8, 30)


def add(rows, ticket_id):
    rows.add(
        new_row(
            HistoryEntry,
            ticket_id=ticket_id,
            ticket_version=1,
            at=AT,
            actor="agent",
            action="register",
            to_status="registered",
            details={"no": "1"},
            digest="d",
        )
    )
    units = ["990102001", "DH-CG"]
    rows.add_all(
        new_row(Assignment, ticket_id=ticket_id, unit=unit, by="agent", dispatched_at=AT)
        for unit in units
    )
    rows.flush()


def without_ids(session, table, ticket_id):
    rows = session.exec(select(table).where(table.ticket_id == ticket_id)).all()
    return [row.model_dump(exclude={"id", "ticket_id"}) for row in rows]


@pytest.fixture
def tickets(database):
    """The numbers of two tickets, one for each way."""
    with database.writing() as session:
        tickets = [
            Ticket(
                no=no,
                status="triage",
                channel="web",
                title="t",
                content="t",
                request_type="help",
                urgency="normal",
                reported_at=AT,
                created_at=AT,
            )
            for no in ("1", "2")
        ]
        session.add_all(tickets)
        session.flush()
        return [ticket.id for ticket in tickets]


def test_both_ways_write_the_same(database, tickets):
    with database.writing() as session:
        add(session, tickets[0])
        add(Bulk(session), tickets[1])
    with database.reading() as session:
        for table, count in ((HistoryEntry, 1), (Assignment, 2)):
            by_session, by_bulk = (without_ids(session, table, ticket) for ticket in tickets)
            assert by_session == by_bulk
            assert len(by_bulk) == count


def test_rows_of_a_session_share_no_default(database):
    with database.reading() as session:
        session.add(new_row(Ticket, no="1"))
        session.add(new_row(Ticket, no="2"))
        first, second = session.new
        first.co_units.append("990102001")
        assert second.co_units == []
        session.rollback()


def test_a_row_has_the_defaults_of_its_table_before_it_is_written():
    ticket = new_row(Ticket, no="1")
    assert (ticket.no, ticket.version, ticket.secrecy) == ("1", 1, "open")
