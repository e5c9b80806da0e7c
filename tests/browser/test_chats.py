"""A caller on the page of another site and an agent at the desk talk with each other, also through
a line that is cut.
"""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from hotline.web.pages.rendering import TEMPLATES
from tests.browser.axe import violations
from tests.browser.small_hotline import INBOX
from tests.support.photos import plain_png

# As strict as a site can be that wants the chat at all.
POLICY = "default-src 'none'; script-src {0}; connect-src {0} {1}; img-src {0}"

OPEN_HERE = """inbox => {
    const script = document.createElement("script");
    Object.assign(script, {src: "/static/widget.js"}).dataset.inbox = inbox;
    script.dataset.door = "#chat-door";
    document.head.append(script);
}"""


@pytest.fixture
def city_page(hotline):
    """The address of a page of another site with the one line of the widget."""
    html = (
        '<!doctype html><html lang="zh-CN"><title>市政府</title><main><h1>市政府</h1></main>'
        f'<script src="{hotline}/static/widget.js" data-inbox="{INBOX}" defer></script></html>'
    )
    policy = POLICY.format(hotline, hotline.replace("http", "ws"))

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-security-policy", policy)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_values):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def write(page, text):
    page.get_by_label("请输入您的问题").fill(text)
    page.get_by_label("请输入您的问题").press("Enter")


def test_two_people_talk_and_a_cut_line_and_a_reload_lose_and_double_nothing(visit, city_page):
    caller, agent = visit(width=390), visit("agent")
    caller.goto(city_page)
    caller.get_by_role("button", name="在线咨询").click()
    log, dialog = caller.get_by_role("log"), caller.get_by_role("dialog", name="12345 在线客服")
    write(caller, "你好")
    expect(log).to_contain_text("机器自动回复")
    caller.get_by_role("button", name="人工", exact=True).click()
    expect(log).to_contain_text("正在为您转接人工")
    agent.goto("/chats")
    # Whoever else waits came before.
    agent.locator(".chat-list").first.get_by_role("link").last.click()
    agent.get_by_role("button", name="接入这个会话").click()
    agent.get_by_label("回复").fill("/ydj")
    expect(agent.locator("#chat-phrases li:visible")).to_contain_text(["/已登记"])
    expect(agent.locator("#phrase-list")).to_have_count(0)
    agent.get_by_label("回复").fill("您好，请讲。")
    agent.keyboard.press("Enter")
    expect(log).to_contain_text("您好，请讲。")
    caller.get_by_label("请输入您的问题").fill("在吗")
    expect(agent.locator("#chat-typing")).to_contain_text("对方正在输入")
    write(caller, "在吗")
    expect(agent.get_by_role("log")).to_contain_text("在吗")
    expect(agent.locator("#chat-typing")).to_be_empty(timeout=2_000)
    caller.context.set_offline(True)
    write(caller, "幸福路的路灯坏了三天")
    expect(log).to_contain_text("发送中")
    caller.context.set_offline(False)
    messages = agent.get_by_role("log")
    expect(messages).to_contain_text("幸福路的路灯坏了三天")
    caller.reload()
    expect(dialog).to_be_visible()
    expect(log.get_by_text("幸福路的路灯坏了三天")).to_have_count(1)
    expect(messages.get_by_text("幸福路的路灯坏了三天", exact=True)).to_have_count(1)
    caller.get_by_role("button", name="转成诉求").click()
    expect(caller.get_by_label("要反映的事")).to_have_value(re.compile("幸福路的路灯坏了三天"))
    caller.get_by_label("联系电话").fill("12ab")
    caller.get_by_role("button", name="提交诉求").click()
    expect(caller.get_by_label("联系电话")).to_be_focused()
    caller.get_by_label("联系电话").fill("138 0000 1234")
    caller.get_by_role("button", name="提交诉求").click()
    expect(log).to_contain_text(re.compile("您的诉求已登记，流水号 .*提取码 .*承诺 .*前答复"))
    expect(messages).to_contain_text("您的诉求已登记，流水号")
    agent.get_by_text("结束会话").click()
    agent.get_by_label("已转诉求").check()
    agent.get_by_role("button", name="结束", exact=True).click()
    expect(agent.get_by_text("会话已结束")).to_be_visible()
    caller.get_by_role("button", name="非常满意").click()
    expect(dialog).to_contain_text("您的评价：非常满意")
    caller.reload()
    expect(dialog).to_contain_text("您的评价：非常满意")
    expect(dialog.get_by_text("评价本次服务", exact=True)).to_be_hidden()
    dialog.get_by_role("button", name="收起").click()
    caller.reload()
    expect(caller.get_by_role("button", name="在线咨询")).to_be_visible()
    expect(dialog).to_be_hidden()


def test_what_an_agent_wrote_before_ones_own_message_comes_and_stands_before_it(visit, city_page):
    caller, agent = visit(width=390), visit("agent")
    caller.add_init_script("delete window.WebSocket")
    caller.goto(city_page)
    caller.get_by_role("button", name="在线咨询").click()
    log = caller.get_by_role("log")
    write(caller, "人工")
    expect(log).to_contain_text("正在为您转接人工")
    number = caller.evaluate(f"JSON.parse(localStorage.getItem('hotline-chat-{INBOX}')).chat")
    agent.goto(f"/chats/{number}")
    agent.get_by_role("button", name="接入这个会话").click()
    lists = "**/messages?after=*"
    caller.route(lists, lambda route: route.abort())
    agent.get_by_label("回复").fill("请问在哪条路？")
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("log")).to_contain_text("请问在哪条路？")
    write(caller, "路灯坏了")
    expect(agent.get_by_role("log")).to_contain_text("路灯坏了")
    expect(log).not_to_contain_text("发送中")
    caller.unroute(lists)
    caller.evaluate("dispatchEvent(new Event('online'))")
    both = re.compile("请问在哪条路？.*路灯坏了", re.DOTALL)
    expect(log).to_contain_text(both, timeout=30_000)
    dialog = caller.get_by_role("dialog", name="12345 在线客服")
    expect(dialog).to_contain_text("话务员正在为您服务")
    dialog.get_by_role("button", name="结束", exact=True).click()
    dialog.get_by_role("button", name="结束咨询").click()
    expect(dialog.get_by_text("评价本次服务")).to_be_visible(timeout=30_000)
    below = "log => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)"
    assert log.evaluate(below) <= 1
    assert caller.evaluate("localStorage.length") == 0
    dialog.get_by_role("button", name="收起").click()
    caller.get_by_role("button", name="在线咨询").click()
    expect(log).not_to_contain_text("路灯坏了")


def test_a_refused_message_says_why_and_lets_the_next_one_by(visit, city_page):
    caller = visit(width=390)
    caller.goto(city_page)
    caller.get_by_role("button", name="在线咨询").click()
    log, box = caller.get_by_role("log"), caller.get_by_label("请输入您的问题")
    box.evaluate("box => box.removeAttribute('maxlength')")
    write(caller, "长" * 10_001)
    expect(log).to_contain_text("没有发出", timeout=30_000)
    write(caller, "第二条")
    expect(log.locator(".own", has_text="第二条")).not_to_contain_text("发送中", timeout=30_000)
    refused = log.locator(".own", has_text="没有发出")
    expect(refused.locator(".bad")).not_to_be_empty()
    refused.get_by_role("button", name="再发一次").click()
    expect(refused.locator(".bad")).not_to_be_empty(timeout=30_000)
    refused.get_by_role("button", name="删除").click()
    expect(refused).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_open_widget_passes_axe_and_is_left_by_a_key(visit, width):
    page = visit(width=width)
    page.evaluate(OPEN_HERE, INBOX)
    page.get_by_role("button", name="在线咨询").click()
    expect(page.get_by_role("dialog", name="12345 在线客服")).to_be_visible()
    expect(page.get_by_label("请输入您的问题")).to_be_focused()
    assert violations(page) == []
    page.get_by_role("button", name="转成诉求").click()
    expect(page.get_by_label("要反映的事")).to_be_focused()
    assert violations(page) == []
    page.get_by_role("button", name="返回对话").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="在线咨询")).to_be_focused()


def test_a_photo_waits_for_the_line_and_comes_once(visit, city_page):
    caller = visit(width=390)
    caller.goto(city_page)
    caller.get_by_role("button", name="在线咨询").click()
    log = caller.get_by_role("log")
    write(caller, "你好")
    expect(log).to_contain_text("机器自动回复")
    caller.context.set_offline(True)
    photo = {"name": "灯.png", "mimeType": "image/png", "buffer": plain_png()}
    caller.get_by_label("发送照片").set_input_files(photo)
    expect(log.locator(".own", has_text="灯.png")).to_contain_text("发送中")
    caller.context.set_offline(False)
    expect(log.locator("img")).to_have_count(1, timeout=30_000)
    expect(log).not_to_contain_text("发送中")
    caller.context.set_offline(True)
    caller.get_by_label("发送照片").set_input_files(photo)
    expect(log).to_contain_text("发送中")
    caller.route("**/messages", lambda route: route.abort())
    caller.context.set_offline(False)
    caller.reload()
    expect(log).to_contain_text("照片没有发出，请删除后重新选择")


@pytest.mark.parametrize("path", ["/report", "/progress"])
def test_on_a_phone_the_button_of_the_chat_covers_nothing(visit, path):
    page = visit(width=390)
    page.goto(path)
    page.evaluate(OPEN_HERE, INBOX)
    button = page.get_by_role("button", name="在线咨询")
    expect(button).to_be_visible()
    place = button.evaluate("node => getComputedStyle(node).position")
    assert place == "static"
    page.set_viewport_size({"width": 1440, "height": 900})
    assert button.evaluate("node => getComputedStyle(node).position") == "fixed"


def test_the_widget_is_small():
    assert (TEMPLATES.parent / "static" / "widget.js").stat().st_size < 30_000
