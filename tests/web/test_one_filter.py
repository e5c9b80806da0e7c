"""One filter has one meaning: on the page, in the API, as a command, in the search fallback and in
the engine, with and without words.

HOTLINE_NIGHTLY=1 tries more tickets and filters.
"""

import json
import os
import random
import re
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from analytics.search.base import EngineUnavailable
from hotline.cli import hotline
from hotline.domain.models import Assignment
from hotline.operation.work_queue import run_once
from hotline.reading.search import search
from hotline.reading.ticket_search import read_ticket_search
from tests.conftest import MONDAY
from tests.support.stored import store

TICKETS, FILTERS = 48, 30
SEEDS = [1, 2, 3] if "HOTLINE_NIGHTLY" in os.environ else [1]
# Three levels of categories: a list of "01" or "0101" shows what lies below.
CATEGORIES = ["01", "0101", "010101", "010102", "0102", "02", "0201", ""]
UNITS = ["990102001", "990102002", "DH-ZF", "S-ZFB", ""]
OPEN, ENDED = ["triage", "dispatched", "accepted", "in_progress"], ["closed", "archived"]
VALUES = {
    "status": ["triage", "dispatched", "in_progress", "closed"],
    "unit": ["990102001", "990102002", "DH-ZF", "S-ZFB"],
    "lead": ["990102001", "DH-ZF", "S-ZFB"],
    "category": ["01", "0101", "010101", "0102", "02"],
    "district": ["990102", "990103"],
    "street": ["990102001", "990102002"],
    "place": ["府前街"],
    "channel": ["phone", "web"],
    "request_type": ["help", "complaint"],
    "urgency": ["normal", "urgent"],
    "clock": ["sign", "handle"],
    "overdue": ["true"],
    "since": ["2026-03-03", "2026-03-04 06:00"],
    "until": ["2026-03-05", "2026-03-06 12:30:00", "2026-03-06 00:00"],
}


class Away:
    def search(self, query):
        raise EngineUnavailable("away")


def random_fields(chance):
    ended = chance.random() < 0.25
    lead = chance.choice(UNITS)
    others = [unit for unit in UNITS if unit and unit != lead]
    return {
        "status": chance.choice(ENDED if ended else OPEN),
        "unit": lead,
        "co_units": chance.sample(others, chance.choice([0, 0, 1, 2])) if lead else [],
        "category": chance.choice(CATEGORIES),
        "district": chance.choice(["990102", "990103", ""]),
        "street": chance.choice(["990102001", "990102002", ""]),
        "place": chance.choice(["府前街", ""]),
        "channel": chance.choice(["phone", "web", "app"]),
        "request_type": chance.choice(["help", "complaint"]),
        "urgency": chance.choice(["normal", "urgent"]),
        "secrecy": chance.choice(["open", "open", "open", "confidential"]),
        "clock": "" if ended else chance.choice(["sign", "handle"]),
        "due_at": None if ended else MONDAY + timedelta(hours=chance.randint(-30, 30)),
        "reported_at": datetime(2026, 3, 2) + timedelta(hours=chance.randint(0, 7 * 24)),
    }


def fill(database, chance):
    """Random tickets, some on street lamps; who supports has an assignment, as after a dispatch."""
    for number in range(TICKETS):
        fields = random_fields(chance)
        content = f"第{number}件：" + chance.choice(["路灯不亮", "噪声扰民"])
        (ticket_id,) = store(database, content, **fields)
        with database.writing() as session:
            for unit in fields["co_units"]:
                session.add(
                    Assignment(
                        ticket_id=ticket_id, unit=unit, role="support", by="x", dispatched_at=MONDAY
                    )
                )


def random_filter(chance):
    names = chance.sample(list(VALUES), chance.choice([0, 1, 1, 2, 2, 3]))
    return {name: chance.choice(VALUES[name]) for name in names}


def on_the_page(web, who, parameters):
    headers = web.as_(who) | {"Accept": "text/html"}
    answer = web.client.get("/tickets", params=parameters, headers=headers)
    assert "已忽略" not in answer.text, answer.text
    return set(re.findall(r'class="title" href="/tickets/(\d+)"', answer.text))


def in_the_api(web, who, parameters):
    path = "/api/v1/search" if "q" in parameters else "/api/v1/tickets"
    answer = web.get(who, path, limit=200, **parameters)
    assert answer.status_code == 200, answer.text
    return {ticket["no"] for ticket in answer.json()["tickets"]}


def by_search(web, actor, engine, parameters):
    values = {name: [value] for name, value in parameters.items()} | {"limit": ["200"]}
    query = read_ticket_search(values, web.now, web.app.state.desks().city, by_engine=True).query()
    with web.app.state.database.reading() as session:
        return {hit.no for hit in search(session, engine, actor, query).hits}


def as_a_command(settings, parameters):
    option = {"q": "query", "since": "from", "until": "to", "request_type": "request-type"}
    values = [
        part
        for name, value in parameters.items()
        for part in (f"--{option.get(name, name)}", *([] if name == "overdue" else [value]))
    ]
    arguments = ["tickets", *values, "--limit", "200", "--json", "--data", str(settings.data)]
    answer = CliRunner().invoke(hotline, arguments)
    assert answer.exit_code == 0, answer.output
    return {ticket["no"] for ticket in json.loads(answer.stdout)["tickets"]}


@pytest.fixture(params=SEEDS)
def chance(request):
    return random.Random(request.param)


@pytest.mark.parametrize("who", ["dispatcher", "leader", "district_clerk", "street_clerk"])
def test_every_way_to_a_filter_gives_the_same_tickets(web, chance, who):
    database, engine = web.app.state.database, web.app.state.engine
    fill(database, chance)
    run_once(database, engine)
    engine.refresh()
    actor, sizes = getattr(web.cast, who), set()
    for number in range(FILTERS):
        parameters = random_filter(chance) | ({"q": "路灯"} if number % 2 else {})
        expected = by_search(web, actor, engine, parameters)
        ways = {
            "page": on_the_page(web, who, parameters),
            "API": in_the_api(web, who, parameters),
            "fallback": by_search(web, actor, Away(), parameters),
        }
        assert ways == dict.fromkeys(ways, expected), parameters
        sizes.add(len(expected))
    assert len(sizes) > 4  # filters that all find nothing would agree too


def test_the_operator_sees_the_same_as_who_sees_all(web, chance, settings, monkeypatch):
    monkeypatch.setattr("hotline.commands.tickets.city_now", lambda: web.now)
    fill(web.app.state.database, chance)
    run_once(web.app.state.database, web.app.state.engine)
    web.app.state.engine.refresh()
    for number in range(FILTERS):
        parameters = random_filter(chance) | ({"q": "路灯"} if number % 2 else {})
        listed = as_a_command(settings, parameters)
        assert listed == in_the_api(web, "dispatcher", parameters), parameters


def test_a_unit_lists_what_it_supports_and_its_lead_alone_what_it_leads(web, settings):
    database = web.app.state.database
    (led,) = store(database, "路灯甲", unit="S-ZFB", status="accepted")
    (supported,) = store(database, "路灯乙", unit="DH-ZF", co_units=["S-ZFB"], status="accepted")
    with database.writing() as session:
        session.add(
            Assignment(
                ticket_id=supported, unit="S-ZFB", role="support", by="x", dispatched_at=MONDAY
            )
        )
    numbers = {f"260302{ticket_id:06d}" for ticket_id in (led, supported)}
    assert in_the_api(web, "dispatcher", {"unit": "S-ZFB"}) == numbers
    assert in_the_api(web, "dispatcher", {"lead": "S-ZFB"}) == {f"260302{led:06d}"}
