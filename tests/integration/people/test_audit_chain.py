"""The audit log only grows, and whoever changes it is found out."""

import threading

import pytest

from hotline.domain.audit import AuditKind
from hotline.storage.audit import AuditFilter, audit_faults, entries_after, newest_entries, note
from tests.conftest import MONDAY


def fill(database, count=5):
    for number in range(count):
        with database.writing() as session:
            note(session, AuditKind.SIGN_IN, MONDAY, actor=f"a{number}", way="password")


def faults(database):
    with database.reading() as session:
        return list(audit_faults(session, page=2))


def test_entries_follow_each_other_without_gaps(each_database):
    fill(each_database)
    with each_database.reading() as session:
        numbers = [entry.number for entry in entries_after(session, 0, limit=100)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert faults(each_database) == []


def test_many_at_once_make_one_chain(each_database):
    writers = [threading.Thread(target=fill, args=(each_database, 10)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults(each_database) == []
    with each_database.reading() as session:
        assert len(entries_after(session, 0, limit=100)) >= 40


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_entry SET actor = 'nobody' WHERE number = 3", "3：内容"),
        ("UPDATE audit_entry SET details = '{}' WHERE number = 4", "4：内容"),
        ("DELETE FROM audit_entry WHERE number = 3", "3：缺失"),
        ("DELETE FROM audit_entry WHERE number >= 4", "最新的记录缺失"),
        ("DELETE FROM audit_entry", "最新的记录缺失"),
    ],
)
def test_a_change_is_found(each_database, statement, fault):
    fill(each_database)
    with each_database.writing() as session:
        session.connection().exec_driver_sql(statement)
    assert any(fault in line for line in faults(each_database))


def test_an_event_that_is_rolled_back_leaves_no_entry(each_database):
    def fail():
        with each_database.writing() as session:
            note(session, AuditKind.SIGN_IN, MONDAY, actor="a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    fill(each_database, 1)
    assert faults(each_database) == []


def test_a_page_ends_where_the_next_one_begins(database):
    fill(database, 7)
    with database.reading() as session:
        chosen = AuditFilter(kind=AuditKind.SIGN_IN)
        first = newest_entries(session, chosen, limit=4)
        second = newest_entries(session, chosen, before=first[-1].number, limit=4)
    actors = [entry.actor for entry in (*first, *second)]
    assert actors == ["a6", "a5", "a4", "a3", "a2", "a1", "a0"]
