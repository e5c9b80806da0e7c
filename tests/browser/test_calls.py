"""A call comes to the sheet by itself; what stands there stays; two keys make its ticket."""

import httpx
from playwright.sync_api import expect

PHONE = "13800007777"
# Whether nothing lies over any corner of it.
IS_WHOLE = """node => {
  const { top, bottom, left, right } = node.getBoundingClientRect();
  const seen = (x, y) => node.contains(document.elementFromPoint(x, y));
  return seen(left + 9, top + 9) && seen(right - 9, top + 9) && seen(left + 9, bottom - 9);
}"""
STORY = "正在登记的另一件事：东湖区府前街路灯不亮。"


def test_a_call_comes_to_the_sheet_and_two_keys_start_its_ticket(visit, hotline):
    page = visit("agent")
    page.goto("/intake")
    page.wait_for_load_state("networkidle")
    with page.expect_response("**/drafts/intake?*"):
        page.get_by_label("诉求内容").fill(STORY)
    tell = teller(visit, hotline)
    tell(event="newCall", callId="b1", **{"from": PHONE}, queue="hotline")
    tell(event="answer", callId="b1", user="agent")
    calls = page.locator("#calls")
    expect(calls).to_contain_text(PHONE)
    expect(page.get_by_label("诉求内容")).to_have_value(STORY)
    page.keyboard.press("Alt+0")
    expect(calls.get_by_role("button", name="接 Alt 0")).to_have_count(0)
    page.keyboard.press("Alt+5")
    expect(page.locator("#intake-phone")).to_have_value(PHONE)
    expect(page.get_by_label("诉求内容")).to_have_value("")
    page.get_by_label("诉求内容").fill("文庙步行街的垃圾桶三天没有清运。")
    page.keyboard.press("Alt+2")
    expect(page.get_by_text("已登记：流水号")).to_be_visible()
    expect(calls).not_to_contain_text(PHONE)
    expect(page.get_by_label("诉求内容")).to_have_value(STORY)
    page.get_by_label("诉求内容").fill("")
    page.wait_for_load_state("networkidle")


def test_the_receipt_is_whole_while_several_calls_stand_above_it(visit, hotline):
    page = visit("agent")
    tell = teller(visit, hotline, "browser-2")
    for number, who in (("r1", "agent"), ("r2", "agent"), ("r3", "nobody-known")):
        tell(event="newCall", callId=number, **{"from": f"1380000666{number[1]}"}, queue="hotline")
        tell(event="answer", callId=number, user=who)
    page.goto("/intake")
    page.wait_for_load_state("networkidle")
    assert page.locator("#calls kbd:visible", has_text="Alt 0").count() == 1
    page.get_by_label("诉求内容").fill("文庙步行街的垃圾桶三天没有清运，请处理。")
    page.keyboard.press("Alt+2")
    say = page.locator("#receipt-line")
    expect(say).to_contain_text("请告诉来电人")
    starts = page.locator("#calls").get_by_role("link", name="建单").all()
    assert len(starts) == 2
    for width, height in ((1440, 900), (1024, 768), (683, 512)):
        page.set_viewport_size({"width": width, "height": height})
        expect(say).to_be_in_viewport(ratio=1)
        assert say.evaluate(IS_WHOLE), (width, height)
        assert page.locator("#calls").evaluate("node => node.clientHeight > 60")
        page.locator("#calls").evaluate("node => node.scrollTo(0, 0)")
        for start in starts:
            assert start.evaluate(IS_WHOLE), (width, height)
    for number in ("r1", "r2", "r3"):
        tell(event="hangup", callId=number, cause="normalClearing")


def test_the_keys_of_two_calls_are_whole_at_once(visit, hotline):
    page = visit("dispatcher")
    tell = teller(visit, hotline, "browser-3")
    for number in ("k1", "k2"):
        tell(event="newCall", callId=number, **{"from": f"1380000555{number[1]}"}, queue="hotline")
        tell(event="answer", callId=number, user="dispatcher")
    page.goto("/intake")
    page.wait_for_load_state("networkidle")
    starts = page.locator("#calls").get_by_role("link", name="建单").all()
    assert len(starts) == 2
    # 1024 x 768 at 150 % is 683 x 512.
    for width, height in ((1440, 900), (1024, 768), (683, 512)):
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#calls").evaluate("node => node.scrollTo(0, 0)")
        for start in starts:
            assert start.evaluate(IS_WHOLE), (width, height)
    for number in ("k1", "k2"):
        tell(event="hangup", callId=number, cause="normalClearing")


def teller(visit, hotline, name="browser"):
    """A phone system with a token that the administrator has just made."""
    page = visit("admin")
    page.goto("/tokens")
    page.get_by_label("名称").fill(name)
    page.get_by_role("group").get_by_text("话务系统（来电事件）").click()
    page.get_by_role("button", name="新建，并显示令牌").click()
    token = page.locator(".message code").first.inner_text()

    def tell(**fields):
        answer = httpx.post(
            f"{hotline}/api/v1/cti/{token}", data={"direction": "in"} | fields, timeout=30
        )
        assert answer.json() == {}

    return tell
