"""GET and POST /wechat/{account}: what WeChat pushes, as it pushes it."""

import json
import threading
from datetime import timedelta

import pytest
from sqlmodel import select
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto

from hotline.chats.contacts import source_of
from hotline.chats.messages import text_of
from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.models import ChatContact, ChatConversation, ChatMessage, WechatPush
from hotline.domain.wechat.markup import LARGEST, read_xml, write_xml
from hotline.storage.wechat import open_account
from hotline.web.api import wechat as handlers
from hotline.wechat.accounts import withdraw_account
from tests.support.wechat import AES_KEY, APP, OPENID, ORIGINAL, TOKEN, Platform, an_account


def platform_of(web, **facts):
    with web.app.state.database.writing() as session:
        account = an_account(session, web.app.state.vault, web.now, **facts)
        return Platform(web, account.name, facts.get("aes_key", ""))


@pytest.fixture(params=["", AES_KEY], ids=["plain", "secure"])
def platform(web, request):
    return platform_of(web, aes_key=request.param)


@pytest.fixture
def plain(web):
    return platform_of(web)


def incoming(web):
    with web.app.state.database.reading() as session:
        rows = session.exec(select(ChatMessage).order_by(ChatMessage.id)).all()
        vault = web.app.state.vault
        return [text_of(row, vault) for row in rows if row.kind == ChatMessageKind.INCOMING]


def reply_of(platform, answer):
    """What a client of others reads of our answer."""
    assert answer.headers["content-type"].startswith("application/xml"), answer.text
    text = answer.text
    if platform.aes_key:
        parts = read_xml(text.encode())
        crypto = WeChatCrypto(TOKEN, AES_KEY, APP)
        text = crypto.decrypt_message(
            text, parts["MsgSignature"], parts["TimeStamp"], parts["Nonce"]
        )
    reply = parse_message(text)
    assert (reply.target, reply.source) == (OPENID, ORIGINAL)
    return reply.content


def test_the_address_is_confirmed_with_the_echo_as_it_came(web, platform):
    answer = web.client.get("/wechat/city", params=platform.query(echostr="77<b>1"))
    assert (answer.status_code, answer.text) == (200, "77<b>1")
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_text_becomes_a_message_of_a_chat_and_is_answered_in_the_same_breath(web, platform):
    answer = platform.push(platform.message(Content="人民路的路灯坏了"))
    assert answer.status_code == 200
    assert "人工" in reply_of(platform, answer)
    assert incoming(web) == ["人民路的路灯坏了"]
    with web.app.state.database.reading() as session:
        (contact,) = session.exec(select(ChatContact))
        assert source_of(contact, web.app.state.vault) == OPENID
        answers = session.exec(select(ChatMessage).where(ChatMessage.by == "")).all()
        assert all(row.sent_at for row in answers)


def test_what_is_written_to_a_person_is_not_read_for_the_machine(web, plain, monkeypatch):
    plain.push(plain.message(Content="人工"))
    whole = []
    monkeypatch.setattr(
        "hotline.chats.reading.question_of_text", lambda text, _desk: whole.append(text)
    )
    assert plain.push(plain.message(Content="人民路的路灯坏了")).status_code == 200
    plain.push(plain.message(Content="闻到很浓的煤气味"))
    assert incoming(web)[1:] == ["人民路的路灯坏了", "闻到很浓的煤气味"]
    assert whole == []
    with web.app.state.database.reading() as session:
        assert session.exec(select(ChatConversation)).one().danger


def test_a_repetition_counts_once_and_gets_the_same_answer(web, platform):
    message = platform.message(Content="路灯坏了")
    first, again = platform.push(message), platform.push(message)
    assert reply_of(platform, first) == reply_of(platform, again)
    assert incoming(web) == ["路灯坏了"]


def test_an_event_is_the_same_by_who_when_and_which(web, platform):
    event = platform.message(MsgType="event", Event="CLICK", EventKey="人工")
    for _ in range(2):
        assert platform.push(event).status_code == 200
    assert incoming(web) == ["人工"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"MsgType": "image", "PicUrl": "http://p.test/1.jpg", "MediaId": "m1"}, "[图片]"),
        ({"MsgType": "voice", "MediaId": "m2", "Recognition": "路灯坏了"}, "[语音] 路灯坏了"),
        ({"MsgType": "shortvideo", "MediaId": "m3"}, "[视频]"),
        (
            {"MsgType": "location", "Location_X": "23.1", "Location_Y": "113.3", "Label": "人民路"},
            "[位置] 人民路（23.100000, 113.300000）",
        ),
        (
            {"MsgType": "link", "Title": "通知", "Url": "https://a.test"},
            "[链接] 通知\nhttps://a.test",
        ),
    ],
)
def test_everything_that_a_follower_sends_is_in_the_chat(web, plain, fields, text):
    assert plain.push(plain.message(**fields)).status_code == 200
    assert incoming(web) == [text]


def test_json_is_read_too_and_answered_later(web, plain):
    body = json.dumps(plain.message(Content="路灯坏了"))
    answer = web.client.post("/wechat/city", content=body, params=plain.query())
    assert (answer.status_code, answer.text) == (200, "success")
    assert incoming(web) == ["路灯坏了"]
    with web.app.state.database.reading() as session:
        assert session.exec(select(ChatMessage).where(ChatMessage.sent_at == None)).all()  # noqa: E711


def test_who_subscribes_is_welcomed_and_who_goes_is_let_go(web, platform):
    subscribed = platform.push(platform.message(MsgType="event", Event="subscribe", EventKey=""))
    assert "12345" in reply_of(platform, subscribed)
    gone = platform.push(platform.message(MsgType="event", Event="unsubscribe"))
    assert gone.text == "success"
    assert incoming(web) == []


def test_a_welcome_of_the_citys_own(web):
    platform = platform_of(web, welcome="示例市欢迎您")
    answer = platform.push(platform.message(MsgType="event", Event="subscribe"))
    assert reply_of(platform, answer) == "示例市欢迎您"


def test_what_nobody_knows_is_answered_in_words(web, plain):
    assert "文字" in reply_of(plain, plain.push(plain.message(MsgType="hologram")))
    view = plain.message(MsgType="event", Event="VIEW", EventKey="https://a.test")
    assert plain.push(view).text == "success"
    assert incoming(web) == []


def test_script_in_a_message_stays_text(web, plain):
    plain.push(plain.message(Content="<script>alert(1)</script>"))
    assert incoming(web) == ["<script>alert(1)</script>"]


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce"])
def test_a_changed_or_missing_part_of_the_signature_is_refused(web, platform, name):
    for query in (platform.query() | {name: "1"}, {**platform.query(), name: ""}):
        answer = web.client.get("/wechat/city", params=query | {"echostr": "1"})
        assert answer.status_code == 401
        assert answer.json()["detail"]
        assert platform.push(platform.message(Content="x"), query).status_code == 401
    assert incoming(web) == []


def test_an_old_signature_is_refused(web, platform):
    query = platform.query()
    web.now += timedelta(minutes=6)
    assert platform.push(platform.message(Content="x"), query).status_code == 401
    assert incoming(web) == []


def test_a_signature_counts_for_one_message_only(web, platform):
    query = platform.query()
    assert platform.push(platform.message(Content="路灯坏了"), query).status_code == 200
    replayed = platform.push(platform.message(Content="请给我退款"), query)
    assert replayed.status_code == 401
    assert "重放" in replayed.text
    assert incoming(web) == ["路灯坏了"]


def test_in_the_secure_mode_nothing_comes_in_plain_or_changed(web):
    platform = platform_of(web, aes_key=AES_KEY)
    query, body = platform.query(), write_xml(platform.message(Content="x"))
    assert web.client.post("/wechat/city", content=body, params=query).status_code == 400
    sealed, signed = platform.sealed(body, platform.query())
    for changed in ("", "0" * 40):
        params = signed | {"msg_signature": changed}
        answer = web.client.post("/wechat/city", content=sealed, params=params)
        assert answer.status_code == 401
    other = platform.sealed(body, platform.query())[0]
    assert web.client.post("/wechat/city", content=other, params=signed).status_code == 401
    assert incoming(web) == []


def test_a_sealed_push_to_an_account_without_a_key_says_what_is_missing(web, plain):
    sealed, query = Platform(web, aes_key=AES_KEY).sealed("<xml/>", plain.query())
    answer = web.client.post("/wechat/city", content=sealed, params=query)
    assert answer.status_code == 400
    assert "hotline wechat secrets" in answer.text


def test_what_is_for_another_account_or_for_none_is_refused(web, plain):
    assert plain.push(plain.message(Content="x", ToUserName="gh_other00")).status_code == 400
    for name in ("nobody", "城市", "%00"):
        assert web.client.get(f"/wechat/{name}", params=plain.query()).status_code == 404
    assert incoming(web) == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<xml>",
        "{",
        '{"FromUserName": 7}',
        "<!DOCTYPE x><xml/>",
        "<xml>" + "<a/>" * 200 + "</xml>",
    ],
)
def test_what_is_no_push_is_refused_in_words(web, plain, body):
    answer = plain.send(body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_long_body_is_not_read(web, plain):
    assert plain.send("<xml>" + "x" * LARGEST + "</xml>").status_code == 413


def test_a_flood_of_wrong_signatures_is_slowed_down_and_the_right_ones_are_not(web, plain):
    query = plain.query() | {"signature": "0" * 40, "echostr": "1"}
    statuses = [web.client.get("/wechat/city", params=query).status_code for _ in range(70)]
    assert (statuses[0], statuses[-1]) == (401, 429)
    assert plain.push(plain.message(Content="路灯坏了")).status_code == 200


def test_who_writes_too_fast_is_told_and_disturbs_nobody(web, plain, monkeypatch):
    monkeypatch.setattr("hotline.chats.hearing.MOST", 2)
    answers = [plain.push(plain.message(Content=f"第{number}条")) for number in range(3)]
    assert "频繁" in reply_of(plain, answers[-1])
    other = plain.message(Content="我也有事", FromUserName="oOther_999999")
    assert plain.push(other).status_code == 200
    assert "我也有事" in incoming(web)


def test_what_is_not_stored_in_time_is_asked_for_again_and_counts_once(web, plain, monkeypatch):
    monkeypatch.setattr(handlers, "SECONDS", 0.05)
    held, message = threading.Event(), plain.message(Content="路灯坏了")
    take = handlers.take_push

    def slow(*arguments, **more):
        held.wait(30)
        return take(*arguments, **more)

    monkeypatch.setattr(handlers, "take_push", slow)
    late = plain.push(message)
    assert late.status_code == 503
    held.set()
    monkeypatch.setattr(handlers, "SECONDS", 30)
    again = plain.push(message)
    assert again.status_code == 200
    assert "人工" in reply_of(plain, again)
    assert incoming(web) == ["路灯坏了"]


def test_a_withdrawn_account_takes_nothing(web, plain):
    with web.app.state.database.writing() as session:
        withdraw_account(session, open_account(session, "city"), web.now, by="admin")
    assert plain.push(plain.message(Content="x")).status_code == 404


def test_of_a_push_nothing_of_the_follower_stands_in_the_clear(web, plain):
    plain.push(plain.message(Content="我是张三"))
    with web.app.state.database.reading() as session:
        (row,) = session.exec(select(WechatPush))
        connection = session.connection()
        stored = [
            repr(line)
            for table in ("wechat_push", "chat_contact", "chat_message", "wechat_account")
            for line in connection.exec_driver_sql(f"SELECT * FROM {table}").all()
        ]
    assert row.reply
    secrets = (OPENID, "张三", TOKEN)
    assert not any(secret in line for line in stored for secret in secrets)


PLACE = {"MsgType": "location", "Location_X": "23.1", "Location_Y": "113.3", "Label": "人民路"}


def said(platform, content="", **fields):
    """What a message is answered, "" for nothing."""
    fields = fields or {"Content": content}
    answer = platform.push(platform.message(**fields))
    return "" if answer.text == "success" else reply_of(platform, answer)


@pytest.mark.parametrize("wrong", ["x", "91.5", "nan", ""])
def test_a_place_that_is_none_is_told_so(platform, wrong):
    assert "没有收到您的位置" in said(platform, **PLACE | {"Location_X": wrong, "Label": ""})
    assert "已收到您发的位置" in said(platform, **PLACE | {"Location_X": wrong, "MsgId": "88"})


def test_a_place_is_acknowledged_and_counts_as_nothing_that_was_not_understood(platform):
    assert "已收到您发的位置" in said(platform, **PLACE)
    assert said(platform, MsgType="image", PicUrl="http://p.test/1.jpg", MediaId="m1") == ""
    assert "转诉求" in said(platform, "路灯坏了好几天，晚上看不清路")
    assert "转接人工" in said(platform, "没人管这件事吗")


def test_a_menu_is_answered_as_the_words_that_stand_on_it(plain):
    assert "13 位流水号" in said(plain, MsgType="event", Event="CLICK", EventKey="查进度")
    answer = said(plain, MsgType="event", Event="CLICK", EventKey="我要投诉")
    assert "请先写明时间、地点和事情经过" in answer
    assert "转接人工" in said(plain, MsgType="event", Event="CLICK", EventKey="人工")


def test_a_number_that_is_none_is_told_so_to_whoever_was_asked_for_it(plain):
    said(plain, "我想查一下进度")
    assert "流水号或提取码不正确" in said(plain, "2603090000001")
    assert "流水号或提取码不正确" in said(plain, "2603090000001 123456")


@pytest.mark.parametrize("hour", [10, 23])
def test_who_waits_for_a_person_is_told_of_progress_and_that_they_wait(web, plain, hour):
    web.now = web.now.replace(hour=hour)
    no = web.report("幸福路路灯坏了三天")
    code = web.app.state.vault.query_code(no)
    assert ("留言" in said(plain, "人工")) == (hour == 23)
    assert said(plain, "路灯坏了好几天") == ""
    assert "13 位流水号" in said(plain, "我的诉求办得怎么样了")
    assert f"诉求 {no}：" in said(plain, f"{no} {code}")
    assert ("我们会" if hour == 23 else "转接") in said(plain, "人工")
    with web.app.state.database.reading() as session:
        chat = session.exec(select(ChatConversation)).one()
        assert chat.state == ("message" if hour == 23 else "waiting")
        assert chat.unanswered_at
