"""The agent's sheet: suggestions while typing, drafts that survive, keys that end the call."""

import re

import pytest
from playwright.sync_api import expect

CHANGED = """field => {
  field.value = "东湖区大成路人行道上一个井盖不见了";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""
STORY = "东湖区文庙步行街路边的垃圾桶三天没有清运，满出来了，苍蝇很多，希望尽快处理。"

# Whether what has the focus is whole in the window and nothing lies over it.
IN_SIGHT = """node => {
  const { top, bottom, left, right } = node.getBoundingClientRect();
  const at = document.elementFromPoint((left + right) / 2, (top + Math.min(bottom, top + 40)) / 2);
  return top >= 0 && bottom <= innerHeight && (node.contains(at) || at?.contains(node));
}"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (960, 600), (683, 512)])
def test_the_ways_to_end_a_call_stay_in_sight_and_cover_nothing(visit, size):
    page = visit("agent")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    endings = page.locator(".endings summary, .endings button:visible").all()
    assert len(endings) == 5
    page.locator("#intake-phone").focus()
    for _ in range(14):
        page.keyboard.press("Tab")
        assert page.locator(":focus").evaluate(IN_SIGHT), page.locator(":focus").evaluate(
            "node => node.outerHTML.slice(0, 120)"
        )
    for way in endings:
        expect(way).to_be_in_viewport(ratio=1)
        assert way.evaluate(IN_SIGHT)


def test_suggestions_appear_while_typing_and_fill_the_sheet(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").press_sequentially(STORY)
    unit = page.locator("#hints").get_by_role("button", name="承办单位").first
    expect(unit).to_be_visible()
    unit.click()
    assert page.locator("#intake-unit").input_value() != ""


def test_suggestions_that_come_while_a_button_is_pressed_do_not_take_the_click(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").press_sequentially(STORY)
    unit = page.locator("#hints").get_by_role("button", name="承办单位").first
    expect(unit).to_be_visible()
    page.wait_for_load_state("networkidle")
    unit.hover()
    page.mouse.down()
    with page.expect_response("**/intake/suggestions"):
        page.locator("#intake-text").evaluate(CHANGED)
    page.wait_for_timeout(200)
    page.mouse.up()
    assert page.locator("#intake-unit").input_value() != ""
    expect(page.locator("#hints")).to_contain_text("井盖")


def test_similar_open_tickets_of_the_same_place_are_shown(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").fill(
        "东湖区大成路中段人行道上一个井盖不见了，旁边是小学，请马上放警示牌。"
    )
    page.locator("#intake-category").select_option(label="井盖/管线")
    expect(page.locator("#hints").get_by_role("link", name="井盖缺失").first).to_be_visible()


def test_an_answer_of_the_knowledge_base_fills_text_and_citation(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").press_sequentially("想问一下夜市和临时摆摊点在哪里，怎么申请摆摊")
    expect(page.locator("#hints").get_by_role("button", name="夜市和临时摆摊点")).to_be_visible()
    page.locator("#hints").get_by_role("button", name="夜市和临时摆摊点").click()
    expect(page.locator("#intake-cites")).to_have_value("K1@1")
    assert "向街道申请" in page.locator("#intake-answer").input_value()


def test_a_draft_survives_a_reload_and_goes_with_the_receipt(visit):
    page = visit("agent")
    page.wait_for_load_state("networkidle")  # what the test before this one left unsent has come
    for name in ("answer", "cites"):
        page.locator(f"#intake-{name}").evaluate("field => { field.value = ''; }")
    page.locator("summary", has_text="派单").evaluate("line => { line.parentElement.open = true; }")
    with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.request.post_data):
        page.get_by_label("诉求内容").fill(STORY)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("诉求内容")).to_have_value(STORY)
    page.get_by_label("诉求内容").press("Alt+2")
    expect(page.get_by_role("status")).to_contain_text("已登记")
    page.goto("/intake")
    expect(page.get_by_label("诉求内容")).to_have_value("")


def test_one_key_answers_at_once(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").fill("想问一下居民医保怎样参保，要带什么材料。")
    page.keyboard.press("Alt+1")
    page.get_by_label("答复内容").fill("带身份证到社区卫生服务站办理。")
    page.keyboard.press("Alt+1")
    expect(page.get_by_role("status")).to_contain_text("直接答复")


def test_a_time_said_in_words_is_filled_in_with_one_click_and_not_asked_again(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").press_sequentially("昨晚8点工地打桩，噪声很大")
    page.locator("#hints").get_by_role("button", name="事发时间").click()
    expect(page.get_by_label("事发时间")).to_have_value("2026-03-08T20:00")
    page.get_by_label("诉求内容").fill("工地打桩，噪声很大，请处理")
    expect(page.locator("#hints .ask")).to_contain_text("哪条路")
    expect(page.locator("#hints .ask")).not_to_contain_text("什么时候")


def test_a_slash_and_first_letters_write_a_phrase_and_a_key_takes_the_first_unit(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").press_sequentially(STORY)
    expect(page.locator("#hints").get_by_role("button", name="承办单位").first).to_be_visible()
    page.keyboard.press("Alt+8")
    expect(page.locator("#intake-unit")).not_to_have_value("")
    page.keyboard.press("Alt+1")
    answer = page.get_by_label("答复内容")
    answer.press_sequentially("/ydj")
    expect(page.get_by_role("option", name="/已登记")).to_be_visible()
    answer.press("Enter")
    expect(answer).to_have_value(re.compile("^您的诉求已登记"))
    page.get_by_label("诉求内容").fill("")
    answer.fill("")
    page.wait_for_timeout(800)
