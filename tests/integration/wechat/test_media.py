"""Pictures and voices of followers are fetched from WeChat and stay with chat and ticket."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.chats.ticket import register_chat
from hotline.chats.viewing import open_chat
from hotline.domain.deliveries import BACK_OFF
from hotline.domain.models import Attachment, ChatAttachment, ChatConversation, ChatMessage
from hotline.domain.roles import CALLER, Actor, Role
from hotline.domain.wechat.markup import write_xml
from hotline.domain.wechat.push import read_parts, read_push
from hotline.storage.files import open_files
from hotline.wechat.gate import Opened
from hotline.wechat.receiving import take_push
from tests.conftest import desk_of
from tests.support.outgoing import outgoing
from tests.support.photos import plain_png
from tests.support.receivers import receiving
from tests.support.wechat import OPENID, ORIGINAL, WechatStub, an_account

VOICE = b"#!AMR\n" + bytes(range(64))


class Follower:
    """Sends pictures and voices to an account."""

    def __init__(self, database, address):
        self.database, self.desk, self._number = database, desk_of(database), 0
        with database.writing() as session:
            self.account = an_account(session, self.desk.vault, self.desk.now())
        self.out = outgoing(database, wechat_api=address)

    def sends(self, kind, **fields):
        self._number += 1
        head = {"ToUserName": ORIGINAL, "FromUserName": OPENID, "CreateTime": 1772992800}
        values = head | {"MsgType": kind, "MsgId": self._number} | fields
        push = read_push(read_parts(write_xml(values).encode()))
        opened = Opened(push, f"s{self._number}", is_json=False, is_sealed=False)
        with self.database.writing() as session:
            take_push(session, self.account, opened, self.desk)

    def rows(self, table):
        with self.database.reading() as session:
            return list(session.exec(select(table)))


@pytest.fixture
def stub():
    return WechatStub()


@pytest.fixture
def follower(database, stub):
    with receiving(stub) as server:
        yield Follower(database, server.address)


def test_a_picture_and_a_voice_stand_beside_their_messages(follower, stub):
    picture = plain_png()
    stub.files = {"P-1": picture, "V-1": VOICE}
    follower.sends("image", PicUrl="http://mmbiz.qpic.cn/x", MediaId="P-1")
    follower.sends("voice", Format="amr", MediaId="V-1", Recognition="路灯坏了")
    follower.out.send()
    kept = sorted(follower.rows(ChatAttachment), key=lambda row: row.message_id)
    kinds = [(row.message_id, row.name, row.media_type) for row in kept]
    incoming = [row.row_id for row in follower.rows(ChatMessage) if row.kind == "incoming"]
    assert kinds == [
        (incoming[0], "微信图片.png", "image/png"),
        (incoming[1], "微信语音.amr", "audio/amr"),
    ]
    assert open_files(follower.database.settings).get(kept[1].key) == VOICE
    follower.out.send(timedelta(hours=1))
    assert len(follower.rows(ChatAttachment)) == 2


def test_what_comes_after_the_chat_became_a_ticket_is_attached_to_that(follower, stub):
    stub.files = {"P-1": plain_png()}
    follower.sends("text", Content="幸福路18号门口的路灯坏了三天，请派人修")
    follower.sends("image", MediaId="P-1")
    with follower.database.writing() as session:
        chat = session.get_one(ChatConversation, 1)
        register_chat(session, CALLER, chat, follower.desk, fields={})
    assert follower.rows(Attachment) == []
    follower.out.send()
    assert [row.name for row in follower.rows(Attachment)] == ["微信图片.png"]


def test_what_is_gone_is_told_beside_the_message_and_what_is_busy_is_asked_for_again(
    follower, stub
):
    follower.sends("image", MediaId="P-9")
    follower.out.send()
    with follower.database.reading() as session:
        chat = session.get_one(ChatConversation, 1)
        opened = open_chat(session, Actor("agent", Role.AGENT), chat, follower.desk)
    assert [shown.unsent for shown in opened.messages][0] == "图片、语音或视频已过期，或不存在"
    stub.token_error = -1
    stub.tokens.append("lost")
    follower.sends("image", MediaId="P-2")
    follower.out.send()
    assert follower.rows(ChatAttachment) == []
    stub.token_error, stub.files = 0, {"P-2": plain_png()}
    follower.out.send(BACK_OFF[0])
    assert len(follower.rows(ChatAttachment)) == 1


@pytest.mark.parametrize("content", [b"<html>no picture</html>", b"MZ\x90\x00", b""])
def test_what_is_no_picture_is_not_kept(follower, stub, content):
    stub.files = {"P-1": content}
    follower.sends("image", MediaId="P-1")
    follower.out.send()
    assert follower.rows(ChatAttachment) == []
    assert "failed" in follower.out.states()


def test_a_film_is_not_fetched_from_inside_the_house(follower, stub):
    stub.files = {"F-1": "http://127.0.0.1:9/film.mp4"}
    follower.sends("video", MediaId="F-1", ThumbMediaId="T-1")
    follower.out.send()
    assert "failed" in follower.out.states()
    assert follower.rows(ChatAttachment) == []
