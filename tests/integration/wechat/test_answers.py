"""Answers to followers: through WeChat's interface, in order, kept while they may not go out."""

from datetime import timedelta
from unittest.mock import Mock

import pytest

from hotline.chats.messages import add_message
from hotline.chats.ticket import register_chat
from hotline.chats.viewing import open_chat
from hotline.delivery.wechat_interface import WechatInterface
from hotline.domain.chats.states import ChatMessageKind
from hotline.domain.deliveries import BACK_OFF
from hotline.domain.errors import Unavailable
from hotline.domain.models import ChatConversation, ChatMessage, WechatAccount
from hotline.domain.roles import Actor, Role
from hotline.domain.wechat.markup import write_xml
from hotline.domain.wechat.push import read_parts, read_push
from hotline.storage.openids import tickets_by_openid
from hotline.wechat.answering import MOST_BYTES, chunks
from hotline.wechat.gate import Opened
from hotline.wechat.receiving import take_push
from tests.conftest import MONDAY, desk_of
from tests.support.outgoing import outgoing
from tests.support.receivers import receiving
from tests.support.wechat import OPENID, ORIGINAL, WechatStub, an_account

CUSTOM, NOTICE = "/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/bizsend"


class Follower:
    """Writes to an account, and is answered by an agent."""

    def __init__(self, database, stub, address, **facts):
        self.desk, self.stub, self._number = desk_of(database), stub, 0
        with database.writing() as session:
            self.account = an_account(session, self.desk.vault, self.desk.now(), **facts)
        self.out = outgoing(database, wechat_api=address)
        self.database = database

    def writes(self, text="路灯坏了"):
        self._number += 1
        fields = {"ToUserName": ORIGINAL, "FromUserName": OPENID, "CreateTime": 1772992800}
        fields |= {"MsgType": "text", "Content": text, "MsgId": self._number}
        push = read_push(read_parts(write_xml(fields).encode()))
        opened = Opened(push, f"s{self._number}", is_json=False, is_sealed=False)
        with self.database.writing() as session:
            take_push(session, self.account, opened, self.desk.at(self.out.now))

    def is_answered(self, *texts):
        with self.database.writing() as session:
            chat = session.get_one(ChatConversation, 1)
            kind = ChatMessageKind.OUTGOING
            rows = [
                add_message(session, chat, self.desk, kind=kind, text=text, by="agent")
                for text in texts
            ]
            return [row.row_id for row in rows]

    def unsent(self, number):
        """What the agent reads beside a message that has not arrived."""
        actor = Actor("agent", Role.AGENT)
        with self.database.reading() as session:
            chat = open_chat(session, actor, session.get_one(ChatConversation, 1), self.desk)
        return next(shown.unsent for shown in chat.messages if shown.message.row_id == number)

    def sent_at(self, number):
        with self.database.reading() as session:
            return session.get_one(ChatMessage, number).sent_at


@pytest.fixture
def stub():
    return WechatStub()


@pytest.fixture
def follower(each_database, stub):
    with receiving(stub) as server:
        yield Follower(each_database, stub, server.address)


def test_an_answer_reaches_the_follower_and_the_token_is_fetched_once(follower, stub):
    follower.writes()
    numbers = follower.is_answered("已转城管，", "三天内答复。")
    assert follower.out.send() == 2
    assert stub.texts() == ["已转城管，", "三天内答复。"]
    message = {"touser": OPENID, "msgtype": "text", "text": {"content": "已转城管，"}}
    assert stub.sent[0] == (CUSTOM, message)
    assert (len(stub.tokens), stub.forced) == (1, [False])
    assert all(follower.sent_at(number) for number in numbers)
    follower.is_answered("办好了")
    follower.out.send()
    assert (stub.texts()[-1], len(stub.tokens)) == ("办好了", 1)


def test_a_token_is_replaced_before_it_ends_and_at_once_when_it_is_refused(follower, stub):
    follower.writes()
    follower.is_answered("一")
    follower.out.send()
    follower.is_answered("二")
    follower.out.send(timedelta(seconds=7200 - 299))
    assert (stub.forced, stub.texts()) == ([False, False], ["一", "二"])
    stub.tokens.append("by-somebody-else")
    follower.is_answered("三")
    assert follower.out.send() == 1
    assert (stub.forced, stub.texts()) == ([False, False, True], ["一", "二", "三"])


def test_the_token_is_stored_encrypted(follower, stub):
    follower.writes()
    follower.is_answered("一")
    follower.out.send()
    with follower.database.reading() as session:
        row = session.get_one(WechatAccount, follower.account.row_id)
    assert stub.tokens[0].encode() not in row.access_token
    assert follower.desk.vault.decrypt(row.access_token) == stub.tokens[0]


def test_a_token_that_is_refused_twice_waits(follower, stub):
    follower.writes()
    follower.is_answered("一")
    stub.answers = [42001, 40001]
    assert follower.out.send() == 1
    (row,) = follower.out.rows()
    assert (row.state, row.next_at) == ("waiting", follower.out.now + BACK_OFF[0])
    assert follower.out.send(BACK_OFF[0]) == 1
    assert stub.texts() == ["一"]


def test_what_the_installation_cannot_do_now_waits_as_well(follower, stub, monkeypatch):
    follower.writes()
    follower.is_answered("一")
    with monkeypatch.context() as broken:
        away = Unavailable("密钥文件不在", remedy="-")
        broken.setattr(WechatInterface, "_token", Mock(side_effect=away))
        follower.out.send()
    (row,) = follower.out.rows()
    assert (row.state, row.reason) == ("waiting", "密钥文件不在")
    assert follower.out.send(BACK_OFF[0]) == 1
    assert stub.texts() == ["一"]


def test_without_a_token_everything_waits_and_the_reason_is_told(follower, stub):
    follower.writes()
    follower.is_answered("一")
    stub.token_error = 40164
    follower.out.send()
    (row,) = follower.out.rows()
    assert (row.state, stub.sent) == ("waiting", [])
    assert "IP 白名单" in row.reason


@pytest.mark.parametrize(("code", "reason"), [(45015, "48 小时"), (45047, "上限")])
def test_what_may_not_go_out_is_held_and_goes_when_the_follower_writes(
    follower, stub, code, reason
):
    follower.writes()
    numbers = follower.is_answered("一", "二")
    stub.answers = [code]
    follower.out.send()
    assert (follower.out.states(), stub.sent) == (["held", "waiting"], [])
    assert reason in follower.out.rows()[0].reason
    assert reason in follower.unsent(numbers[0])
    assert follower.out.send(timedelta(days=20)) == 0
    assert follower.sent_at(numbers[0]) is None
    follower.writes("你好？")
    follower.out.send()
    assert stub.texts()[:2] == ["一", "二"]
    assert set(follower.out.states()) == {"delivered"}
    assert all(follower.sent_at(number) for number in numbers)
    assert follower.unsent(numbers[0]) == ""


def test_who_may_not_be_written_to_gets_a_notice_that_tells_nothing_of_the_matter(
    each_database, stub
):
    with receiving(stub) as server:
        facts = {"template": "tmpl_1", "page": "pages/chat"}
        follower = Follower(each_database, stub, server.address, **facts)
        follower.writes()
        follower.is_answered("您的病历已收到")
        stub.answers = [45015]
        follower.out.send()
    ((path, body),) = stub.sent
    assert (path, body["touser"], body["template_id"]) == (NOTICE, OPENID, "tmpl_1")
    assert body["page"] == "pages/chat"
    assert "病历" not in str(body)
    assert follower.out.states() == ["held", "delivered"]


def test_a_notice_waits_for_the_end_of_the_quiet_hours(each_database, stub):
    with receiving(stub) as server:
        follower = Follower(each_database, stub, server.address, template="tmpl_1")
        follower.writes()
        follower.out.send(MONDAY.replace(hour=23, minute=40) - follower.out.now)
        follower.is_answered("已安排明天上门")
        stub.answers = [45015]
        follower.out.send()
        assert (follower.out.states(), stub.sent) == (["held", "waiting"], [])
        follower.out.send(timedelta(hours=8, minutes=19))
        assert stub.sent == []
        follower.out.send(timedelta(minutes=1))
    ((path, _),) = stub.sent
    assert (path, follower.out.states()) == (NOTICE, ["held", "delivered"])


def test_a_notice_that_the_follower_never_asked_for_is_given_up(each_database, stub):
    with receiving(stub) as server:
        follower = Follower(each_database, stub, server.address, template="tmpl_1")
        follower.writes()
        follower.is_answered("一")
        stub.answers = [45015, 43101]
        follower.out.send()
    assert follower.out.states() == ["held", "failed"]


@pytest.mark.parametrize(
    ("code", "state"),
    [(-1, "waiting"), (45009, "waiting"), (45011, "waiting"), (99999, "waiting"), (40003, "failed"),
     (43004, "held"), (48002, "failed")],
)  # fmt: skip
def test_each_documented_answer_has_its_consequence(follower, stub, code, state):
    follower.writes()
    follower.is_answered("一")
    stub.answers = [code]
    follower.out.send()
    assert follower.out.states() == [state]
    assert follower.out.rows()[0].reason


@pytest.mark.parametrize(
    "answer", [(500, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (302, b"{}")]
)
def test_what_the_interface_never_documented_is_tried_later(follower, stub, answer):
    follower.writes()
    follower.is_answered("一")
    server_answer = (*answer, {})

    def odd(_):
        return server_answer

    with receiving(odd) as server:
        out = outgoing(follower.database, wechat_api=server.address)
        out.send()
    assert out.states() == ["waiting"]
    assert out.rows()[0].reason


def test_a_long_answer_goes_in_pieces_and_counts_when_the_last_is_there(follower, stub):
    follower.writes()
    text = "字" * 1500
    (number,) = follower.is_answered(text)
    follower.out.send()
    assert len(stub.texts()) == 3
    assert "".join(stub.texts()) == text
    assert [row.message_id for row in follower.out.rows()] == [number] * 3
    assert all(len(part.encode()) <= MOST_BYTES for part in stub.texts())
    assert follower.sent_at(number)


@pytest.mark.parametrize("text", ["", "a", "字" * 683, "a" + "字" * 1366, "😀" * 600])
def test_pieces_are_whole_characters(text):
    parts = list(chunks(text))
    assert "".join(parts) == text
    assert all(len(part.encode()) <= MOST_BYTES for part in parts)


def test_what_the_machine_answered_in_the_same_breath_is_not_sent_again(follower, stub):
    follower.writes()
    assert (follower.out.send(), stub.sent) == (0, [])


def test_a_ticket_of_a_chat_is_the_followers_and_its_receipt_reaches_them(follower, stub, cast):
    follower.writes("人民路幸福小区门口的路灯坏了三天")
    with follower.database.writing() as session:
        chat = session.get_one(ChatConversation, 1)
        receipt = register_chat(session, cast.agent, chat, follower.desk, fields={})
    follower.out.send()
    assert receipt.no in stub.texts()[-1]
    with follower.database.reading() as session:
        ((_, ticket),) = tickets_by_openid(session, follower.desk.vault, OPENID, limit=2)
        assert (ticket.no, ticket.channel) == (receipt.no, "wechat")
        assert ticket.caller_id


def test_a_message_of_pieces_is_not_there_before_all_of_them_are(follower, stub):
    follower.writes()
    (number,) = follower.is_answered("字" * 1500)
    stub.answers = [0, 45047]
    follower.out.send()
    assert follower.out.states() == ["delivered", "held", "waiting"]
    assert follower.sent_at(number) is None
    assert "上限" in follower.unsent(number)
