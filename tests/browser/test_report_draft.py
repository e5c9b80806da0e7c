"""What a caller typed stays on the device, sealed, until it is sent."""

from playwright.sync_api import expect

STORY = "东湖区文庙步行街的垃圾桶三天没有清运，苍蝇很多，希望尽快处理。"


def sealed(page) -> bool:
    return page.evaluate("localStorage.getItem('sealed:report') !== null")


def wait_until(page, holds) -> None:
    """The policy of the page forbids Playwright's own waiting for a condition."""
    for _ in range(150):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came")


def test_a_sealed_draft_is_restored_once_and_goes_with_the_receipt(visit):
    page = visit("", width=390)
    page.goto("/report?request_type=help")
    page.get_by_label("事情经过").fill(STORY)
    wait_until(page, lambda: sealed(page))
    assert STORY not in page.evaluate("JSON.stringify({...localStorage})")
    page.reload()
    expect(page.get_by_label("事情经过")).to_have_value(STORY)
    expect(page.get_by_text("已恢复您上次没有提交的内容")).to_be_visible()
    page.get_by_label("照片").set_input_files(
        {"name": "桶.txt", "mimeType": "image/png", "buffer": b"no picture"}
    )
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已收到您的诉求")).to_be_visible()
    expect(page.get_by_text("有照片没有保存")).to_be_visible()
    wait_until(page, lambda: not sealed(page))
