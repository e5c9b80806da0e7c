"""What rates and lamps cost follows the span that is looked at, not what is stored."""

from datetime import datetime

import pytest
from sqlalchemy import event

from analytics.periods import period
from analytics.search.base import Query
from hotline.reading.rates import rates_of
from hotline.storage.holders import lamps_by_holder
from tests.conftest import desk_of

TABLES = ("ticket", "assignment", "returnrequest", "cycle_figures", "excluded_figure")


@pytest.mark.parametrize("role", ["supervisor", "leader", "street_clerk"])
def test_no_table_is_read_from_end_to_end(database, cast, role):
    statements = []

    def keep(_connection, _cursor, statement, parameters, *_rest):
        statements.append((statement, parameters))

    actor, desk = getattr(cast, role), desk_of(database)
    march = period(datetime(2026, 3, 1).date(), datetime(2026, 3, 31).date(), desk.now())
    with database.reading() as session:
        event.listen(session.connection().engine, "before_cursor_execute", keep)
        rates_of(session, actor, desk, query=Query(), period=march)
        lamps_by_holder(session, actor, desk.now())
        event.remove(session.connection().engine, "before_cursor_execute", keep)
        assert len(statements) > 20
        for statement, parameters in statements:
            cursor = session.connection().connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[3] for row in cursor.fetchall()]
            scans = [step for step in steps if step.startswith("SCAN ")]
            assert [step for step in scans if step.split()[1] in TABLES] == [], statement
