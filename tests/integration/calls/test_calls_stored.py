"""Calls in the database: many told at once, a change of algorithms, what is forgotten, and that a
list costs what it shows.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from hotline.calls.ami.call_book import StoredCallBook
from hotline.calls.record import record_event
from hotline.calls.stored_events import events_of
from hotline.domain.calls.events import CallEvent, CallEventKind
from hotline.domain.models import PhoneCall, Ringback
from hotline.operation.chores import Shift
from hotline.operation.standing_chores import CHORES
from hotline.storage.call_figures import call_counts_by
from hotline.storage.calls import CallFilter, calls_on_sheet, newest_calls
from hotline.storage.database import open_database
from hotline.storage.files import FOLDER
from hotline.storage.reencryption import foreign_parts, reencrypt
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY, desk_of

NEW, ANSWER, HANGUP = CallEventKind
PHONE = "13800001234"


def event_of(kind, call_id="c1", seconds=0, **fields):
    at = MONDAY + timedelta(seconds=seconds)
    return CallEvent(call_id=call_id, kind=kind, at=at, caller=PHONE, called="12345", **fields)


def abandoned(session, desk, call_id="c1"):
    for told_event in (event_of(NEW, call_id), event_of(HANGUP, call_id, 9, cause="cancel")):
        record_event(session, told_event, desk, source="pbx")


def test_events_that_arrive_together_make_one_call(each_database):
    desk = desk_of(each_database)
    book = StoredCallBook(each_database, lambda: desk, "pbx", lambda: MONDAY)
    events = [
        event_of(NEW),
        event_of(ANSWER, seconds=3, answering="8001"),
        event_of(HANGUP, "c1", 9),
    ]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(book.record, events * 4))
    with each_database.reading() as session:
        call = session.exec(select(PhoneCall)).one()
    assert (call.state, call.waited, call.talked) == ("answered", 3, 6)


def test_another_suite_of_algorithms_reads_and_finds_calls_as_before(settings, database, desk):
    with database.writing() as session:
        abandoned(session, desk)
    other = replace(settings, crypto="sm")
    with closing(open_database(other)) as stored:
        vault, files = open_vault(other), other.data / FOLDER
        lines = foreign_parts(stored, vault, files)
        assert [line.split()[0] for line in lines] == ["phone_call", "ringback"]
        assert reencrypt(stored, vault, files).calls == 2
        assert list(foreign_parts(stored, vault, files)) == []
        with stored.reading() as session:
            call = session.exec(select(PhoneCall)).one()
            ringback = session.exec(select(Ringback)).one()
            assert vault.decrypt(call.number) == PHONE
            assert call.number_key == ringback.number_key == vault.key_of(PHONE)
            assert len(events_of(call, vault)) == 2


def test_events_are_dropped_when_no_more_can_come(database, desk):
    chore = next(chore for chore in CHORES if chore.name == "drop_call_events")
    with database.writing() as session:
        abandoned(session, desk, "old")
        later = desk.at(MONDAY + timedelta(days=2))
        record_event(session, replace(event_of(NEW, "new"), at=later.now()), later, source="pbx")
    assert chore.do(Shift(database, None, now=later.now)) == 1
    with database.reading() as session:
        calls = session.exec(select(PhoneCall).order_by(PhoneCall.id)).all()
    assert [call.events is None for call in calls] == [True, False]


@pytest.fixture
def plans(database):
    """`plans(ask)`: how SQLite finds the rows of each statement that `ask` sends."""
    statements = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *heard: statements.append(heard[2:4])
    )

    def plans_of(ask):
        statements.clear()
        with database.reading() as session:
            ask(session)
        own = [pair for pair in statements if "FROM phone_call" in pair[0]]
        with database.engine.connect() as connection:
            return [
                row[3]
                for text, values in own
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
            ]

    return plans_of


FILTERS = [
    {},
    {"view": "mine"},
    {"view": "missed"},
    {"queue": "hotline"},
    {"agent": "agent"},
    {"since": MONDAY, "until": MONDAY + timedelta(days=1)},
]


@pytest.mark.parametrize("who", ["agent", "supervisor"])
@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_no_list_looks_at_every_call_and_none_is_sorted(plans, cast, who, chosen):
    actor = getattr(cast, who)
    steps = plans(lambda session: newest_calls(session, actor, CallFilter(**chosen), limit=50))
    assert steps
    assert not [step for step in steps if "TEMP B-TREE" in step], steps
    assert not [step for step in steps if re.fullmatch(r"SCAN phone_call", step)], steps


def test_a_sheet_is_a_range_of_an_index(plans):
    steps = plans(lambda session: calls_on_sheet(session, "agent"))
    assert "ix_phone_call_on_sheet" in steps[0]


@pytest.mark.parametrize("group", ["hour", "queue", "agent"])
def test_figures_look_at_the_calls_of_their_days_only(plans, group):
    day = (MONDAY, MONDAY + timedelta(days=1))
    steps = plans(lambda session: call_counts_by(session, group, *day, in_seconds=15))
    assert re.search(r"SEARCH .*started_at>\? AND started_at<\?\)", steps[0]), steps


def test_another_caller_under_the_number_of_a_call_is_a_call_of_its_own(database, desk):
    def tell(kind, caller="", *, later):
        at = desk.now().replace(microsecond=0) + timedelta(seconds=later)
        event = CallEvent("7", CallEventKind(kind), at, caller=caller, called="12345")
        with database.writing() as session:
            return record_event(session, event, desk, source="pbx").row_id

    first = tell("newCall", "13800001111", later=0)
    second = tell("newCall", "13900002222", later=1)
    assert first != second
    assert tell("newCall", "13800001111", later=2) == first
    assert tell("hangup", "13800001111", later=3) == first
    assert tell("answer", later=4) == second
