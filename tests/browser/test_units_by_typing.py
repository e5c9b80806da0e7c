"""Units are found by a few letters, with the keyboard alone."""

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.test_dispatching_by_key import reported


def test_first_letters_and_enter_choose_a_unit_and_nonsense_is_not_sent(visit):
    page = visit("agent")
    unit = page.get_by_role("combobox", name="承办单位")
    page.wait_for_load_state("networkidle")  # a draft of another test has come
    unit.fill("")
    unit.press_sequentially("dhcg")
    expect(page.locator(".unit-list [role=option]").first).to_contain_text("东湖区城市管理局")
    assert violations(page) == []
    unit.press("Enter")
    expect(page.locator("#intake-unit")).to_have_value("DH-CG")
    expect(unit).to_have_value("示例市东湖区城市管理局")
    unit.fill("没有这个单位")
    expect(page.get_by_text("没有这样的单位")).to_be_visible()
    unit.press("Tab")
    expect(page.locator("#intake-unit")).to_have_value("")
    assert unit.evaluate("field => field.validity.customError") is True
    unit.fill("")
    page.wait_for_timeout(800)


def test_several_units_are_chosen_one_by_one_and_taken_away_again(visit):
    page = visit("dispatcher")
    page.locator("[data-case] h2 a").first.click()
    page.locator("summary", has_text="其他单位、协办").click()
    more = page.get_by_role("combobox", name="协办单位")
    for letters, name in (("sjyj", "示例市教育局"), ("smzj", "示例市民政局")):
        more.fill(letters)
        more.press("Enter")
        expect(page.get_by_role("button", name=f"去掉{name}")).to_be_visible()
    chosen = page.locator("#dispatches-co-units")
    expect(chosen).to_have_values(["S-JY", "S-MZ"])
    page.get_by_role("button", name="去掉示例市教育局").click()
    expect(chosen).to_have_values(["S-MZ"])


def test_a_key_on_a_card_sends_the_ticket_to_a_unit_that_is_typed(visit):
    no = reported(visit(""), "有个事情想反映一下，麻烦处理。")
    page = visit("dispatcher")
    card = page.locator("[data-case]", has_text=no)
    while "current" not in card.get_attribute("class"):
        page.keyboard.press("j")
    page.keyboard.press("u")
    unit = card.get_by_role("combobox", name="其他单位")
    expect(unit).to_be_focused()
    unit.press_sequentially("scgj")
    expect(card.locator(".unit-list [role=option]").first).to_contain_text("市城管局")
    unit.press("Enter")
    card.locator("form[data-scripted] button", has_text="派").click()
    expect(page.get_by_role("status")).to_contain_text(f"工单 {no}：已派单")


def test_enter_before_the_names_have_come_sends_nothing_and_takes_the_unit_when_they_come(visit):
    page = visit("dispatcher")
    waiting = []
    page.route("**/unit-names", lambda route: waiting.append(route))
    page.locator("[data-case] h2 a").first.click()
    page.locator("summary", has_text="其他单位、协办").click()
    more = page.get_by_role("combobox", name="协办单位")
    ticket = page.url
    more.fill("sjyj")
    more.press("Enter")
    expect(page.locator(".unit-list:visible")).to_contain_text("正在载入单位名称")
    waiting[0].continue_()
    expect(page.locator("#dispatches-co-units")).to_have_values(["S-JY"])
    assert page.url == ticket
