"""The watching of the clocks costs an index scan, however many tickets are open."""

from datetime import timedelta

import pytest
from sqlalchemy import event, insert, text

from benchmarks.sweep import ticket_row
from hotline.domain.models import Ticket
from hotline.supervision.clock_watch import watch_clocks
from tests.conftest import MONDAY, desk_of

STORED = 3000


@pytest.fixture
def stored(each_database):
    """Open tickets whose next rung stands in the future."""
    rows = [
        ticket_row(number, MONDAY + timedelta(days=3), ["990102001"])
        for number in range(1, STORED + 1)
    ]
    with each_database.writing() as session:
        session.execute(
            insert(Ticket), [row | {"watch_at": MONDAY + timedelta(days=2)} for row in rows]
        )
    with each_database.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.execute(text("ANALYZE"))
    return each_database


@pytest.mark.parametrize("hour", [10, 23])
def test_what_is_due_is_found_by_the_index(stored, hour):
    statements = []
    event.listen(
        stored.engine,
        "before_cursor_execute",
        lambda *event_args: statements.append((event_args[2], event_args[3])),
    )
    with stored.writing() as session:
        assert watch_clocks(session, desk_of(stored, MONDAY.replace(hour=hour))) == 0
    statement, values = next(
        sent for sent in statements if "FROM ticket" in sent[0] and "watch_at" in sent[0]
    )
    explain = "EXPLAIN QUERY PLAN " if stored.is_sqlite else "EXPLAIN "
    with stored.engine.connect() as connection:
        plan = "\n".join(
            str(row[-1]) for row in connection.exec_driver_sql(explain + statement, values)
        )
    assert "ix_ticket_watch" in plan
    assert "Seq Scan" not in plan
    assert "SCAN ticket" not in plan


def test_a_look_in_vain_takes_a_handful_of_statements(stored):
    statements = []
    event.listen(
        stored.engine, "before_cursor_execute", lambda *event_args: statements.append(event_args[2])
    )
    desk = desk_of(stored)
    statements.clear()
    with stored.writing() as session:
        watch_clocks(session, desk)
    assert len([statement for statement in statements if "FROM" in statement]) <= 3
