"""What WeChat pushes, in XML and JSON, and what somebody else might."""

from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy import parse_message

from hotline.domain.errors import InvalidInput
from hotline.domain.wechat.markup import LARGEST, read_xml, write_xml
from hotline.domain.wechat.push import PushKind, read_parts, read_push

OPENID, ACCOUNT = "oABCD_1234-abcdefghijklmnopq", "gh_0123456789ab"
HEAD = {"ToUserName": ACCOUNT, "FromUserName": OPENID, "CreateTime": 1348831860}
SAMPLES = {
    PushKind.TEXT: {"MsgType": "text", "Content": "路灯不亮 <b>&", "MsgId": 1234567890123456},
    PushKind.IMAGE: {"MsgType": "image", "PicUrl": "http://p.test/1", "MediaId": "m1", "MsgId": 2},
    PushKind.VOICE: {"MsgType": "voice", "MediaId": "m2", "Format": "amr", "MsgId": 3},
    PushKind.VIDEO: {"MsgType": "shortvideo", "MediaId": "m3", "ThumbMediaId": "t", "MsgId": 4},
    PushKind.LOCATION: {
        "MsgType": "location",
        "Location_X": "23.134521",
        "Location_Y": "113.358803",
        "Scale": 20,
        "Label": "人民路 1 号",
        "MsgId": 5,
    },
    PushKind.LINK: {"MsgType": "link", "Title": "通知", "Url": "https://a.test", "MsgId": 6},
    PushKind.EVENT: {"MsgType": "event", "Event": "CLICK", "EventKey": "progress"},
    PushKind.OTHER: {"MsgType": "hologram", "MsgId": 7},
}


def pushed(fields, *, as_json):
    body = msgspec.json.encode(fields) if as_json else write_xml(fields).encode()
    return read_push(read_parts(body))


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("kind", list(SAMPLES))
def test_xml_and_json_say_the_same(kind, as_json):
    push = pushed(HEAD | SAMPLES[kind], as_json=as_json)
    assert (push.kind, push.openid, push.account) == (kind, OPENID, ACCOUNT)
    assert push.at == datetime(2012, 9, 28, 19, 31)
    event = f"{OPENID}:1348831860:click:{SAMPLES[kind].get('EventKey')}"
    assert push.key == str(SAMPLES[kind].get("MsgId", event))


def test_what_stands_in_it_is_kept():
    text, place, link = (
        pushed(HEAD | SAMPLES[kind], as_json=False)
        for kind in (PushKind.TEXT, PushKind.LOCATION, PushKind.LINK)
    )
    assert text.text == "路灯不亮 <b>&"
    assert (place.latitude, place.longitude, place.text) == (23.134521, 113.358803, "人民路 1 号")
    assert link.text == "通知\nhttps://a.test"


def test_a_menu_and_a_subscription_tell_which():
    click = pushed(HEAD | SAMPLES[PushKind.EVENT], as_json=True)
    assert (click.event, click.value) == ("click", "progress")
    scanned = {"MsgType": "event", "Event": "subscribe", "EventKey": "qrscene_12"}
    assert pushed(HEAD | scanned, as_json=False).value == "qrscene_12"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_what_is_written_a_client_of_others_reads(text):
    whole = write_xml(HEAD | {"MsgType": "text", "Content": text, "MsgId": 1})
    assert (parse_message(whole).content or "").strip() == text.strip()
    assert read_xml(whole.encode())["Content"] == text


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<xml><Content>&b;</Content></xml>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<xml>",
        b"<xml></yml>",
        b"{",
        b"[1]",
        b'{"a":' * 3000,
        b"\xff\xfe",
        BOMB.encode(),
        OUTSIDE.encode(),
        b"<xml><Content>&nbsp;</Content></xml>",
        b"<a>" * 200,
        b"<xml>" + b"<a/>" * 200 + b"</xml>",
        b"<xml><Content>" + b"x" * LARGEST + b"</Content></xml>",
    ],
)
def test_what_is_no_push_is_refused_in_words(body):
    with pytest.raises(InvalidInput) as refusal:
        read_push(read_parts(body))
    assert refusal.value.remedy
    assert "passwd" not in refusal.value.message


@pytest.mark.parametrize(
    "openid", [7, None, ["o"], "", "short", "o" * 65, "o1234567 9", "<b>abcdef"]
)
def test_an_openid_is_a_string_of_its_own_kind(openid):
    fields = HEAD | SAMPLES[PushKind.TEXT] | {"FromUserName": openid}
    with pytest.raises(InvalidInput, match="openid"):
        read_push(read_parts(msgspec.json.encode(fields)))


@pytest.mark.parametrize("moment", ["", "-1", "soon", "9" * 12, None, 1.5])
def test_a_time_is_seconds(moment):
    fields = HEAD | SAMPLES[PushKind.TEXT] | {"CreateTime": moment}
    with pytest.raises(InvalidInput, match="Unix"):
        read_push(read_parts(msgspec.json.encode(fields)))


def test_odd_values_of_a_known_message_harm_nobody():
    odd = {"Content": {"a": 1}, "MsgId": True, "PicUrl": [], "Location_X": "nan"}
    push = pushed(HEAD | {"MsgType": "text"} | odd, as_json=True)
    assert (push.text, push.latitude) == ("", None)
    assert push.key == f"{OPENID}:1348831860:"
    assert pushed(HEAD | {"MsgType": "text", "Content": "a\x00b"}, as_json=True).text == "ab"
