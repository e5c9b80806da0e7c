"""Two people at one seat, and a session that ends while somebody types."""

import pytest
from playwright.sync_api import expect

from tests.browser.small_hotline import PASSWORD

STORY = "东湖区文庙步行街的垃圾桶三天没有清运，苍蝇很多，希望尽快处理。"
SECRET = "来电人柏如霜13977654321要求保密"


def sign_in(place, login):
    place.get_by_label("账号").fill(login)
    place.get_by_label("密码").fill(PASSWORD)
    place.get_by_role("button", name="登录").click()


def leave(page):
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in**")


def stored(page):
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


@pytest.fixture
def end_session(visit):
    """The session of a page is over, as after thirty idle minutes."""
    return lambda page: page.context.clear_cookies()


def test_another_person_at_the_seat_never_sees_a_draft_and_its_owner_does(visit):
    page = visit("agent")
    page.get_by_label("诉求内容").fill(STORY)
    page.get_by_label("姓名").fill(SECRET)
    leave(page)
    assert STORY not in stored(page)
    sign_in(page, "dispatcher")
    page.wait_for_url("**/triage")
    page.goto("/intake")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("诉求内容")).to_have_value("")
    expect(page.get_by_label("姓名")).to_have_value("")
    page.go_back()
    page.go_back()
    assert STORY not in page.content()
    assert SECRET not in stored(page)
    page.goto("/triage")
    leave(page)
    sign_in(page, "agent")
    page.wait_for_url("**/intake")
    expect(page.get_by_label("诉求内容")).to_have_value(STORY)
    expect(page.get_by_label("姓名")).to_have_value(SECRET)
    page.get_by_label("诉求内容").fill("")
    page.get_by_label("姓名").fill("")
    page.wait_for_timeout(800)


def test_an_open_page_is_sealed_when_its_person_leaves_in_another_tab(visit):
    first = visit("agent")
    first.get_by_label("诉求内容").fill(STORY)
    first.wait_for_timeout(800)
    second = first.context.new_page()
    second.goto("/intake")
    leave(second)
    expect(first.get_by_role("alert")).to_contain_text("本页内容已收起")
    assert STORY not in first.content()
    sign_in(second, "agent")
    expect(second.get_by_label("诉求内容")).to_have_value(STORY)
    second.get_by_label("诉求内容").fill("")
    second.wait_for_timeout(800)


def test_a_session_that_ends_while_typing_is_opened_again_over_the_page(visit, end_session):
    page = visit("agent")
    page.get_by_label("诉求内容").fill("想问一下居民医保怎样参保，要带什么材料。")
    page.keyboard.press("Alt+1")
    page.wait_for_timeout(800)
    end_session(page)
    page.get_by_label("答复内容").fill("带身份证到社区卫生服务站办理。")
    dialog = page.locator("dialog.sign-in-again")
    expect(dialog).to_be_visible()
    sign_in(page.frame_locator("dialog iframe"), "agent")
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("答复内容")).to_have_value("带身份证到社区卫生服务站办理。")
    page.get_by_label("答复内容").press("Alt+1")
    expect(page.get_by_role("status")).to_contain_text("直接答复")


def test_a_step_that_came_too_late_is_sent_after_signing_in_again(visit, end_session):
    page = visit("supervisor")
    page.goto("/tickets?status=in_progress")
    page.locator("a.title").first.click()
    page.locator("summary", has_text="备注").click()
    page.get_by_label("备注内容").fill("这段话不能丢，请按时办理")
    page.wait_for_timeout(800)
    end_session(page)
    page.get_by_role("button", name="添加备注").click()
    sign_in(page.frame_locator("dialog iframe"), "supervisor")
    expect(page.get_by_role("status")).to_contain_text("已添加备注")
    expect(page.get_by_text("这段话不能丢，请按时办理").first).to_be_visible()


def test_somebody_else_who_signs_in_over_the_page_sees_nothing_of_it(visit, end_session):
    page = visit("agent")
    page.get_by_label("诉求内容").fill(STORY)
    page.wait_for_timeout(800)
    end_session(page)
    page.get_by_label("姓名").fill("甲")
    sign_in(page.frame_locator("dialog iframe"), "dispatcher")
    expect(page.get_by_role("alert")).to_contain_text("本页内容已收起")
    assert STORY not in page.content()


def test_single_sign_on_over_the_page_has_a_window_of_its_own(visit, end_session):
    page = visit("agent")
    page.get_by_label("诉求内容").fill(STORY)
    page.wait_for_timeout(800)
    cookies = page.context.cookies()
    end_session(page)

    def come_back(route):
        """As the provider does with whom it knows."""
        page.context.add_cookies(cookies)
        route.fulfill(status=303, headers={"location": "/signed-in"})

    page.context.route("**/sign-in/provider?*", come_back)
    page.get_by_label("姓名").fill("甲")
    dialog = page.locator("dialog.sign-in-again")
    with page.context.expect_page() as window:
        link = page.frame_locator("dialog iframe").get_by_role("link", name="市统一认证登录")
        assert "next=%2Fsigned-in" in link.get_attribute("href")
        link.click()
    expect(window.value.get_by_role("heading", name="已登录")).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("诉求内容")).to_have_value(STORY)
    page.get_by_label("诉求内容").fill("")
    page.get_by_label("姓名").fill("")
    page.wait_for_timeout(800)


def test_a_link_from_elsewhere_that_says_a_step_is_done_drops_no_draft(visit):
    page = visit("supervisor")
    page.goto("/tickets?status=in_progress")
    page.locator("a.title").first.click()
    ticket = page.url
    page.locator("summary", has_text="备注").click()
    page.get_by_label("备注内容").fill("还没有写完的话")
    page.wait_for_timeout(800)
    page.goto(f"/overview?done=comments&no={ticket.rsplit('/', 1)[1]}")
    page.wait_for_load_state("networkidle")
    page.goto(ticket)
    expect(page.get_by_label("备注内容")).to_have_value("还没有写完的话")


def test_a_proxy_in_a_draft_that_is_restored_is_seen(visit):
    page = visit("agent")
    page.goto("/intake")
    proxy = page.locator("[name=proxy]")
    page.locator("details:has([name=proxy]) > summary").click()
    page.get_by_label("诉求内容").fill(STORY)
    proxy.fill("女儿小柏")
    page.wait_for_timeout(1500)
    page.goto("/intake")
    expect(proxy).to_have_value("女儿小柏")
    expect(proxy).to_be_visible()
    for field in (page.get_by_label("诉求内容"), proxy):
        field.fill("")
    page.wait_for_timeout(1500)


def test_what_two_seats_of_one_login_type_is_kept_and_shown_on_both(visit):
    first = visit("agent")
    first.goto("/intake")
    first.wait_for_load_state("networkidle")
    content = first.get_by_label("诉求内容")
    kept = "**/drafts/intake?*"
    with first.expect_response(kept):
        content.fill(STORY)
    second = first.context.new_page()
    second.goto("/intake")
    there = second.get_by_label("诉求内容")
    expect(there).to_have_value(STORY)
    with second.expect_response(kept):
        there.fill(f"{STORY}另一处补充的话")
    content.fill(f"{STORY}这里又写的话")
    other = first.locator(".other-draft")
    expect(other).to_contain_text("另一处补充的话")
    expect(content).to_have_value(f"{STORY}这里又写的话")
    other.get_by_role("button", name="换成另一处的").click()
    expect(content).to_have_value(f"{STORY}另一处补充的话")
    expect(other).to_contain_text("这里又写的话")
    other.get_by_role("button", name="保留这里的").click()
    content.fill("")
    first.wait_for_timeout(800)
    second.close()
    first.reload()
    first.wait_for_load_state("networkidle")
    expect(first.locator(".other-draft")).to_have_count(0)
