"""What was acknowledged is there, once and whole, after the server was killed in the middle of
its work.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException

import pytest
from sqlmodel import select

from analytics.search.base import EngineUnavailable
from analytics.search.opening import open_engine
from hotline.domain.models import HistoryEntry, IntakeKey, Ticket
from hotline.operation.work_queue import run_once
from hotline.storage.database import open_database
from hotline.storage.history import history_of, verify_chain

ROUNDS, CLIENTS, EACH_ROUND, PATIENCE = 20, 8, 10, 60


@pytest.mark.slow
def test_kill_9_loses_no_acknowledged_ticket_and_makes_none_twice(settings):
    port, acknowledged = _free_port(), {}
    for number in range(ROUNDS):
        server = _start(settings, port)
        acknowledged |= _load_until_killed(server, port, number)
    assert len(acknowledged) >= ROUNDS * EACH_ROUND
    _check(settings, acknowledged)
    _check_index(settings)
    again = _start(settings, port)
    try:
        key, (no, code) = next(iter(acknowledged.items()))
        assert _send(HTTPConnection("127.0.0.1", port), key)[:3] == (200, no, code)
    finally:
        again.terminate()
        again.wait(30)


def _check(settings, acknowledged):
    database = open_database(settings)
    with database.reading() as session:
        keys = {row.key: row.ticket_id for row in session.exec(select(IntakeKey))}
        tickets = {ticket.id: ticket for ticket in session.exec(select(Ticket))}
        histories = {id_: history_of(session, ticket) for id_, ticket in tickets.items()}
        assert len(session.exec(select(HistoryEntry)).all()) == sum(map(len, histories.values()))
    assert {key: tickets[keys[key]].no for key in acknowledged} == {
        key: no for key, (no, _) in acknowledged.items()
    }
    assert len(set(keys.values())) == len(keys) == len(tickets), (
        "one ticket for each key, none without one"
    )
    for id_, history in histories.items():
        assert verify_chain(history) == []
        assert (history[0].action, history[-1].to_status) == ("register", tickets[id_].status)
    database.close()


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


def _load_until_killed(server, port, round_):
    """What the server acknowledged before it died in the middle of its work, by key."""
    acknowledged: dict[str, tuple[str, str]] = {}
    refused: list[str] = []

    def client(number):
        connection, n = HTTPConnection("127.0.0.1", port, timeout=PATIENCE), 0
        while True:
            key, n = f"{round_}-{number}-{n}", n + 1
            try:
                status, no, code = _send(connection, key)
            except (OSError, HTTPException, ValueError):
                return
            if status != 201:
                return refused.append(no)
            acknowledged[key] = (no, code)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + PATIENCE
    while len(acknowledged) < EACH_ROUND and not refused and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    for thread in threads:
        thread.join()
    assert refused == []
    return acknowledged


def _send(connection, key):
    body = json.dumps({"text": f"鼓楼街道的路灯不亮，编号 {key}。", "phone": "13800138000"})
    headers = {"content-type": "application/json", "idempotency-key": key}
    connection.request("POST", "/api/v1/reports", body=body.encode(), headers=headers)
    answer = connection.getresponse()
    document = json.loads(answer.read())
    return (
        answer.status,
        document.get("ticket_no", document.get("detail", "")),
        document.get("query_code", ""),
    )


def _start(settings, port):
    command = [
        sys.executable,
        "-m",
        "hotline.cli",
        "serve",
        "--data",
        str(settings.data),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        assert server.poll() is None, "the server ended while starting"
        time.sleep(0.05)
    server.kill()
    raise AssertionError("the server did not start")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
