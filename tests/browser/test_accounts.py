"""An account in a real browser: by the keyboard, without scripts too."""

from playwright.sync_api import expect

from hotline.people.second_factor import code_at, step_of
from tests.browser.small_hotline import PASSWORD
from tests.conftest import MONDAY


def test_a_second_factor_is_set_up_and_used_by_the_keyboard(visit):
    page = visit("leader")
    page.goto("/account")
    page.get_by_role("link", name="启用动态验证码").press("Enter")
    secret = page.locator("code").inner_text().replace(" ", "")
    assert page.locator(".qr svg").bounding_box()["width"] > 150
    page.get_by_label("当前密码").fill(PASSWORD)
    page.get_by_label("验证码").fill(code_at(secret, step_of(MONDAY)))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="恢复码").wait_for()
    codes = page.locator("ol.codes code").all_inner_texts()
    assert len(set(codes)) == 10
    other = visit("", scripts=False)
    other.goto("/sign-in?next=/account")
    other.get_by_label("账号").fill("leader")
    other.get_by_label("密码").fill(PASSWORD)
    other.keyboard.press("Enter")
    other.get_by_role("heading", name="动态验证码").wait_for()
    other.get_by_label("验证码").fill(codes[0])
    other.keyboard.press("Enter")
    other.wait_for_url("**/account")
    other.locator("form[action='/account/second-factor/off']").get_by_label("当前密码").fill(
        PASSWORD
    )
    other.get_by_role("button", name="停用").click()
    expect(other.get_by_text("已停用动态验证码")).to_be_visible()


def test_a_passkey_of_the_browser_is_added_and_signs_in(visit, hotline):
    page = visit("", host="localhost")
    with_authenticator(page)
    sign_in(page, "supervisor")
    page.goto("/account")
    page.get_by_label("名称").fill("办公室电脑")
    page.locator("form[data-passkey]").get_by_label("当前密码").fill(PASSWORD)
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in**")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/account")
    expect(page.get_by_text("办公室电脑").first).to_be_visible()
    page.get_by_role("button", name="退出", exact=True).first.click()
    page.wait_for_url("**/sign-in**")
    sign_in(page, "supervisor")
    page.get_by_role("heading", name="通行密钥").wait_for()
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/account")
    page.locator("summary", has_text="办公室电脑").click()
    removal = page.locator("form[action$=removals]")
    removal.get_by_label("当前密码").fill(PASSWORD)
    removal.get_by_role("button").click()
    expect(page.get_by_text("还没有通行密钥")).to_be_visible()


def test_a_browser_without_the_passkey_says_that_nothing_happened(visit):
    page = visit("", host="localhost")
    with_authenticator(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_text("没有完成")).to_be_visible()
    expect(page.get_by_label("账号")).to_be_visible()


def with_authenticator(page):
    """A device that verifies its person, as Chromium plays it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    options |= {"automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page, login):
    page.goto("/sign-in")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_load_state()


def test_another_session_is_ended_from_the_list(visit):
    first, second = visit("auditor"), visit("auditor", scripts=False)
    second.goto("/account")
    second.get_by_role("button", name="退出其他所有登录").click()
    assert second.get_by_text("当前登录").count() == 1
    first.goto("/audit")
    assert "/sign-in" in first.url
