"""What a supporting unit has to do itself is what its inbox and the ticket's page count down."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.domain.roles import Actor, Role

STREET, LEAD = "990102001", "S-CG"


@pytest.fixture
def supported(web):
    """The number of a ticket that the street supports, sent a minute ago."""
    no = web.report()
    body = {"unit": LEAD, "co_units": [STREET]}
    assert web.act("dispatcher", no, "dispatches", **body).status_code == 201
    web.now += timedelta(minutes=1)
    return no


def lamps(web, see, no):
    """Of the inbox, and of the own line on the ticket's page: lamp and words."""
    row = see("street_clerk", "/inbox").text.split("<tbody>")[1].split("</tr>")[0]
    page = see("street_clerk", f"/tickets/{no}").text
    own = page.split("<dt>本单位协办</dt>")[1].split("</dd>")[0]
    return [count(part) for part in (row, own)]


def count(html):
    lamp = re.search(r'class="count ?(\w*)"[^>]*>(.*?)</span>\s*([^<]*)<', html, re.DOTALL)
    return (lamp[1], lamp[3].strip()) if lamp else None


def test_what_it_has_not_signed_is_late_for_it_also_where_the_lead_has_signed(web, see, supported):
    as_lead(web, supported, "acceptances")
    web.now += timedelta(days=4)
    inbox, own = lamps(web, see, supported)
    assert inbox == own
    assert own[0] == "red"


def test_what_it_has_signed_is_not_late_while_the_lead_does_not_sign(web, see, supported):
    assert web.act("street_clerk", supported, "support-acceptances").status_code == 201
    web.now += timedelta(days=1)
    inbox, own = lamps(web, see, supported)
    assert inbox == own
    assert own[0] != "red"
    page = see("street_clerk", f"/tickets/{supported}").text
    assert "主办单位" in page.split('id="clocks"')[1]
    assert 'class="count red"' not in page


def test_who_has_given_its_opinion_has_no_clock(web, see, supported):
    web.act("street_clerk", supported, "support-acceptances")
    answer = web.act("street_clerk", supported, "opinions", opinion="已到现场")
    assert answer.status_code == 201, answer.text
    assert lamps(web, see, supported) == [None, None]
    assert "已提交意见" in see("street_clerk", f"/tickets/{supported}").text


def test_supported_tickets_have_a_view_of_their_own(web, see, supported):
    page = see("street_clerk", "/inbox?view=support").text
    assert supported in page
    assert "<b>1</b>协办" in page
    assert "<b>0</b>待签收" in page
    assert supported not in see("street_clerk", "/inbox?view=sign").text


def as_lead(web, no, noun):
    """The dispatcher's choice of units has a clerk of the lead, who is nobody of the cast."""
    lead = Actor(login="lead", role=Role.CLERK, unit=LEAD, units=frozenset({LEAD}))
    web.cast = replace(web.cast, stranger=lead)
    assert web.act("stranger", no, noun).status_code == 201
