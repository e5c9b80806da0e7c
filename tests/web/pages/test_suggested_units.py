"""How many units are suggested, and from which confidence on, is the city's to say."""

import re

import pytest
from sqlmodel import select

from hotline.domain.models import SuggestionRecord, Ticket

VAGUE = "人民路的工地半夜打桩，噪声很大。"
# three matters on a road that lies in three districts
SOMEWHERE = "人民路旁边工地噪声大，扬尘也大，渣土车乱停"
UNITS = ["S-CG", "S-ZJ", "S-HB", "S-GA", "S-JT"]
SHARES = [0.5, 0.3, 0.1, 0.06, 0.04]


@pytest.fixture
def unsure(web):
    """The number of a ticket in triage for which five units were suggested."""
    no = web.report(VAGUE, category="0302")
    with web.app.state.database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        record = session.exec(
            select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
        ).one()
        record.unit, record.confidence = UNITS[0], SHARES[0]
        record.alternatives = [list(pair) for pair in zip(UNITS[1:], SHARES[1:], strict=True)]
    return no


def suggested(page: str, no: str) -> list[str]:
    section = page.split(no, 1)[1]
    return [unit for unit in re.findall(r'name="unit" value="([^"]+)"', section) if unit in UNITS]


@pytest.mark.parametrize(
    ("least", "most", "units"),
    [
        (0.2, 3, UNITS[:2]),
        (0.05, 3, UNITS[:3]),
        (0.05, 5, UNITS[:4]),
        (0.0, 5, UNITS),
        (0.0, 1, UNITS[:1]),
        (0.6, 3, []),
    ],
)
def test_the_queue_shows_as_many_as_the_city_says(web, see, unsure, least, most, units):
    web.load_city(suggest=least, suggestions=most)
    assert suggested(see("dispatcher", "/triage").text, unsure) == units
    assert suggested(see("dispatcher", f"/tickets/{unsure}").text, unsure)[: len(units)] == units


@pytest.mark.parametrize("most", [1, 2, 5])
def test_the_sheet_shows_as_many_as_the_city_says(web, fill_in, most):
    web.load_city(suggest=0.0, suggestions=most)
    page = fill_in("agent", "/intake/suggestions", text=SOMEWHERE).text
    units = re.findall(r'data-fill="intake-unit=([^"]+)"', page)
    assert len(units) == most == len(set(units))


def test_the_record_keeps_as_many_as_the_city_shows(web):
    web.load_city(suggest=0.0, suggestions=5)
    web.report(SOMEWHERE)
    with web.app.state.database.reading() as session:
        [record] = session.exec(select(SuggestionRecord)).all()
    assert len(record.alternatives) == 5
