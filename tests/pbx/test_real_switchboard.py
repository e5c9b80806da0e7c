"""A real Asterisk, a real agent's phone and real callers: call, ticket and figures.

Left out where `make pbx` has not built the chroot.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from hotline.calls.seats import sit_down
from hotline.domain.models import PhoneCall, Ringback, Ticket
from hotline.domain.roles import Actor, Role
from hotline.domain.time.times import city_now
from hotline.people.access_tokens import add_token
from hotline.people.staff import add_staff
from hotline.storage.call_figures import call_counts
from tests.conftest import desk_of
from tests.pbx.switchboard import AGENT, ROOT, Switchboard
from tests.support.required import missing
from tests.support.serving import serving
from tests.support.waiting import until

PASSWORD = "river basket 9 Tuesday"
ANSWERED, GAVE_UP, OVER_AMI = "13800001234", "13911112222", "057188880000"

pytestmark = [pytest.mark.slow, pytest.mark.pbx]


@pytest.fixture
def token(database):
    """An agent sits at the extension that rings; a switchboard may tell of calls."""
    if os.geteuid() or not (ROOT / "usr/sbin/asterisk").exists():
        missing("pbx", "`make pbx` has built no chroot with Asterisk, or this is not root")
    now, agent = city_now(), Actor("agent", Role.AGENT)
    desk = desk_of(database, now)
    with database.writing() as session:
        add_staff(session, "agent", "话务员", "agent", PASSWORD, now, temporary=False)
        session.flush()
        sit_down(session, agent, desk, extension=AGENT)
        return add_token(session, "asterisk", "cti", now, by="admin")


def calls_of(database):
    with database.reading() as session:
        return list(session.exec(select(PhoneCall).order_by(PhoneCall.id)))


def states_of(database):
    return [(call.source, call.state, call.agent) for call in calls_of(database)]


@contextmanager
def listening(settings, board):
    command = [sys.executable, "-m", "hotline.cli", "listen-ami", "--host", "127.0.0.1"]
    command += ["--port", str(board.ami), "--user", "hotline", "--data", str(settings.data)]
    environment = os.environ | {"HOTLINE_AMI_SECRET": board.secret}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        assert any("listening" in line for line in process.stderr)
        yield
    finally:
        process.terminate()
        process.wait(30)


def register(address, call):
    with httpx.Client(base_url=address, trust_env=False) as web:
        signed = web.post("/api/v1/sessions", json={"login": "agent", "password": PASSWORD})
        web.headers["Authorization"] = f"Bearer {signed.json()['token']}"
        form = {"text": "府前街的路灯不亮", "channel": "phone", "ending": "dispatch", "key": "k"}
        form["call"] = str(call.id)
        answer = web.post("/intake", data=form, headers={"Accept": "text/html"})
    assert answer.status_code == 201, answer.text


def test_calls_through_a_real_queue_become_calls_a_ticket_and_figures(settings, database, token):
    with serving(settings) as port:
        address = f"http://127.0.0.1:{port}"
        with Switchboard(f"{address}/api/v1/cti/{token}").running() as board:
            with board.agent_phone():
                board.call(ANSWERED, "12345")
                until(lambda: ("asterisk", "answered", "agent") in states_of(database))
                (call,) = calls_of(database)
                register(address, call)
                with listening(settings, board):
                    board.call(OVER_AMI, "12346")
                    until(lambda: ("ami", "answered", "agent") in states_of(database))
            board.call(GAVE_UP, "12345")
            until(lambda: ("asterisk", "abandoned", "") in states_of(database))
    _check(database)


def _check(database):
    desk, now = desk_of(database), city_now()
    answered, over_ami, gave_up = calls_of(database)
    numbers = [desk.vault.decrypt(call.number) for call in (answered, over_ami, gave_up)]
    assert numbers == [ANSWERED, OVER_AMI, GAVE_UP]
    assert {call.queue for call in (answered, over_ami, gave_up)} == {"hotline"}
    assert answered.talked >= 1
    assert over_ami.talked >= 1
    assert gave_up.waited >= 1
    with database.reading() as session:
        ticket = session.exec(select(Ticket)).one()
        assert answered.ticket_id == ticket.id
        assert ticket.channel == "phone"
        assert [row.number_key for row in session.exec(select(Ringback))] == [gave_up.number_key]
        counts = call_counts(session, now - timedelta(1), now + timedelta(1), in_seconds=15)
    assert (counts.offered, counts.answered, counts.abandoned) == (3, 2, 1)
