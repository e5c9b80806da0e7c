"""The main path in a browser: from the caller's form to the closed ticket."""

import re

from playwright.sync_api import Page, expect

from tests.browser.small_hotline import CLERK_UNIT

STORY = (
    "昨天晚上十一点，东湖区府前街鼓楼新村门口的工地还在打桩施工，噪声很大，孩子睡不着，请尽快处理。"
)


def test_a_report_goes_from_the_caller_to_the_closed_ticket(visit):
    caller = visit()
    no, code = file_report(caller)
    assert progress(caller, no, code).get_by_text("派单", exact=False).first.is_visible()

    send_to_clerk(visit("dispatcher"), no)
    work_on(visit("clerk"), no)
    let_pass(visit("reviewer"), no)
    call_back(visit("reviewer"), no)

    page = progress(caller, no, code)
    expect(page.locator(".chip").first).to_have_text("已办结")
    expect(page.get_by_role("heading", name="答复")).to_be_visible()
    expect(page.get_by_text("工地已停止夜间施工")).to_be_visible()


def file_report(page: Page) -> tuple[str, str]:
    page.get_by_role("link", name="我要投诉").click()
    page.get_by_label("事情经过").press_sequentially(STORY[:30])
    page.get_by_label("事情经过").fill(STORY)
    expect(page.get_by_label("分类")).to_be_visible()
    page.get_by_label("姓名").fill("赵女士")
    page.get_by_label("联系电话").fill("138 0013 8000")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已收到您的诉求")).to_be_visible()
    no, code = page.locator("#receipt-no").inner_text(), page.locator("#receipt-code").inner_text()
    assert re.fullmatch(r"\d{13}", no)
    assert re.fullmatch(r"\d{6}", code)
    assert code not in page.url
    return no, code


def progress(page: Page, no: str, code: str) -> Page:
    page.goto("/progress")
    page.get_by_label("流水号").fill(no)
    page.get_by_label("提取码").fill(code)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", name=f"流水号 {no}")).to_be_visible()
    return page


def send_to_clerk(page: Page, no: str) -> None:
    """From the ticket's own page, to a unit of the dispatcher's choice."""
    page.goto(f"/tickets/{no}")
    if page.locator(".chip.dispatched").count():
        return
    page.get_by_text("其他单位、协办、改分类").click()
    page.get_by_role("combobox", name="承办单位").fill("dhqzf")
    page.keyboard.press("Enter")
    expect(page.locator("#dispatches-unit")).to_have_value(CLERK_UNIT)
    page.get_by_role("button", name="派给所选单位").click()
    expect(page.get_by_role("status")).to_contain_text("已派单")


def work_on(page: Page, no: str) -> None:
    page.goto("/inbox?view=sign")
    row = page.get_by_role("row").filter(has_text=no)
    row.get_by_role("button", name="签收").click()
    expect(page.get_by_role("status")).to_contain_text("已签收")
    page.goto(f"/tickets/{no}")
    page.get_by_label("电话", exact=True).check()
    page.locator("#contacts-note").fill("已电话联系诉求人，约定今晚到现场")
    page.get_by_role("button", name="记录联系").click()
    expect(page.get_by_role("status")).to_contain_text("已记录联系情况")
    page.get_by_label("已解决", exact=True).check()
    page.get_by_label("办理情况").fill("3 月 9 日晚到场检查，责令停工。")
    page.get_by_label("公开答复内容").fill("经现场核查，工地已停止夜间施工，今后每晚巡查。")
    alone = page.get_by_label("不等协办意见的理由")
    if alone.count():
        alone.fill("协办单位已口头同意")
    page.get_by_role("button", name="提交答复").click()
    expect(page.get_by_role("status")).to_contain_text("已提交答复")


def let_pass(page: Page, no: str) -> None:
    page.goto(f"/tickets/{no}")
    page.get_by_role("button", name="通过").click()
    expect(page.get_by_role("status")).to_contain_text("已审核")


def call_back(page: Page, no: str) -> None:
    page.goto("/callbacks")
    page.get_by_role("row").filter(has_text=no).get_by_role("link", name="回访").click()
    page.get_by_label("人工电话").check()
    page.get_by_label("联系上", exact=True).check()
    page.get_by_label("已解决").check()
    page.get_by_label("满意", exact=True).check()
    page.get_by_role("button", name="记录回访").click()
    expect(page.locator(".head .chip").first).to_have_text("已办结")
