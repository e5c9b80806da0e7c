"""A candidate carries its category: what a dispatcher takes by a key is what the model learns."""

import re

import pytest
from sqlmodel import select

from hotline.domain.models import SuggestionRecord, Ticket

VAGUE = "人民路的工地半夜打桩，噪声很大。"
DISTRICT = "990102"
# duties.csv in this district: 0302 is DH-CG's, 1101 is DH-SJ's; DH-ZF leads in neither.
NOISE, SHOPPING = "0302", "1101"


@pytest.fixture
def torn(web):
    """A ticket in triage that the machine takes for one of two matters, led by different units."""
    no = web.report(VAGUE)
    with web.app.state.database.writing() as session:
        ticket, record = rows(session, no)
        ticket.category, ticket.district, ticket.street, ticket.place = NOISE, DISTRICT, "", ""
        record.category, record.unit, record.confidence = NOISE, "DH-CG", 0.5
        record.categories = [[NOISE, "", 0.5], [SHOPPING, "", 0.3]]
        record.alternatives = [["DH-SJ", 0.3], ["DH-ZF", 0.2]]
    return no


def rows(session, no):
    ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
    of_ticket = select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
    return ticket, session.exec(of_ticket).one()


def category_by_unit(page):
    """What each button sends: its unit with the category of the form that it belongs to."""
    forms = re.findall(r"<form([^>]*/dispatches[^>]*)>(.*?)</form>", page, re.DOTALL)
    sent = {}
    for attributes, form in forms:
        category = re.search(r'type="hidden" name="category" value="([^"]*)"', form)
        name = re.search(r'id="([^"]+)"', attributes)
        own = re.findall(r'<button\s+name="unit" value="([^"]+)"([^>]*)>', form)
        for unit, rest in own:
            if "form=" not in rest:
                sent[unit] = category[1] if category else ""
        if name:
            outside = rf'name="unit" value="([^"]+)"[^>]*form="{name[1]}"'
            sent[re.search(outside, page)[1]] = category[1]
    return sent


@pytest.mark.parametrize("where", ["/triage", "/tickets/{no}"])
def test_each_candidate_says_what_the_matter_is(see, torn, where):
    page = see("dispatcher", where.format(no=torn)).text
    assert category_by_unit(page) == {"DH-CG": "", "DH-SJ": SHOPPING, "DH-ZF": ""}
    assert "改为" in page


def test_what_the_key_sends_is_what_the_model_learns(web, see, fill_in, torn):
    category = category_by_unit(see("dispatcher", "/triage").text)["DH-SJ"]
    fill_in("dispatcher", f"/tickets/{torn}/dispatches", unit="DH-SJ", category=category)
    with web.app.state.database.reading() as session:
        ticket, record = rows(session, torn)
        assert (ticket.unit, ticket.category) == ("DH-SJ", SHOPPING)
        assert (record.final_unit, record.final_category) == ("DH-SJ", SHOPPING)


def test_what_a_person_chose_stays(web, see, torn):
    with web.app.state.database.writing() as session:
        rows(session, torn)[0].category = "0901"
    assert set(category_by_unit(see("dispatcher", "/triage").text).values()) == {""}
