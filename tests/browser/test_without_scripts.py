"""Lists and forms work without JavaScript."""

from playwright.sync_api import expect

CHOSEN = """field => {
  field.value = "triage";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def test_a_list_is_filtered_without_scripts(visit):
    page = visit("dispatcher", scripts=False)
    page.goto("/tickets")
    page.get_by_label("状态", exact=True).select_option("triage")
    page.get_by_role("button", name="筛选").click()
    assert "status=triage" in page.url
    assert set(page.locator("tbody .chip.triage").all_inner_texts()) == {"待派单"}


def test_a_report_is_filed_without_scripts(visit):
    page = visit(scripts=False)
    page.goto("/report?request_type=help")
    page.get_by_label("事情经过").fill("东湖区西关大街路灯坏了三盏，晚上看不清路。")
    page.get_by_label("匿名").check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已收到您的诉求")).to_be_visible()


def test_filters_swap_the_rows_and_change_the_address_with_scripts(visit):
    page = visit("dispatcher")
    page.goto("/tickets")
    page.evaluate("window.still = true")
    page.get_by_label("状态", exact=True).select_option("triage")
    page.wait_for_url("**status=triage**")
    expect(page.locator("tbody .chip.closed")).to_have_count(0)
    assert page.evaluate("window.still") is True


def test_rows_that_were_asked_for_come_even_while_one_is_pressed(visit):
    page = visit("dispatcher")
    page.goto("/tickets")
    page.locator("#rows tbody td").first.hover()
    page.mouse.down()
    with page.expect_response("**/tickets?**status=triage**"):
        page.get_by_label("状态", exact=True).evaluate(CHOSEN)
    page.mouse.up()
    expect(page.locator("tbody .chip.closed")).to_have_count(0)
    expect(page.locator("[id=rows]")).to_have_count(1)
