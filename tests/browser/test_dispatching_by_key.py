"""The dispatcher's queue: one key takes one candidate."""

import re

import pytest
from playwright.sync_api import expect


def test_one_key_takes_the_first_candidate(visit):
    page = visit("dispatcher")
    first = page.locator("[data-case]").first
    expect(first).to_have_class("card case current")
    no = first.locator(".no").inner_text()
    page.keyboard.press("1")
    expect(page.get_by_role("status")).to_contain_text(f"工单 {no}：已派单")
    assert no not in page.locator("[data-case] .no").all_inner_texts()


def reported(page, text: str) -> str:
    """The number of a ticket that a caller just sent."""
    page.goto("/report")
    page.get_by_label("事情经过").fill(text)
    page.get_by_text("投诉", exact=True).first.click()
    page.get_by_role("button", name="提交").click()
    return page.locator("#receipt-no").inner_text()


def card_of(page, no: str):
    """The card of this ticket, which is the current one."""
    card = page.locator("[data-case]", has_text=no)
    while "current" not in card.get_attribute("class"):
        page.keyboard.press("j")
    return card


def test_a_key_sends_a_complaint_about_a_unit_only_after_the_red_line_was_seen(visit):
    no = reported(visit(""), "投诉东湖区城管局，执法人员把我的三轮车扣了，连张单子都不给。")
    page = visit("dispatcher")
    card = card_of(page, no)
    line = card.get_by_role("note")
    expect(line).to_contain_text("正文点名：示例市东湖区城市管理局")
    page.keyboard.down("1")
    page.keyboard.down("1")  # held down: still one press
    expect(line).to_be_focused()
    expect(line).to_be_in_viewport()
    expect(card).to_be_visible()
    page.keyboard.up("1")
    page.keyboard.press("1")
    expect(page.get_by_role("status")).to_contain_text(f"工单 {no}：已派单")


def test_who_may_be_meant_is_answered_before_key_or_click_sends_it_anywhere(visit):
    no = reported(visit(""), "宽带安装师傅临走顺了我一副耳机")
    page = visit("dispatcher")
    card = card_of(page, no)
    line = card.get_by_role("note")
    expect(line).to_contain_text("可能是反映示例市通信运营服务中心")
    for _ in range(3):
        page.keyboard.press("1")
        expect(line).to_be_focused()
    card.locator("[data-key='1']").click()
    expect(line).to_be_focused()
    expect(card).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("status")).to_contain_text(no)
    card_of(page, no)
    page.keyboard.press("1")
    expect(page.get_by_role("status")).to_contain_text(f"工单 {no}：已派单")


def test_a_click_too_sends_a_complaint_about_a_unit_only_after_the_line_was_seen(visit):
    no = reported(visit(""), "投诉东湖区城管局，执法人员收了摊贩的烟才放行，没有一点规矩。")
    page = visit("dispatcher")
    card = card_of(page, no)
    line = card.get_by_role("note")
    send = card.locator("[data-key='1']")
    send.click()
    expect(line).to_be_focused()
    expect(card).to_be_visible()
    send.click()
    expect(page.get_by_role("status")).to_contain_text(f"工单 {no}：已派单")


def test_j_and_k_move_through_the_queue(visit):
    page = visit("dispatcher")
    page.keyboard.press("j")
    expect(page.locator("[data-case]").nth(1)).to_have_class("card case current")
    page.keyboard.press("k")
    expect(page.locator("[data-case]").first).to_have_class("card case current")


@pytest.mark.parametrize("reached", ["clicked", "focused"])
def test_keys_act_on_the_card_that_was_clicked_or_focused(visit, reached):
    for goods in ("菜筐", "烤炉"):
        reported(visit(""), f"投诉东湖区城管局，执法人员不开单据就把我的{goods}拉走了。")
    page = visit("dispatcher")
    chosen = page.locator("[data-case]").nth(1)
    no = chosen.locator(".no").inner_text()
    if reached == "clicked":
        chosen.locator(".no").click()
    else:
        chosen.get_by_role("region").focus()
    expect(page.locator("[data-case].current .no")).to_have_text(no)
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(f"/tickets/{no}$"))
