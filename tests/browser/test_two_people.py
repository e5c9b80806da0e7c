"""Two people on one ticket: the later one is told, and nothing that was typed is lost."""

from playwright.sync_api import expect


def test_the_later_form_keeps_its_text_and_shows_what_happened(visit):
    first, second = visit("supervisor"), visit("supervisor")
    first.goto("/tickets?status=in_progress")
    address = first.locator("a.title").first.get_attribute("href")
    for page in (first, second):
        page.goto(address)
        page.locator("summary", has_text="备注").click()
    first.get_by_label("备注内容").fill("先到的备注")
    second.get_by_label("备注内容").fill("后到的备注，很长的一段话")
    first.get_by_role("button", name="添加备注").click()
    expect(first.get_by_text("先到的备注").first).to_be_visible()
    second.get_by_role("button", name="添加备注").click()
    expect(second.get_by_role("alert")).to_contain_text("刚被更新")
    expect(second.get_by_label("备注内容")).to_have_value("后到的备注，很长的一段话")
    second.get_by_role("button", name="添加备注").click()
    expect(second.get_by_role("heading", name="备注")).to_be_visible()
    expect(second.get_by_text("后到的备注，很长的一段话", exact=False).first).to_be_visible()


def test_why_a_clock_is_due_then_is_told_on_a_click(visit):
    page = visit("clerk")
    page.goto("/inbox?view=handle")
    page.locator("a.title").first.click()
    page.get_by_role("link", name="为什么").first.click()
    expect(page.get_by_role("heading", name="时限的由来")).to_be_visible()
