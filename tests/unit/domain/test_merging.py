from sqlmodel import SQLModel

from hotline.domain.merging import COLUMNS, TABLES, Fate
from hotline.domain.models import Ticket


def tables_about_tickets():
    """Every table with a column that refers to a ticket, and the one a ticket refers to."""
    tables = {"caller"}
    for name, table in SQLModel.metadata.tables.items():
        columns = set(table.columns.keys())
        refers = any(key.target_fullname == "ticket.id" for key in table.foreign_keys)
        if refers or columns & {"ticket_id", "ticket_no"}:
            tables.add(name)
    return tables


def test_every_column_of_a_ticket_has_a_fate_at_a_merge_and_no_other_name():
    assert set(COLUMNS) == set(Ticket.__table__.columns.keys())


def test_every_table_about_tickets_has_a_fate_at_a_merge_and_no_other_name():
    assert set(TABLES) == tables_about_tickets()


def test_every_fate_is_one_that_somebody_has():
    assert {*COLUMNS.values(), *TABLES.values()} == set(Fate)


def test_what_callers_said_is_read_by_who_handles_the_leading_ticket():
    said_by_callers = ("title", "content", "address", "occurred_at")
    assert [COLUMNS[name] for name in said_by_callers] == ["read"] * 4
    assert [TABLES[name] for name in ("attachment", "comment", "caller")] == ["read"] * 3
