"""Three matters of one call become three tickets with the caller's words in each."""

import re

from sqlmodel import select

from hotline.domain.models import Ticket

SHEET = {
    "text": "东湖区府前街的工地半夜打桩。还有路口的路灯不亮，门口的垃圾也没人收。",
    "caller": "赵女士",
    "phone": "13800138000",
    "ending": "dispatch",
    "unit": "",
}


def hidden(page: str, name: str) -> str:
    return re.search(rf'type="hidden" name="{name}" value="([^"]*)"', page)[1]


def registered(page: str) -> str:
    return re.search(r'href="/tickets/(\d{13})"', page)[1]


def test_the_next_matter_keeps_caller_and_words_and_is_linked(fill_in, see):
    page = fill_in("agent", "/intake", **SHEET, key="m1", title="夜间施工", more="yes").text
    first = registered(page)
    numbers = [first]
    for title in ("路灯不亮", "垃圾没人收"):
        assert hidden(page, "first") == first
        assert SHEET["text"] in page
        assert 'value="13800138000"' in page
        sent = SHEET | {"title": title, "first": first, "key": hidden(page, "key"), "more": "yes"}
        page = fill_in("agent", "/intake", **sent).text
        numbers.append(registered(page))
    assert len(set(numbers)) == 3
    ticket = see("dispatcher", f"/tickets/{numbers[1]}").text
    linked = ticket.split('aria-labelledby="matters"', 1)[1].split("</section>", 1)[0]
    assert re.findall(r'href="/tickets/(\d+)"', linked) == [numbers[0], numbers[2]]
    assert SHEET["text"] in ticket


def test_a_further_matter_needs_a_title_of_its_own(fill_in):
    first = registered(fill_in("agent", "/intake", **SHEET, key="m1", more="yes").text)
    refused = fill_in("agent", "/intake", **SHEET, key="m2", first=first)
    assert refused.status_code == 400
    assert "本件事项" in refused.text


def test_nobody_links_to_a_ticket_that_they_did_not_register(fill_in):
    first = registered(fill_in("agent", "/intake", **SHEET, key="m1").text)
    sent = SHEET | {"key": "m2", "title": "路灯不亮"}
    for number in (first, "2603090999995"):
        refused = fill_in("dispatcher", "/intake", **sent, first=number)
        assert refused.status_code == 400
        assert "没有由您登记的工单" in refused.text


def test_whom_the_whole_text_accuses_never_gets_a_further_matter(web, fill_in):
    text = "投诉东湖区城管局，执法人员把我的三轮车扣了不给单子。另外路灯不亮。"
    sent = SHEET | {"text": text}
    first = registered(fill_in("agent", "/intake", **sent, key="m1", more="yes").text)
    sent |= {"title": "路灯不亮", "first": first, "key": "m2"}
    second = registered(fill_in("agent", "/intake", **sent | {"unit": "DH-CG"}).text)
    with web.app.state.database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == second)).one()
    assert "DH-CG" in ticket.accused
    assert ticket.unit == ""


def test_the_tickets_of_a_number_are_shown_while_it_is_typed(web, fill_in):
    web.report("东湖区府前街的路灯不亮", phone="13800138000", title="路灯不亮")
    page = fill_in("agent", "/intake/callers", phone=" +86 138 0013 ８000").text
    assert "路灯不亮" in page
    assert "路灯不亮" not in fill_in("agent", "/intake/callers", phone="1380013").text
    assert "第一次反映" in fill_in("agent", "/intake/callers", phone="13800138009").text
