"""What rates and lamps cost follows the span that is looked at, not what is stored."""

from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from analytics.gatherings import Gathering
from analytics.periods import period
from analytics.search.base import Query
from hotline.people.watched import watch
from hotline.reading.figures import count_callers
from hotline.reading.pressing import pressing_matters, watched_matters
from hotline.reading.rates import rates_of
from hotline.storage.holders import lamps_by_holder
from tests.conftest import desk_of

TABLES = ("ticket", "assignment", "returnrequest", "cycle_figures", "excluded_figure")


@contextmanager
def kept_statements(session):
    """The statements of a block, each with its values."""
    statements = []

    def keep(_connection, _cursor, statement, parameters, *_rest):
        statements.append((statement, parameters))

    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", keep)
    yield statements
    event.remove(engine, "before_cursor_execute", keep)


def check_plans(session, statements):
    for statement, parameters in statements:
        cursor = session.connection().connection.cursor()
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [row[3] for row in cursor.fetchall()]
        scans = [step for step in steps if step.startswith("SCAN ")]
        assert [step for step in scans if step.split()[1] in TABLES] == [], statement


@pytest.mark.parametrize("role", ["supervisor", "leader", "street_clerk"])
def test_no_table_is_read_from_end_to_end(database, cast, role):
    actor, desk = getattr(cast, role), desk_of(database)
    march = period(datetime(2026, 3, 1).date(), datetime(2026, 3, 31).date(), desk.now())
    with database.reading() as session:
        with kept_statements(session) as statements:
            rates_of(session, actor, desk, query=Query(), period=march)
            lamps_by_holder(session, actor, desk.now())
        assert len(statements) > 20
        check_plans(session, statements)


def test_callers_that_two_charts_ask_for_are_counted_once(database, cast):
    now = desk_of(database).now()
    since, place = now - timedelta(hours=24), "工地"
    with database.reading() as session, kept_statements(session) as statements:
        count = count_callers(session, cast.leader, query=Query(), until=now)
        assert count([place], since) == count([place], since)
        assert len(statements) == 1
        count([place, "大门"], since)
        count([place], since - timedelta(hours=48))
        assert len(statements) == 3


def test_the_matters_of_the_morning_are_found_by_index(database, cast):
    desk = desk_of(database)
    gathered = [Gathering("工地", "010401", 720, 12), Gathering("大门", "150201", 24, 5, callers=5)]
    with database.writing() as session:
        for kind, key in (("ticket", "26030200001"), ("spot", "010401 工地"), ("unit", "DH-ZF")):
            watch(session, cast.leader.login, kind, key, desk.now())
    with database.reading() as session:
        with kept_statements(session) as statements:
            pressing_matters(session, cast.leader, desk, Query(), gathered)
            watched_matters(session, cast.leader, desk)
        assert 8 < len(statements) < 20
        check_plans(session, statements)
