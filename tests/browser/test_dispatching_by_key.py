"""The dispatcher's queue: one key takes one candidate."""

from playwright.sync_api import expect


def test_one_key_takes_the_first_candidate(visit):
    page = visit("dispatcher")
    first = page.locator("[data-case]").first
    expect(first).to_have_class("card case current")
    no = first.locator(".no").inner_text()
    page.keyboard.press("1")
    expect(page.get_by_role("status")).to_contain_text(f"工单 {no}：已派单")
    assert no not in page.locator("[data-case] .no").all_inner_texts()


def test_j_and_k_move_through_the_queue(visit):
    page = visit("dispatcher")
    page.keyboard.press("j")
    expect(page.locator("[data-case]").nth(1)).to_have_class("card case current")
    page.keyboard.press("k")
    expect(page.locator("[data-case]").first).to_have_class("card case current")
