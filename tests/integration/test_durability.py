"""What was acknowledged is there, once and whole, after server, reader, writer and worker were
killed in the middle of their work.

HOTLINE_KILLS=100 makes this the nightly run.
"""

import os
import time

import pytest
from sqlmodel import select

from analytics.search.base import EngineUnavailable
from analytics.search.opening import open_engine
from hotline.domain.models import Ticket
from hotline.operation.work_queue import run_once
from hotline.storage.database import open_database
from tests.support.under_load import PATIENCE, Callers, ServedHotline, assert_whole

KILLS = int(os.environ.get("HOTLINE_KILLS", "20"))
PARTS = ("server", "reader", "writer", "worker")
EACH_ROUND = 10


@pytest.mark.slow
def test_kill_9_loses_no_acknowledged_ticket_and_makes_none_twice(settings):
    server = ServedHotline(settings)
    server.start()
    try:
        with Callers(server.port).calling() as callers:
            for number in range(KILLS):
                callers.wait_for(EACH_ROUND)
                server.kill(PARTS[number % len(PARTS)])
                if PARTS[number % len(PARTS)] == "server":
                    server.start()
            callers.wait_for(EACH_ROUND)
        assert set(callers.statuses) <= {0, 200, 201, 429, 503}
        assert len(callers.acknowledged) >= KILLS * EACH_ROUND
        key, (no, code) = next(iter(callers.acknowledged.items()))
        status, document = callers.send(key)
        assert (status, document["ticket_no"], document["query_code"]) == (200, no, code)
    finally:
        server.stop()
    assert_whole(settings, callers.acknowledged)
    _check_index(settings)


def _check_index(settings):
    """The index catches up with all that the killed workers left."""
    database, engine = (
        open_database(settings),
        open_engine(settings.search, settings.data / "search"),
    )
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            run_once(database, engine)
            break
        except EngineUnavailable:  # the last server's worker is just ending
            assert time.monotonic() < deadline
            time.sleep(0.2)
    engine.refresh()
    with database.reading() as session:
        assert engine.size() == len(session.exec(select(Ticket.id)).all())
    engine.close()
    database.close()
