"""In danger the numbers come first: on the form, the receipt, the agent's sheet and the card."""

from dataclasses import replace

from classifiers.danger.kinds import NAMES
from tests.support.knowledge import published_over_http

GAS = "东湖区府前街3号楼道全是煤气味，阀门嘶嘶地响，一楼没人开门"
WORRY = "东湖区府前街楼道里闻到煤气味应该打什么电话，想咨询一下安检怎么预约"
TRAPPED_IN_WATER = "东湖区府前街3号旁边，车翻到河里了，人困在里面出不来"


def sent(text: str) -> dict[str, str]:
    return {"text": text, "request_type": "help", "identity": "anonymous", "key": text[-6:]}


def test_the_form_shows_the_numbers_before_anything_else_and_no_answers(fill_in):
    page = fill_in("nobody", "/report/suggestions", text=GAS).text
    assert 'href="tel:119"' in page
    assert page.index("tel:119") < page.index("分类")
    assert "不要开关电器" in page
    assert "也许这里已经有答案" not in page


def test_beside_a_danger_no_ready_answer_stands_anywhere(web, see, fill_in):
    published_over_http(
        web, title="煤气味怎么处置", questions=[GAS, WORRY], answer="请先开窗通风，再联系检修。"
    )
    near = web.post("agent", "/api/v1/suggestions", {"text": WORRY}).json()
    assert near["knowledge"]
    assert near["danger"] is None
    answer = web.post("agent", "/api/v1/suggestions", {"text": GAS}).json()
    assert answer["knowledge"] == []
    assert "119" in [number["phone"] for number in answer["danger"]["numbers"]]
    answer = web.post("nobody", "/api/v1/suggestions/knowledge", {"text": GAS}).json()
    assert (answer["knowledge"], answer["danger"]["kind"]) == ([], "gas")
    sheet = fill_in("agent", "/intake/suggestions", text=GAS, channel="phone").text
    assert "煤气味怎么处置" not in sheet
    assert "煤气味怎么处置" not in see("dispatcher", f"/tickets/{web.report(GAS)}").text


def test_a_question_about_danger_is_no_danger(fill_in):
    assert "tel:" not in fill_in("nobody", "/report/suggestions", text=WORRY).text


def test_the_receipt_of_a_program_has_the_numbers_too(web):
    receipt = web.post("nobody", "/api/v1/reports", {"text": GAS}).json()
    assert [number["phone"] for number in receipt["danger"]["numbers"]] == ["119", "120"]
    assert receipt["danger"]["say"]


def test_what_is_told_in_writing_has_no_word_of_a_call(web):
    written = {"text": "我不想活了，药都准备好了"}
    danger = web.post("nobody", "/api/v1/reports", written).json()["danger"]
    assert danger["kind"] == "life"
    assert "挂电话" not in danger["say"]
    spoken = web.post("agent", "/api/v1/reports", written | {"channel": "phone"}).json()["danger"]
    assert "挂电话" in spoken["say"]


def test_a_question_is_answered_without_a_danger(web):
    assert web.post("nobody", "/api/v1/reports", {"text": WORRY}).json()["danger"] is None


def test_a_kind_that_the_pack_does_not_name_has_the_numbers_of_the_country(demo_city):
    plans = replace(demo_city, dangers=()).danger_plans
    assert set(plans) == set(NAMES)
    numbers = {number.phone for number in plans["life"].numbers}
    assert numbers == {"110", "119", "120", "12356"}


def test_the_receipt_begins_with_the_numbers(fill_in):
    page = fill_in("nobody", "/report", **sent(GAS)).text
    assert page.index("tel:119") < page.index("receipt-no")
    assert "承诺答复日期" not in page
    assert "会有人尽快按您留的电话联系您" in page
    assert "tel:" not in fill_in("nobody", "/report", **sent(WORRY)).text


def test_the_agents_sheet_begins_with_the_numbers_and_proposes_the_units(fill_in):
    page = fill_in("agent", "/intake/suggestions", text=GAS, channel="phone").text
    assert page.index("tel:119") < page.index("分类与类型")
    assert "intake-unit=G-RQ" in page


def test_the_card_names_the_words_that_made_it_urgent(web, see):
    no = web.report(GAS)
    card = see("dispatcher", "/triage").text.split(f"case-{no}", 1)[1]
    assert "煤气" in card.split("</article>")[0].split('class="said"')[0]
    assert "tel:119" in card


def test_a_danger_stands_above_what_is_due_earlier(web, see):
    plain = web.report()
    danger = web.report(GAS)
    page = see("dispatcher", "/triage").text
    assert page.index(danger) < page.index(plain)
    page = see("supervisor", "/supervision").text
    assert page.index(danger) < page.index(plain)


def test_the_inbox_of_the_unit_shows_the_danger_first(web, see):
    plain = web.ticket_at("dispatched")
    danger = web.report(GAS)
    web.act("dispatcher", danger, "dispatches", unit="990102001")
    page = see("street_clerk", "/inbox").text
    assert page.index(danger) < page.index(plain)
    assert "煤气" in page


def test_dispatcher_and_supervisor_have_a_notice(web, see):
    no = web.report(GAS)
    for who in ("dispatcher", "supervisor"):
        page = see(who, "/notices").text
        assert no in page
        assert "险情" in page


def test_of_two_dangers_the_numbers_of_both_stand_on_receipt_card_and_ticket(web, see, fill_in):
    """Whoever is trapped (119, 120) in a river needs the police (110) too."""
    receipt = web.post("nobody", "/api/v1/reports", {"text": TRAPPED_IN_WATER}).json()
    assert {number["phone"] for number in receipt["danger"]["numbers"]} == {"110", "119", "120"}
    assert 'href="tel:110"' in fill_in("nobody", "/report", **sent(TRAPPED_IN_WATER)).text
    no = receipt["ticket_no"]
    for path in (f"/tickets/{no}", "/triage"):
        assert 'href="tel:110"' in see("dispatcher", path).text
