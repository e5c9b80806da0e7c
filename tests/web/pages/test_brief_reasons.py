"""What a report was taken for, in two lines for the phone; the law stands behind a click."""

import re

import pytest
from sqlmodel import select

from hotline.casework.brief import about_category
from hotline.domain.models import SuggestionRecord, Ticket

TEXT = "东湖区府前街夫子庙那里每天半夜有两台机器打桩，噪声很大。"
MATTER = {"text": TEXT, "category": "0302"}


def lines_of(page: str) -> list[str]:
    return re.search(r'<p class="(?:small )?brief">(.*?)</p>', page, re.DOTALL)[1].splitlines()


def test_the_agent_reads_two_short_lines_and_the_law_behind_a_click(fill_in):
    page = fill_in("agent", "/intake/suggestions", **MATTER).text
    matter, whereabouts = lines_of(page)
    assert "施工噪声(夜间)" in matter
    assert matter.count("%") == 1
    assert "夫子庙" not in matter
    assert "每天" not in matter
    assert whereabouts.startswith("府前街")
    assert len(matter) <= 30
    assert len(whereabouts) <= 30
    outside = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "派单目录第" in page
    assert "派单目录第" not in outside
    assert "依据《" not in outside


def test_the_dispatcher_reads_the_same_lines_on_the_card_and_on_the_ticket(web, see, fill_in):
    shown = lines_of(fill_in("agent", "/intake/suggestions", **MATTER).text)
    no = web.report(**MATTER)
    with web.app.state.database.reading() as session:
        assert session.exec(select(SuggestionRecord)).one().brief == shown
    assert lines_of(see("dispatcher", f"/tickets/{no}").text) == shown


def test_a_place_that_was_nearly_found_is_named(fill_in):
    page = fill_in(
        "agent", "/intake/suggestions", text="湖滨花圆三栋楼下有人养了五条狗，天天叫"
    ).text
    assert "湖滨花园" in lines_of(page)[1]


def test_of_a_danger_the_line_tells_the_danger_and_no_category(fill_in):
    text = "我家厨房煤气一直往外冒，头晕得厉害，不敢开灯"
    matter = lines_of(fill_in("agent", "/intake/suggestions", text=text).text)[0]
    assert matter.startswith("险情（燃气")
    assert "%" not in matter


@pytest.mark.parametrize(
    "text",
    [
        "烧烤店的油烟往我家窗户里灌，摊子摆到人行道上",
        "给外地住院的老人办异地就医备案要带什么",
        "健身房关门了，年卡还剩九个月退不了钱",
    ],
)
def test_the_percentage_beside_the_category_is_its_own(fill_in, web, text):
    no = web.report(text)
    with web.app.state.database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        of_ticket = select(SuggestionRecord).where(SuggestionRecord.ticket_id == ticket.id)
        record = session.exec(of_ticket).one()
    [chance] = [chance for code, _, chance in record.categories if code == ticket.category]
    assert f" {min(chance, 0.99):.0%}" in record.brief[0]


def test_nothing_that_a_machine_reads_is_certain(demo_city):
    guesses = [("0302", "施工噪声(夜间)", 0.9996)]
    assert about_category(["路灯 40%：灯"], "0302", guesses, demo_city)[0] == "施工噪声(夜间) 99%"


def test_the_card_speaks_of_the_category_that_it_shows(web, see, demo_city):
    no = web.report(TEXT)
    with web.app.state.database.writing() as session:
        session.exec(select(Ticket).where(Ticket.no == no)).one().category = "1101"
    name = demo_city.category_name("1101")
    assert lines_of(see("dispatcher", "/triage").text)[0].startswith(name)
