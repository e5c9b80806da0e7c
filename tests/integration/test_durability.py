"""What was acknowledged is there, once and whole, after server, reader, writer and worker were
killed in the middle of their work.

Each of them twice; HOTLINE_KILLS=100 makes this the nightly run.
"""

import os

import pytest

from tests.support.under_load import Callers, ServedHotline, assert_indexed, assert_whole

KILLS = int(os.environ.get("HOTLINE_KILLS", "8"))
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
        server.wait_until_indexed()
    finally:
        server.stop()
    assert_whole(settings, callers.acknowledged)
    assert_indexed(settings)
