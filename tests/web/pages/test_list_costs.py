"""What a page of the day asks of the database: few statements, and none that looks at every
ticket.
"""

import re

import pytest
from sqlalchemy import event

from benchmarks.lists import PAGES

MOST_STATEMENTS = 8


@pytest.fixture
def statements_of(web):
    """`statements_of(who, path)`: the statements of a page for somebody who is signed in, with
    their values.
    """
    statements = []
    event.listen(
        web.app.state.database.engine,
        "before_cursor_execute",
        lambda *event_args: statements.append(event_args[2:4]),
    )

    def ask(who, path):
        headers = web.as_(who) | {"Accept": "text/html"}
        statements.clear()
        assert web.client.get(path, headers=headers).status_code == 200
        # Whoever comes first in a second looks for a new pack of the city.
        return [row for row in statements if row[0] != "BEGIN" and "FROM cityversion" not in row[0]]

    return ask


FILTERED = [
    ("supervisor", "/tickets?unit=990102001"),
    ("supervisor", "/tickets?unit=990102001&category=0302&sort=due"),
    ("district_clerk", "/tickets?unit=990102001&category=03"),
    ("leader", "/tickets?lead=990102001&overdue=1"),
]
WALKED = [*PAGES, *FILTERED, ("supervisor", "/overview"), ("district_clerk", "/tickets?overdue=1")]


@pytest.mark.parametrize(("who", "path"), WALKED)
def test_a_page_takes_few_statements(web, statements_of, who, path):
    for status in ("triage", "dispatched", "accepted", "in_progress", "replied", "callback"):
        web.ticket_at(status)
    assert len(statements_of(who, path)) <= MOST_STATEMENTS


# The newest of all tickets are read from the end of the table: a look at fifty, not at all of them.
NARROWED = [page for page in (*PAGES, *FILTERED) if page != ("supervisor", "/tickets")]


@pytest.mark.parametrize(("who", "path"), NARROWED)
def test_no_list_looks_at_every_ticket(web, statements_of, who, path):
    for text, values in statements_of(who, path):
        if "FROM ticket" not in text:
            continue
        with web.app.state.database.engine.connect() as connection:
            plan = [
                row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
            ]
        assert not [step for step in plan if re.fullmatch(r"SCAN ticket( USING .*)?", step)], plan
