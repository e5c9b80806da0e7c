"""A unit that a report accuses meets neither the report nor its number any more, on whatever route,
however far the ticket had come in its hands; nor do leaders, administrators and auditors.
"""

import pytest
from sqlmodel import col, select

from hotline.domain.models import Ticket
from hotline.operation.work_queue import run_once
from tests.web.hiding.markers import bring, text_of
from tests.web.hiding.routes import answers, values_of

MARK = "夜里施工"
POINTS = ("triage", "dispatched", "accepted", "in_progress", "replied", "callback", "closed")
ACCUSED = "990102001"


def _with_traces(web, point):
    """A ticket that came as far as `point`, with all that may lie about of it."""
    no = bring(web, point, identity="real")
    if point in ("accepted", "in_progress"):
        for body in ({"level": "written", "demand": MARK}, {"level": "urge", "demand": MARK}):
            assert web.act("supervisor", no, "supervisions", **body).status_code == 201
        assert web.act("supervisor", no, "urgings", reason=MARK).status_code == 201
    if point == "in_progress":
        extension = web.act("street_clerk", no, "extensions", limit="2wd", reason=MARK, basis=MARK)
        assert extension.status_code == 201, extension.text
    return no


@pytest.fixture
def accused(web):
    numbers = [_with_traces(web, point) for point in POINTS]
    run_once(web.app.state.database, web.app.state.engine)
    for no in numbers:
        body = {"reason": "反映的是该街道", "accused": [ACCUSED]}
        answer = web.act("dispatcher", no, "protections", **body)
        assert answer.status_code == 201, (no, answer.text)
    return numbers


# The leader reads what is confidential as little as who is accused.
@pytest.mark.slow
def test_nobody_who_may_not_know_of_it_meets_anything_of_it(web, accused):
    values, met = values_of(web, accused), []
    for who in ("street_clerk", "leader", "admin"):
        met += _met_by(web, who, values, accused)
    run_once(web.app.state.database, web.app.state.engine)
    met += _met_by(web, "street_clerk", values, accused, methods=("GET",))
    assert met == []
    with web.app.state.database.reading() as session:
        rows = session.exec(select(Ticket).where(col(Ticket.no).in_(accused)))
        places = {(str(ticket.status), ticket.unit) for ticket in rows}
    assert places == {("triage", ""), ("closed", ACCUSED)}


def _met_by(web, who, values, numbers, methods=("GET", "POST")):
    for method, address, answer in answers(web, who, values, methods):
        assert answer.status_code != 500, (method, address)
        text = text_of(answer)
        strange = [no for no in numbers if no not in address and no in text]
        if strange or (MARK in text and MARK not in address):
            yield who, method, address, strange
