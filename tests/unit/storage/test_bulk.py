"""New rows by the hundred are what the ORM would have written, and are refused as the ORM's rows
are.
"""

from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from hotline.domain.models import Caller
from hotline.storage.bulk import Bulk, rows_with, take_ids
from hotline.storage.rows import new_row

AT = datetime(2026, 3, 9, 8, 30, 15)


def add(session, *phone_keys):
    bulk = Bulk(session)
    for phone_key, number in zip(
        phone_keys, take_ids(session.connection(), Caller, len(phone_keys)), strict=True
    ):
        bulk.add(new_row(Caller, id=number, phone_key=phone_key, name=b"\x00sealed", created_at=AT))
    bulk.flush()


def test_what_was_written_is_read_again(each_database):
    with each_database.writing() as session:
        add(session, "k1", "k2", None)
        assert rows_with(
            session.connection(), Caller, ("phone_key",), "phone_key", ["k2", "k9"]
        ) == [("k2",)]
    with each_database.reading() as session:
        rows = session.exec(select(Caller).order_by(Caller.id)).all()
    assert [(row.phone_key, row.kind, row.name, row.address, row.created_at) for row in rows] == [
        (key, "person", b"\x00sealed", None, AT) for key in ("k1", "k2", None)
    ]


def test_what_the_database_refuses_is_told_in_one_way_and_nothing_is_kept(each_database):
    with pytest.raises(IntegrityError), each_database.writing() as session:
        add(session, "k1", "k1")
    with each_database.reading() as session:
        assert session.exec(select(Caller)).all() == []


def test_an_error_does_not_quote_the_row(database):
    with pytest.raises(IntegrityError) as error, database.writing() as session:
        add(session, "k1", "k1")
    assert "sealed" not in str(error.value)
