"""The caller's form: what it guesses never takes something out of the caller's hand."""

from playwright.sync_api import expect

REWRITTEN = """field => {
  field.value = "文庙步行街的路灯坏了三盏，晚上看不清路";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def test_a_list_that_the_caller_has_opened_is_not_replaced(visit):
    page = visit("", width=390)
    page.goto("/report?request_type=complaint")
    page.get_by_label("事情经过").press_sequentially(
        "小区门口的垃圾桶三天没有清运，满出来了，苍蝇很多"
    )
    guess = page.locator("#report-category")
    expect(guess).to_be_visible()
    page.wait_for_load_state("networkidle")
    guess.focus()
    guess.evaluate("field => { field.opened = true; }")
    with page.expect_response("**/report/suggestions"):
        page.get_by_label("事情经过").evaluate(REWRITTEN)
    page.wait_for_timeout(200)
    assert guess.evaluate("field => field.opened") is True
    page.get_by_label("事情经过").press("End")
    with page.expect_response("**/report/suggestions"):
        page.get_by_label("事情经过").press_sequentially("，请来修")
    expect(guess).to_contain_text("路灯")
